"""What an answer costs at each stage, in one run, into docs/bench/performance.md.

Times depend on the machine and on its neighbours; ratios inside one run hardly do. The references: the bare encoder on
the same question, BM25 alone, a raw FAISS scan, Rasa greeting back.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import httpx
import psutil

from tools.bench_build import Build, measure_build
from tools.console import run_main, say
from tools.environment_file import SERVING
from tools.live_site import LiveSite, read_start_seconds, run_site

REPORT = Path(__file__).resolve().parent.parent / "docs" / "bench" / "performance.md"
SAMPLE = 60
WARM_UP = 5
ENCODER, ANSWER = "encodeur nu, même question", "réponse complète (index.recherche)"
SCAN, NEIGHBOURS = "balayage FAISS nu", "voisins (index.vecteurs)"
# The encoder as served, and the same network with the tokenizer that its model comes with.
SERVED, USUAL = "encodeur servi", "encodeur et son tokeniseur d'origine"
ENCODERS = {
    SERVED: "from index.encodeur import encodeur_par_defaut\nencode = encodeur_par_defaut().question",
    USUAL: """import numpy, openvino, tokenizers
from index.reseaux import GRAPHE_ADAPTE
from settings import settings
cut = tokenizers.Tokenizer.from_file(str(settings.model_dir / "tokenizer.json"))
options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1}
request = openvino.Core().compile_model(settings.model_dir / GRAPHE_ADAPTE, "CPU", options).create_infer_request()
encode = lambda text: request.infer({0: numpy.array([cut.encode(settings.query_prompt + text).ids])})""",
}


@dataclass
class Report:
    """Seconds by name, megabytes by process, the build; what `render` shows."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    start: str = "?"
    build: Build | None = None


def main(fast: bool = False) -> int:
    """Measure, write the report, say where. `fast` leaves the builds out."""
    os.environ.update(SERVING)  # before the network is loaded: the number of threads is read then
    report = Report()
    report.memory |= {name: encoder_memory(load) for name, load in ENCODERS.items()}
    report.seconds |= measure_search()
    with run_site() as site:
        report.seconds |= dict(measure_site(site))
        report.memory |= read_memory(site)
        report.start = read_start_seconds(site)
    report.build = None if fast else measure_build()
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(render(report), encoding="utf-8")
    say(f"mesures écrites dans {REPORT}")
    return 0


def measure_search() -> dict[str, list[float]]:
    """Seconds per question of the references, of the stages of an answer, and of the whole, in this process."""
    import faiss
    import numpy as np

    from index.encodeur import encodeur_par_defaut
    from index.recherche import ouvrir
    from settings import settings

    faiss.omp_set_num_threads(1)
    asked = questions()
    encoder, search = encodeur_par_defaut(), ouvrir()
    network, ranking = encoder.reseau, search._classement
    neighbours = ranking.vecteurs
    assert neighbours is not None, "l'index est absent"
    vectors = {question: encoder.question(question) for question in asked}
    flat = faiss.IndexFlatIP(encoder.dimension)
    flat.add(neighbours.vecteurs())
    measures = {
        "BM25 seul": time_each(ranking.lexical.scores, asked),
        SCAN: time_each(lambda q: flat.search(np.ascontiguousarray(vectors[q][None, :]), 10), asked),
        NEIGHBOURS: time_each(lambda q: neighbours.voisins(vectors[q], 10), asked),
    }
    bare: list[float] = []

    def answer(question: str) -> None:
        encoder.oublier()  # else the question would be remembered, and cost nothing to encode
        search.repondre(question)

    def encode_bare(question: str) -> None:
        begun = time.perf_counter()
        network.lancer(settings.query_prompt + question)()
        bare.append(time.perf_counter() - begun)

    whole = time_between(answer, asked, encode_bare)
    encoding = [(first + second) / 2 for first, second in zip(bare[::2], bare[1::2], strict=True)]
    return {ENCODER: encoding[WARM_UP:], **measures, ANSWER: whole, **profile(answer, asked, encode_bare)}


