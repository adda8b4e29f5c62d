"""BM25 over documents: French stems, then accents folded; stop words dropped."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from index.nettoyage import plier

_MOT = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ARTICLE = re.compile(r"\b([lrd])\.\s?(\d{4})")
_VIDES = frozenset(
    [
        "a",
        "ai",
        "as",
        "au",
        "aux",
        "avec",
        "c",
        "ca",
        "ce",
        "ces",
        "cet",
        "cette",
        "ceux",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "est",
        "et",
        "eux",
        "il",
        "ils",
        "j",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lui",
        "m",
        "ma",
        "mais",
        "me",
        "mes",
        "mon",
        "n",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ou",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "qui",
        "quoi",
        "s",
        "sa",
        "se",
        "ses",
        "son",
        "sont",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "tu",
        "un",
        "une",
        "vos",
        "votre",
        "vous",
        "y",
        "c'est",
        "est-ce",
        "etre",
        "fait",
        "faire",
    ]
)

_FIL = threading.local()


def racines(textes: Sequence[str]) -> list[list[str]]:
    """Stems of each text. Hyphenated words count whole and in parts; « L. 2113-13 » is one token.

    Words are stemmed with their accents, which the stemmer's rules need, then folded.
    """
    return [list(_racines(texte)) for texte in textes]


@lru_cache(maxsize=256)
def _racines(texte: str) -> tuple[str, ...]:
    # A question is stemmed for BM25, for its weights and for its coverage: once is enough.
    return tuple(_plier_mot(racine) for racine in _racineur().stemWords(_mots(texte)))


def _racineur() -> Stemmer.Stemmer:
    if not hasattr(_FIL, "racineur"):
        _FIL.racineur = Stemmer.Stemmer("french")  # not to be shared by threads
    return _FIL.racineur


def _normaliser(texte: str) -> str:
    return unicodedata.normalize("NFC", texte.lower().replace("œ", "oe").replace("’", "'"))


@lru_cache(maxsize=1 << 16)
def _plier_mot(mot: str) -> str:
    return plier(mot)


def _mots(texte: str) -> list[str]:
    mots: list[str] = []
    for mot in _MOT.findall(_ARTICLE.sub(r"\1\2", _normaliser(texte))):
        parties = mot.split("-")
        mots += [mot] if len(parties) == 1 or mot[1:2].isdigit() else [*parties, mot]
    return [mot for mot in mots if _plier_mot(mot) not in _VIDES]


class Lexical:
    """BM25 scores of a query over every document; also the idf of each stem, for coverage."""

    def __init__(self, moteur: bm25s.BM25, corpus: Sequence[Sequence[str]]) -> None:
        self._moteur = moteur
        self.idf = _idf(corpus)
        self.nombre = len(corpus)
        self.vocabulaires = tuple(frozenset(mots) for mots in corpus)
        self._rarissime = max(self.idf.values(), default=1.0)

    @classmethod
    def construire(cls, textes: Sequence[str], k1: float = 1.2, b: float = 0.5) -> Lexical:
        """Index the texts, in order."""
        corpus = racines(textes)
        moteur = bm25s.BM25(k1=k1, b=b)
        moteur.index(corpus, show_progress=False)
        return cls(moteur, corpus)

    def scores(self, question: str) -> npt.NDArray[np.float32]:
        """BM25 score of each document, shape (n,); zeros when no word of the question is known."""
        connus = [racine for racine in racines([question])[0] if racine in self.idf]
        if not connus:
            return np.zeros(self.nombre, dtype=np.float32)
        return np.asarray(self._moteur.get_scores(connus), dtype=np.float32)

    def poids_des_mots(self, question: str) -> dict[str, float]:
        """idf of each distinct stem of the question; unknown stems weigh as the rarest one."""
        return {racine: self.idf.get(racine, self._rarissime) for racine in racines([question])[0]}

    def part_inconnue(self, question: str) -> float:
        """Share of the question's idf carried by stems that no document holds; 0 for a question without words."""
        poids = self.poids_des_mots(question)
        total = sum(poids.values())
        return sum(valeur for mot, valeur in poids.items() if mot not in self.idf) / total if total else 0.0

    def enregistrer(self, dossier: Path) -> None:
        """Write the index as plain arrays and JSON (no pickle)."""
        self._moteur.save(str(dossier))

    @classmethod
    def ouvrir(cls, dossier: Path, textes: Sequence[str]) -> Lexical:
        """Read an index written by `enregistrer`; `textes` are the documents, for idf."""
        moteur = bm25s.BM25.load(str(dossier), load_corpus=False, allow_pickle=False)
        return cls(moteur, racines(textes))


def _idf(corpus: Sequence[Sequence[str]]) -> dict[str, float]:
    presence: dict[str, int] = {}
    for mots in corpus:
        for mot in set(mots):
            presence[mot] = presence.get(mot, 0) + 1
    total = len(corpus)
    return {mot: float(np.log(1 + (total - n + 0.5) / (n + 0.5))) for mot, n in presence.items()}
