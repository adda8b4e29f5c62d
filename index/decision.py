"""Answer, propose or refuse: a calibrated probability that the first fiche answers, and two thresholds.

The model is a logistic regression kept as plain numbers in JSON, fitted by `index.calibrage`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from base_connaissance.modeles import Base
from index.classement import Classement, Signaux
from index.modeles import Decision

CARACTERISTIQUES = ("fusion", "ecart", "accord", "couverture", "inconnus", "entourage")
_SUIVANTS = 5
_UNITES_PROCHES = 10


@dataclass(frozen=True)
class Calibrage:
    """Logistic regression over `CARACTERISTIQUES` (standardised by `moyenne` and `echelle`) and the two thresholds."""

    coefficients: tuple[float, ...]
    ordonnee: float
    moyenne: tuple[float, ...]
    echelle: tuple[float, ...]
    seuil_reponse: float
    seuil_choix: float

    def probabilite(self, valeurs: npt.NDArray[np.float64]) -> float:
        """Probability in [0, 1] that the first fiche answers the question."""
        centrees = (valeurs - np.array(self.moyenne)) / np.array(self.echelle)
        return float(1 / (1 + np.exp(-(np.dot(centrees, self.coefficients) + self.ordonnee))))

    def decider(self, probabilite: float) -> Decision:
        """`reponse` above the first threshold, `choix` above the second, else `refus`."""
        if probabilite >= self.seuil_reponse:
            return "reponse"
        return "choix" if probabilite >= self.seuil_choix else "refus"

    def enregistrer(self, chemin: Path) -> None:
        """Write as JSON."""
        chemin.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def ouvrir(cls, chemin: Path) -> Calibrage:
        """Read what `enregistrer` wrote. Raises ValueError or TypeError for anything else."""
        champs = json.loads(chemin.read_text(encoding="utf-8"))
        return cls(
            tuple(map(float, champs["coefficients"])), float(champs["ordonnee"]),
            tuple(map(float, champs["moyenne"])), tuple(map(float, champs["echelle"])),
            float(champs["seuil_reponse"]), float(champs["seuil_choix"]),
        )  # fmt: skip


def caracteristiques(
    classement: Classement, signaux: Signaux, question: str, voisines: Mapping[str, Collection[str]]
) -> npt.NDArray[np.float64]:
    """What the decision looks at, in the order of `CARACTERISTIQUES`.

    The fused score of the first document; its lead over the mean of the next five; whether meaning and words agree on
    it; the share of the question's idf that its words cover; the share that no document knows; and, among the ten
    nearest units, the share that belongs to it or to the documents it refers to (`voisines`).
    """
    ordre = np.argsort(-signaux.fusion, kind="stable")
    premier = int(ordre[0])
    suivants = signaux.fusion[ordre[1 : 1 + _SUIVANTS]]
    accord = float(int(np.argmax(signaux.question + signaux.passage)) == premier)
    accord += float(signaux.lexical.max() > 0 and int(np.argmax(signaux.lexical)) == premier)
    poids = classement.lexical.poids_des_mots(question)
    total = max(sum(poids.values()), 1e-6)
    vocabulaire = classement.vocabulaire(premier)
    couverture = sum(valeur for mot, valeur in poids.items() if mot in vocabulaire) / total
    inconnus = classement.lexical.part_inconnue(question)
    famille = {classement.documents[premier], *voisines.get(classement.documents[premier], ())}
    proches = np.argsort(-signaux.cosinus, kind="stable")[:_UNITES_PROCHES]
    entourage = np.mean([classement.unites[int(rang)].document in famille for rang in proches])
    ecart = signaux.fusion[premier] - (suivants.mean() if len(suivants) else 0.0)
    return np.array([signaux.fusion[premier], ecart, accord, couverture, inconnus, entourage], dtype=np.float64)


def voisines_de(base: Base) -> dict[str, tuple[str, ...]]:
    """The fiches that each fiche refers to."""
    return {fiche.id: fiche.voir_aussi for fiche in base.fiches.values()}
