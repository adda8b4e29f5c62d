"""Sentences short enough to be read once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte, textes
from base_connaissance.verification.longueurs import compter_mots

MOTS_PHRASE = 45
_FIN_DE_PHRASE = re.compile(r"(?<!\bart)(?<!\b[LRD])(?<!\bn°)[.!?;:](?=\s|$)|\n\s*(?:[-*|]|\d+\.)|\n\n")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """A warning for each sentence of more than 45 words (a list item or a table row counts as a sentence)."""
    for ecrit in contexte.ecrits():
        for texte in textes(ecrit):
            for phrase in _FIN_DE_PHRASE.split(texte):
                if (mots := compter_mots(phrase)) > MOTS_PHRASE:
                    message = f"phrase de {mots} mots : « {' '.join(phrase.split()[:8])}… »"
                    yield contexte.probleme(ecrit, phrase, message, "avertissement")
