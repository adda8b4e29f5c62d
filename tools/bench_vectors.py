"""Vectors to measure indexes on: real passages encoded once, then copies moved along real differences."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

COLLECTIONS = Path(__file__).resolve().parents[2] / "shared" / "bench"
CACHE = Path(tempfile.gettempdir()) / "clausier-bench"
QUERIES = 400
# How far a copy goes from its origin, as a share of the difference of two real passages.
NEAR, FAR = (0.05, 0.3), (0.3, 0.8)


def load_real(say: Callable[[str], None]) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of the real passages and of real questions, float32; each text is encoded once, ever."""
    from index.encodeur import encodeur_general
    from index.encodeur_memorise import EncodeurMemorise, Memoire

    passages, questions = read_texts()
    source = encodeur_general()
    path = CACHE / f"{hashlib.sha256(source.identite.encode()).hexdigest()[:16]}.npz"
    encoder = EncodeurMemorise(source, Memoire.lire(path))
    say(f"vecteurs de {len(passages)} passages réels (encodés une seule fois, gardés dans {CACHE})")
    vectors = encoder.passages(passages), encoder.questions(questions)
    CACHE.mkdir(parents=True, exist_ok=True)
    encoder.enregistrer(path)
    return vectors


def read_texts() -> tuple[list[str], list[str]]:
    """Passages of the base and of the external collections (when they are on this machine), and questions."""
    from base_connaissance.lecture import lire_base
    from index.decoupage import MOTS_PAR_PASSAGE, couper_en_mots, decouper
    from settings import settings

    units = decouper(lire_base(settings.base_dir), date.today())
    passages = [unit.texte for unit in units if unit.genre == "passage"]
    questions = [unit.texte for unit in units if unit.genre == "question"]
    for folder in sorted(COLLECTIONS.glob("*/corpus.jsonl")):
        for document in _read_lines(folder):
            text = f"{document.get('title') or ''}. {document.get('text') or ''}"
            passages += list(couper_en_mots(text, MOTS_PAR_PASSAGE))[:1]
        questions += [query["text"] for query in _read_lines(folder.with_name("queries.jsonl"))]
    return passages, questions[:: max(1, len(questions) // QUERIES)][:QUERIES]


def grow(real: np.ndarray, count: int, spread: tuple[float, float] = NEAR) -> np.ndarray:
    """`count` unit vectors: the real ones, then copies moved by a share of the difference of two others."""
    if count <= len(real):
        return np.ascontiguousarray(real[np.random.default_rng(0).permutation(len(real))[:count]])
    draw = np.random.default_rng(1)
    grown = np.empty((count, real.shape[1]), dtype=np.float32)
    grown[: len(real)] = real
    for start in range(len(real), count, 50_000):
        size = min(50_000, count - start)
        origin, plus, minus = (real[draw.integers(0, len(real), size)] for _ in range(3))
        moved = origin + draw.uniform(*spread, (size, 1)).astype(np.float32) * (plus - minus)
        grown[start : start + size] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return grown


def _read_lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
