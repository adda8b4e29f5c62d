"""Ranking documents for a question: what their questions, their passages and their words say, fused.

Four signals per document: the best cosine over its questions, over its leads (direct answers, first lines), over all
its passages, and BM25 over all its words. See `index.fusion` for the scales, `docs/bench/classement.md` for the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index import residu
from index.decoupage import Unite
from index.encodeur import Vecteurs
from index.fusion import Covariances, Maxima, Poids, Recensement, Tableau, reduire, relatif
from index.lexical import LectureLexicale, Lexical
from index.seuils import seuil_des_meilleurs
from index.vecteurs import IndexVecteurs

# Kinds of units, in the order of the rows of every table by kind.
SORTES = ("question", "chapeau", "passage")
_QUESTION, _CHAPEAU, _PASSAGE = range(len(SORTES))
PLANCHER_COSINUS = 0.70
_VOISINS = 2048
_ECHANTILLON = 8192
# Passages of one fiche share its title, hence close cosines: the words of the question tell them apart, and above all
# where editors filed the nearest questions (docs/bench/classement.md, « L'extrait »). In cosines; fitted.
_POIDS_DES_MOTS = 0.114
_POIDS_DES_QUESTIONS = 1.69
_SANS_QUESTION = 0.02
# Wrong ideas quoted to be refuted, and former rules: read in their fiche they teach, cut out of it they mislead.
JAMAIS_EN_EXTRAIT = frozenset({None, "pieges", "avant", "ce-qui-est-vrai", "question-a-poser-en-salle"})


@dataclass(frozen=True)
class Signaux:
    """What tells documents apart, shape (documents,); cosines of the units, (units,).

    `fusion` has no unit, and adds up `composantes`.
    """

    lexical: LectureLexicale
    fusion: Tableau
    cosinus: Tableau
    composantes: dict[str, Tableau]


class Classement:
    """Groups the units of an index by document and fuses their scores."""

    def __init__(self, unites: Sequence[Unite], vecteurs: IndexVecteurs | None, lexical: Lexical,
                 poids: Poids | None = None, mots_des_unites: Lexical | None = None) -> None:  # fmt: skip
        self.unites = list(unites)
        self.vecteurs = vecteurs
        self.lexical = lexical
        self._mots_des_unites = mots_des_unites
        self.poids = poids or Poids()
        self.documents = documents_de(unites)
        rang = {document: numero for numero, document in enumerate(self.documents)}
        self.document_de = np.array([rang[unite.document] for unite in unites], dtype=np.int64)
        self.est_question = np.array([unite.genre == "question" for unite in unites], dtype=bool)
        est_chapeau = np.array([unite.est_chapeau for unite in unites], dtype=bool)
        sorte_de = np.select([self.est_question, est_chapeau], [_QUESTION, _CHAPEAU], _PASSAGE)
        # A lead is a passage too.
        self._sortes = [self.est_question, sorte_de == _CHAPEAU, ~self.est_question]
        self._presentes = [bool(sorte.any()) for sorte in self._sortes]
        self._maxima = Maxima(self.document_de, sorte_de, len(self.documents), len(SORTES))
        # Whether some document lacks a kind of unit: then its component is nan.
        self._lacunes = bool(np.isnan(self._par_sorte(np.zeros(len(self.unites), dtype=np.float32))).any())

    @property
    def dimension(self) -> int:
        """Length of the vectors (0 without any)."""
        return self.vecteurs.dimension if self.vecteurs is not None else 0

    def cosinus_ensemble(self, vecteurs: Vecteurs) -> Tableau:
        """Cosine of each of many questions with every unit, shape (questions, units): for `signaux`."""
        if self.vecteurs is None:
            return np.full((len(vecteurs), len(self.unites)), PLANCHER_COSINUS, dtype=np.float32)
        return self.vecteurs.cosinus_ensemble(vecteurs, _VOISINS)

    def signaux(
        self, question: str, vecteur: Vecteurs | None, cosinus: Tableau | None = None,
        mots: LectureLexicale | None = None,
    ) -> Signaux:  # fmt: skip
        """Every document's signals for a question; without a vector, only the lexical one tells anything.

        `cosinus` (with every unit) and `mots`: when they are known already.
        """
        mots = mots or self.lexical.lire(question)
        cosinus, composantes = self._mesurer(mots, vecteur, cosinus)
        if self._lacunes:
            absent = np.float32(self.poids.absent)
            composantes = {nom: np.where(np.isnan(v), absent, v) for nom, v in composantes.items()}
        return Signaux(
            lexical=mots,
            fusion=self.poids.fondre(composantes),
            cosinus=cosinus,
            composantes=composantes,
        )

    def composantes(self, question: str, vecteur: Vecteurs | None) -> dict[str, Tableau]:
        """The components by name of weight, nan where a document has none: for fitting."""
        return self._mesurer(self.lexical.lire(question), vecteur, None)[1]

    def _par_sorte(self, cosinus: Tableau) -> Tableau:
        """The best cosine of each document by kind, shape (SORTES, documents)."""
        maxima = self._maxima.de(cosinus)
        np.fmax(maxima[_PASSAGE], maxima[_CHAPEAU], out=maxima[_PASSAGE])
        return maxima

    def _mesurer(
        self, mots: LectureLexicale, vecteur: Vecteurs | None, cosinus: Tableau | None
    ) -> tuple[Tableau, dict[str, Tableau]]:
        """The cosines, the far ones raised, and the components, nan where a document has none."""
        bruts = self._cosinus(vecteur) if cosinus is None else cosinus
        moments, releves = self._moments(bruts, vecteur), _relever(bruts)
        resultat = {"lexical": relatif(mots.scores, mots.nombre)}
        if moments is not None:
            reduits = reduire(self._par_sorte(releves), *moments)
            resultat |= {nom: reduits[sorte] for sorte, nom in enumerate(SORTES) if self._presentes[sorte]}
        if self._lacunes and "question" in resultat and "chapeau" in resultat:
            # A document without a question of its own is neither favoured nor handicapped among those that have some.
            resultat["question"] = np.where(np.isnan(resultat["question"]), resultat["chapeau"], resultat["question"])
        return releves, resultat

    def _cosinus(self, vecteur: Vecteurs | None) -> Tableau:
        """Cosine of the question with every unit; where some are too far to be found, the lowest one that was."""
        if self.vecteurs is None or vecteur is None:
            return np.full(len(self.unites), PLANCHER_COSINUS, dtype=np.float32)
        return self.vecteurs.cosinus(vecteur, _VOISINS)

    def _moments(self, cosinus: Tableau, vecteur: Vecteurs | None) -> tuple[Tableau, Tableau] | None:
        """Mean and variance of the cosines of the question with the units of each kind; None without a vector."""
        if self.vecteurs is None or vecteur is None:
            return None
        return self._recensement.moments(cosinus) if self.vecteurs.exact else self._covariances.moments(vecteur)

    @cached_property
    def _recensement(self) -> Recensement:
        return Recensement(self._sortes)

    @cached_property
    def _covariances(self) -> Covariances:
        """Measured on at most `_ECHANTILLON` vectors of each kind."""
        assert self.vecteurs is not None
        rangs = [np.flatnonzero(sorte) for sorte in self._sortes]
        tirages = [r[:: len(r) // _ECHANTILLON + 1] for r in rangs]
        covariances = Covariances.mesurer([self.vecteurs.extraits(tirage) for tirage in tirages])
        residu.rendre()
        return covariances

    @cached_property
    def _vues(self) -> dict[str, _Vue]:
        """Of every document: the first question about one must not wait for its own."""
        rangs: dict[str, list[int]] = {document: [] for document in self.documents}
        for rang, unite in enumerate(self.unites):
            rangs[unite.document].append(rang)
        return {document: _Vue(self.unites, siens) for document, siens in rangs.items()}

    def meilleur_passage(self, document: str, signaux: Signaux) -> Unite | None:
        """The passage of a document, taken from one of its sections, that best fits the question.

        Count its own cosine, the words it shares with the question, the nearest question that its section answers.
        """
        vue = self._vues[document]
        if not len(vue.passages):
            return None
        convenances = signaux.cosinus[vue.passages].astype(np.float64)
        if self._mots_des_unites is not None:
            premier, dernier = int(vue.passages[0]), int(vue.passages[-1])
            partagees = self._mots_des_unites.parts_couvertes(signaux.lexical.mots, premier, dernier + 1)
            convenances += _POIDS_DES_MOTS * partagees[vue.passages - premier]
        proches = np.full(vue.ancres, -np.inf)
        np.maximum.at(proches, vue.ancre_des_questions, signaux.cosinus[vue.questions])
        rangees = proches[vue.ancre_des_questions]
        lointaine = (rangees.min() if len(rangees) else 0.0) - _SANS_QUESTION
        convenances += _POIDS_DES_QUESTIONS * np.where(np.isfinite(proches), proches, lointaine)[vue.ancre_des_passages]
        return self.unites[vue.passages[int(np.argmax(convenances))]]


class _Vue:
    """The units of one document that tell which of its sections to quote: passages, and questions filed under one.

    Ranks of units, increasing; sections by number (`ancre_des_...`), `ancres` in all.
    """

    def __init__(self, unites: Sequence[Unite], rangs: Sequence[int]) -> None:
        numero: dict[str | None, int] = {}
        for rang in rangs:
            numero.setdefault(unites[rang].ancre, len(numero))
        self.ancres = len(numero)
        self.passages = np.array(
            [r for r in rangs if unites[r].genre == "passage" and unites[r].ancre not in JAMAIS_EN_EXTRAIT], np.int64
        )
        self.questions = np.array(
            [r for r in rangs if unites[r].genre == "question" and unites[r].ancre is not None], np.int64
        )
        self.ancre_des_passages, self.ancre_des_questions = (
            np.array([numero[unites[rang].ancre] for rang in choisis], np.int64)
            for choisis in (self.passages, self.questions)
        )


def _relever(cosinus: Tableau) -> Tableau:
    """No lower than the `_VOISINS`-th: among units far from the question, which is less far says nothing."""
    if len(cosinus) <= _VOISINS:
        return cosinus
    return np.maximum(cosinus, seuil_des_meilleurs(cosinus, _VOISINS))


def documents_de(unites: Sequence[Unite]) -> list[str]:
    """The distinct documents of the units, in order of first appearance."""
    return list(dict.fromkeys(unite.document for unite in unites))


def textes_des_passages(unites: Sequence[Unite]) -> list[str]:
    """The words of each unit that can be shown, nothing for a question: what `meilleur_passage` compares."""
    return ["" if unite.genre == "question" else unite.texte for unite in unites]


def textes_par_document(unites: Sequence[Unite]) -> list[str]:
    """All the words of each document, in the order of `documents_de`."""
    textes: dict[str, list[str]] = {}
    for unite in unites:
        textes.setdefault(unite.document, []).append(unite.texte)
    return [" \n".join(morceaux) for morceaux in textes.values()]


__all__ = ["Classement", "Poids", "Signaux", "documents_de", "textes_des_passages", "textes_par_document"]
