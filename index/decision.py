"""Answer, propose or refuse: two calibrated probabilities, and thresholds that follow from stated costs.

`juste` is the probability that the first fiche answers the question, `dedans` that some fiche of the base does. Both
are sums of small trees kept as plain numbers in JSON, fitted by `index.calibrage`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from base_connaissance.modeles import Base
from index.arbres import Arbres
from index.equivalences import equivalentes
from index.fusion import dispersion
from index.modeles import Decision
from index.moteur import Lecture, Moteur
from index.seuils import seuil_des_meilleurs
from index.tournures import Dites

CARACTERISTIQUES = (
    "intention", "dehors", "ailleurs", "avance", "avance_fusion", "avance_intention", "accord",
    "proche", "couverture", "inconnus", "entourage", "parente", "longueur",
    "tournures", "tournure", "avance_tournure", "tournure_ailleurs",
)  # fmt: skip
_UNITES_PROCHES = 10
_PLANCHER = 1e-6


@dataclass(frozen=True)
class Couts:
    """What each mistake costs, in refusals of a question that the base answers."""

    reponse_fausse: float
    refus_a_tort: float
    choix_hors_champ: float

    @property
    def seuil_reponse(self) -> float:
        """Answering pays above this probability of being right."""
        return 1 - self.refus_a_tort / self.reponse_fausse

    @property
    def seuil_choix(self) -> float:
        """Showing candidates pays above this probability that the base answers."""
        return self.choix_hors_champ / (self.choix_hors_champ + self.refus_a_tort)


@dataclass(frozen=True)
class Calibrage:
    """The two models over `CARACTERISTIQUES` and the two thresholds.

    `derive` is the share of the units that have changed since the fit: see `calibrage.reprendre`.
    """

    juste: Arbres
    dedans: Arbres
    seuil_reponse: float
    seuil_choix: float
    derive: float = 0.0

    def probabilites(self, valeurs: npt.NDArray[np.float64]) -> tuple[float, float]:
        """Probability that the first fiche is right, and that the base answers at all."""
        return self.juste.probabilite(valeurs), self.dedans.probabilite(valeurs)

    def decider(self, juste: float, dedans: float) -> Decision:
        """`reponse` when it is likely to be right, else `choix` when the base is likely to answer, else `refus`."""
        if juste >= self.seuil_reponse:
            return "reponse"
        return "choix" if dedans >= self.seuil_choix else "refus"

    def enregistrer(self, chemin: Path) -> None:
        """Write as JSON."""
        chemin.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def ouvrir(cls, chemin: Path) -> Calibrage:
        """Read what `enregistrer` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        champs = json.loads(chemin.read_text(encoding="utf-8"))
        return cls(
            Arbres.lire(champs["juste"]), Arbres.lire(champs["dedans"]),
            float(champs["seuil_reponse"]), float(champs["seuil_choix"]), float(champs["derive"]),
        )  # fmt: skip


