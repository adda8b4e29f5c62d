"""The words of a room: how many people used each, small words left out, forms of one word together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import Stemmer

_MOT = re.compile(r"[a-zà-öø-ÿœæ]+(?:-[a-zà-öø-ÿœæ]+)*")
_LONGUEUR_MINIMALE = 3
# What says nothing of a subject: articles, pronouns, auxiliaries, connectors. Folded: no accents.
_VIDES = frozenset(Path(__file__).with_name("mots_vides.txt").read_text(encoding="utf-8").split())


def racines(texte: str) -> list[str]:
    """The stems of a text, folded, small words left out, in order."""
    return [racine for _, racine in _mots(texte)]


def frequences(textes: Iterable[str], nombre: int = 20) -> list[tuple[str, int]]:
    """The words used by most texts, each with how many texts use it; a word said twice in one text counts once.

    A word is shown in its commonest form. Only words of two texts or more are kept: one is not a frequency.
    """
    presences: Counter[str] = Counter()
    formes: dict[str, Counter[str]] = {}
    for texte in textes:
        mots = _mots(texte)
        presences.update({racine for _, racine in mots})
        for forme, racine in mots:
            formes.setdefault(racine, Counter())[forme] += 1
    communs = sorted(((r, n) for r, n in presences.items() if n > 1), key=lambda paire: (-paire[1], paire[0]))
    return [(min(formes[r], key=lambda f: (-formes[r][f], len(f), f)), n) for r, n in communs[:nombre]]


def _mots(texte: str) -> Sequence[tuple[str, str]]:
    # A stemmer is not thread-safe: one per call, it costs little.
    racineur = Stemmer.Stemmer("french")
    formes = _MOT.findall(unicodedata.normalize("NFC", texte.lower()).replace("’", "'"))
    utiles = [forme for forme in formes if len(forme) >= _LONGUEUR_MINIMALE and _plier(forme) not in _VIDES]
    return [(forme, _plier(racine)) for forme, racine in zip(utiles, racineur.stemWords(utiles), strict=True)]


def _plier(mot: str) -> str:
    decompose = unicodedata.normalize("NFKD", mot.replace("œ", "oe").replace("æ", "ae"))
    return "".join(signe for signe in decompose if not unicodedata.combining(signe))
