"""The closed lists of the lever page, in the words of its readers."""

from __future__ import annotations

LISTES: dict[str, tuple[str, dict[str, str]]] = {
    "nature": ("Nature de l'achat", {
        "travaux": "Travaux", "fournitures": "Fournitures", "services": "Services",
        "services_sociaux": "Services sociaux ou spécifiques, listés par avis",
        "prestations_intellectuelles": "Prestations intellectuelles", "concession": "Concession",
    }),
    "acheteur": ("Qui achète ?", {
        "collectivite": "Collectivité ou autre pouvoir adjudicateur", "etat": "État ou autre autorité centrale",
        "entite_adjudicatrice": "Entité adjudicatrice (eau, énergie, transports…)",
    }),
    "forme": ("Forme du contrat", {
        "marche": "Marché ordinaire", "accord_cadre": "Accord-cadre", "marche_global": "Marché global",
        "marche_partenariat": "Marché de partenariat",
    }),
    "main_oeuvre": ("Travail accessible à des personnes en parcours", {
        "oui": "Oui, une part notable", "faible": "Oui, mais peu de main-d'œuvre", "aucune": "Non, aucun",
        "inconnue": "Je ne sais pas",
    }),
    "offre": ("Structures capables sur ce métier et ce territoire", {
        "inconnue": "Je ne sais pas", "siae": "Structures d'insertion (SIAE)",
        "ea_esat": "Entreprises adaptées, ESAT", "siae_et_ea_esat": "Les deux", "aucune": "Aucune connue",
    }),
}  # fmt: skip

CONTRAINTES = {
    "defense": "Marché ou concession de défense ou de sécurité",
    "solution_disponible": "Une solution immédiatement disponible répond à tout le besoin",
    "sans_lien": "Aucune considération sociale ne peut se rapporter aux prestations",
    "difficulte": "La mesure restreindrait la concurrence, ou rendrait l'exécution difficile",
    "urgence": "L'achat est urgent",
    "cas_non_allotissement": "Un cas du code permet de ne pas allotir",
    "objet_insertion": "L'objet même de l'achat est l'insertion",
    "transport_voyageurs": "Concession de transport de voyageurs (règlement européen n° 1370/2007, art. 5 § 3)",
}

OUI_NON = {
    "prestations_indistinctes": "L'objet empêche-t-il d'identifier des prestations distinctes ?",
    "innovant": "L'achat est-il innovant au sens du code ?",
    "exclusivement_listes": "Porte-t-il exclusivement sur des services sociaux ou spécifiques listés ?",
    "mission_ess": "Des entreprises de l'économie sociale assument-elles une mission de service public liée ?",
    "acheteur_competent": "L'acheteur a-t-il l'insertion parmi ses compétences ?",
    "offre_penitentiaire": "Un atelier en établissement pénitentiaire peut-il exécuter ?",
}
