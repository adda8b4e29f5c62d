"""Ranking documents for a question: what their questions, their passages and their words say, fused.

Four signals per document: the best cosine over its questions, over its leads (direct answers, first lines), over all
its passages, and BM25 over all its words. See `index.fusion` for the scales, `docs/bench/classement.md` for the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.decoupage import Unite
from index.encodeur import Vecteurs
from index.fusion import Echelle, Groupes, Poids, Tableau, relatif
from index.lexical import Lexical, racines
from index.vecteurs import IndexVecteurs

PLANCHER_COSINUS = 0.70
_VOISINS = 2048
_ECHANTILLON = 8192
# Passages of one fiche share its title, hence close cosines: the words of the question tell them apart (266 judged
# excerpts: the right section for 47 % without words, 50 % with them).
_POIDS_DES_MOTS = 0.07
_PASSAGES_COMPARES = 3
# Wrong ideas quoted to be refuted, and former rules: read in their fiche they teach, cut out of it they mislead.
_JAMAIS_EN_EXTRAIT = frozenset({None, "pieges", "avant", "ce-qui-est-vrai", "question-a-poser-en-salle"})


@dataclass(frozen=True)
class Signaux:
    """The signals of every document and the fused score, shape (documents,); cosines of the units, (units,).

    `question`, `chapeau` and `passage` are cosines; `lexical` is BM25 divided by the question's total idf, which bounds
    it and lets scores of different questions be compared; `fusion` has no unit. `composantes` is what it adds up.
    """

    question: Tableau
    chapeau: Tableau
    passage: Tableau
    lexical: Tableau
    fusion: Tableau
    cosinus: Tableau
    composantes: dict[str, Tableau]


class Classement:
    """Groups the units of an index by document and fuses their scores."""

    def __init__(
        self, unites: Sequence[Unite], vecteurs: IndexVecteurs | None, lexical: Lexical, poids: Poids | None = None
    ) -> None:
        self.unites = list(unites)
        self.vecteurs = vecteurs
        self.lexical = lexical
        self.poids = poids or Poids()
        self.documents = documents_de(unites)
        rang = {document: numero for numero, document in enumerate(self.documents)}
        self.document_de = np.array([rang[unite.document] for unite in unites], dtype=np.int64)
        self.est_question = np.array([unite.genre == "question" for unite in unites], dtype=bool)
        est_chapeau = np.array([unite.est_chapeau for unite in unites], dtype=bool)
        self._groupes = {
            nom: Groupes(self.document_de, np.flatnonzero(masque), len(self.documents))
            for nom, masque in (
                ("question", self.est_question), ("chapeau", est_chapeau), ("passage", ~self.est_question),
            )
        }  # fmt: skip

    def signaux(self, question: str, vecteur: Vecteurs | None) -> Signaux:
        """Every document's signals for a question; without a vector, only the lexical one tells anything."""
        bruts, cosinus = self.lexical.scores(question), self._cosinus(vecteur)
        maxima = {nom: groupe.maximum(cosinus) for nom, groupe in self._groupes.items()}
        total = sum(self.lexical.poids_des_mots(question).values())
        composantes = {
            nom: np.nan_to_num(valeurs, nan=self.poids.absent)
            for nom, valeurs in self._composantes(question, vecteur, bruts, maxima).items()
        }
        return Signaux(
            **{nom: np.nan_to_num(valeurs, nan=PLANCHER_COSINUS) for nom, valeurs in maxima.items()},
            lexical=bruts / np.float32(max(total, 1e-6)),
            fusion=self.poids.fondre(composantes),
            cosinus=cosinus,
            composantes=composantes,
        )

    def composantes(self, question: str, vecteur: Vecteurs | None) -> dict[str, Tableau]:
        """The components by name of weight, nan where a document has none: for fitting."""
        cosinus = self._cosinus(vecteur)
        maxima = {nom: groupe.maximum(cosinus) for nom, groupe in self._groupes.items()}
        return self._composantes(question, vecteur, self.lexical.scores(question), maxima)

    def _composantes(
        self, question: str, vecteur: Vecteurs | None, bruts: Tableau, maxima: dict[str, Tableau]
    ) -> dict[str, Tableau]:
        resultat = {"lexical": relatif(bruts, racines([question])[0])}
        if vecteur is not None:
            resultat |= {nom: e.reduire(maxima[nom], vecteur) for nom, e in self._echelles.items()}
        if "question" in resultat and "chapeau" in resultat:
            # A document without a question of its own is neither favoured nor handicapped among those that have some.
            resultat["question"] = np.where(np.isnan(resultat["question"]), resultat["chapeau"], resultat["question"])
        return resultat

    def _cosinus(self, vecteur: Vecteurs | None) -> Tableau:
        """Cosine of the question with every unit; units too far to be found get the lowest one that was."""
        if self.vecteurs is None or vecteur is None:
            return np.full(len(self.unites), PLANCHER_COSINUS, dtype=np.float32)
        return self.vecteurs.cosinus(vecteur, _VOISINS)

    @cached_property
    def _echelles(self) -> dict[str, Echelle]:
        """Scale of each kind of unit, measured on at most `_ECHANTILLON` vectors of it."""
        if self.vecteurs is None:
            return {}
        tous = self.vecteurs.vecteurs()
        return {
            nom: Echelle.mesurer(tous[groupe.rangs[:: len(groupe.rangs) // _ECHANTILLON + 1]])
            for nom, groupe in self._groupes.items()
            if len(groupe.rangs)
        }

    def meilleur_passage(self, document: str, question: str, signaux: Signaux) -> Unite | None:
        """The passage of a document, taken from one of its sections, that best fits the question, words included."""
        unites = map(int, np.flatnonzero(self.document_de == self.documents.index(document)))
        candidats = [rang for rang in unites if self.unites[rang].ancre not in _JAMAIS_EN_EXTRAIT]
        proches = sorted(candidats, key=lambda rang: -float(signaux.cosinus[rang]))[:_PASSAGES_COMPARES]

        def convenance(rang: int) -> float:
            commune = self.lexical.part_commune(question, self.unites[rang].texte)
            return float(signaux.cosinus[rang]) + _POIDS_DES_MOTS * commune

        return self.unites[max(proches, key=convenance)] if proches else None


def documents_de(unites: Sequence[Unite]) -> list[str]:
    """The distinct documents of the units, in order of first appearance."""
    return list(dict.fromkeys(unite.document for unite in unites))


def textes_par_document(unites: Sequence[Unite]) -> list[str]:
    """All the words of each document, in the order of `documents_de`."""
    textes: dict[str, list[str]] = {}
    for unite in unites:
        textes.setdefault(unite.document, []).append(unite.texte)
    return [" \n".join(morceaux) for morceaux in textes.values()]


__all__ = ["Classement", "Poids", "Signaux", "documents_de", "textes_par_document"]
