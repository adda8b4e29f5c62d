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
# Passages of one fiche share its title, hence close cosines: the words of the question tell them apart, and above all
# where editors filed the nearest questions (docs/bench/classement.md, « L'extrait »). In cosines; fitted.
_POIDS_DES_MOTS = 0.114
_POIDS_DES_QUESTIONS = 1.69
_SANS_QUESTION = 0.02
# Wrong ideas quoted to be refuted, and former rules: read in their fiche they teach, cut out of it they mislead.
JAMAIS_EN_EXTRAIT = frozenset({None, "pieges", "avant", "ce-qui-est-vrai", "question-a-poser-en-salle"})


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
        return {
            nom: Echelle.mesurer(self.vecteurs.extraits(groupe.rangs[:: len(groupe.rangs) // _ECHANTILLON + 1]))
            for nom, groupe in self._groupes.items()
            if len(groupe.rangs)
        }

    def meilleur_passage(self, document: str, question: str, signaux: Signaux) -> Unite | None:
        """The passage of a document, taken from one of its sections, that best fits the question.

        Count its own cosine, the words it shares with the question, the nearest question that its section answers.
        """
        rangs = np.flatnonzero(self.document_de == self.documents.index(document))
        unites, cosinus = [self.unites[rang] for rang in rangs], signaux.cosinus[rangs]
        passages = [i for i, u in enumerate(unites) if u.genre == "passage" and u.ancre not in JAMAIS_EN_EXTRAIT]
        if not passages:
            return None
        proches: dict[str | None, float] = {}
        for unite, valeur in zip(unites, cosinus, strict=True):
            if unite.genre == "question" and unite.ancre is not None:
                proches[unite.ancre] = max(proches.get(unite.ancre, -1.0), float(valeur))
        convenances = cosinus[passages].astype(np.float64)
        if self._mots_des_unites is not None:
            mots = self._mots_des_unites.parts_couvertes(self.lexical.poids_des_mots(question))
            convenances += _POIDS_DES_MOTS * mots[rangs[passages]]
        lointaine = min(proches.values(), default=0.0) - _SANS_QUESTION
        convenances += [_POIDS_DES_QUESTIONS * proches.get(unites[i].ancre, lointaine) for i in passages]
        return unites[passages[int(np.argmax(convenances))]]


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
