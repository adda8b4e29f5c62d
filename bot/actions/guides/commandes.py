"""What people say to a guide instead of answering: stop, go back, I do not know, why, start again."""

from __future__ import annotations

import re
from typing import Literal

from index.nettoyage import plier

Commande = Literal["arreter", "retour", "inconnu", "pourquoi", "recommencer"]

# On accent-free lower case, in order. Anchored, so that an answer that merely holds the word is not taken for an order.
_COMMANDES: tuple[tuple[Commande, str], ...] = (
    (
        "arreter",
        r"^(stop|arret\w*|on arrete|j'arrete|laisse[zr]? tomber|abandonn\w*|quitte\w*|sorti\w*|"
        r"annule[zr]?|plus tard)\b.{0,25}$",
    ),
    (
        "retour",
        r"^(retour|revenir|reviens|revenez|je reviens|precedent|question (precedente|d'avant)|en arriere)\b.{0,30}$",
    ),
    (
        "recommencer",
        r"^(recommenc\w*|on recommence|je (veux|voudrais) recommencer|repart\w*|depuis le debut|a zero)\b.{0,30}$",
    ),
    (
        "inconnu",
        r"\b(sais pas|savons pas|sait pas|aucune idee|ignore|pas (encore )?(connue?|fixee?|decidee?|definie?)|"
        r"je n'ai pas cette|inconnue?s?|connais pas|nsp)\b",
    ),
    (
        "pourquoi",
        r"^(pourquoi|a quoi (ca|cela) sert|c'est[- ]a[- ]dire|comment (ca|cela)|je (ne )?comprends? pas|"
        r"expliquez?|aide|aidez[- ]moi)\b.{0,18}$",
    ),
)
_INTERROGATIF = re.compile(
    r"^(est[- ]ce|c'est quoi|qu'est|que |quoi|pourquoi|comment|quels?\b|quelles?\b|combien|peut[- ]on|puis[- ]je|"
    r"dois[- ]je|faut[- ]il|je (peux|dois)|on (peut|doit)|a[- ]t[- ]on|y a[- ]t[- ]il|qui |ou |quand )"
)
_PERSONNE = re.compile(r"\b(humaine?|une personne|quelqu'un|facilitat\w+|conseill\w+|joindre|rappele\w*|telephon\w+)\b")
_MOTS_D_UNE_QUESTION = 3


def commande(texte: str) -> Commande | None:
    """The order that a message is, None when it is an answer or a question."""
    simple = plier(texte).strip(" ?!.…")
    return next((nom for nom, motif in _COMMANDES if re.search(motif, simple)), None)


def demande_une_personne(texte: str) -> bool:
    """Whether a message heard as a call for help really names someone: « 5 personnes » must stay an answer."""
    return _PERSONNE.search(plier(texte)) is not None


def est_question(texte: str) -> bool:
    """Whether a message asks something: a side question, to be answered without losing the guide."""
    simple = plier(texte).strip()
    longue = len(simple.split()) > _MOTS_D_UNE_QUESTION
    return longue and ("?" in simple or _INTERROGATIF.match(simple) is not None)
