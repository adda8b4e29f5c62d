"""Questions of different fiches that say nearly the same thing: the visitor could be sent to either."""

from __future__ import annotations

import numpy as np

from index.recherche import Recherche

_LOT = 1024
Paire = tuple[float, tuple[str, str], tuple[str, str]]


def questions_trop_proches(recherche: Recherche, seuil: float) -> list[Paire]:
    """Pairs of questions of two different fiches whose cosine is at least `seuil`, closest first."""
    unites, vecteurs = recherche.questions_encodees()
    paires = []
    for debut in range(0, len(unites), _LOT):  # all at once would be a table of gigabytes
        cosinus = vecteurs[debut : debut + _LOT] @ vecteurs[debut:].T
        for rang, autre in zip(*np.nonzero(np.triu(cosinus >= seuil, k=1)), strict=True):
            a, b = unites[debut + rang], unites[debut + autre]
            if a.document != b.document:
                paires.append((float(cosinus[rang, autre]), (a.document, a.texte), (b.document, b.texte)))
    return sorted(paires, reverse=True)
