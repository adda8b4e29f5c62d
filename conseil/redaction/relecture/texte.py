"""A draft ready for patterns: folded text, its sentences, and the way back to the characters as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_COUPURE = re.compile(
    r"(?<=[.!?;])(?=[\s\u00a0])|\n[ \t]*\n|\n(?=[ \t]*(?:[-–—•*▪|]|\d{1,2}[.)°]|[a-z]\))[ \t])|(?<=:)[ \t]*\n"
    r"|(?<=[^\n,;:'’-])\n(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’ ])"  # a heading, then its text
)
_ABREGE = re.compile(
    r"(?:\b(?:art|arts|al|ex|cf|n|p|mme|dr|[lrdm])|\bh\.t|^[ \t]*\d{1,2})\.$", re.IGNORECASE | re.MULTILINE
)
_LONGUEUR_PHRASE = 700  # a longer run of words is no sentence: patterns stay cheap on it
_REMPLACES = {"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "…": "..."}


@dataclass(frozen=True)
class Phrase:
    """A sentence: its folded words, and where each of them stands in the draft."""

    plie: str
    origine: tuple[int, ...]
    brut: str
    debut: int

    def situer(self, debut: int, fin: int) -> tuple[int, int]:
        """The place in the draft of the folded characters `debut` to `fin`."""
        return self.origine[debut], self.origine[fin - 1] + 1


def phrases(texte: str) -> tuple[Phrase, ...]:
    """The sentences of a draft, wherever lines were cut by a copy and paste."""
    return tuple(_plier(texte, debut, fin) for debut, fin in _bornes(texte) if texte[debut:fin].strip())


def plier(texte: str) -> str:
    """The whole text folded: lower case, no accent, straight apostrophes, single spaces."""
    return _plier(texte, 0, len(texte)).plie


def _bornes(texte: str) -> Iterator[tuple[int, int]]:
    debut = 0
    for coupure in _COUPURE.finditer(texte):
        if coupure.end() == coupure.start() and _ABREGE.search(
            texte, max(debut, coupure.start() - 12), coupure.start()
        ):
            continue
        yield from _tranches(debut, coupure.start())
        debut = coupure.end()
    yield from _tranches(debut, len(texte))


def _tranches(debut: int, fin: int) -> Iterator[tuple[int, int]]:
    for tranche in range(debut, fin, _LONGUEUR_PHRASE):
        yield tranche, min(fin, tranche + _LONGUEUR_PHRASE)


def _plier(texte: str, debut: int, fin: int) -> Phrase:
    signes: list[str] = []
    origine: list[int] = []
    for rang in range(debut, fin):
        signe = texte[rang]
        if signe.isspace():
            plie = "" if not signes or signes[-1] == " " else " "
        else:
            decompose = unicodedata.normalize("NFKD", _REMPLACES.get(signe, signe).lower())
            plie = "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))
            plie = plie.replace("œ", "oe").replace("æ", "ae")
        signes += plie
        origine += [rang] * len(plie)
    return Phrase("".join(signes), tuple(origine), texte[debut:fin], debut)
