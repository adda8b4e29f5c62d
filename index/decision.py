"""Answer, propose or refuse: a calibrated probability that the first fiche answers, and two thresholds.

The model is a logistic regression kept as plain numbers in JSON, fitted by `index.calibrage`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.classement import Classement, Signaux
from index.modeles import Decision

CARACTERISTIQUES = (
    "fusion", "marge", "question", "passage", "lexical", "accord", "couverture", "inconnus", "longueur",
)  # fmt: skip


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


def caracteristiques(classement: Classement, signaux: Signaux, question: str) -> npt.NDArray[np.float64]:
    """What the decision looks at, in the order of `CARACTERISTIQUES`."""
    ordre = np.argsort(-signaux.fusion, kind="stable")
    premier = int(ordre[0])
    second = int(ordre[1]) if len(ordre) > 1 else premier
    dense = signaux.question + signaux.passage
    poids = classement.lexical.poids_des_mots(question)
    total = max(sum(poids.values()), 1e-6)
    inconnus = sum(valeur for mot, valeur in poids.items() if mot not in classement.lexical.idf)
    accord = float(int(np.argmax(dense)) == premier)
    accord += float(signaux.lexical.max() > 0 and int(np.argmax(signaux.lexical)) == premier)
    return np.array([
        signaux.fusion[premier], signaux.fusion[premier] - signaux.fusion[second],
        signaux.question[premier], signaux.passage[premier], signaux.lexical[premier],
        accord, _couverture(classement, premier, poids) / total, inconnus / total, min(len(question.split()), 30) / 30,
    ], dtype=np.float64)  # fmt: skip


def _couverture(classement: Classement, document: int, poids: dict[str, float]) -> float:
    vocabulaire = classement.vocabulaire(document)
    return sum(valeur for mot, valeur in poids.items() if mot in vocabulaire)
