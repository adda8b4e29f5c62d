"""Ranking documents for a question: dense and lexical scores of their units, fused by document.

Four signals per document: best cosine and best BM25, over its questions (or title) and over its passages. BM25 has no
scale of its own: it is divided by the question's own weight in idf, which bounds it and lets scores be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.decoupage import Unite
from index.encodeur import Vecteurs
from index.lexical import Lexical, racines
from index.vecteurs import IndexVecteurs

Tableau = npt.NDArray[np.float32]
PLANCHER_COSINUS = 0.70


@dataclass(frozen=True)
class Poids:
    """Weights of the fusion; fitted on development data, see docs/bench."""

    dense_question: float = 1.0
    dense_passage: float = 0.8
    lexical_question: float = 0.18
    lexical_passage: float = 0.14


@dataclass(frozen=True)
class Signaux:
    """The four signals of every document and the fused score, each of shape (documents,); and the scores of the units."""

    dense_question: Tableau
    dense_passage: Tableau
    lexical_question: Tableau
    lexical_passage: Tableau
    fusion: Tableau
    cosinus: Tableau
    lexicaux: Tableau


class Classement:
    """Groups the units of an index by document and fuses their scores."""

    def __init__(self, unites: Sequence[Unite], vecteurs: IndexVecteurs | None, lexical: Lexical, poids: Poids) -> None:
        self.unites = list(unites)
        self.vecteurs = vecteurs
        self.lexical = lexical
        self.poids = poids
        self.documents = list(dict.fromkeys(unite.document for unite in unites))
        rang = {document: numero for numero, document in enumerate(self.documents)}
        self.document_de = np.array([rang[unite.document] for unite in unites], dtype=np.int64)
        self.est_question = np.array([unite.genre == "question" for unite in unites], dtype=bool)
        self._vocabulaires: dict[int, frozenset[str]] = {}

    def cosinus(self, vecteur: Vecteurs | None) -> Tableau:
        """Cosine of the question with every unit, shape (units,); far units, or no vector at all, get the floor."""
        cosinus = np.full(len(self.unites), PLANCHER_COSINUS, dtype=np.float32)
        if self.vecteurs is None or vecteur is None:
            return cosinus
        proches, rangs = self.vecteurs.voisins(vecteur, 2048)
        cosinus[rangs] = np.maximum(proches, PLANCHER_COSINUS)
        return cosinus

    def lexicaux(self, question: str) -> Tableau:
        """BM25 of every unit over the total idf of the question, shape (units,)."""
        total = sum(self.lexical.poids_des_mots(question).values())
        return self.lexical.scores(question) / np.float32(max(total, 1e-6))

    def signaux(self, cosinus: Tableau, lexicaux: Tableau, exclue: int | None = None) -> Signaux:
        """Document signals from unit scores; `exclue` hides one unit (a held-out question)."""
        garde = np.ones(len(self.unites), dtype=bool)
        if exclue is not None:
            garde[exclue] = False
        dq = self._maximum(cosinus, self.est_question & garde, PLANCHER_COSINUS)
        dp = self._maximum(cosinus, ~self.est_question & garde, PLANCHER_COSINUS)
        lq = self._maximum(lexicaux, self.est_question & garde, 0.0)
        lp = self._maximum(lexicaux, ~self.est_question & garde, 0.0)
        p = self.poids
        fusion = p.dense_question * dq + p.dense_passage * dp + p.lexical_question * lq + p.lexical_passage * lp
        return Signaux(dq, dp, lq, lp, fusion, cosinus, lexicaux)

    def vocabulaire(self, document: int) -> frozenset[str]:
        """Every stem of a document (by its number), computed once."""
        if document not in self._vocabulaires:
            textes = [self.unites[rang].texte for rang in np.flatnonzero(self.document_de == document)]
            self._vocabulaires[document] = frozenset(mot for mots in racines(textes) for mot in mots)
        return self._vocabulaires[document]

    def _maximum(self, scores: Tableau, masque: npt.NDArray[np.bool_], plancher: float) -> Tableau:
        resultat = np.full(len(self.documents), plancher, dtype=np.float32)
        np.maximum.at(resultat, self.document_de[masque], scores[masque])
        return resultat

    def meilleure_unite(self, document: str, cosinus: Tableau, lexicaux: Tableau) -> Unite | None:
        """The passage of a document, taken from a section, that is nearest to the question."""
        numero = self.documents.index(document)
        candidats = [
            rang for rang in np.flatnonzero(self.document_de == numero) if self.unites[rang].ancre is not None
        ]
        if not candidats:
            return None
        return self.unites[max(candidats, key=lambda rang: float(cosinus[rang] + 0.2 * lexicaux[rang]))]
