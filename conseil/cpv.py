"""The CPV nomenclature searched by words: accents folded, French stems, rare words weigh more; one small index.

Codes are eight digits; the trailing zeros say the level. The path of a code is its ancestors, from the division down.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import Stemmer

from base_connaissance.cpv import CodeCpv
from base_connaissance.modeles import Base
from conseil.erreurs import SaisieInvalide

_MOT = re.compile(r"[a-z0-9]+")
_VIDES = frozenset(
    {
        "au",
        "aux",
        "avec",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "ou",
        "par",
        "pour",
    }
    | {"sans", "son", "sa", "ses", "sur", "un", "une"}
)
_COURT = 2
_PLANCHER = 0.3  # a code this far below the best one shares a stray word only


@dataclass(frozen=True)
class CodeTrouve:
    """A code found: its label and its ancestors' labels, from the division down."""

    code: str
    libelle: str
    chemin: tuple[str, ...]
    social: bool


class Nomenclature:
    """The codes and their index of stems."""

    def __init__(self, codes: Iterable[CodeCpv]) -> None:
        self.codes = {code.code: code for code in codes}
        self._racineur = Stemmer.Stemmer("french")
        self._par_racine: dict[str, list[str]] = defaultdict(list)
        self._longueurs: dict[str, int] = {}
        for code in self.codes.values():
            racines = dict.fromkeys(self._racines(f"{code.libelle} {code.mots}"))
            self._longueurs[code.code] = len(dict.fromkeys(self._racines(code.libelle)))
            for racine in racines:
                self._par_racine[racine].append(code.code)

    def exiger(self, code: str, champ: str) -> CodeCpv:
        """The code, or SaisieInvalide on `champ`."""
        if code not in self.codes:
            raise SaisieInvalide(champ, f"Le code {code} n'est pas dans la nomenclature CPV : cherchez-le par mots.")
        return self.codes[code]

    def chemin(self, code: str) -> tuple[str, ...]:
        """The labels of the ancestors, from the division down, the code itself excluded."""
        return tuple(self.codes[parent].libelle for parent in self._parents(code))

    def chercher(self, texte: str, limite: int = 12) -> list[CodeTrouve]:
        """The codes whose label holds the words of `texte`, best first; a text of digits is a beginning of code."""
        chiffres = "".join(texte.split()).split("-")[0]
        if chiffres.isdigit():
            trouves = [code for code in self.codes if code.startswith(chiffres.rstrip("0") or chiffres)]
            trouves.sort(key=lambda code: (code != chiffres.ljust(8, "0")[:8], code))
        else:
            notes = self._notes(texte)
            plancher = max(notes.values(), default=0) * _PLANCHER
            trouves = sorted((c for c in notes if notes[c] >= plancher), key=lambda code: (-notes[code], code))
        return [self._trouve(code) for code in trouves[:limite]]

    def _notes(self, texte: str) -> dict[str, float]:
        """A score per code: the weight of each word found, less for a word only begun; general codes break ties."""
        mots = list(dict.fromkeys(self._racines(texte)))
        notes: dict[str, float] = defaultdict(float)
        trouves: Counter[str] = Counter()
        for mot in mots:
            poids: dict[str, float] = {}
            for racine, codes in self._par_racine.items():
                if racine == mot or (len(mot) > _COURT and racine.startswith(mot)):
                    valeur = math.log(1 + len(self.codes) / len(codes)) * (1 if racine == mot else 0.6)
                    for code in codes:
                        poids[code] = max(poids.get(code, 0), valeur)
            for code, valeur in poids.items():
                notes[code] += valeur
                trouves[code] += 1
        for code in notes:
            part = trouves[code] / len(mots)
            precision = min(1, trouves[code] / max(1, self._longueurs[code]))
            notes[code] = notes[code] * part**2 * (0.6 + 0.4 * precision) * (1 + 0.02 * code.count("0"))
        return notes

    def _trouve(self, code: str) -> CodeTrouve:
        retenu = self.codes[code]
        return CodeTrouve(code, retenu.libelle, self.chemin(code), retenu.social)

    def _parents(self, code: str) -> list[str]:
        parents = [code[:taille].ljust(8, "0") for taille in range(2, 8)]
        return [parent for parent in dict.fromkeys(parents) if parent != code and parent in self.codes]

    def _racines(self, texte: str) -> list[str]:
        return [
            self._racineur.stemWord(mot)
            for mot in _MOT.findall(_plier(texte))
            if mot not in _VIDES and (len(mot) > 1 or mot.isdigit())
        ]


def nomenclature(base: Base) -> Nomenclature:
    """The nomenclature of a base, built once per version of the base."""
    if base.empreinte not in _CONSTRUITES:
        _CONSTRUITES.clear()
        _CONSTRUITES[base.empreinte] = Nomenclature(base.cpv)
    return _CONSTRUITES[base.empreinte]


def _plier(texte: str) -> str:
    simple = unicodedata.normalize("NFKD", texte.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(signe for signe in simple if not unicodedata.combining(signe))


_CONSTRUITES: dict[str, Nomenclature] = {}
