"""The BERT network of multilingual-e5-small, filled with the unpacked weights."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tqdm import tqdm
from transformers import BertConfig, BertModel

from index.modele_embarque.adapter import AdaptedFile
from index.modele_embarque.packed_file import Header, PackedFile

EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def build_network(packed: PackedFile | AdaptedFile, rows: Sequence[int], *, progress: bool) -> BertModel:
    """Return the network, float32, in evaluation mode, with these rows of the vocabulary.

    `progress` shows a bar on the standard error.
    """
    network = BertModel(build_config(packed.header, len(rows), packed.vocabulary.pad))
    network.train(False)
    state = network.state_dict()
    names = {**EMBEDDINGS, **_layer_names(packed.header.layers)}
    for packed_name, name in tqdm(names.items(), "modèle embarqué", unit="tenseur", disable=not progress):
        weights = torch.from_numpy(packed.read_tensor(packed_name))
        if packed_name == "emb.word":
            weights = weights.reshape(-1, packed.header.hidden)[torch.tensor(rows)]
        state[name] = weights.reshape(state[name].shape)
    for name in ("pooler.dense.weight", "pooler.dense.bias"):
        # The pooler is not used (mean pooling); zeros rather than chance keep the build reproducible.
        state[name] = torch.zeros_like(state[name])
    network.load_state_dict(state)
    return network


def build_config(header: Header, vocabulary: int, pad: int) -> BertConfig:
    """Translate the packed header into transformers' configuration."""
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=header.hidden,
        num_hidden_layers=header.layers,
        num_attention_heads=header.heads,
        intermediate_size=header.feed_forward,
        max_position_embeddings=header.positions,
        type_vocab_size=header.token_types,
        layer_norm_eps=header.layer_norm_eps,
        pad_token_id=pad,
    )


def _layer_names(layers: int) -> dict[str, str]:
    return {
        f"l{number}.{short}.{end[0]}": f"encoder.layer.{number}.{long}.{end}"
        for number in range(layers)
        for short, long in LAYER.items()
        for end in ("weight", "bias")
    }
