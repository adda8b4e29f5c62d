"""The threshold under which nothing is shown, neither a count nor a share, and what it hides besides."""

from __future__ import annotations

from collections.abc import Mapping

SEUIL = 5
SOUS_LE_SEUIL = "Moins de cinq réponses : rien n'est montré, pour que personne ne soit reconnu."


def montrable(reponses: int) -> bool:
    """Whether results of this many answers may be shown."""
    return reponses >= SEUIL


def parts_montrables(effectifs: Mapping[str, int]) -> frozenset[str]:
    """Which parts of a total may be shown beside it.

    Those under the threshold are hidden; if the parts hidden make up fewer than `SEUIL` together, a subtraction would
    give them, so the smallest of the others is hidden too.
    """
    visibles = {nom: nombre for nom, nombre in effectifs.items() if montrable(nombre)}
    caches = sum(effectifs.values()) - sum(visibles.values())
    while visibles and 0 < caches < SEUIL:
        plus_petite = min(visibles, key=lambda nom: (visibles[nom], nom))
        caches += visibles.pop(plus_petite)
    return frozenset(visibles)