def caracteristiques(
    moteur: Moteur, lecture: Lecture, voisines: Mapping[str, Collection[str]]
) -> npt.NDArray[np.float64]:
    """What the decision looks at, in the order of `CARACTERISTIQUES`; none depends on which signals were fused.

    Log-odds of the first fiche for the intention model, of leaving the base for it and the network together, then for
    the network alone; lead of the first fiche over the next one that answers something else (final, fused, log of
    intention); how many of the two rankings put it first; how far the nearest unit stands out from all; share of the
    question's idf that the fiche's words cover, and that no fiche knows; among the ten nearest units, share of the
    fiche, and of it with the fiches it refers to; log of the number of words, since a story never looks as much like a
    question of the base as three words do. Then how it is put (`index.tournures`): share of the fiche among the twenty
    questions put most alike, the nearest of its own, its lead over one that says something else, and the lead of the
    nearest question over the nearest one out of scope.
    """
    classement, ordre = moteur.classement, lecture.ordre
    premier = int(ordre[0])
    document = classement.documents[premier]
    memes = _numeros(moteur, (document, *equivalentes().get(document, ())))
    # The best document that answers something else (the first itself when it is alone).
    autre = next((rang for rang in ordre.tolist() if rang not in memes), premier)
    fusion, cosinus = lecture.signaux.fusion, lecture.signaux.cosinus
    relief, plus_proches = _voisinage(cosinus)
    proches = classement.document_de[plus_proches].tolist()
    parents = memes | _numeros(moteur, voisines.get(document, ()))
    return np.array([
        cote(float(lecture.intention[premier])), cote(sum(lecture.dehors.values())), cote(lecture.ailleurs),
        lecture.scores[premier] - lecture.scores[autre],
        (fusion[premier] - fusion[autre]) / max(dispersion(fusion)[1], _PLANCHER),
        _log(lecture.intention[premier]) - _log(lecture.intention[autre]),
        float(int(np.argmax(fusion)) == premier) + float(int(np.argmax(lecture.intention)) == premier),
        relief,
        float(lecture.signaux.lexical.couverture[premier]),
        classement.lexical.part_inconnue(lecture.signaux.lexical.mots),
        proches.count(premier) / len(proches), sum(numero in parents for numero in proches) / len(proches),
        _log(len(lecture.texte.split())), *_tournures(lecture.dites, premier, memes),
    ], dtype=np.float64)  # fmt: skip


def _numeros(moteur: Moteur, documents: Iterable[str]) -> set[int]:
    """The numbers of those that are indexed."""
    return {moteur.numero[document] for document in documents if document in moteur.numero}


def _tournures(dites: Dites | None, premier: int, memes: Collection[int]) -> tuple[float, float, float, float]:
    """The last four features; `memes`: the numbers of the first document and of those that answer the same."""
    if dites is None:
        return 0.0, 0.0, 0.0, 0.0
    parts, par_document = np.square(dites.cosinus), dites.par_document
    siennes = parts[dites.documents == premier].sum()
    sienne, autres = float(par_document[premier]), par_document.copy()
    autres[[*memes]] = 0.0
    return (
        float(siennes / max(parts.sum(), _PLANCHER)), sienne, sienne - float(autres.max(initial=0.0)),
        float(par_document.max(initial=0.0)) - dites.dehors,
    )  # fmt: skip


def _voisinage(cosinus: npt.NDArray[np.float32]) -> tuple[float, npt.NDArray[np.int64]]:
    """How many standard deviations the highest stands above the mean, and the ten nearest units.

    Most units stand together at the lowest cosine (`index.classement`): what rises above it tells the rest.
    """
    nombre, plancher = len(cosinus), cosinus.min()
    hauts = np.flatnonzero(cosinus > plancher)
    if len(hauts) < _UNITES_PROCHES:
        hauts = np.arange(nombre)
    ecarts = cosinus[hauts] - plancher
    moyenne = float(ecarts.sum()) / nombre
    ecart_type = max(float(ecarts @ ecarts) / nombre - moyenne**2, 0.0) ** 0.5
    rangs = np.flatnonzero(ecarts >= seuil_des_meilleurs(ecarts, min(_UNITES_PROCHES, nombre)))
    proches = hauts[rangs[np.argsort(-ecarts[rangs], kind="stable")[:_UNITES_PROCHES]]]
    return (float(ecarts.max()) - moyenne) / max(ecart_type, _PLANCHER), proches


def _log(probabilite: float) -> float:
    return math.log(max(probabilite, _PLANCHER))


def cote(probabilite: float) -> float:
    """The log-odds of a probability, bounded."""
    borne = min(max(probabilite, _PLANCHER), 1 - _PLANCHER)
    return math.log(borne / (1 - borne))


def voisines_de(base: Base) -> dict[str, tuple[str, ...]]:
    """The fiches that each fiche refers to."""
    return {fiche.id: fiche.voir_aussi for fiche in base.fiches.values()}
