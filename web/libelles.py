"""The French labels of the base's closed lists, as pages show them."""

from __future__ import annotations

from base_connaissance.modeles import Confiance, Famille, Nature, Phase, Public

PUBLICS: dict[Public, str] = {
    "acheteur": "Acheteur public",
    "entreprise": "Entreprise",
    "formateur": "Formateur, facilitateur",
}
FAMILLES: dict[Famille, str] = {
    "principe": "Comprendre",
    "option_juridique": "Leviers et règles",
    "structure": "Structures d’insertion",
    "demarche": "Démarches",
    "achat": "Par famille d’achat",
    "frein": "Objections fréquentes",
    "cas": "Cas réels",
    "environnement": "Insertion et environnement",
    "territoire": "Métropole de Lyon",
}
PHASES: dict[Phase, str] = {
    "programmation": "Programmation",
    "sourcing": "Sourcing",
    "redaction": "Rédaction",
    "analyse": "Analyse des offres",
    "notification": "Notification",
    "execution": "Exécution",
    "bilan": "Bilan",
}
NATURES: dict[Nature, str] = {
    "code": "Code",
    "loi": "Loi",
    "decret": "Décret",
    "arrete": "Arrêté",
    "avis": "Avis officiel",
    "directive": "Directive européenne",
    "jurisprudence": "Décision de justice",
    "guide": "Guide",
    "page": "Page web",
    "entretien": "Entretien",
    "donnees": "Données",
}
CONFIANCE: dict[Confiance, tuple[str, str]] = {
    "croise": ("Vérifié et recoupé", "Lu dans le texte et confirmé par une autre source."),
    "vu": ("Vérifié", "Lu dans une source identifiée."),
    "a_confirmer": ("À confirmer", "Usage ou information qui reste à confirmer : ne vous y fiez pas seul."),
}
RAISONS: dict[str, str] = {
    "inexact": "Le contenu me paraît inexact",
    "a_cote": "Ce n’était pas ma question",
    "incomplet": "Il manque l’essentiel",
    "obscur": "C'est difficile à comprendre",
    "perime": "L’information semble dépassée",
}
