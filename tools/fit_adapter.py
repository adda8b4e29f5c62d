"""Adapting the encoder to the base: `python -m tools.fit_adapter`, rarely run, writes `index/adaptation.npz`.

The lower half of the embedded network stays as it is; the upper half gets a low-rank correction of each matrix, and the
network a linear opinion on the classes (fiches, kinds of questions out of scope), by cross-entropy on the base's own
texts. Several networks are trained, each told other questions in a situation, and their corrections averaged. The folds
and questions out of scope that `index.retenue` leaves out are never seen, nor the sets that control. Half an hour a
network was measured on two busy cores that know bfloat16.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from base_connaissance.lecture import lire_base
from index.adaptation import ADAPTATION, ECHELLE, marque
from index.allegement import alleger
from index.decoupage import decouper
from index.intentions import HORS_CHAMP
from index.posees import lire_jeu
from index.retenue import IMPORTANCE_PASSAGE, est_retenue, est_retenue_dehors, plis_des_questions
from index.situations import situer
from settings import settings
from tools.bench_tuning import pool, through
from tools.console import run_main, say

Array = npt.NDArray[Any]
RANK = 32
EPOCHS, BATCH, BUCKET = 4, 64, 16
RATE, LOW_RANK_RATE, HEAD_RATE = 1.5e-4, 1e-3, 3e-3
SMOOTHING, DECAY = 0.1, 0.02
LONGEST = {"question": 64, "passage": 96}
LOT = 128
SAID_EVERY = 100
# Of so many questions, one is also told in a situation: else a trade named in passing draws its own fiche.
ONE_IN = 3
# Trained apart, and averaged: the average errs less than any of them. Together they are told every question.
NETWORKS = ONE_IN
AVERAGED_RANK = 64


@dataclass(frozen=True)
class Lesson:
    """A text with its kind (« question » or « passage »), its class and its weight."""

    text: str
    kind: str
    label: str
    weight: float


def lessons(turn: int, base_dir: Path = settings.base_dir) -> list[Lesson]:
    """Texts of the base, each fiche weighing the same, and questions out of scope, but those held out of adaptation.

    `turn`, below `ONE_IN`, says which questions are also told in a situation.
    """
    base = lire_base(base_dir)
    units = decouper(base, date.today())
    folds = plis_des_questions(units).tolist()
    held_out = {unit.texte for unit, fold in zip(units, folds, strict=True) if est_retenue(fold)}
    kept = [unit for unit in units if unit.texte not in held_out]
    share = Counter(unit.document for unit in kept)
    one = len(kept) / len(share)
    by_kind = {"question": 1.0, "passage": IMPORTANCE_PASSAGE}
    inside = [Lesson(u.texte, u.genre, u.document, one / share[u.document] * by_kind[u.genre]) for u in kept]
    outside = [
        Lesson(text, "question", HORS_CHAMP + line["orientation"], 1.0)
        for line in lire_jeu("hors_champ.jsonl", "ajustement")
        if not est_retenue_dehors(text := alleger(line["question"]))
    ]
    told = [
        replace(lesson, text=alleger(situer(lesson.text, "ajustement", base.fiches.get(lesson.label))))
        for rank, lesson in enumerate(inside + outside)
        if rank % ONE_IN == turn and lesson.kind == "question"
    ]
    return inside + outside + told


def main() -> int:
    """Train each network on its lessons, write their average."""
    content: dict[str, Any] = averaged([taught(turn) for turn in range(NETWORKS)])
    np.savez(ADAPTATION, **content)
    say(f"{ADAPTATION} : {ADAPTATION.stat().st_size >> 10} ko")
    return 0


def taught(turn: int) -> dict[str, Array]:
    """Arrays of one adaptation, as in the file: a network trained on the lessons of this turn.

    All start from the same point, else their average would mean nothing; order and forgetting differ.
    """
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(os.cpu_count() or 1)
    learnt = lessons(turn)
    states, upper, first = lower_half(learnt)
    labels = sorted({lesson.label for lesson in learnt})
    head = torch.nn.Linear(states[0].shape[1], len(labels))
    train(states, learnt, labels, upper, head, turn)
    content = {f"l{first + int(name.split('.')[0])}.{rest}": value for name, rest, value in _corrections(upper)}
    return content | {
        "classes": np.array(labels),
        "tete": head.weight.detach().numpy().astype(np.float16),
        "biais": head.bias.detach().numpy().astype(np.float32),
        "lecons": np.unique(np.array([marque(lesson.text) for lesson in learnt], dtype=np.uint64)),
    }


def averaged(networks: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """The mean of adaptations on the same classes; of each product of factors, the best factors of `AVERAGED_RANK`."""
    found: dict[str, Array] = {
        "classes": networks[0]["classes"],
        "lecons": np.unique(np.concatenate([network["lecons"] for network in networks])),
    }
    for name, first in networks[0].items():
        if name.endswith(".w.a"):
            other = f"{name.removesuffix('a')}b"
            mean = _mean([network[other].astype(np.float64) @ network[name] for network in networks])
            left, values, right = np.linalg.svd(mean, full_matrices=False)
            root = np.sqrt(values[:AVERAGED_RANK])
            found[name] = (root[:, None] * right[: len(root)]).astype(first.dtype)
            found[other] = (left[:, : len(root)] * root).astype(first.dtype)
        elif not name.endswith(".w.b") and name not in found:
            found[name] = _mean([network[name] for network in networks]).astype(first.dtype)
    return found


def _mean(arrays: Sequence[Array]) -> Array:
    return np.asarray(np.mean(arrays, axis=0, dtype=np.float64))


def lower_half(learnt: Sequence[Lesson]) -> tuple[list[Any], Any, int]:
    """What the lower half of the network makes of each text, its upper half, and the number of its first layer."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    cut = AutoTokenizer.from_pretrained(settings.model_dir)
    # Plain products: for texts so short, the fused attention of PyTorch takes five times longer on a processor.
    model = AutoModel.from_pretrained(
        settings.model_dir, dtype=torch.float32, attn_implementation="eager", attention_probs_dropout_prob=0.0
    ).eval()
    half = len(model.encoder.layer) // 2
    prompts = {"question": settings.query_prompt, "passage": settings.passage_prompt}
    numbers = [
        cut(prompts[lesson.kind] + lesson.text, truncation=True, max_length=LONGEST[lesson.kind]).input_ids
        for lesson in learnt
    ]
    states: list[Any] = [None] * len(numbers)
    order = sorted(range(len(numbers)), key=lambda rank: len(numbers[rank]))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), LOT):
            lot = order[start : start + LOT]
            for length in {len(numbers[rank]) for rank in lot}:
                ranks = [rank for rank in lot if len(numbers[rank]) == length]
                found = model.embeddings(torch.tensor([numbers[rank] for rank in ranks]))
                found = through(model.encoder.layer[:half], found)
                for rank, state in zip(ranks, found, strict=True):
                    states[rank] = state.to(torch.bfloat16).clone()
    say(f"{len(states)} textes passés par les {half} premières couches")
    return [state.clone() for state in states], model.encoder.layer[half:], half


