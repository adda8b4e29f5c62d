"""Lengths that a reader in a hurry accepts."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.presentation import REFERENCE
from base_connaissance.verification.contexte import Contexte, reponses

MOTS_REPONSE = 70
MOTS_CORPS = (110, 900)


def compter_mots(texte: str) -> int:
    """Words as a reader counts them: a figure is one word, a lone punctuation mark is none."""
    return sum(any(c.isalnum() for c in mot) for mot in REFERENCE.sub("0", texte).split())


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Answers of at most 70 words, bodies of 110 to 900, no text before the first heading."""
    for fiche in contexte.fiches():
        for reponse in reponses(fiche):
            if (mots := compter_mots(reponse)) > MOTS_REPONSE:
                yield contexte.probleme(fiche, reponse, f"réponse de {mots} mots ({MOTS_REPONSE} au plus)")
        mots = sum(compter_mots(section.texte) for section in fiche.sections)
        if not MOTS_CORPS[0] <= mots <= MOTS_CORPS[1]:
            yield contexte.probleme(fiche, "## ", f"corps de {mots} mots ({MOTS_CORPS[0]} à {MOTS_CORPS[1]} attendus)")
        if fiche.sections and fiche.sections[0].titre == "Introduction":
            yield contexte.probleme(fiche, fiche.sections[0].texte, "texte avant le premier titre « ## »")
