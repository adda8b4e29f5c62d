"""The pieces that French needs: every Latin one, digits, signs, and every single character of any script.

Half of the multilingual vocabulary is made of pieces in other scripts, which no French word can contain: the unigram
tokenizer never meets them in French text, so that leaving them out changes neither the pieces nor the vectors (the
tests compare them on the base and on large French collections). Single characters stay, so that a Greek letter or a
name in Cyrillic still encodes.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from index.modele_embarque.packed_file import Vocabulary

WORD_START = "▁"
# Punctuation, symbols, separators, digits of every kind: they mix with Latin letters after normalisation.
SHARED_CATEGORIES = frozenset("PSZN")


def french_rows(vocabulary: Vocabulary) -> list[int]:
    """The ids of the pieces to keep, increasing; the special pieces keep their place at the head."""
    special = {vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk, len(vocabulary.pieces) - 1}
    rows = [row for row, (piece, _) in enumerate(vocabulary.pieces) if row in special or _is_needed(piece)]
    assert rows[:4] == [0, 1, 2, 3], "les pièces spéciales ne sont pas en tête"
    return rows


def keep_rows(vocabulary: Vocabulary, rows: list[int]) -> Vocabulary:
    """The same vocabulary with these pieces only, in their order."""
    pieces = [vocabulary.pieces[row] for row in rows]
    return Vocabulary(pieces, vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk)


def _is_needed(piece: str) -> bool:
    return len(piece.strip(WORD_START)) <= 1 or all(map(_is_shared, piece))


@cache
def _is_shared(sign: str) -> bool:
    name = unicodedata.name(sign, "")
    latin = "LATIN" in name or name.startswith("COMBINING")
    return latin or unicodedata.category(sign)[0] in SHARED_CATEGORIES