def train(
    states: Sequence[Any], learnt: Sequence[Lesson], labels: Sequence[str], upper: Any, head: Any, seed: int
) -> None:
    """Cross-entropy with smoothed labels, one cycle of the learning rates; `upper` and `head` are changed in place."""
    import torch

    low_rank = correct(upper)
    known = set(map(id, low_rank))
    others = [value for value in upper.parameters() if value.requires_grad and id(value) not in known]
    rates = [RATE, LOW_RANK_RATE, HEAD_RATE]
    groups = [
        {"params": list(params), "lr": rate}
        for params, rate in zip((others, low_rank, head.parameters()), rates, strict=True)
    ]
    number = {label: rank for rank, label in enumerate(labels)}
    targets = torch.tensor([number[lesson.label] for lesson in learnt])
    weights = torch.tensor([lesson.weight for lesson in learnt])
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    draw = np.random.default_rng(seed)
    torch.manual_seed(seed)
    plan = [batch for _ in range(EPOCHS) for batch in batches(states, draw)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=len(plan) + 1, pct_start=0.1)
    upper.train()
    recent: list[float] = []
    for step, batch in enumerate(plan, 1):
        with torch.autocast("cpu", torch.bfloat16):
            vectors = pool([states[rank].float() for rank in batch], upper)
        scores = head(ECHELLE * vectors)
        each = torch.nn.functional.cross_entropy(scores, targets[batch], label_smoothing=SMOOTHING, reduction="none")
        loss = (each * weights[batch]).sum() / weights[batch].sum()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        recent.append(loss.item())
        if step % SAID_EVERY == 0:
            say(f"pas {step}/{len(plan)}, perte {np.mean(recent[-SAID_EVERY:]):.3f}")
    upper.eval()


def batches(states: Sequence[Any], draw: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Ranks of one epoch, at random, near in length inside a batch."""
    order = draw.permutation(len(states))
    found = []
    for start in range(0, len(order), BATCH * BUCKET):
        bucket = np.array(sorted(order[start : start + BATCH * BUCKET], key=lambda rank: len(states[rank])))
        found += [bucket[begin : begin + BATCH] for begin in range(0, len(bucket), BATCH)]
    for rank in draw.permutation(len(found)):
        yield found[rank]


def correct(upper: Any) -> list[Any]:
    """Give each matrix of the layers a correction of rank `RANK`, null at first; return what is learnt of them."""
    import torch

    class Corrected(torch.nn.Module):  # type: ignore[misc]
        """A linear map whose matrix stays as it is, plus `b @ a`; never added up: the gradient of a sum costs more."""

        def __init__(self, linear: Any) -> None:
            super().__init__()
            height, width = linear.weight.shape
            self.weight, self.bias = linear.weight.requires_grad_(False), linear.bias
            self.a = torch.nn.Parameter(torch.randn(RANK, width) / width**0.5)
            self.b = torch.nn.Parameter(torch.zeros(height, RANK))

        def forward(self, states: Any) -> Any:
            """The states mapped by both."""
            linear = torch.nn.functional.linear
            return linear(states, self.weight, self.bias) + linear(linear(states, self.a), self.b)

    learnt = []
    for name, module in list(upper.named_modules()):
        if isinstance(module, torch.nn.Linear):
            parent, _, own = name.rpartition(".")
            corrected = Corrected(module)
            setattr(upper.get_submodule(parent), own, corrected)
            learnt += [corrected.a, corrected.b]
    return learnt


def _corrections(upper: Any) -> Iterator[tuple[str, str, Array]]:
    """Number of the layer, name in the packed file, values: factors « .a » and « .b », else whole vectors."""
    from index.modele_embarque.network import LAYER

    short = {long: name for name, long in LAYER.items()}
    for name, value in upper.named_parameters():
        layer, rest = name.split(".", 1)
        module, end = rest.rsplit(".", 1)
        values = value.detach().numpy()
        if end in ("a", "b"):
            yield layer, f"{short[module]}.w.{end}", values.astype(np.float16)
        elif value.requires_grad:
            yield layer, f"{short[module]}.{end[0]}", values.astype(np.float32)


if __name__ == "__main__":
    run_main(main)
