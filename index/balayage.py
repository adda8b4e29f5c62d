"""Every cosine at once from few bytes: a scan waits for memory, and vectors of texts lie along few axes.

Each vector is kept along the axes that hold nearly all of the vectors' squares, as 8-bit integers with one scale; the
product runs on the encoder's own engine, one thread. A cosine is off by a twentieth of what those of one question
spread over; the best ones are computed again from the vectors themselves.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import numpy.typing as npt

from index import residu
from index.reseaux import Vecteurs, reglages_openvino
from index.seuils import seuil_des_meilleurs

_ECHELONS = np.float32(127)
# Share of the squares that the axes hold: half of the axes of this encoder are enough.
_PART_GARDEE = 0.98
RELUS = 128


class Balayage:
    """The scan of some unit vectors of any precision, shape (n, dimension). Several threads may use it at once."""

    def __init__(self, vecteurs: npt.NDArray[Any]) -> None:
        self._exacts = vecteurs
        self._modele = _compiler(vecteurs)
        residu.rendre()
        self._fil = threading.local()

    def cosinus(self, vecteur: Vecteurs) -> Vecteurs:
        """Cosine of every vector with one, shape (n,): exact for the `RELUS` nearest. At least `RELUS` vectors."""
        requete, entree, sortie = self._propres()
        entree[0] = vecteur
        requete.infer()
        tous: Vecteurs = sortie[0].copy()
        proches = np.flatnonzero(tous >= seuil_des_meilleurs(tous, RELUS))
        tous[proches] = self._exacts[proches].astype(np.float32, copy=False) @ vecteur
        return tous

    def _propres(self) -> tuple[Any, Vecteurs, Vecteurs]:
        """The request of this thread, and where it reads and writes."""
        if not hasattr(self._fil, "propres"):
            requete = self._modele.create_infer_request()
            self._fil.propres = requete, requete.get_input_tensor().data, requete.get_output_tensor().data
        propres: tuple[Any, Vecteurs, Vecteurs] = self._fil.propres
        return propres


def _compiler(vecteurs: Vecteurs) -> Any:
    import openvino as ov
    from openvino import opset13 as op

    vecteurs = vecteurs.astype(np.float32, copy=False)
    axes = _axes(vecteurs)
    reduits = vecteurs @ axes
    echelles = np.maximum(np.abs(reduits).max(axis=1, keepdims=True), np.float32(1e-9)) / _ECHELONS
    octets = np.rint(reduits / echelles).astype(np.int8)
    question = op.parameter([1, len(axes)], ov.Type.f32)
    poids = op.multiply(op.convert(op.constant(octets), ov.Type.f32), op.constant(echelles))
    produit = op.matmul(op.matmul(question, op.constant(axes), False, False), poids, False, True)
    return ov.Core().compile_model(
        ov.Model([op.result(produit)], [question], "balayage"), "CPU", reglages_openvino(fils=1)
    )


def _axes(vecteurs: Vecteurs) -> Vecteurs:
    """The directions, shape (dimension, axes), that hold `_PART_GARDEE` of the squares of the vectors."""
    parts, directions = np.linalg.eigh(vecteurs.T @ vecteurs)  # increasing
    laisses = np.cumsum(parts) <= (1 - _PART_GARDEE) * parts.sum()
    return np.ascontiguousarray(directions[:, np.count_nonzero(laisses) :])
