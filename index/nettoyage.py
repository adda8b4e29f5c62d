"""Making a visitor's text searchable: limits, control characters, spaces. The text stays data, never syntax."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from index.erreurs import QuestionInvalide

LONGUEUR_MAXIMALE = 500
_BLANCS = re.compile(r"\s+")
# The blocks of combining marks that Latin letters take.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


def nettoyer(question: str) -> str:
    """The question in NFC with single spaces.

    Raises QuestionInvalide when it is empty, longer than 500 characters, or holds control characters.
    """
    if len(question) > LONGUEUR_MAXIMALE:
        raise QuestionInvalide(
            f"Votre question compte {len(question)} caractères ; la limite est de {LONGUEUR_MAXIMALE}. "
            "Gardez l'essentiel, ou posez-la en deux fois."
        )
    visible = question if question.isprintable() else _visible(question)
    propre = _BLANCS.sub(" ", unicodedata.normalize("NFC", visible)).strip()
    if not any(signe.isalnum() for signe in propre):
        raise QuestionInvalide("Votre question est vide. Écrivez-la en quelques mots.")
    return propre


def _visible(question: str) -> str:
    if any(unicodedata.category(signe) in {"Cc", "Cs", "Co"} and signe not in "\t\r\n" for signe in question):
        raise QuestionInvalide("Votre question contient des caractères illisibles. Retapez-la, s'il vous plaît.")
    return "".join(signe for signe in question if unicodedata.category(signe) not in {"Cf", "Cn"})


@lru_cache(maxsize=1024)  # patterns of several sorts look at the same question
def plier(texte: str) -> str:
    """Lower case without accents, for comparisons and patterns."""
    simple = unicodedata.normalize("NFKD", texte.lower().replace("œ", "oe").replace("’", "'"))
    return simple if simple.isascii() else _ACCENTS.sub("", simple)
