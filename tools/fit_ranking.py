"""Fitting the weights of the ranking: `python -m tools.fit_ranking`, rarely run, writes `index/poids.json`.

Listwise: the weights make the right documents likely in a softmax over all documents. Two sets of weights:
- `poids`, of the four signals of any collection. Three sources weigh the same: two outside collections
  (`../shared/bench`: search-box queries, question titles), and the base, in two halves: its questions each asked of an
  index without it, those of `index/jeux` meant for fitting. Other collections are never looked at here.
- `fiches`, of what the base adds to them (`index.moteur.COLONNES`), on the two halves of the base only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from base_connaissance.lecture import lire_base
from index.allegement import alleger
from index.calibrage import assembler
from index.classement import Classement, textes_par_document
from index.collection import classer_corpus, lire_jugements, lire_lignes
from index.decoupage import Unite, decouper
from index.encodeur import Encodeur, Vecteurs, encodeur_general, encodeur_par_defaut
from index.equivalences import acceptees
from index.fusion import POIDS_JSON
from index.lexical import Lexical
from index.moteur import COLONNES, Moteur
from index.posees import lignes_posees, lire_dans_le_champ, question_seule
from index.retenue import PLI_DU_REGLAGE, questions_retenues
from index.vecteurs import IndexVecteurs
from settings import settings
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


def main(only_fiches: bool = False) -> int:
    """Fit on the sets that are there, write the weights and the measures of the fit; `only_fiches` leaves `poids`."""
    content = json.loads(POIDS_JSON.read_text(encoding="utf-8"))
    encoder = encodeur_general()
    if only_fiches or not BENCH.is_dir():
        say(f"les poids des quatre signaux restent ceux de {POIDS_JSON.name}")
    else:
        sets = {name: sample(collection_queries(BENCH / name, encoder)) for name in COLLECTIONS}
        content |= fitted("poids", sets | base_sets(*base_units(encoder), encoder), (*WEIGHTS, "absent"))
        POIDS_JSON.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    # The mixture is fitted on the signals as they are weighed in this process: run again after a change of `poids`.
    content |= fitted("fiches", mixture_sets(encodeur_par_defaut()), COLONNES)
    POIDS_JSON.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    say(f"{POIDS_JSON} : {content}")
    return 0


def fitted(title: str, sets: dict[str, list[Query]], names: Sequence[str]) -> dict[str, dict[str, float]]:
    """The weights under their title, and the loss of each set."""
    values = fit(list(sets.values()), [SHARES.get(name, 1.0) for name in sets])
    losses = {name: round(loss(values, queries)[0], 4) for name, queries in sets.items()}
    weights = {name: round(float(value), 3) for name, value in zip(names, values, strict=False)}
    return {title: weights, f"ajustement_{title}": losses}


def mixture_sets(encoder: Encodeur) -> dict[str, list[Query]]:
    """The two sets of the base, with the columns of `Lecture.tableau`."""
    base = lire_base(settings.base_dir)
    units = decouper(base, date.today())
    corpus = assembler(base, units, encoder.profils_des_unites(units), encoder)
    whole = corpus.moteur()
    found: dict[str, list[Query]] = {"base": [], "jeux": []}
    for asked in questions_retenues(corpus, (PLI_DU_REGLAGE,)):
        right = acceptees([asked.fiche], asked.texte)
        found["base"].append(table_query(asked.moteur, asked.lecture.tableau, right))
    for _, line in lignes_posees(base):
        text = alleger(line["question"])
        reading = whole.lire(text, encoder.profil(text))
        found["jeux"].append(table_query(whole, reading.tableau, acceptees(line["fiches"], question_seule(line))))
    return found


def table_query(moteur: Moteur, table: Array, expected: set[str]) -> Query:
    """Every fiche as a candidate."""
    return Query(table, np.array([document in expected for document in moteur.classement.documents]))


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


def base_sets(units: Sequence[Unite], vectors: Vecteurs, encoder: Encodeur) -> dict[str, list[Query]]:
    """The two sets of the base: its own questions held out, and those of `index/jeux` meant for fitting."""
    lines = lire_dans_le_champ("ajustement")
    return {
        "base": sample(held_out(units, vectors)), "jeux": sample(asked_of_base(units, vectors, lines, encoder)),
    }  # fmt: skip


def base_units(encoder: Encodeur) -> tuple[list[Unite], Vecteurs]:
    """The units of the base as it is today, with their vectors."""
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


def fit(sets: Sequence[Sequence[Query]], shares: Sequence[float]) -> Array:
    """The weights, none negative, then `absent`, of least mean loss over the sets, each with its share.

    Each set has its own temperature, fitted too: how sure a softmax may be depends on the set (one right document or
    ten), and must not bend the balance between the signals. That of the first set is 1.
    """
    width = sets[0][0].components.shape[1]
    size, parts = width + 1, np.array(shares) / sum(shares)
    start = np.array([0.5] * size + [0.0] * len(sets))

    def objective(values: Array) -> tuple[float, Array]:
        temperatures = np.exp(values[size:] - values[size])
        found = [loss(values[:size], queries, t) for queries, t in zip(sets, temperatures, strict=True)]
        slopes = np.array([slope for _, slope, _ in found])
        value, slope = float(parts @ [value for value, _, _ in found]), parts @ slopes
        by_temperature = parts * [steep for _, _, steep in found]
        by_temperature[0] -= by_temperature.sum()
        # A cosine counts in standard deviations, the words in shares of the best: the last signal is left free.
        penalty = REGULARITY * float(values[: width - 1] @ values[: width - 1])
        slope[: width - 1] += 2 * REGULARITY * values[: width - 1]
        return value + penalty, np.r_[slope, by_temperature]

    bounds = [(0.0, None)] * width + [(-3.0, 3.0)] + [(-2.0, 2.0)] * len(sets)
    found: Array = minimize(objective, start, jac=True, bounds=bounds, method="L-BFGS-B").x[:size]
    return found


def loss(values: Array, queries: Sequence[Query], temperature: float = 1.0) -> tuple[float, Array, float]:
    """Mean over the queries of the mean of -log softmax of the right documents; its gradient, over the weights then
    over the logarithm of the temperature. `values` are the weights, then what stands for a missing component."""
    w, filler = values[:-1], float(values[-1])
    total, slope, steep = 0.0, np.zeros(len(values)), 0.0
    for q in queries:
        absent = np.isnan(q.components)
        filled = np.where(absent, filler, q.components)
        scores = filled @ w * temperature
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        total -= float(np.log(odds[q.right] + 1e-30).mean()) / len(queries)
        pull = (odds - q.right / q.right.sum()) / len(queries)
        slope += temperature * np.r_[pull @ filled, pull @ (absent @ w)]
        steep += float(pull @ scores)
    return total, slope, steep


if __name__ == "__main__":
    run_main(lambda: main("--fiches" in sys.argv))
