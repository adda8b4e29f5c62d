"""The main job on real input: development and off-topic questions through the HTTP API of a running site.

Writes `docs/bench/premiere_reponse.md`. The development questions stay in `../shared` (path as argument); which fiches
state the facts they name is in `tests/jeux/questions_dev_fiches.json`.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from tools.console import Stop, run_main, say
from tools.live_site import run_site

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT = ROOT.parent / "shared" / "questions_dev.jsonl"
ACCEPTED = ROOT / "tests" / "jeux" / "questions_dev_fiches.json"
OUT_OF_SCOPE = ROOT / "index" / "jeux" / "hors_champ.jsonl"
REPORT = ROOT / "docs" / "bench" / "premiere_reponse.md"
OFF_TOPIC = 30


@dataclass(frozen=True)
class Asked:
    """One question: its text, the reader's role, the accepted fiches (none: must be refused)."""

    text: str
    public: str | None
    accepted: tuple[str, ...]


def main() -> int:
    """Ask everything, write the table, say the counts."""
    if not DEVELOPMENT.exists():
        raise Stop(f"Les questions de développement sont absentes ({DEVELOPMENT}) : rien n'est mesuré.")
    with run_site() as site, httpx.Client(base_url=site.url, timeout=30, trust_env=False) as client:
        rows = [ask(client, asked) for asked in [*development_questions(), *off_topic_questions()]]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(render(rows), encoding="utf-8")
    say(f"table écrite dans {REPORT} : {dict(Counter(row['verdict'] for row in rows))}")
    return 0


def development_questions() -> list[Asked]:
    """The questions of the shared file with the fiches that state the facts they name."""
    accepted = json.loads(ACCEPTED.read_text(encoding="utf-8"))
    lines = map(json.loads, DEVELOPMENT.read_text(encoding="utf-8").splitlines())
    return [Asked(line["question"], line["public"], tuple(accepted[line["id"]])) for line in lines]


def off_topic_questions() -> list[Asked]:
    """Questions of the control half, never used by the fit: ten of each kind."""
    lines = [json.loads(line) for line in OUT_OF_SCOPE.read_text(encoding="utf-8").splitlines()]
    kinds = ("ailleurs", "proche", "hostile")
    kept = [[line for line in lines if line["partie"] == "controle" and line["genre"] == kind] for kind in kinds]
    return [Asked(line["question"], None, ()) for group in kept for line in group[: OFF_TOPIC // len(kinds)]]


def ask(client: httpx.Client, asked: Asked) -> dict[str, Any]:
    """One question in a new conversation, as a visitor would ask it first."""
    conversation = client.post("/api/v1/conversations").raise_for_status().json()["id"]
    body = {"texte": asked.text} | ({"public": asked.public} if asked.public else {})
    begun = time.perf_counter()
    reply = client.post(f"/api/v1/conversations/{conversation}/messages", json=body)
    milliseconds = (time.perf_counter() - begun) * 1000
    message = reply.json()["messages"][-1] if reply.status_code == 200 else {"decision": f"HTTP {reply.status_code}"}
    return {"asked": asked, "ms": milliseconds, "verdict": verdict(asked, message), **message}


def verdict(asked: Asked, message: dict[str, Any]) -> str:
    """Right or wrong against the named facts; a choice is useful when it offers an accepted fiche."""
    decision, fiche = message["decision"], message.get("fiche")
    if not asked.accepted:
        return "juste (pas de réponse)" if decision != "reponse" else "FAUX (réponse hors champ)"
    if decision == "reponse":
        return "juste" if fiche in asked.accepted else "FAUX"
    offered = {str(item["charge"]).removeprefix("fiche:") for item in message.get("suggestions", [])}
    return f"{decision} utile" if offered & set(asked.accepted) else f"{decision} sans la bonne fiche"


def render(rows: list[dict[str, Any]]) -> str:
    """The report, in French Markdown."""
    inside = [row for row in rows if row["asked"].accepted]
    outside = [row for row in rows if not row["asked"].accepted]
    slowest, middle = max(row["ms"] for row in rows), median(row["ms"] for row in rows)
    lines = [
        f"# Première réponse, {date.today().isoformat()}",
        "",
        "Produit par `.venv/bin/python -m tools.first_answers` : chaque question est posée par l'API à un site complet",
        "(Flask, Rasa, actions, index). « Juste » : la fiche servie est de celles qui énoncent les faits nommés par la",
        "question (`tests/jeux/questions_dev_fiches.json`). Les questions hors sujet viennent de la moitié qui n'a",
        "jamais servi au réglage.",
        "",
        f"**Questions de développement ({len(inside)})** : {counts(inside)}.",
        f"**Questions hors sujet ({len(outside)})** : {counts(outside)}.",
        f"**Temps par réponse** : médiane {middle:.0f} ms, maximum {slowest:.0f} ms.",
        "",
        "| question | décision | fiche | verdict | ms |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        text = row["asked"].text.replace("|", "\\|").replace("<", "&lt;")
        lines.append(f"| {text} | {row['decision']} | {row.get('fiche') or ''} | {row['verdict']} | {row['ms']:.0f} |")
    return "\n".join(lines) + "\n"


def counts(rows: list[dict[str, Any]]) -> str:
    """« 34 juste, 12 choix utile… », most frequent first."""
    return ", ".join(f"{number} {name}" for name, number in Counter(row["verdict"] for row in rows).most_common())


if __name__ == "__main__":
    run_main(main)
