"""BM25 over documents: French stems, then accents folded; stop words dropped."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import Stemmer

from index.nettoyage import plier

Nombres = npt.NDArray[np.float32]
Rangs = npt.NDArray[np.int32]
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

_INFIME = 1e-6
_FIL = threading.local()


def racines(textes: Sequence[str]) -> list[list[str]]:
    """Stems of each text. Hyphenated words count whole and in parts; « L. 2113-13 » is one token.

    Words are stemmed with their accents, which the stemmer's rules need, then folded.
    """
    return [list(_racines(texte)) for texte in textes]


@lru_cache(maxsize=4096)
def _racines(texte: str) -> tuple[str, ...]:
    # A question is stemmed for BM25, for its weights and for its coverage: once is enough. So are passages.
    return tuple(_raciner(_mots(texte)))


def tous_les_mots(texte: str) -> list[str]:
    """Stems of every word of a text, stop words too, in order."""
    return _raciner(_MOT.findall(_normaliser(texte)))


def _raciner(mots: list[str]) -> list[str]:
    return [_plier_mot(racine) for racine in _racineur().stemWords(mots)]


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


@dataclass(frozen=True)
class LectureLexicale:
    """What the words of a text say: BM25 and share of their weight held, by document; the weight of each stem.

    A weight is an idf; unknown stems weigh as the rarest one. `nombre`: of words, stop words apart.
    """

    texte: str
    nombre: int
    scores: Nombres
    couverture: Nombres
    mots: Mapping[str, float]

    @property
    def force(self) -> float:
        """The best score over the whole weight: bounded by it, hence to be compared from one text to another."""
        return float(self.scores.max(initial=0.0)) / max(sum(self.mots.values()), _INFIME)


class Lexical:
    """BM25 scores of a query over every document; also the idf of each stem, for coverage.

    `debuts` cuts `scores_des_mots` and `documents` (both in the order of `mots`) by stem: what bm25s computes. Reading
    them takes a few lines; the library, 30 MB with what it imports, is only needed to compute them.
    """

    def __init__(self, mots: Sequence[str], scores_des_mots: Nombres, documents: Rangs, debuts: Rangs,
                 nombre: int) -> None:  # fmt: skip
        self.nombre = nombre
        self._rang = {mot: rang for rang, mot in enumerate(mots)}
        self._scores, self._documents, self._debuts = scores_des_mots, documents, debuts
        presences = np.diff(debuts)
        self._idf = np.log(1 + (nombre - presences + 0.5) / (presences + 0.5))
        self._rarissime = float(self._idf.max(initial=0.0)) or 1.0

    @classmethod
    def construire(cls, textes: Sequence[str], k1: float = 1.2, b: float = 0.5) -> Lexical:
        """Index the texts, in order."""
        import bm25s

        moteur = bm25s.BM25(k1=k1, b=b)
        moteur.index(racines(textes), show_progress=False)
        mots = sorted(moteur.vocab_dict, key=moteur.vocab_dict.__getitem__)
        csc = moteur.scores
        return cls(mots, csc["data"], csc["indices"], csc["indptr"][: len(mots) + 1], len(textes))

    def scores(self, question: str) -> Nombres:
        """BM25 score of each document, shape (n,); zeros when no word of the question is known."""
        return self.lire(question).scores

    def lire(self, question: str) -> LectureLexicale:
        """Scores, coverage and weights, in one pass over the documents of each stem."""
        comptes = Counter(racines([question])[0])
        mots = {racine: self.idf(racine) for racine in comptes}
        tranches = [self._tranche(racine) for racine in comptes]
        if not tranches:
            rien = np.zeros(self.nombre, dtype=np.float32)
            return LectureLexicale(question, 0, rien, rien, mots)
        documents = np.concatenate([self._documents[ou] for ou in tranches])
        scores = np.concatenate(
            [self._scores[ou] * np.float32(compte) for ou, compte in zip(tranches, comptes.values(), strict=True)]
        )
        idf = np.repeat(list(mots.values()), [ou.stop - ou.start for ou in tranches])
        return LectureLexicale(
            question,
            comptes.total(),
            np.bincount(documents, scores, self.nombre).astype(np.float32),
            (np.bincount(documents, idf, self.nombre) / max(sum(mots.values()), _INFIME)).astype(np.float32),
            mots,
        )

    def idf(self, racine: str) -> float:
        """How rare a stem is; an unknown one is as rare as the rarest."""
        rang = self._rang.get(racine)
        return self._rarissime if rang is None else float(self._idf[rang])

    def part_inconnue(self, poids: Mapping[str, float]) -> float:
        """Share of the weight of some stems carried by those that no document holds; 0 for no stem."""
        return _part(poids, (valeur for racine, valeur in poids.items() if racine not in self._rang))

    def parts_couvertes(self, poids: Mapping[str, float], debut: int, fin: int) -> Nombres:
        """Share of the weight of some stems that each document from `debut` to `fin` (not counted) holds."""
        parts, bornes = np.zeros(fin - debut, dtype=np.float32), np.array([debut, fin], dtype=np.int32)
        for racine, valeur in poids.items():
            documents = self._documents[self._tranche(racine)]  # in order, each once
            premier, dernier = documents.searchsorted(bornes)
            if premier < dernier:
                parts[documents[premier:dernier] - debut] += valeur
        return parts / np.float32(max(sum(poids.values()), _INFIME))

    def enregistrer(self, chemin: Path) -> None:
        """Write as plain arrays (no pickle)."""
        np.savez(chemin, mots=np.array(list(self._rang)), scores=self._scores, documents=self._documents,
                 debuts=self._debuts, nombre=np.array(self.nombre))  # fmt: skip

    @classmethod
    def ouvrir(cls, chemin: Path) -> Lexical:
        """Read what `enregistrer` wrote. Raises OSError, ValueError or KeyError for anything else."""
        with np.load(chemin, allow_pickle=False) as lu:
            mots = [str(mot) for mot in lu["mots"]]
            return cls(mots, lu["scores"], lu["documents"], lu["debuts"], int(lu["nombre"]))

    def _tranche(self, racine: str) -> slice:
        rang = self._rang.get(racine)
        return slice(0, 0) if rang is None else slice(int(self._debuts[rang]), int(self._debuts[rang + 1]))


def _part(poids: Mapping[str, float], comptes: Iterable[float]) -> float:
    total = sum(poids.values())
    return sum(comptes) / total if total else 0.0
