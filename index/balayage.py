"""Every cosine at once from bytes: a scan waits for memory.

FAISS counts each axis of the vectors in steps of its own, one byte each (`QT_8bit`). The question, counted in the same
steps, is cut into bytes too, and SimSIMD multiplies integers. A cosine is off by a hundredth of what those of one
question spread over.
"""

from __future__ import annotations

import faiss
import numpy as np
import numpy.typing as npt
import simsimd

from index.reseaux import Vecteurs

_ECHELONS = np.float32(127)
_INFIME = np.float32(1e-12)
# FAISS writes bytes from 0 to 255 and reads the middle of each step; here they are signed.
_ZERO, _MILIEU = 128, 0.5


class Balayage:
    """The vectors of a FAISS scalar quantizer, shape (n, dimension). Several threads may use it at once."""

    def __init__(self, index: faiss.IndexScalarQuantizer) -> None:
        octets = faiss.rev_swig_ptr(index.codes.data(), index.codes.size()).reshape(index.ntotal, index.d)
        self._octets = (octets ^ np.uint8(_ZERO)).view(np.int8)
        bornes: Vecteurs = faiss.vector_to_array(index.sq.trained)
        debuts, etendues = bornes.reshape(2, index.d)
        self._pas = etendues / np.float32(2 * _ZERO - 1)
        self._origine = debuts + np.float32(_ZERO + _MILIEU) * self._pas

    def cosinus(self, vecteur: Vecteurs) -> Vecteurs:
        """Cosine of every vector with one, shape (n,)."""
        en_pas = vecteur * self._pas
        echelon = max(np.abs(en_pas).max(), _INFIME) / _ECHELONS
        question = np.rint(en_pas / echelon).astype(np.int8)
        cosinus: Vecteurs = np.asarray(simsimd.cdist(question[None], self._octets, "dot", out_dtype="f32"))[0]
        cosinus *= echelon
        cosinus += vecteur @ self._origine
        return cosinus

    def lire(self, rangs: npt.NDArray[np.int64] | slice = slice(None)) -> Vecteurs:
        """The vectors of some ranks, as bytes keep them."""
        return self._octets[rangs] * self._pas + self._origine
