"""The lists of the clause kit's form: cases, options, groups of blanks, and a fictive set of values."""

from __future__ import annotations

from collections.abc import Iterable

from conseil.redaction.kit.modeles import VariableKit

CAS = {
    "services": "Services", "travaux": "Travaux", "accord_cadre": "Accord-cadre à bons de commande",
    "prestations_intellectuelles": "Prestations intellectuelles", "marche_reserve": "Marché ou lot réservé",
    "critere": "Critère seul", "concession": "Concession",
}  # fmt: skip
RESERVATIONS = {
    "siae": "réservé à l'insertion", "handicap": "réservé au handicap", "mixte": "réservé à l'insertion et au handicap",
    "penitentiaire": "réservé à la production en prison", "ess": "réservé à l'économie sociale et solidaire",
}  # fmt: skip
RETIRABLES = {
    "ccap-penalites": "Pénalité pour heures non réalisées", "ccap-sous-traitance": "Heures d'un sous-traitant",
    "ccap-depart-remplacement": "Départ et relève", "cadre-reponse-condition": "Cadre de réponse non noté",
}  # fmt: skip
# Title of a group → names of its blanks; the last one takes the others.
GROUPES = {
    "Le volume": r"heures|montant_tranche|lots$",
    "Le marché": r"acheteur|objet|piece_|annexe_|taches$|delai_demarrage|marches_|duree_convention|cadre$",
    "La réservation": r"lot_reserve|services_ess|taches_essentielles",
    "Le critère": r"poids_|points_",
    "Les publics": r"publics_|validation|delai_validation|duree_prise",
    "Le facilitateur": r"facilitateur",
    "Le suivi": r"base_heures|frequence_|delai_releve|delai_observations|formation_|delai_rem|delai_signalement",
    "Pénalités et imprévus": r"penalite_|plafond_|delai_rattrapage|delai_reponse|action_",
    "Les données": r"",
}
# The base's examples of amounts are « 1 »: they propose nothing. These are fictive too, and readable.
_FICTIVES = {"penalite_heure": "20", "penalite_document": "50", "plafond_penalites": "6000"}
_LAISSEES_VIDES = {"heures_par_lot", "lots", "heures_tranches", "taches_essentielles", "heures_maximum"}


def exemple_fictif(variables: Iterable[VariableKit]) -> dict[str, str]:
    """A value for each blank, which shows what a filled kit looks like and nothing else."""
    return {
        variable.nom: _FICTIVES.get(variable.nom, variable.exemple)
        for variable in variables
        if variable.nom not in _LAISSEES_VIDES
    }
