"""Ranking documents for a question: what their questions, their passages and their words say, fused.

Three signals per document: the best cosine over its questions (or title), the best cosine over its passages, and BM25
over all its words. BM25 has no scale of its own: it is divided by the question's total idf, which bounds it and lets
scores of different questions be compared.
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
_VOISINS = 2048
# Wrong ideas quoted to be refuted, and former rules: read in their fiche they teach, cut out of it they mislead.
_JAMAIS_EN_EXTRAIT = frozenset({None, "pieges", "avant", "ce-qui-est-vrai", "question-a-poser-en-salle"})


@dataclass(frozen=True)
class Poids:
    """Weights of the fusion, chosen on the `ajustement` half of `jeux/dans_le_champ.jsonl`."""

    question: float = 0.60
    passage: float = 1.00
    lexical: float = 0.12


@dataclass(frozen=True)
class Signaux:
    """The three signals of every document and the fused score, shape (documents,); cosines of the units, (units,)."""

    question: Tableau
    passage: Tableau
    lexical: Tableau
    fusion: Tableau
    cosinus: Tableau


class Classement:
    """Groups the units of an index by document and fuses their scores."""

    def __init__(self, unites: Sequence[Unite], vecteurs: IndexVecteurs | None, lexical: Lexical, poids: Poids) -> None:
        self.unites = list(unites)
        self.vecteurs = vecteurs
        self.lexical = lexical
        self.poids = poids
        self.documents = documents_de(unites)
        rang = {document: numero for numero, document in enumerate(self.documents)}
        self.document_de = np.array([rang[unite.document] for unite in unites], dtype=np.int64)
        self.est_question = np.array([unite.genre == "question" for unite in unites], dtype=bool)
        self._vocabulaires: dict[int, frozenset[str]] = {}

    def signaux(self, question: str, vecteur: Vecteurs | None) -> Signaux:
        """Every document's signals for a question; without a vector, only the lexical one tells anything."""
        cosinus = self._cosinus(vecteur)
        par_question = self._maximum(cosinus, self.est_question)
        par_passage = self._maximum(cosinus, ~self.est_question)
        total = sum(self.lexical.poids_des_mots(question).values())
        lexical = self.lexical.scores(question) / np.float32(max(total, 1e-6))
        p = self.poids
        fusion = p.question * par_question + p.passage * par_passage + p.lexical * lexical
        return Signaux(par_question, par_passage, lexical, fusion, cosinus)

    def _cosinus(self, vecteur: Vecteurs | None) -> Tableau:
        """Cosine of the question with every unit; units too far to be found get the floor."""
        cosinus = np.full(len(self.unites), PLANCHER_COSINUS, dtype=np.float32)
        if self.vecteurs is not None and vecteur is not None:
            proches, rangs = self.vecteurs.voisins(vecteur, _VOISINS)
            cosinus[rangs] = np.maximum(proches, PLANCHER_COSINUS)
        return cosinus

    def _maximum(self, scores: Tableau, masque: npt.NDArray[np.bool_]) -> Tableau:
        resultat = np.full(len(self.documents), PLANCHER_COSINUS, dtype=np.float32)
        np.maximum.at(resultat, self.document_de[masque], scores[masque])
        return resultat

    def vocabulaire(self, document: int) -> frozenset[str]:
        """Every stem of a document (by its number), computed once."""
        if document not in self._vocabulaires:
            textes = [self.unites[rang].texte for rang in np.flatnonzero(self.document_de == document)]
            self._vocabulaires[document] = frozenset(mot for mots in racines(textes) for mot in mots)
        return self._vocabulaires[document]

    def meilleur_passage(self, document: str, signaux: Signaux) -> Unite | None:
        """The passage of a document, taken from one of its sections, that is nearest to the question."""
        unites = np.flatnonzero(self.document_de == self.documents.index(document))
        candidats = [rang for rang in unites if self.unites[rang].ancre not in _JAMAIS_EN_EXTRAIT]
        return self.unites[max(candidats, key=lambda rang: float(signaux.cosinus[rang]))] if candidats else None


def documents_de(unites: Sequence[Unite]) -> list[str]:
    """The distinct documents of the units, in order of first appearance."""
    return list(dict.fromkeys(unite.document for unite in unites))


def textes_par_document(unites: Sequence[Unite]) -> list[str]:
    """All the words of each document, in the order of `documents_de`."""
    textes: dict[str, list[str]] = {}
    for unite in unites:
        textes.setdefault(unite.document, []).append(unite.texte)
    return [" \n".join(morceaux) for morceaux in textes.values()]
