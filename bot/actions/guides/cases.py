"""The slots that every guide shares (bot/domain/memoire.yml), and Rasa's own name of the slot being asked."""

DEMANDE = "requested_slot"
DERNIER = "dernier_outil"
FINI = "outil_fini"
REPRIS = "outil_repris"
