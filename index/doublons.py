"""Questions of different fiches that say nearly the same thing: the visitor could be sent to either."""

from __future__ import annotations

import numpy as np

from index.recherche import Recherche

Paire = tuple[float, tuple[str, str], tuple[str, str]]


def questions_trop_proches(recherche: Recherche, seuil: float) -> list[Paire]:
    """Pairs of questions of two different fiches whose cosine is at least `seuil`, closest first."""
    unites, vecteurs = recherche.questions_encodees()
    cosinus = vecteurs @ vecteurs.T
    paires = []
    for a, b in zip(*np.nonzero(np.triu(cosinus >= seuil, k=1)), strict=True):
        if unites[a].document != unites[b].document:
            paires.append(
                (float(cosinus[a, b]), (unites[a].document, unites[a].texte), (unites[b].document, unites[b].texte))
            )
    return sorted(paires, reverse=True)
