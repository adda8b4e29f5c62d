"""The packed model with the corrections that the base has taught (`index.adaptation`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.modele_embarque.packed_file import Header, PackedFile, Vocabulary


class AdaptedFile:
    """A packed file some tensors of which are corrected: `<name>.a` and `<name>.b` add `b @ a`, `<name>` replaces.

    Raises OSError or ValueError when the corrections cannot be read.
    """

    def __init__(self, packed: PackedFile, path: Path) -> None:
        self._packed = packed
        with np.load(path, allow_pickle=False) as read:
            self._corrections = {name: read[name].astype(np.float32) for name in read.files if name.startswith("l")}

    @property
    def header(self) -> Header:
        """Sizes of the network."""
        return self._packed.header

    @property
    def vocabulary(self) -> Vocabulary:
        """Pieces of the network."""
        return self._packed.vocabulary

    def is_corrected(self, name: str) -> bool:
        """Whether this tensor is no longer on the 4-bit grid."""
        return f"{name}.a" in self._corrections

    def read_tensor(self, name: str) -> NDArray[np.float32]:
        """The tensor, flat, corrected."""
        if name in self._corrections:
            return self._corrections[name].reshape(-1)
        tensor = self._packed.read_tensor(name)
        if self.is_corrected(name):
            added = self._corrections[f"{name}.b"] @ self._corrections[f"{name}.a"]
            tensor = tensor + added.reshape(-1)
        return tensor

    def read_blocks(self, name: str) -> NDArray[np.void]:
        """The 4-bit blocks of a tensor without correction of its matrix."""
        return self._packed.read_blocks(name)
