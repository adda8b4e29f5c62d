"""`python -m tools.bench_growth [--rapide]`: the vector index from 10³ to 10⁶ passages, into docs/bench/croissance.md.

Flat, bytes, HNSW and IVF on the same vectors (real passages, then moved copies), asked real questions, on one thread:
recall against Flat, build time, memory, time per question, as ratios to Flat in the same run.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from index.vecteurs import IndexVecteurs, Palier, palier_pour
from tools.bench_vectors import FAR, NEAR, grow, load_real
from tools.console import run_main, say
from tools.environment_file import SERVING
from tools.svg_plots import Plot, Series

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "bench"
SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)
# A graph of a million nodes takes most of an hour to build on one core: shown as far as it is reasonable.
LARGEST_GRAPH = 100_000
ASKED, K = 200, 10
BYTES = "octets"


@dataclass(frozen=True)
class Row:
    """One kind of index at one size; `chosen`: the one that `paliers.yml` takes at this size.

    `far`: on copies that went far from the real passages, where neighbours are harder to group.
    """

    size: int
    kind: str
    parameters: str
    recall: float
    build_seconds: float
    megabytes: float
    milliseconds: float
    ratio: float
    chosen: bool
    far: bool


def main(fast: bool = False) -> int:
    """Measure every size, write the table and the plot."""
    os.environ.update(SERVING)
    import faiss

    faiss.omp_set_num_threads(1)
    real, questions = load_real(say)
    sizes = [size for size in SIZES if not fast or size <= LARGEST_GRAPH]
    cases = [(size, False) for size in sizes] + ([] if fast else [(SIZES[-1], True)])
    rows = [
        row for size, far in cases for row in measure(grow(real, size, FAR if far else NEAR), questions[:ASKED], far)
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "croissance.svg").write_text(plot(rows), encoding="utf-8")
    (FOLDER / "croissance.md").write_text(render(rows, len(real)), encoding="utf-8")
    say(f"croissance écrite dans {FOLDER}")
    return 0


def measure(vectors: np.ndarray, questions: np.ndarray, far: bool = False) -> Iterator[Row]:
    """Each kind of index at one size, the exact one first."""
    size, chosen = len(vectors), palier_pour(len(vectors))
    lists = max(16, round(2 * size**0.5))
    ivf = chosen if chosen.sorte == "ivf" else Palier(sorte="ivf", listes=lists, sondes=lists // 3)
    whole, in_bytes, graph = Palier(sorte="flat"), Palier(sorte="flat", octets=1), Palier(sorte="hnsw")
    tiers = [whole, in_bytes, ivf, graph] if size <= LARGEST_GRAPH else [whole, ivf]
    exact: list[set[int]] = []
    flat_seconds = 0.0
    for tier in tiers:
        say(f"{size} passages, {tier.sorte}")
        begun = time.perf_counter()
        index = IndexVecteurs.construire(vectors, tier)
        build = time.perf_counter() - begun
        found, seconds = ask(index, questions)
        if tier is whole:
            exact, flat_seconds = found, seconds
        recall = statistics.mean(len(ours & theirs) / K for ours, theirs in zip(found, exact, strict=True))
        floats, codes = 4 * vectors.shape[1], 8 + tier.axes // (2 * tier.tranche)
        weights = {"flat": floats, BYTES: vectors.shape[1], "ivf": floats + codes, "hnsw": floats + 8 * tier.liens + 8}
        yield Row(
            size, name(tier, size), describe(tier), recall, build, weights[name(tier, size)] * size / 1e6,
            seconds * 1000, seconds / flat_seconds, name(tier, size) == name(chosen, size), far,
        )  # fmt: skip
        del index


def ask(index: object, questions: np.ndarray) -> tuple[list[set[int]], float]:
    """The ranks found for each question, and the median seconds of one search."""
    found, seconds = [], []
    for question in questions:
        begun = time.perf_counter()
        _, ranks = index.voisins(question, K)  # type: ignore[attr-defined]
        seconds.append(time.perf_counter() - begun)
        found.append(set(ranks.tolist()))
    return found, statistics.median(seconds)


def name(tier: Palier, size: int) -> str:
    """What this kind is called at one size: `paliers.yml` names apart where bytes begin."""
    return BYTES if tier.sorte == "flat" and tier.octets is not None and size >= tier.octets else tier.sorte


def describe(tier: Palier) -> str:
    """The parameters that matter for this kind, in French."""
    values = {
        "flat": "exact" if tier.octets is None else "un octet par axe",
        "ivf": f"{tier.listes} groupes, {tier.sondes} lus, {tier.relus} relus",
        "hnsw": f"{tier.liens} liens, largeur {tier.recherche}",
    }
    return values[tier.sorte]


def plot(rows: list[Row]) -> str:
    """Time per question against size, one line per kind."""
    shown = [row for row in rows if not row.far]
    kinds = dict.fromkeys(row.kind for row in shown)
    series = [Series(kind, [(row.size, row.milliseconds) for row in shown if row.kind == kind]) for kind in kinds]
    last = [row for row in shown if row.size == shown[-1].size]
    said = " ; ".join(f"{row.kind} {_fr(row.milliseconds)} ms, rappel {_fr(row.recall, 3)}" for row in last)
    return Plot(
        "Temps d'une recherche selon le nombre de passages", f"À {shown[-1].size} passages : {said}.",
        "passages (échelle logarithmique)", "millisecondes, un fil", series, log_x=True, log_y=True,
    ).render()  # fmt: skip


def render(rows: list[Row], real: int) -> str:
    """The report in Markdown."""
    lines = [
        f"# Croissance de l'index, {date.today().isoformat()}",
        "",
        f"Produit par `python -m tools.bench_growth` : {real} passages réels (la base et des collections de mesure),",
        "puis des copies déplacées le long de différences réelles (de 5 à 30 % ; « loin » : de 30 à 80 %, des voisins",
        "plus difficiles à grouper) ; questions réelles ; un fil. Rappel : part des dix voisins exacts retrouvés.",
        "**Gras** : la sorte que `index/paliers.yml` choisit à cette taille.",
        "",
        "![Temps d'une recherche selon la taille](croissance.svg)",
        "",
        "| passages | index | paramètres | rappel@10 | construction (s) | mémoire (Mo) | recherche (ms) | / Flat |",
        "|---:|---|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        name = f"**{row.kind}**" if row.chosen else row.kind
        size = f"{row.size}, loin" if row.far else str(row.size)
        lines.append(
            f"| {size} | {name} | {row.parameters} | {_fr(row.recall, 3)} | {_fr(row.build_seconds)} | "
            f"{_fr(row.megabytes, 0)} | {_fr(row.milliseconds)} | {_fr(row.ratio, 3)} |"
        )
    largest = [row for row in rows if row.chosen and row.size == SIZES[-1]]
    if largest:
        held = all(row.recall >= 0.97 and row.ratio <= 1 / 20 for row in largest)
        lines += [
            "",
            f"Barre (10⁶ : rappel ≥ 0,97 en 1/20 du temps de Flat) : {'tenue' if held else 'manquée'}.",
        ]
    return "\n".join([*lines, ""])


def _fr(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


if __name__ == "__main__":
    import sys

    run_main(lambda: main("--rapide" in sys.argv))
