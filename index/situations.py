"""A question told inside what its author lives: « … pour un marché de nettoyage ? », « Je suis élue. … ».

The purchase, the person, the place are where the question is asked from; what is asked stays the same, and so does the
fiche that answers it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from base_connaissance.modeles import Fiche

_JEU = Path(__file__).parent / "jeux" / "situations.json"
# Shorter, a question may be about the purchase itself: « nettoyage : heures d'insertion ».
_MOTS = 6
# Fiches about a purchase: another one, named beside, would change the question.
_FAMILLES_D_ACHAT = frozenset({"achat", "cas"})


@dataclass(frozen=True)
class _Moitie:
    """Turns of phrase, and what fills them by name."""

    tournures: list[str]
    de: list[str]
    qui: list[str]
    lieu: list[str]


def situer(question: str, moitie: str, fiche: Fiche | None) -> str:
    """The question with a situation of one half (« ajustement » or « controle »): always the same for one text.

    `fiche`: the one that answers, None out of scope.
    """
    lue = _lire()[moitie]
    achat = len(question.split()) >= _MOTS and (fiche is None or fiche.famille not in _FAMILLES_D_ACHAT)
    tournures = [tournure for tournure in lue.tournures if achat or "{de}" not in tournure]
    tirage = _Tirage(question)
    nue = question.rstrip(" ?.!…")
    entiere = question.strip() if nue != question.strip() else f"{nue} ?"
    return tirage.parmi(tournures).format(
        r=nue, q=entiere[:1].lower() + entiere[1:], Q=entiere[:1].upper() + entiere[1:],
        de=tirage.parmi(lue.de), qui=tirage.parmi(lue.qui), lieu=tirage.parmi(lue.lieu),
    )  # fmt: skip


class _Tirage:
    """Choices that depend on a text only: the same everywhere, always."""

    def __init__(self, texte: str) -> None:
        self._reste = int.from_bytes(hashlib.sha256(texte.encode()).digest()[8:], "big")

    def parmi(self, possibles: Sequence[str]) -> str:
        self._reste, rang = divmod(self._reste, len(possibles))
        return possibles[rang]


def est_choisie(question: str, sur: int) -> bool:
    """Whether this text is one of those, one in `sur`, that are told in a situation: whatever the others are."""
    return int.from_bytes(hashlib.sha256(question.encode()).digest()[4:8], "big") % sur == 0


def situer_les_lignes(
    fiches: Mapping[str, Fiche], lignes: Iterable[dict[str, Any]], moitie: str
) -> Iterator[dict[str, Any]]:
    """The lines of sets of questions, each in a situation; `origine`: the question alone."""
    for ligne in lignes:
        fiche = next((fiches[nom] for nom in ligne.get("fiches", ()) if nom in fiches), None)
        yield ligne | {"question": situer(ligne["question"], moitie, fiche), "origine": ligne["question"]}


@cache
def _lire() -> dict[str, _Moitie]:
    lues = json.loads(_JEU.read_text(encoding="utf-8"))
    return {moitie: _Moitie(**lues[moitie]) for moitie in ("ajustement", "controle")}
