"""Rasa's own engines on our questions: its intent classifiers, and its ResponseSelector used as a FAQ engine.

They run in `.venv-rasa` (Python 3.10), by `tools/rasa_peer.py`; a failure is said, never raised.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from settings import ROOT
from tools.console import say

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
PEER = ROOT / "tools" / "rasa_peer.py"
LIMIT = 3600
FEATURES: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
CLASSIFIERS: dict[str, list[dict[str, Any]]] = {
    "Rasa LogisticRegressionClassifier": [{"name": "LogisticRegressionClassifier"}],
    "Rasa DIETClassifier (40 passes)": [{"name": "DIETClassifier", "epochs": 40, "entity_recognition": False}],
}
SELECTOR = [{"name": "ResponseSelector", "epochs": 60}]
RETRIEVAL = "faq"


def classify(name: str, train: Mapping[str, Sequence[str]], questions: Sequence[str]) -> list[str] | None:
    """The intent that one of Rasa's classifiers gives to each question."""
    return run(CLASSIFIERS[name], train, questions, {"intents": list(train)})


def response_selector() -> str | None:
    """French sentence on the selector, asked a fifth of the base's questions after training on the others."""
    from index.encodeur import encodeur_general
    from tools.bench_systems import RememberedEncoder
    from tools.fit_ranking import base_units, folds

    ranking, asked = next(iter(folds(*base_units(RememberedEncoder(encodeur_general())))))  # type: ignore[arg-type]
    train: dict[str, list[str]] = {}
    for unit in ranking.unites:
        if unit.genre == "question":
            train.setdefault(f"{RETRIEVAL}/{unit.document}", []).append(unit.texte)
    responses = {f"utter_{label}": [{"text": label}] for label in train}
    begun = time.monotonic()
    found = run(SELECTOR, train, [text for text, _, _ in asked], {"intents": [RETRIEVAL], "responses": responses})
    if found is None:
        return None
    right = sum(label == f"{RETRIEVAL}/{fiche}" for label, (_, _, fiche) in zip(found, asked, strict=True))
    ours = sum(
        ranking.documents[int(ranking.signaux(text, vector).fusion.argmax())] == fiche for text, vector, fiche in asked
    )
    share = lambda count: f"{count / len(asked):.3f}".replace(".", ",")  # noqa: E731
    return (
        f"Appris sur {sum(map(len, train.values()))} questions de la base en {(time.monotonic() - begun) / 60:.0f} min "
        f"(sacs de mots et de lettres, 60 passes), interrogé sur les {len(asked)} questions laissées de côté : bonne "
        f"fiche en tête pour {share(right)} des questions, contre {share(ours)} pour Clausier sur les mêmes."
    )


def run(
    last: list[dict[str, Any]], train: Mapping[str, Sequence[str]], questions: Sequence[str], domain: dict[str, Any]
) -> list[str] | None:
    """Train a pipeline that ends with `last` and read the questions; None, with the reason said, when it fails."""
    if not PYTHON.exists():
        say(f"{PYTHON} est absent : lignes de Rasa passées")
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "config.yml", {"recipe": "default.v1", "language": "fr", "pipeline": [*FEATURES, *last]})
        write(folder / "domain.yml", {"version": "3.1", **domain})
        write(folder / "nlu.yml", {"version": "3.1", "nlu": [
            {"intent": intent, "examples": "".join(f"- {flat(text)}\n" for text in texts)}
            for intent, texts in train.items()
        ]})  # fmt: skip
        (folder / "questions.json").write_text(json.dumps([flat(q) for q in questions]), encoding="utf-8")
        done = subprocess.run(
            [str(PYTHON), str(PEER), str(folder)], cwd=folder, timeout=LIMIT, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode != 0:
            say(f"Rasa a échoué : {done.stdout.strip().splitlines()[-1:]}")
            return None
        found: list[str] = json.loads((folder / "predictions.json").read_text(encoding="utf-8"))
        return found


def write(path: Path, content: dict[str, Any]) -> None:
    """YAML, strings as they are."""
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def flat(text: str) -> str:
    """One line without the signs that Rasa's training format reads as entities."""
    return " ".join(text.translate(str.maketrans("[](){}", "      ")).split())
