"""A light fine-tuning of the encoder's last layers on the classes themselves, for the intent comparison only.

The lower layers are run once; the last four and a linear head are trained by cross-entropy, a few minutes of one core.
Settings were chosen on a fifth of the training half, set aside. The encoder that the site serves is not touched.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
FROZEN, LONGEST = 8, 48
EPOCHS, BATCH = 8, 64
RATE, HEAD_RATE, SMOOTHING, SCALE = 1.5e-4, 3e-3, 0.1, 16.0


def tuned_scores(texts: Sequence[str], numbers: npt.NDArray[np.int64], asked: Sequence[str]) -> Array:
    """Scores of the classes for each question, shape (asked, classes), after training on the texts."""
    import torch

    torch.manual_seed(0)
    hidden, layers = lower_layers([*texts, *asked])
    head = torch.nn.Linear(hidden[0].shape[1], int(numbers.max()) + 1)
    train(hidden[: len(texts)], torch.as_tensor(numbers), layers, head)
    layers.eval()
    with torch.inference_mode():
        rest = hidden[len(texts) :]
        scores = [head(SCALE * pool(rest[start : start + BATCH], layers)) for start in range(0, len(rest), BATCH)]
    return torch.cat(scores).double().numpy()


def lower_layers(texts: Sequence[str]) -> tuple[list[Any], Any]:
    """What the first `FROZEN` layers make of each text, and a copy of the layers that follow."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    from settings import settings

    tokenizer = Tokenizer.from_file(str(settings.model_dir / "tokenizer.json"))
    tokenizer.no_padding()
    model = AutoModel.from_pretrained(settings.model_dir, dtype=torch.float32).eval()
    hidden = []
    with torch.inference_mode():
        for text in texts:
            ids = tokenizer.encode(settings.query_prompt + text).ids[:LONGEST]
            states = model(input_ids=torch.tensor([ids]), output_hidden_states=True).hidden_states
            hidden.append(states[FROZEN][0])
    return [states.clone() for states in hidden], copy.deepcopy(model.encoder.layer[FROZEN:])


def train(hidden: Sequence[Any], numbers: Any, layers: Any, head: Any) -> None:
    """Cross-entropy with smoothed labels; one cycle of the learning rate."""
    import torch

    parameters = [{"params": layers.parameters(), "lr": RATE}, {"params": head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(parameters, weight_decay=0.02)
    steps = EPOCHS * (len(hidden) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.1)
    draw = np.random.default_rng(0)
    layers.train()
    for _ in range(EPOCHS):
        order = draw.permutation(len(hidden))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            scores = head(SCALE * pool([hidden[rank] for rank in batch], layers))
            loss = torch.nn.functional.cross_entropy(scores, numbers[batch], label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
            optimizer.step()
            schedule.step()


def pool(hidden: Sequence[Any], layers: Any) -> Any:
    """Through the last layers: normalised mean of the words of each text."""
    import torch

    states = torch.nn.utils.rnn.pad_sequence(list(hidden), batch_first=True)
    present = torch.nn.utils.rnn.pad_sequence([torch.ones(len(h)) for h in hidden], batch_first=True)
    states = through(layers, states, (1 - present)[:, None, None, :] * -1e9)
    mean = (states * present[..., None]).sum(1) / present.sum(1, keepdim=True)
    return torch.nn.functional.normalize(mean, dim=-1)


def through(layers: Any, states: Any, mask: Any = None) -> Any:
    """States after some layers."""
    for layer in layers:
        output = layer(states, attention_mask=mask)
        states = output[0] if isinstance(output, tuple) else output
    return states
