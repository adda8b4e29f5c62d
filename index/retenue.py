"""The base's own questions, each asked of an index that has never seen it: no vector of it, no word of it.

The questions are dealt into folds, every fiche spread over all of them; each fold is asked of an index of the others.
The two writings of one question (acronym, full form) leave together.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from base_connaissance.modeles import Base
from index.adaptation import Tete, est_apprise
from index.articles import fiches_par_article
from index.classement import Classement, textes_par_document
from index.decoupage import Unite
from index.intentions import HORS_CHAMP, Intentions
from index.lexical import Lexical
from index.moteur import Lecture, Moteur
from index.reseaux import Vecteurs
from index.sigles import table_des_sigles
from index.tournures import Marques, Tournures, termes
from index.vecteurs import IndexVecteurs

PLIS = 10
# Questions that the encoder's adaptation has not seen either (`tools.fit_adapter`): one fold fits the decision, the
# other controls it; and the share of the questions out of scope that fits it.
PLI_DU_REGLAGE, PLI_DU_CONTROLE = 3, 4
_PLIS_DEHORS = frozenset(range(4))
IMPORTANCE_PASSAGE = 0.5


@dataclass(frozen=True)
class Corpus:
    """The base cut into units with their profiles, and labelled questions out of scope with theirs.

    `dimension`: length of the vectors that profiles begin with; `tete`: the opinion that came with the network;
    `situees`: ranks of the units also told in a situation (`index.situations`), and the profiles of these tellings,
    which teach the intentions and are never searched.
    """

    base: Base
    unites: Sequence[Unite]
    profils: Vecteurs
    dehors: Sequence[tuple[str, str]]
    profils_dehors: Vecteurs
    dimension: int
    tete: Tete | None = None
    situees: Sequence[int] = ()
    profils_situees: Vecteurs | None = None

    @cached_property
    def _articles(self) -> dict[str, dict[str, float]]:
        return fiches_par_article(self.base)  # the same whatever is held out

    def moteur(
        self, garde: Callable[[int], bool] = lambda _: True, garde_dehors: Callable[[str], bool] = lambda _: True
    ) -> Moteur:
        """An index of the units (by rank) and of the questions out of scope (by text) that are kept."""
        rangs = [rang for rang in range(len(self.unites)) if garde(rang)]
        unites = [self.unites[rang] for rang in rangs]
        classement = Classement(
            unites,
            IndexVecteurs.construire(self.profils[rangs, : self.dimension]),
            Lexical.construire(textes_par_document(unites)),
        )
        intentions, tournures = self.intentions(rangs, garde_dehors), self.tournures(rangs, garde_dehors)
        return Moteur(classement, intentions, table_des_sigles(self.base), self._articles, tournures)

    def tournures(
        self, rangs: Sequence[int] | None = None, garde_dehors: Callable[[str], bool] = lambda _: True
    ) -> Tournures:
        """How the questions of these ranks (all of them by default), then those out of scope that are kept, are put."""
        rangs = range(len(self.unites)) if rangs is None else rangs
        dedans, dehors = self._termes
        gardes = [rang for rang, (texte, _) in enumerate(self.dehors) if garde_dehors(texte)]
        return Tournures.apprendre([*(dedans[rang] for rang in rangs if rang in dedans), *(dehors[r] for r in gardes)])

    @cached_property
    def _termes(self) -> tuple[dict[int, Marques], list[Marques]]:
        """The terms of each question, by rank of unit, and of each text out of scope."""
        dedans = {rang: termes(unite.texte) for rang, unite in enumerate(self.unites) if unite.genre == "question"}
        return dedans, [termes(texte) for texte, _ in self.dehors]

    def intentions(
        self, rangs: Sequence[int] | None = None, garde_dehors: Callable[[str], bool] = lambda _: True
    ) -> Intentions:
        """What the units of these ranks (all of them by default) and the questions out of scope that are kept teach."""
        rangs = range(len(self.unites)) if rangs is None else rangs
        unites, profils = [self.unites[rang] for rang in rangs], [self.profils[rangs]]
        if self.profils_situees is not None:
            gardes = set(rangs)
            dites = [numero for numero, rang in enumerate(self.situees) if rang in gardes]
            unites += [self.unites[self.situees[numero]] for numero in dites]
            profils.append(self.profils_situees[dites])
        autres = [rang for rang, (texte, _) in enumerate(self.dehors) if garde_dehors(texte)]
        classes = [u.document for u in unites] + [HORS_CHAMP + self.dehors[rang][1] for rang in autres]
        importance = [*_importances(unites), *[1.0] * len(autres)]
        return Intentions.apprendre(
            np.concatenate([*profils, self.profils_dehors[autres]]), classes, importance, self.tete
        )


@dataclass(frozen=True)
class QuestionRetenue:
    """A question of the base, as an index without it reads it."""

    texte: str
    fiche: str
    pli: int
    moteur: Moteur
    lecture: Lecture


def _importances(unites: Sequence[Unite]) -> Iterator[float]:
    """What each text weighs: the texts of a fiche share one sum, however many they are; passages count half."""
    nombre = Counter(unite.document for unite in unites)
    for unite in unites:
        propre = 1.0 if unite.genre == "question" else IMPORTANCE_PASSAGE
        yield propre * len(unites) / (len(nombre) * nombre[unite.document])


def pli_de(cle: str) -> int:
    """The fold of a text, from its content: the same everywhere, always."""
    return int.from_bytes(hashlib.sha256(cle.encode()).digest()[:4], "big") % PLIS


def est_retenue(pli: int) -> bool:
    """Whether the adaptation of the encoder leaves this fold out."""
    return pli in (PLI_DU_REGLAGE, PLI_DU_CONTROLE)


def est_retenue_dehors(texte: str) -> bool:
    """Whether the adaptation of the encoder leaves this question out of scope out."""
    return pli_de(texte) in _PLIS_DEHORS


def plis_des_questions(unites: Sequence[Unite]) -> npt.NDArray[np.int64]:
    """The fold of each question of the base, -1 for any other unit; the questions of one fiche are dealt in turn."""
    plis = np.full(len(unites), -1)
    for rang, unite in enumerate(unites):
        if unite.genre == "question" and not unite.posee:
            plis[rang] = (pli_de(unite.document) + unite.morceau) % PLIS
    return plis


def questions_retenues(
    corpus: Corpus, plis: Sequence[int] = tuple(range(PLIS)), retenir: Callable[[Unite], bool] = lambda _: True
) -> Iterator[QuestionRetenue]:
    """Each question that `retenir` keeps, asked of an index without its fold, fold by fold."""
    de_pli = plis_des_questions(corpus.unites)
    for pli in plis:
        moteur = corpus.moteur(lambda rang, pli=pli: de_pli[rang] != pli)  # type: ignore[misc]
        yield from questions_du_pli(corpus, moteur, pli, retenir)


def questions_du_pli(
    corpus: Corpus, moteur: Moteur, pli: int, retenir: Callable[[Unite], bool] = lambda _: True
) -> Iterator[QuestionRetenue]:
    """The questions of one fold that the encoder was not taught, in their first writing, as `moteur` reads them.

    A fiche edited since the adaptation deals its questions otherwise: some of a fold may have been lessons.
    """
    rangs: dict[tuple[str, int], int] = {}
    for rang in np.flatnonzero(plis_des_questions(corpus.unites) == pli).tolist():
        unite = corpus.unites[rang]
        if retenir(unite) and not est_apprise(unite.texte):
            rangs.setdefault((unite.document, unite.morceau), rang)
    retenues = [corpus.unites[rang] for rang in rangs.values()]
    lectures = moteur.lire_ensemble([unite.texte for unite in retenues], corpus.profils[list(rangs.values())])
    for unite, lecture in zip(retenues, lectures, strict=True):
        yield QuestionRetenue(unite.texte, unite.document, pli, moteur, lecture)
