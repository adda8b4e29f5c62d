"""Everything the index knows about one question, before any decision: ranking, intention, articles named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.articles import articles_cites
from index.classement import Classement, Signaux
from index.domaine import DEDANS
from index.fusion import POIDS_DES_FICHES, Maxima, Tableau, dispersion
from index.intentions import HORS_CHAMP, Intentions
from index.lexical import LectureLexicale
from index.reseaux import Vecteurs
from index.seuils import seuil_des_meilleurs
from index.sigles import avec_minuscules, developper
from index.tournures import Dites, Tournures

# What the score of a fiche adds up: the signals of its texts, then what the question wants.
COLONNES = ("question", "chapeau", "passage", "lexical", "intention", "tournure")
POIDS = np.array([POIDS_DES_FICHES[nom] for nom in COLONNES])
_BONUS_ARTICLE = 30.0
_LOT = 256
# Among so many questions put most alike, the share of one document is telling.
_DITES_PROCHES = 20


@dataclass(frozen=True)
class Lecture:
    """The fiches as ranked for one question.

    `scores`: log-odds of each document among all, up to a constant; `tableau`: its `COLONNES`; `intention`: probability
    of each document among all classes; `dehors`: probability of each orientation (questions out of scope); `ailleurs`:
    of leaving the base, for the network alone; `dites`: the questions put alike; `suite`: read with the subject of the
    previous answer. Without a vector, `scores` alone tells anything; `tableau` is empty.
    """

    texte: str
    signaux: Signaux
    scores: npt.NDArray[np.float64]
    intention: npt.NDArray[np.float64]
    dehors: Mapping[str, float]
    tableau: npt.NDArray[np.float64]
    ailleurs: float = 0.0
    dites: Dites | None = None
    suite: bool = False

    @cached_property
    def ordre(self) -> npt.NDArray[np.int64]:
        """Documents, best first."""
        return np.argsort(-self.scores, kind="stable")


class Mots(NamedTuple):
    """What the words of a question say, without any vector."""

    lexicale: LectureLexicale
    dites: Dites | None


class Moteur:
    """Ranks the documents of a base for a question.

    `tournures`: of the questions of the index, in its order, then of those out of scope.
    """

    def __init__(
        self, classement: Classement, intentions: Intentions | None, sigles: Mapping[str, str],
        articles: Mapping[str, Mapping[str, float]], tournures: Tournures | None = None,
    ) -> None:  # fmt: skip
        self.classement = classement
        self.intentions = intentions
        self._tournures = tournures
        self._document_des_questions = classement.document_de[classement.est_question]
        self._formes = avec_minuscules(sigles)
        self._articles = articles
        self.numero = {document: rang for rang, document in enumerate(classement.documents)}
        classes = intentions.classes if intentions else ()
        rang_de = {nom: rang for rang, nom in enumerate(classes)}
        self._colonnes = np.array([rang_de.get(document, -1) for document in classement.documents])
        self._sans_classe = np.flatnonzero(self._colonnes < 0)
        dehors = {nom.removeprefix(HORS_CHAMP): r for nom, r in rang_de.items() if nom.startswith(HORS_CHAMP)}
        domaine = {nom: rang for rang, nom in enumerate(intentions.domaine.classes.tolist())} if intentions else {}
        self._orientations, self._dedans = list(dehors), domaine.get(DEDANS, 0)
        # Where each orientation stands among the classes of the intentions, and among those of the domain.
        self._places = [np.array([table[nom] for nom in dehors], dtype=np.int64) for table in (dehors, domaine)]

    def lire_ensemble(self, questions: Sequence[str], profils: Sequence[Vecteurs] | Vecteurs) -> Iterator[Lecture]:
        """Read many questions, one profile each: the index is gone through once for a whole batch."""
        for debut in range(0, len(questions), _LOT):
            lot = np.array(profils[debut : debut + _LOT])
            tous = self.classement.cosinus_ensemble(lot[:, : self.classement.dimension])
            for question, profil, cosinus in zip(questions[debut : debut + _LOT], lot, tous, strict=True):
                yield self.lire(question, profil, cosinus=cosinus)

    def lire_les_mots(self, question: str) -> Mots:
        """What the words of a question say (acronyms written out, for what it is about)."""
        return Mots(
            self.classement.lexical.lire(developper(question, self._formes)), self._lire_les_tournures(question)
        )

    def _lire_les_tournures(self, question: str) -> Dites | None:
        if self._tournures is None:
            return None
        tous, questions = self._tournures.cosinus(question), len(self._document_des_questions)
        cosinus, dehors = tous[:questions], float(tous[questions:].max(initial=0.0))
        proches = np.flatnonzero(cosinus)
        if len(proches) > _DITES_PROCHES:
            proches = np.flatnonzero(cosinus >= seuil_des_meilleurs(cosinus, _DITES_PROCHES))
        par_document = np.nan_to_num(self._maxima_des_questions.de(cosinus)[0])
        return Dites(self._document_des_questions[proches], cosinus[proches], par_document, dehors)

    @cached_property
    def _maxima_des_questions(self) -> Maxima:
        une_sorte = np.zeros_like(self._document_des_questions)
        return Maxima(self._document_des_questions, une_sorte, len(self.classement.documents), 1)

    def lire(
        self, question: str, profil: Vecteurs | None, *, cosinus: Tableau | None = None,
        mots: Mots | None = None,
    ) -> Lecture:  # fmt: skip
        """Rank every document for a question; without a profile, on words only.

        `cosinus` (with every unit) and `mots`: when they are known already.
        """
        vecteur = profil[: self.classement.dimension] if profil is not None else None
        lexicale, dites = mots or self.lire_les_mots(question)
        signaux = self.classement.signaux(lexicale.texte, vecteur, cosinus, lexicale)
        scores, tableau = _reduire(signaux.fusion), np.zeros((0, len(COLONNES)))
        nombre = len(self.classement.documents)
        intention, dehors, ailleurs = np.full(nombre, 1.0 / nombre), dict[str, float](), 0.0
        if self.intentions is not None and profil is not None:
            bruts = self.intentions.scores(profil).astype(np.float64)
            probabilites = np.exp(bruts - bruts.max())
            probabilites /= probabilites.sum()
            par_document, intention = bruts[self._colonnes], probabilites[self._colonnes]
            par_document[self._sans_classe], intention[self._sans_classe] = bruts.min(), 0.0
            parts = self.intentions.domaine.probabilites(profil)
            ailleurs = 1.0 - float(parts[self._dedans])
            moyennes = (probabilites[self._places[0]] + parts[self._places[1]]) / 2
            dehors = dict(zip(self._orientations, moyennes.tolist(), strict=True))
            colonnes: dict[str, npt.NDArray[Any]] = {**signaux.composantes, "intention": _reduire(par_document)}
            if dites is not None:
                colonnes["tournure"] = dites.par_document
            tableau = np.zeros((nombre, len(COLONNES)))  # nothing for a base without any passage, say
            for rang, nom in enumerate(COLONNES):
                if nom in colonnes:
                    tableau[:, rang] = colonnes[nom]
            scores = tableau @ POIDS
        for article in articles_cites(question):
            for identifiant, part in self._articles.get(article, {}).items():
                scores[self.numero[identifiant]] += _BONUS_ARTICLE * part
        return Lecture(lexicale.texte, signaux, scores, intention, dehors, tableau, ailleurs, dites)


def _reduire(valeurs: npt.NDArray[np.float32] | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Centred and divided by the standard deviation."""
    ecarts, ecart_type = dispersion(valeurs.astype(np.float64, copy=False))
    reduites: npt.NDArray[np.float64] = ecarts / max(ecart_type, 1e-9)
    return reduites
