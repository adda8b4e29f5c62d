"""A guide's message as the site receives it: words, buttons, where the guide stands, and the result at the end."""

from __future__ import annotations

from typing import Any

from bot.actions.guides.guide import Guide
from bot.actions.guides.tour import Parole, Tour
from conseil.resultat import Resultat

# What belongs to one tool only stays on its page: a message must not carry a whole board of levers.
_COMMUNS = set(Resultat.model_fields)


def en_objet(guide: Guide, tour: Tour, parole: Parole) -> dict[str, Any]:
    """The custom object of one message. `valeurs` lets the site bring the guide back after a change of sender."""
    conclusion = parole.conclusion
    restantes = {nom: valeur for nom, valeur in tour.valeurs.items() if valeur is not None}
    return {
        "type": "guide",
        "outil": guide.nom,
        "titre": guide.titre,
        "texte": parole.texte,
        "boutons": [{"titre": bouton.titre, "charge": bouton.charge} for bouton in parole.boutons],
        "en_cours": not tour.fini,
        "rang": len(guide.repondus(tour.valeurs)) + 1,
        "questions": sum(1 for champ in guide.champs if champ.requis(tour.valeurs)),
        "valeurs": {} if guide.discret else restantes,
        "discret": guide.discret,
        "lien": conclusion.lien if conclusion else guide.lien(restantes),
        "resultat": conclusion.resultat.model_dump(mode="json", include=_COMMUNS) if conclusion else None,
    }