def time_between(answer: Callable[[str], object], asked: list[str], around: Callable[[str], object]) -> list[float]:
    """Seconds of `answer` to each question, between two calls of `around` that are not counted.

    The neighbours of the machine, and cold caches, then weigh on both alike.
    """
    whole = []
    for question in asked:
        around(question)
        begun = time.perf_counter()
        answer(question)
        whole.append(time.perf_counter() - begun)
        around(question)
    return whole[WARM_UP:]


def profile(
    answer: Callable[[str], object], asked: list[str], around: Callable[[str], object]
) -> dict[str, list[float]]:
    """Seconds of each stage of `answer`; « décision » is what the other stages leave.

    A pass of its own: watching costs too. `around` is called on each question before, and not counted.
    """
    from index import composition, recherche
    from index.classement import Classement
    from index.encodeur import Encodeur
    from index.moteur import Moteur

    watched = {
        "nettoyage": (recherche, ("nettoyer",)),
        "encodage": (Encodeur, ("lancer",)),
        "mots, pendant l'encodage": (Moteur, ("lire_les_mots",)),
        "recherche": (Classement, ("signaux",)),
        "composition": (composition, ("composer_fiche", "composer_refus")),
    }
    spent: dict[str, float] = {}
    stages: dict[str, list[float]] = {f"— dont {name}": [] for name in (*watched, "décision et reste")}
    with _watch(watched, spent):
        for question in asked:
            around(question)
            spent.update(dict.fromkeys(watched, 0.0))
            begun = time.perf_counter()
            answer(question)
            whole = time.perf_counter() - begun
            for name in watched:
                stages[f"— dont {name}"].append(spent[name])
            stages["— dont décision et reste"].append(whole - sum(spent.values()))
    return {name: seconds[WARM_UP:] for name, seconds in stages.items()}


@contextmanager
def _watch(watched: dict[str, tuple[Any, tuple[str, ...]]], spent: dict[str, float]) -> Iterator[None]:
    """Add the seconds spent in the named functions, for the time of a `with`."""
    patches = []
    for stage, (owner, names) in watched.items():
        for name in names:
            patches.append(mock.patch.object(owner, name, _timed(getattr(owner, name), stage, spent)))
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def _timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            result = function(*arguments, **named)
        finally:
            spent[stage] += time.perf_counter() - begun
        return _timed(result, stage, spent) if callable(result) else result  # begun now, waited for later

    return timed


def measure_site(site: LiveSite) -> Iterator[tuple[str, list[float]]]:
    """Seconds per request of the running site: a page, a search by the API, Rasa greeting, a message through Rasa."""
    with httpx.Client(base_url=site.url, timeout=30, trust_env=False) as client:

        def search(question: str) -> None:
            client.post("/api/v1/recherche", json={"question": question}).raise_for_status()

        def chat(question: str) -> None:
            path = f"/api/v1/conversations/{next(conversations)}/messages"
            client.post(path, json={"texte": question}).raise_for_status()

        def greet(_question: str) -> None:
            body = {"sender": f"mesure-{next(senders)}", "message": "bonjour"}
            client.post(f"{site.rasa_url}/webhooks/rest/webhook", json=body).raise_for_status()

        def home(_question: str) -> None:
            client.get("/").raise_for_status()

        asked, senders = questions(), iter(range(10**6))
        conversations = iter([client.post("/api/v1/conversations").raise_for_status().json()["id"] for _ in asked])
        yield "page d'accueil", time_each(home, asked)
        yield "recherche par l'API", time_each(search, asked)
        yield "salut de Rasa seul", time_each(greet, asked)
        yield "message par Rasa et les actions", time_each(chat, asked)


