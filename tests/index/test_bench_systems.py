"""Measures, intervals and fusion of the comparison with other systems."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.mesures import ndcg, rang_reciproque, rappel
from tools.bench_intents import intent_table, kernel_ridge
from tools.bench_systems import beats, interval, lead_texts, measures, reciprocal_rank, rows_of
from tools.fit_ranking import WEIGHTS, Query, fit, loss


def test_measures_are_those_of_the_index() -> None:
    draw = np.random.default_rng(0)
    scores = draw.normal(size=(20, 30)).astype(np.float32)
    right = draw.random((20, 30)) < 0.1
    right[:, 0] = True
    found = measures(scores, right)
    for row in range(20):
        ranked = [str(rank) for rank in np.argsort(-scores[row], kind="stable")]
        expected = {str(rank) for rank in np.flatnonzero(right[row])}
        assert found["p@1"][row] == rappel(ranked, expected, 1)
        assert found["mrr@10"][row] == pytest.approx(rang_reciproque(ranked, expected, 10))
        assert found["ndcg@10"][row] == pytest.approx(ndcg(ranked, expected, 10))


def test_interval_and_sign_of_a_difference() -> None:
    better, worse = np.ones(200), np.zeros(200)
    groups = [str(rank) for rank in range(200)]
    assert interval(better, groups) == (1.0, 1.0)
    assert (beats(better, worse, groups), beats(worse, better, groups), beats(worse, worse, groups)) == ("+", "-", "=")
    # One topic asked two hundred times is one observation: nothing can be said.
    mixed = np.array([1.0] * 100 + [-1.0] * 100)
    assert beats(mixed, worse, ["a"] * 100 + ["b"] * 100) == "="


def test_reciprocal_rank_keeps_the_order() -> None:
    assert np.argsort(-reciprocal_rank(np.array([0.1, 0.9, 0.5], dtype=np.float32))).tolist() == [1, 2, 0]


def test_rows_of_ignores_unknown_documents() -> None:
    assert rows_of([{"b", "z"}], ["a", "b"]).tolist() == [[False, True]]
    assert lead_texts(iter([{"title": "Titre", "text": "mot " * 400}, {}]))[1] == ""


def test_fit_finds_the_signal_that_helps_and_its_gradient_is_right() -> None:
    draw = np.random.default_rng(1)
    queries = []
    for _ in range(60):
        table = draw.normal(size=(20, len(WEIGHTS)))
        right = np.zeros(20, dtype=bool)
        right[int(np.argmax(table[:, 1] + 0.3 * draw.normal(size=20)))] = True
        table[3, 2] = np.nan
        queries.append(Query(table, right))
    assert fit([queries], [1.0])[: len(WEIGHTS)].argmax() == 1
    point = np.array([0.5, 0.4, 0.3, 0.2, 0.1])
    _, slope, _ = loss(point, queries, 1.3)
    for place in range(len(point)):
        step = np.eye(len(point))[place] * 1e-5
        rise = loss(point + step, queries, 1.3)[0] - loss(point - step, queries, 1.3)[0]
        assert slope[place] == pytest.approx(rise / 2e-5, abs=1e-6)


def test_kernel_ridge_finds_the_nearest_class() -> None:
    known = np.eye(4)
    scores = kernel_ridge([(1.0, known, known)], np.array([0, 1, 2, 0]))
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 0]


def test_an_absent_split_is_said(tmp_path: Path) -> None:
    assert "absent" in "\n".join(intent_table(tmp_path / "intent_split.json", fast=True))
