"""Slips of the keyboard, set right for the search only: « clause dinsersion marche reserver » is read as it was meant.

A word is touched when neither the base nor French knows it, and only to become a word that the base uses; names and
acronyms stay. The visitor reads again what he typed, and the answer says which words were read as others.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.decoupage import Unite
from index.modeles import Retouche
from index.nettoyage import plier

FICHIER = "orthographe.npz"
_MOT = re.compile(r"[^\W\d_]+")
_ACCENTUEE = re.compile("[à-öø-ÿœ]")
# « dinsertion », « lobligation »: the article or pronoun that lost its apostrophe.
_ELISION = re.compile(r"(?:qu|[cdjlmnst])(?=[aeiouyh])(?P<reste>.{5,})")
# A word of the base, when texts use it that often; a phrasing may imitate a hurried visitor: its words must be French.
_EMPLOIS = 3
# From how many letters accents may be set right, then one slip, then two.
_ACCENTS, _UNE_FAUTE, _DEUX_FAUTES = 4, 5, 9
# A word that is so many times rarer than another must be so much nearer to what was typed.
_PRIX_DE_LA_FAUTE = 20.0
# How many times more often the base writes « marché » than « marche », for who types no accent at all.
_NETTEMENT = 10


@dataclass(frozen=True, eq=False)
class Orthographe:
    """Words that may be written (`mots`, most used first, with their `emplois`), and the sorted `marques` of all words
    that are left alone: 32 bits each, so that a dictionary weighs half a megabyte."""

    mots: Sequence[str]
    emplois: Sequence[int]
    marques: npt.NDArray[np.uint32]

    @classmethod
    def apprendre(cls, unites: Iterable[Unite], dictionnaire: Iterable[str]) -> Orthographe:
        """The words of the base's texts, and those of a dictionary of French."""
        francais, edites, comptes = set(dictionnaire), set[str](), Counter[str]()
        for unite in unites:
            lus = _MOT.findall(unite.texte.lower())
            comptes.update(lus)
            if unite.genre == "passage":
                edites.update(lus)
        usuels = [(mot, nombre) for mot, nombre in comptes.most_common() if nombre >= _EMPLOIS]
        mots = [(mot, nombre) for mot, nombre in usuels if mot in francais or mot in edites]
        seule = cls([mot for mot, _ in mots], [nombre for _, nombre in mots], _marques(francais))
        # A word of the trade that no dictionary has is known too, unless it is a slip that several texts imitate.
        metier = {mot for mot, nombre in usuels if not seule._est_une_faute(mot, nombre)}
        return cls(seule.mots, seule.emplois, _marques(francais | metier))

    @classmethod
    def lire(cls, chemin: Path) -> Orthographe:
        """What `enregistrer` wrote."""
        with np.load(chemin, allow_pickle=False) as fichier:
            return cls(str(fichier["mots"]).split(), fichier["emplois"].tolist(), fichier["marques"])

    def enregistrer(self, chemin: Path) -> None:
        """Write the words."""
        np.savez(chemin, mots=" ".join(self.mots), emplois=np.array(self.emplois), marques=self.marques)

    @lru_cache(maxsize=256)  # noqa: B019 - lives as long as its index
    def corriger(self, question: str) -> str:
        """The question with its slips set right."""
        sans_accent = _ACCENTUEE.search(question.lower()) is None
        return _MOT.sub(lambda trouve: self._lire_un_mot(trouve, sans_accent), question)

    def retouches(self, question: str) -> tuple[Retouche, ...]:
        """The words read as other ones; accents alone are nobody's business."""
        if plier(self.corriger(question)) == plier(question):
            return ()
        lus = ((trouve[0], self._lire_un_mot(trouve, sans_accent=False)) for trouve in _MOT.finditer(question))
        return tuple(Retouche(tape=mot, lu=lu) for mot, lu in dict(lus).items() if plier(lu) != plier(mot))

    def _lire_un_mot(self, trouve: re.Match[str], sans_accent: bool) -> str:
        mot = trouve[0]
        en_tete = not trouve.string[: trouve.start()].strip()
        if len(mot) < _ACCENTS or not (mot.islower() or (en_tete and mot[1:].islower())):
            return mot
        lu = mot.lower()
        if not self._est_connu(lu):
            lu = self._corriger_un_mot(lu)
        elif sans_accent:
            lu = self._accentuer(lu)
        return lu if mot.islower() else lu[0].upper() + lu[1:]

    def _est_connu(self, mot: str) -> bool:
        marque = _marque(mot)
        rang = bisect_left(self._vue, marque)
        return rang < len(self._vue) and self._vue[rang] == marque

    def _est_une_faute(self, mot: str, nombre: int) -> bool:
        corrige = mot if self._est_connu(mot) else self._corriger_un_mot(mot)
        if corrige == mot:
            return False
        return self._nombre.get(corrige, 0) >= _PRIX_DE_LA_FAUTE * nombre or plier(corrige) == plier(mot)

    def _accentuer(self, mot: str) -> str:
        voulu = self._plies.get(mot, mot)
        return voulu if self._nombre.get(voulu, 0) >= _NETTEMENT * self._nombre.get(mot, 1) else mot

    @lru_cache(maxsize=1024)  # noqa: B019 - lives as long as its index
    def _corriger_un_mot(self, mot: str) -> str:
        plie = plier(mot)
        if (elision := _ELISION.fullmatch(plie)) and elision["reste"] in self._plies:
            return f"{plie[: elision.start('reste')]}'{self._plies[elision['reste']]}"
        admises = (len(plie) >= _UNE_FAUTE) + (len(plie) >= _DEUX_FAUTES)
        proches = process.extract(plie, self._formes, scorer=OSA.distance, score_cutoff=admises, limit=None)
        notes = [(self.emplois[rang] / _PRIX_DE_LA_FAUTE**fautes, -rang) for _, fautes, rang in proches]
        return self.mots[-max(notes)[1]] if notes else mot

    @cached_property
    def _vue(self) -> memoryview[Any]:
        return self.marques.data  # plain integers: looked up four times faster than those of numpy

    @cached_property
    def _formes(self) -> list[str]:
        return [plier(mot) for mot in self.mots]

    @cached_property
    def _nombre(self) -> dict[str, int]:
        return dict(zip(self.mots, self.emplois, strict=True))

    @cached_property
    def _plies(self) -> dict[str, str]:
        """Word without accents → the one most used among those written so."""
        return {forme: mot for forme, mot in zip(reversed(self._formes), reversed(self.mots), strict=True)}


def dictionnaire_francais() -> Iterable[str]:
    """Every form of French that pyspellchecker knows."""
    from spellchecker import SpellChecker  # here: a server needs none of it

    mots: Iterable[str] = SpellChecker(language="fr").word_frequency.dictionary
    return mots


def version_du_dictionnaire() -> str:
    """The version of the package that the forms come from."""
    return version("pyspellchecker")


def _marque(mot: str) -> int:
    return zlib.crc32(mot.encode())


def _marques(mots: Iterable[str]) -> npt.NDArray[np.uint32]:
    return np.unique(np.fromiter(map(_marque, mots), dtype=np.uint32))
