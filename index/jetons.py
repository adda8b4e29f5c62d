"""From a text to the numbers of its pieces: SentencePiece on the embedded model's own vocabulary.

The same pieces as the `tokenizers` library, which takes 110 MB of each process for this vocabulary; SentencePiece, 30.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

PIECES = Path("openvino") / "pieces.model"
# The wheel's normalisation map is NFKC plus these two rules (compared over all of Unicode; the rest of the
# differences are characters newer than the map). NFKC alone would make line feeds unknown pieces.
ESPACES = "[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
ECARTES = "[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
SUITE_D_ESPACES = " {2,}"
_ESPACES, _ECARTES, _SUITE = (re.compile(motif) for motif in (ESPACES, ECARTES, SUITE_D_ESPACES))


class Jetons:
    """Cuts texts into pieces. A text can never name a special piece: « <s> » is cut as any other word."""

    def __init__(self, chemin: Path, maximum: int) -> None:
        import sentencepiece

        self._modele = sentencepiece.SentencePieceProcessor(model_file=str(chemin))
        self._debut, self._fin = self._modele.bos_id(), self._modele.eos_id()
        self._maximum = maximum

    def couper(self, texte: str) -> list[int]:
        """The pieces of a text between the two marks, at most `maximum` in all."""
        return [self._debut, *self._modele.encode(normaliser(texte))[: self._maximum - 2], self._fin]


def normaliser(texte: str) -> str:
    """One form for each sign, one space between words."""
    return _SUITE.sub(" ", unicodedata.normalize("NFKC", _ECARTES.sub("", _ESPACES.sub(" ", texte))))
