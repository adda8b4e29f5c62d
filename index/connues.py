"""Which fiche a question stands in, word for word but for capitals, accents and courtesies."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from base_connaissance.modeles import Base
from index.adaptation import marque
from index.allegement import alleger
from index.nettoyage import plier


class Connues:
    """The questions of the base, by hash: nothing holds a second writing of each."""

    def __init__(self, base: Base) -> None:
        self._fiches = list(base.fiches.values())
        rang_de = {
            _marque(question): rang
            for rang, fiche in enumerate(self._fiches)
            for question in fiche.toutes_les_questions
        }
        connues = sorted(rang_de.items())
        self._marques = np.array([lue for lue, _ in connues], dtype=np.uint64)
        self._rangs = np.array([rang for _, rang in connues], dtype=np.int16)

    def fiche(self, question: str) -> str | None:
        """The fiche that has this very question, if any; the last one when several have."""
        demandee = np.uint64(_marque(question))
        place = int(np.searchsorted(self._marques, demandee))
        if place == len(self._marques) or self._marques[place] != demandee:
            return None
        return self._fiches[int(self._rangs[place])].id


@lru_cache(maxsize=64)  # asked twice of each question
def _marque(question: str) -> int:
    """The hash of what two writings of one question share."""
    return marque(plier(alleger(question)).strip(" ?.!"))
