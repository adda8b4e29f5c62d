"""Which fiche a question stands in, word for word but for capitals, accents and courtesies."""

from __future__ import annotations

import numpy as np

from base_connaissance.modeles import Base
from index.adaptation import marque
from index.allegement import alleger
from index.nettoyage import plier


def cle(question: str) -> str:
    """What two writings of one question share."""
    return plier(alleger(question)).strip(" ?.!")


class Connues:
    """The questions of the base, by hash: their texts take twenty times as much memory."""

    def __init__(self, base: Base) -> None:
        self._fiches = list(base.fiches.values())
        rang_de = {
            marque(cle(question)): rang
            for rang, fiche in enumerate(self._fiches)
            for question in fiche.toutes_les_questions
        }
        self._marques = np.array(sorted(rang_de), dtype=np.uint64)
        self._rangs = np.array([rang_de[lue] for lue in sorted(rang_de)], dtype=np.int16)

    def fiche(self, question: str) -> str | None:
        """The fiche that has this very question, if any; the last one when several have."""
        demandee = cle(question)
        place = int(np.searchsorted(self._marques, np.uint64(marque(demandee))))
        if place == len(self._marques) or int(self._marques[place]) != marque(demandee):
            return None
        return self._fiches[int(self._rangs[place])].id
