"""What hurried hands do to a question, and the days it may name: for measuring that the answer stays the same.

No question here is learnt.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from index.nettoyage import plier

# How French is misspelt when it is written as it sounds.
_A_L_OREILLE = (
    ("ss", "s"), ("nn", "n"), ("tt", "t"), ("mm", "m"), ("pp", "p"), ("ll", "l"), ("rr", "r"), ("ph", "f"), ("qu", "k"),
    ("ç", "s"), ("eau", "o"), ("é", "er"), ("tion", "sion"), ("ai", "é"), ("en", "an"), ("an", "en"), ("h", ""),
)  # fmt: skip
_MOT = re.compile(r"[^\W\d_]{5,}")


def sans_accents(question: str, hasard: random.Random) -> str:
    """The question as it is typed on a keyboard without accents."""
    return plier(question)


def une_faute(question: str, hasard: random.Random) -> str:
    """One long word misspelt."""
    return _fauter(question, 1, hasard)


def presse(question: str, hasard: random.Random) -> str:
    """Two long words misspelt, no capital, no accent, no question mark."""
    return plier(_fauter(question, 2, hasard)).rstrip(" ?.")


# Days before and since the rules of August 2026: the fiche that answers is the same, its answer need not be.
_DITES = (
    "{question} pour une consultation lancée le 10 mars 2026 ?", "{question} au 1er juin 2026 ?",
    "Nous avons lancé la consultation en mars 2026. {Question} ?", "Avant le 21 août 2026, {question} ?",
    "{question} avant août 2026 ?", "{question} (marché publié le 2 septembre 2026) ?",
)  # fmt: skip


def datee(question: str, hasard: random.Random) -> str:
    """The question with the day of the purchase that it is asked for."""
    nue = question.rstrip(" ?.")
    dite = hasard.choice(_DITES)
    tout_debut = dite.startswith("{question}")
    return dite.format(question=nue if tout_debut else nue[:1].lower() + nue[1:], Question=nue[:1].upper() + nue[1:])


PERTURBATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "tapées sans accents": sans_accents, "tapées une faute": une_faute, "tapées à la hâte": presse, "datées": datee,
}  # fmt: skip


def perturber(lignes: Sequence[dict[str, Any]], nom: str, combien: int) -> Iterable[dict[str, Any]]:
    """A fixed draw of the lines, their questions perturbed; `origine`: as they were written."""
    hasard = random.Random(0)
    for ligne in tirer(lignes, combien, hasard):
        yield ligne | {"question": PERTURBATIONS[nom](ligne["question"], hasard), "origine": ligne["question"]}


def tirer(lignes: Sequence[dict[str, Any]], combien: int, hasard: random.Random | None = None) -> list[dict[str, Any]]:
    """A fixed draw of the lines."""
    return (hasard or random.Random(0)).sample(lignes, min(combien, len(lignes)))


def _fauter(question: str, combien: int, hasard: random.Random) -> str:
    mots = list(_MOT.finditer(question))
    for mot in sorted(hasard.sample(mots, min(combien, len(mots))), key=lambda mot: -mot.start()):
        question = question[: mot.start()] + _fauter_un_mot(mot[0], hasard) + question[mot.end() :]
    return question


def _fauter_un_mot(mot: str, hasard: random.Random) -> str:
    oreille = [paire for paire in _A_L_OREILLE if paire[0] in mot]
    if oreille and hasard.random() < 0.5:
        return mot.replace(*hasard.choice(oreille), 1)
    rang = hasard.randrange(1, len(mot) - 2)
    avant, lettre, suivante, apres = mot[:rang], mot[rang], mot[rang + 1], mot[rang + 2 :]
    return avant + hasard.choice([suivante, lettre * 2 + suivante, suivante + lettre]) + apres
