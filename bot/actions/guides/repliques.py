"""Which written reply a typed one stands for: the nearest in meaning, when it is clearly the nearest."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from base_connaissance.jeux_de_role import Replique
from index.encodeur import encodeur_general

# Cosines of short French sentences lie between .80 and .95 with the general encoder. Measured on the scenes themselves,
# each written variant against the others: of 188, 71 % found, 3 % taken for another; of twelve sentences off the
# subject, asked of every moment, 5 % taken.
_AVANCE = 0.016
_PLANCHER = 0.875


def preparer() -> None:
    """Load the network in the background: a play begins, and its first typed reply must not wait for it.

    The one that answers questions, taught by the base, does not tell replies apart (`index.adaptation`).
    """

    def charger() -> None:
        with suppress(OSError, ValueError, RuntimeError):  # told when a reply needs it
            encodeur_general().reseau  # noqa: B018

    threading.Thread(target=charger, daemon=True).start()


def reconnaitre(repliques: Sequence[Replique], texte: str) -> int | None:
    """The rank of the reply meant, None when two are as near or none is near."""
    if not texte.strip():
        return None
    encodeur = encodeur_general()
    dite = encodeur.question(texte)
    proches = [max(float(np.dot(dite, encodeur.question(t))) for t in (r.dit, *r.variantes)) for r in repliques]
    ordre = np.argsort(proches)[::-1]
    premier, second = proches[int(ordre[0])], proches[int(ordre[1])]
    return int(ordre[0]) if premier >= _PLANCHER and premier - second >= _AVANCE else None
