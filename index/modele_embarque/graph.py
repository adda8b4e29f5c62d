"""The same network as an OpenVINO graph that keeps the 4-bit weights: the form that answers are served from.

It gives two vectors: the model's own, and the mean of its middle layer, which tells apart what the last one brings
together (`index.intentions`).

Texts of one length at a time, neither padding nor mask: a vector does not depend on what was encoded beside it. On one
thread it is about five times faster than PyTorch in float32, in a tenth of its memory (docs/bench/encodeur.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op

from index.modele_embarque.adapter import AdaptedFile
from index.modele_embarque.packed_file import BLOCK_WEIGHTS, PackedFile

Node = Any  # The library's nodes have no useful static type.


def write_graph(packed: PackedFile | AdaptedFile, rows: Sequence[int], path: Path) -> None:
    """Write `path` (.xml) and its weights (.bin): token ids of shape (texts, n) in, two unit vectors each out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ov.save_model(_Builder(packed).build(rows), path, compress_to_fp16=False)


class _Builder:
    def __init__(self, packed: PackedFile | AdaptedFile) -> None:
        self.packed, self.header = packed, packed.header
        self.keep_alive: list[ov.Tensor] = []  # constants borrow this memory until the graph is written

    def build(self, rows: Sequence[int]) -> ov.Model:
        h, take = self.header, self.packed.read_tensor
        ids = op.parameter([-1, -1], ov.Type.i64, name="input_ids")
        words = op.gather(self.words(rows), op.convert(ids, "i32"), op.constant(np.int64(0)))
        places = take("emb.pos").reshape(-1, h.hidden) + take("emb.type").reshape(-1, h.hidden)[0]
        length = op.gather(op.shape_of(ids, "i64"), _axis(1), op.constant(np.int64(0)))
        places = op.slice(op.constant(places), _axis(0), length, _axis(1), _axis(0))
        x = self.normalise(op.add(words, op.unsqueeze(places, op.constant(np.int64(0)))), "emb.ln")
        states = [x]
        for number in range(h.layers):
            states.append(self.layer(states[-1], f"l{number}."))
        vectors = [self.mean(states[-1]), self.mean(states[h.layers // 2])]
        return ov.Model([op.result(vector) for vector in vectors], [ids], "e5")

    def mean(self, x: Node) -> Node:
        return op.normalize_l2(op.reduce_mean(x, _axis(1), False), _axis(1), 1e-12, "add")

    def layer(self, x: Node, prefix: str) -> Node:
        heads, hidden = self.header.heads, self.header.hidden
        turn = op.constant(np.array([0, 2, 1, 3]))
        split = op.constant(np.array([0, 0, 3 * heads, hidden // heads]))
        joined = self.linear(x, [prefix + "q", prefix + "k", prefix + "v"], hidden)
        query, key, value = op.split(
            op.transpose(op.reshape(joined, split, True), turn), op.constant(np.int64(1)), 3
        ).outputs()
        seen = op.transpose(op.scaled_dot_product_attention(query, key, value), turn)
        seen = op.reshape(seen, op.constant(np.array([0, 0, hidden])), True)
        x = self.normalise(op.add(self.linear(seen, [prefix + "ao"], hidden), x), prefix + "aln")
        wide = op.gelu(self.linear(x, [prefix + "fi"], hidden), "erf")
        narrow = self.linear(wide, [prefix + "fo"], self.header.feed_forward)
        return self.normalise(op.add(narrow, x), prefix + "oln")

    def linear(self, x: Node, names: Sequence[str], width: int) -> Node:
        if any(self.packed.is_corrected(f"{name}.w") for name in names):
            tensors = [self.packed.read_tensor(f"{name}.w") for name in names]
            weights = self.eight_bits(np.concatenate(tensors).reshape(-1, width))
        else:
            weights = self.four_bits(np.concatenate([self.packed.read_blocks(f"{name}.w") for name in names]), width)
        bias = np.concatenate([self.packed.read_tensor(f"{name}.b") for name in names])
        product = op.matmul(x, weights, False, True)
        return op.add(product, op.constant(bias.reshape(1, 1, -1)))

    def words(self, rows: Sequence[int]) -> Node:
        per_row = self.header.hidden // BLOCK_WEIGHTS
        blocks = self.packed.read_blocks("emb.word").reshape(-1, per_row)[np.asarray(rows)]
        return self.four_bits(blocks.reshape(-1), self.header.hidden)

    def normalise(self, x: Node, name: str) -> Node:
        scale, shift = (self.packed.read_tensor(f"{name}.{end}").reshape(1, 1, -1) for end in "wb")
        centred = op.mvn(x, _axis(-1), True, self.header.layer_norm_eps, "inside_sqrt")
        return op.add(op.multiply(centred, op.constant(scale)), op.constant(shift))

    def four_bits(self, blocks: NDArray[np.void], width: int) -> Node:
        """A weight matrix of shape (rows, width) that stays in 4 bits, with one float16 scale per block of 32."""
        rows, per_row = blocks.size * BLOCK_WEIGHTS // width, width // BLOCK_WEIGHTS
        nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1)
        signed = (nibbles - np.uint8(8)) & np.uint8(0x0F)  # two's complement on four bits, low nibble first
        tensor = ov.Tensor(ov.Type.i4, ov.Shape([rows, per_row, BLOCK_WEIGHTS]))
        tensor.data.reshape(-1).view(np.uint8)[:] = (signed[:, 0::2] | (signed[:, 1::2] << 4)).reshape(-1)
        self.keep_alive.append(tensor)
        scales = op.constant(blocks["scale"].astype(np.float16).reshape(rows, per_row, 1))
        matrix = op.multiply(op.convert(op.constant(tensor), "f16"), scales)
        flat = op.reshape(matrix, op.constant(np.array([rows, width], np.int64)), False)
        return op.convert(flat, "f32")

    def eight_bits(self, matrix: NDArray[np.float32]) -> Node:
        """A weight matrix on 8 bits, with one float16 scale per block of 32: fine enough for what the base corrects."""
        blocks = matrix.reshape(len(matrix), -1, BLOCK_WEIGHTS)
        scales = np.maximum(np.abs(blocks).max(axis=2, keepdims=True) / 127, 1e-7).astype(np.float16)
        whole = np.clip(np.rint(blocks / scales.astype(np.float32)), -127, 127).astype(np.int8)
        product = op.multiply(op.convert(op.constant(whole), "f16"), op.constant(scales))
        flat = op.reshape(product, op.constant(np.array(matrix.shape, np.int64)), False)
        return op.convert(flat, "f32")


def _axis(number: int) -> Node:
    return op.constant(np.array([number]))
