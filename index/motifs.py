"""Cases where the right answer is to point elsewhere, recognised before any search from the base's own patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from base_connaissance.modeles import Base, Orientation
from index.nettoyage import plier


class Motifs:
    """Compiled patterns of `orientations.yml`."""

    def __init__(self, base: Base) -> None:
        self._motifs: Sequence[tuple[Orientation, re.Pattern[str]]] = [
            (orientation, re.compile(motif))
            for orientation in base.orientations.values()
            for motif in orientation.reconnaissance
        ]
        self._sauf = {
            nom: [re.compile(motif) for motif in orientation.sauf] for nom, orientation in base.orientations.items()
        }

    def reconnaitre(self, question: str) -> Orientation | None:
        """The first case whose pattern is found in the question, accents and case apart."""
        simple = plier(question)
        return next((orientation for orientation, motif in self._motifs if motif.search(simple)), None)

    def exclu(self, nom: str, question: str) -> bool:
        """Whether the words of the question rule this case out."""
        simple = plier(question)
        return any(motif.search(simple) for motif in self._sauf.get(nom, ()))
