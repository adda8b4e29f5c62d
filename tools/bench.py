"""`make bench`: what an answer costs at each stage, in one run, into `docs/bench/performance.md`.

Times depend on the machine and on its neighbours; the ratio to the question's encoding (the floor of any answer) hardly
does, and is what to compare between two versions.
"""

from __future__ import annotations

import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx
import psutil

from tools.console import run_main, say
from tools.environment_file import SERVING
from tools.live_site import LiveSite, run_site

REPORT = Path(__file__).resolve().parent.parent / "docs" / "bench" / "performance.md"
SAMPLE = 60
WARM_UP = 5


def main() -> int:
    """Measure, write the report, say where."""
    os.environ.update(SERVING)  # before torch is imported: the number of threads is read then
    measures = dict(measure_search())
    with run_site() as site:
        measures |= dict(measure_site(site))
        memory = read_memory(site)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(render(measures, memory, read_start_seconds(site)), encoding="utf-8")
    say(f"mesures écrites dans {REPORT}")
    return 0


def measure_search() -> Iterator[tuple[str, list[float]]]:
    """Seconds per question of the encoding alone, then of a whole answer, in this process."""
    from index.encodeur import encodeur_par_defaut
    from index.recherche import repondre

    asked = questions()
    yield "encodage d'une question", time_each(encodeur_par_defaut().question, asked)
    yield "réponse complète (index.recherche)", time_each(repondre, [f"{question} ?" for question in asked])


def measure_site(site: LiveSite) -> Iterator[tuple[str, list[float]]]:
    """Seconds per request of the running site: a page, a search by the API, a message through Rasa."""
    with httpx.Client(base_url=site.url, timeout=30, trust_env=False) as client:

        def search(question: str) -> None:
            client.post("/api/v1/recherche", json={"question": question}).raise_for_status()

        def chat(question: str) -> None:
            path = f"/api/v1/conversations/{next(conversations)}/messages"
            client.post(path, json={"texte": question}).raise_for_status()

        def home(_question: str) -> None:
            client.get("/").raise_for_status()

        asked = questions()
        conversations = iter([client.post("/api/v1/conversations").raise_for_status().json()["id"] for _ in asked])
        yield "page d'accueil", time_each(home, asked)
        yield "recherche par l'API", time_each(search, asked)
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


def read_memory(site: LiveSite) -> dict[str, float]:
    """Resident megabytes of each server: the site, the actions, Rasa."""
    used = {"site": 0.0, "actions": 0.0, "Rasa": 0.0}
    marks = {"gunicorn": "site", "bot.serveur_actions": "actions", "rasa run": "Rasa"}
    for process in psutil.Process(site.pid).children(recursive=True):
        line = " ".join(process.cmdline())
        for mark, name in marks.items():
            used[name] += process.memory_info().rss / 1e6 if mark in line and "/bin/sh" not in line else 0.0
    return used


def read_start_seconds(site: LiveSite) -> str:
    """Seconds between the start of the servers and readiness, as `tools.serve` printed them."""
    found = re.search(r"démarré en (\d+) s", site.journal)
    return found[1] if found else "?"


def render(measures: dict[str, list[float]], memory: dict[str, float], start: str) -> str:
    """The report, in French Markdown."""
    floor = statistics.median(next(iter(measures.values())))
    lines = [
        f"# Performances, {date.today().isoformat()}",
        "",
        f"Produit par `make bench`, une passe, {SAMPLE} questions de la base par ligne, {psutil.cpu_count()} cœurs",
        f"({platform.machine()}, Python {platform.python_version()}). Le rapport à l'encodage se compare d'une version",
        "à l'autre ; les temps dépendent de la machine et de ses voisins.",
        "",
        "| étape | p50 (ms) | p95 (ms) | rapport à l'encodage |",
        "|---|---:|---:|---:|",
    ]
    for name, seconds in measures.items():
        p50, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
        lines.append(f"| {name} | {p50 * 1000:.1f} | {p95 * 1000:.1f} | {p50 / floor:.1f} |")
    used = ", ".join(f"{name} {megabytes:.0f} Mo" for name, megabytes in memory.items())
    return "\n".join([*lines, "", f"Démarrage des trois programmes : {start} s. Mémoire résidente : {used}.", ""])


if __name__ == "__main__":
    run_main(main)
