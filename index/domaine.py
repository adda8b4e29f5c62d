"""Whether a question leaves the base, and how: a small network over profiles.

The intentions keep the directions along which fiches differ and weigh them in straight lines; what tells a question
that the base answers from one that only looks so bends across the others.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from index.reseaux import Vecteurs

Nombres = npt.NDArray[np.float32]
DEDANS = ""
# Few passes, each with half the step of the one before: more learn the questions by heart, and a step that stays long
# leaves the network wherever its last examples pushed it. Two networks, the mean of their scores: both make what is
# learnt depend less on chance (docs/decisions/0005-decision-calibree.md).
_RESEAUX, _NEURONES, _PASSES, _LOT, _PAS, _REGULARITE = 2, 128, 6, 512, 6e-3, 0.1
_INFIME = 1e-6
_PREFIXE = "domaine_"


@dataclass(frozen=True)
class Domaine:
    """`classes`: orientations, or `DEDANS` for what the base answers; one hidden layer of rectified units."""

    classes: npt.NDArray[np.str_]
    poids_entree: Nombres
    biais_entree: Nombres
    poids_sortie: Nombres
    biais_sortie: Nombres

    @classmethod
    def apprendre(cls, profils: Vecteurs, classes: Sequence[str]) -> Domaine:
        """Fit on profiles of texts, one row each, with its class."""
        noms, y = np.unique(np.array(classes), return_inverse=True)
        if len(noms) == 1:  # nothing out of scope to learn from
            formes: tuple[tuple[int, ...], ...] = (profils.shape[1], 0), (0,), (0, 1), (1,)
            return cls(noms, *(np.zeros(forme, np.float32) for forme in formes))
        centre, echelle = profils.mean(axis=0), np.maximum(profils.std(axis=0), np.float32(_INFIME))
        reduits = (profils - centre) / echelle
        appris = [_apprendre(reduits, y, graine) for graine in range(_RESEAUX)]
        # Side by side, they are one network: its last layer adds up what theirs say.
        entree, biais_entree, sortie, biais_sortie = (
            np.concatenate(couches, axis=axe)
            for couches, axe in zip(zip(*appris, strict=True), (1, 0, 0, 0), strict=True)
        )
        sortie, biais_sortie = sortie / _RESEAUX, biais_sortie.reshape(_RESEAUX, -1).mean(axis=0)
        if len(noms) == 2:  # scikit-learn then scores the second class only, the first one being worth nothing
            sortie, biais_sortie = np.pad(sortie, ((0, 0), (1, 0))), np.pad(biais_sortie, (1, 0))
        entree = entree / echelle[:, None]
        couches = entree, biais_entree - centre @ entree, sortie, biais_sortie
        return cls(noms, *(couche.astype(np.float32) for couche in couches))

    def probabilites(self, profil: Vecteurs) -> Nombres:
        """Probability of each class for one profile, shape (classes,)."""
        cachee = np.maximum(profil @ self.poids_entree + self.biais_entree, 0)
        bruts = cachee @ self.poids_sortie + self.biais_sortie
        parts = np.exp(bruts - bruts.max())
        return np.asarray(parts / parts.sum(), dtype=np.float32)

    def tableaux(self) -> dict[str, npt.NDArray[Any]]:
        """Plain arrays by name, for the file of the intentions."""
        return {_PREFIXE + champ.name: getattr(self, champ.name) for champ in fields(self)}

    @classmethod
    def relire(cls, tableaux: Mapping[str, npt.NDArray[Any]]) -> Domaine:
        """From what `tableaux` gave. Raises KeyError when some are missing."""
        return cls(*(tableaux[_PREFIXE + champ.name] for champ in fields(cls)))


def _apprendre(x: Nombres, y: npt.NDArray[np.int64], graine: int) -> tuple[npt.NDArray[np.float64], ...]:
    """The weights and biases of one network: hidden layer, then output."""
    # Here: scikit-learn is heavy, and a server that only reads needs none of it.
    from sklearn.neural_network import MLPClassifier

    taire_l_arret()
    modele = MLPClassifier((_NEURONES,), alpha=_REGULARITE, batch_size=min(_LOT, len(y)), max_iter=1, warm_start=True)
    for passe in range(_PASSES):
        modele.set_params(learning_rate_init=_PAS / 2**passe, random_state=graine * _PASSES + passe).fit(x, y)
    (entree, sortie), (biais_entree, biais_sortie) = modele.coefs_, modele.intercepts_
    return entree, biais_entree, sortie, biais_sortie


def taire_l_arret() -> None:
    """No warning from a fit stopped before it converges: here that is on purpose.

    For the whole process: fits run in threads, where a context of warnings is not safe.
    """
    from sklearn.exceptions import ConvergenceWarning

    warnings.filterwarnings("ignore", category=ConvergenceWarning)