def questions() -> list[str]:
    """The same sample of the base's own questions at every run."""
    from base_connaissance.lecture import lire_base
    from settings import settings

    known = [question for fiche in lire_base(settings.base_dir).fiches.values() for question in fiche.questions]
    return known[:: max(1, len(known) // (SAMPLE + WARM_UP))][: SAMPLE + WARM_UP]


def time_each(action: Callable[[str], object], asked: list[str]) -> list[float]:
    """Seconds taken by `action` on each question, the first ones (warming up) left out."""
    seconds = []
    for question in asked:
        begun = time.perf_counter()
        action(question)
        seconds.append(time.perf_counter() - begun)
    return seconds[WARM_UP:]


def encoder_memory(load: str) -> float:
    """Resident megabytes of a fresh process that has encoded the sample with `load` (see `ENCODERS`), nothing else."""
    # A process of its own, from a bare interpreter: one started from here would hold our imports too.
    code = (
        f"import json, sys, psutil\n{load}\n"
        "for question in json.load(sys.stdin): encode(question)\n"
        "print(psutil.Process().memory_info().rss / 1e6)"
    )
    asked = json.dumps(questions())
    done = subprocess.run([sys.executable, "-c", code], input=asked, text=True, capture_output=True, check=True)
    return float(done.stdout)


def read_memory(site: LiveSite) -> dict[str, float]:
    """Resident megabytes of each server: the site, the actions, Rasa."""
    used = {"site": 0.0, "actions": 0.0, "Rasa": 0.0}
    marks = {"gunicorn": "site", "bot.serveur_actions": "actions", "rasa run": "Rasa"}
    for process in psutil.Process(site.pid).children(recursive=True):
        line = " ".join(process.cmdline())
        for mark, name in marks.items():
            if mark in line and "/bin/sh" not in line:
                # The master and its worker share most of their pages: the larger one tells what the server holds.
                used[name] = max(used[name], process.memory_info().rss / 1e6)
    return used


def bars(report: Report) -> Iterator[tuple[str, float, float, bool]]:
    """Each promise: its name, what was measured, the limit, whether it is kept."""
    median = {name: statistics.median(seconds) for name, seconds in report.seconds.items()}
    if ENCODER in median and ANSWER in median:
        yield _at_most("réponse / encodeur nu", median[ANSWER] / median[ENCODER], 1.3)
    if SCAN in median and NEIGHBOURS in median:
        yield _at_most("voisins / balayage FAISS nu", median[NEIGHBOURS] / median[SCAN], 1.2)
    for server in ("site", "actions"):
        for encoder in (SERVED, USUAL):
            if report.memory.get(encoder) and report.memory.get(server):
                ratio = report.memory[server] / report.memory[encoder]
                yield _at_most(f"mémoire : {server} / {encoder}", ratio, 1.3)
    if report.build is not None:
        name, share = "débit de construction / encodeur nu", report.build.throughput_share
        yield name, share, 0.9, share >= 0.9
        yield _at_most("reconstruction d'une fiche / construction", report.build.rebuild_share, 0.05)


def _at_most(name: str, value: float, limit: float) -> tuple[str, float, float, bool]:
    return name, value, limit, value <= limit


def render(report: Report) -> str:
    """The report, in French Markdown."""
    floor = statistics.median(next(iter(report.seconds.values())))
    lines = [
        f"# Performances, {date.today().isoformat()}",
        "",
        f"Produit par `make bench`, une passe, {SAMPLE} questions de la base par ligne, {psutil.cpu_count()} cœurs",
        f"({platform.machine()}, Python {platform.python_version()}), un fil par programme. Les rapports se comparent",
        "d'une version à l'autre ; les temps dépendent de la machine et de ses voisins.",
        "",
        "| étape | p50 (ms) | p95 (ms) | rapport à l'encodage |",
        "|---|---:|---:|---:|",
    ]
    for name, seconds in report.seconds.items():
        p50, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
        lines.append(f"| {name} | {p50 * 1000:.2f} | {p95 * 1000:.2f} | {p50 / floor:.2f} |")
    lines += ["", "| barre | mesure | limite | tenue |", "|---|---:|---:|---|"]
    lines += [
        f"| {name} | {value:.2f} | {limit:g} | {'oui' if kept else '**non**'} |"
        for name, value, limit, kept in bars(report)
    ]
    used = ", ".join(f"{name} {megabytes:.0f} Mo" for name, megabytes in report.memory.items())
    lines += ["", f"Démarrage des trois programmes : {report.start} s. Mémoire résidente : {used}."]
    if report.build is not None:
        lines += ["", report.build.describe()]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    run_main(lambda: main("--rapide" in sys.argv))
