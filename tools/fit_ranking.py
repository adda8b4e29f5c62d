"""Fitting the weights of the ranking: `python -m tools.fit_ranking`, rarely run, writes `index/poids.json`.

Listwise: the weights make the right documents likely in a softmax over all documents. Three sources weigh the same: two
outside collections (`../shared/bench`: search-box queries, question titles), and the base, in two halves: its questions
each asked of an index without it, those of `index/jeux` meant for fitting. Other collections are never looked at here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from index.classement import Classement, textes_par_document
from index.collection import classer_corpus, lire_jugements, lire_lignes
from index.decoupage import Unite, decouper
from index.encodeur import Encodeur, Vecteurs, encodeur_par_defaut
from index.fusion import POIDS_JSON, Poids
from index.lexical import Lexical
from index.vecteurs import IndexVecteurs
from tools.console import run_main, say

BENCH = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"
COLLECTIONS = ("cdtn_requetes", "vdd_qr")
SHARES = {"base": 0.5, "jeux": 0.5}
WEIGHTS = ("question", "chapeau", "passage", "lexical")
QUERIES_PER_SET = 1500
CANDIDATES = 200
FOLDS = 5
REGULARITY = 1e-3

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Query:
    """One query: components of its candidates (candidates, weights), nan where missing; which ones are right."""

    components: Array
    right: npt.NDArray[np.bool_]


def main() -> int:
    """Fit on the sets that are there, write the weights and the measures of the fit."""
    if not BENCH.is_dir():
        say(f"collections absentes ({BENCH}) : les poids de {POIDS_JSON.name} restent ceux qui y sont")
        return 0
    encoder = encodeur_par_defaut()
    sets = {name: sample(collection_queries(BENCH / name, encoder)) for name in COLLECTIONS}
    sets |= {name: sample(queries) for name, queries in base_sets(encoder).items()}
    weights = fit(list(sets.values()), [SHARES.get(name, 1.0) for name in sets])
    losses = {name: round(loss(weights, queries)[0], 4) for name, queries in sets.items()}
    content = {"poids": {k: round(v, 3) for k, v in asdict(weights).items()}, "ajustement": losses}
    POIDS_JSON.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    say(f"{POIDS_JSON} : {content}")
    return 0


def collection_queries(folder: Path, encoder: Encodeur) -> Iterator[Query]:
    """The queries of a collection in BEIR form, as the ranking sees them."""
    ranking = classer_corpus(lire_lignes(folder / "corpus.jsonl"), encoder)
    judged = lire_jugements(folder / "qrels.tsv")
    asked = [q for q in lire_lignes(folder / "queries.jsonl") if expected_of(q, judged)]
    asked = [asked[i] for i in np.random.default_rng(0).permutation(len(asked))[:QUERIES_PER_SET]]
    for question, vector in zip(asked, encoder.questions([str(q["text"]) for q in asked]), strict=True):
        yield query(ranking, str(question["text"]), vector, expected_of(question, judged))


def expected_of(question: dict[str, Any], judged: dict[str, set[str]]) -> set[str]:
    """The right documents of a question, judged by itself or by its topic."""
    return judged.get(str(question["_id"])) or judged.get(str(question.get("topic"))) or set()


def base_sets(encoder: Encodeur) -> dict[str, Iterator[Query]]:
    """The two sets of the base: its own questions held out, and those of `index/jeux` meant for fitting."""
    from index.calibrage import lire_jeu

    units, vectors = base_units(encoder)
    lines = [line for line in lire_jeu("dans_le_champ.jsonl", "ajustement") if line.get("fiches")]
    return {"base": held_out(units, vectors), "jeux": asked_of_base(units, vectors, lines, encoder)}


def base_units(encoder: Encodeur) -> tuple[list[Unite], Vecteurs]:
    """The units of the base as it is today, with their vectors."""
    from base_connaissance.lecture import lire_base
    from settings import settings

    units = decouper(lire_base(settings.base_dir), date.today())
    vectors = np.zeros((len(units), encoder.dimension), dtype=np.float32)
    for kind, encode in (("question", encoder.questions), ("passage", encoder.passages)):
        ranks = [rank for rank, unit in enumerate(units) if unit.genre == kind]
        vectors[ranks] = encode([units[rank].texte for rank in ranks])
    return units, vectors


def held_out(units: Sequence[Unite], vectors: Vecteurs) -> Iterator[Query]:
    """The questions of the base, each asked of an index that has never seen it."""
    for ranking, asked in folds(units, vectors):
        for text, vector, fiche in asked:
            yield query(ranking, text, vector, {fiche})


def folds(units: Sequence[Unite], vectors: Vecteurs) -> Iterator[tuple[Classement, list[tuple[str, Vecteurs, str]]]]:
    """Fold by fold: an index without its questions, and those questions with their vector and fiche.

    The two writings of one question leave together, and are asked once.
    """
    fold = [(unit.morceau + len(unit.document)) % FOLDS if unit.genre == "question" else -1 for unit in units]
    for number in range(FOLDS):
        kept = [rank for rank in range(len(units)) if fold[rank] != number]
        left = {(units[r].document, units[r].morceau): r for r in reversed(range(len(units))) if fold[r] == number}
        asked = [(units[rank].texte, vectors[rank], document) for (document, _), rank in left.items()]
        yield rank_units([units[rank] for rank in kept], vectors[kept]), asked


def asked_of_base(
    units: Sequence[Unite], vectors: Vecteurs, lines: Sequence[dict[str, Any]], encoder: Encodeur
) -> Iterator[Query]:
    """Questions with the fiches that answer them."""
    ranking = rank_units(units, vectors)
    for line, vector in zip(lines, encoder.questions([line["question"] for line in lines]), strict=True):
        yield query(ranking, line["question"], vector, set(line["fiches"]))


def rank_units(units: Sequence[Unite], vectors: Vecteurs) -> Classement:
    """A ranking over units of the base."""
    return Classement(units, IndexVecteurs.construire(vectors), Lexical.construire(textes_par_document(units)))


def query(ranking: Classement, text: str, vector: Vecteurs, expected: set[str]) -> Query:
    """The components of the best documents by each of them, and of the right ones."""
    found = ranking.composantes(text, vector)
    missing = np.zeros(len(ranking.documents))
    table = np.stack([found.get(name, missing) for name in WEIGHTS], axis=1).astype(np.float64)
    right = np.array([document in expected for document in ranking.documents])
    kept = right.copy()
    for column in np.nan_to_num(table, nan=-9.0).T:
        kept[np.argsort(-column)[:CANDIDATES]] = True
    return Query(table[kept], right[kept])


def sample(queries: Iterator[Query]) -> list[Query]:
    """At most `QUERIES_PER_SET` queries that have a right document, always the same ones."""
    usable = [q for q in queries if q.right.any()]
    return [usable[i] for i in np.random.default_rng(0).permutation(len(usable))[:QUERIES_PER_SET]]


def fit(sets: Sequence[Sequence[Query]], shares: Sequence[float]) -> Poids:
    """The weights, none negative, of least mean loss over the sets, each with its share.

    Each set has its own temperature, fitted too: how sure a softmax may be depends on the set (one right document or
    ten), and must not bend the balance between the signals. That of the first set is 1.
    """
    start = np.array([0.5, 0.5, 0.5, 3.0, 0.5] + [0.0] * len(sets))
    size, parts = len(WEIGHTS) + 1, np.array(shares) / sum(shares)

    def objective(values: Array) -> tuple[float, Array]:
        temperatures = np.exp(values[size:] - values[size])
        found = [loss(unpack(values), queries, t) for queries, t in zip(sets, temperatures, strict=True)]
        slopes = np.array([slope for _, slope, _ in found])
        value, slope = float(parts @ [value for value, _, _ in found]), parts @ slopes
        by_temperature = parts * [steep for _, _, steep in found]
        by_temperature[0] -= by_temperature.sum()
        penalty = REGULARITY * float(values[: size - 2] @ values[: size - 2])
        slope[: size - 2] += 2 * REGULARITY * values[: size - 2]
        return value + penalty, np.r_[slope, by_temperature]

    bounds = [(0.0, None)] * len(WEIGHTS) + [(-3.0, 3.0)] + [(-2.0, 2.0)] * len(sets)
    return unpack(minimize(objective, start, jac=True, bounds=bounds, method="L-BFGS-B").x[:size])


def unpack(values: Array) -> Poids:
    """Weights from a vector: those of `WEIGHTS`, then `absent`."""
    return replace(Poids(), **dict(zip((*WEIGHTS, "absent"), map(float, values), strict=False)))


def loss(weights: Poids, queries: Sequence[Query], temperature: float = 1.0) -> tuple[float, Array, float]:
    """Mean over the queries of the mean of -log softmax of the right documents; its gradient, over the weights then
    over the logarithm of the temperature."""
    w = np.array([getattr(weights, name) for name in WEIGHTS])
    total, slope, steep = 0.0, np.zeros(len(WEIGHTS) + 1), 0.0
    for q in queries:
        absent = np.isnan(q.components)
        filled = np.where(absent, weights.absent, q.components)
        scores = filled @ w * temperature
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        total -= float(np.log(odds[q.right] + 1e-30).mean()) / len(queries)
        pull = (odds - q.right / q.right.sum()) / len(queries)
        slope += temperature * np.r_[pull @ filled, pull @ (absent @ w)]
        steep += float(pull @ scores)
    return total, slope, steep


if __name__ == "__main__":
    run_main(main)
