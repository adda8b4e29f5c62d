"""Grouping the sentences of a room with the index's encoder, or by their stems while the model is absent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import structlog

from formation.vive.groupes import TEXTES_MAXIMUM, grouper
from web.seance.tables import ReponseVive

log = structlog.get_logger("clausier.seance")


def grouper_reponses(reponses: Sequence[ReponseVive]) -> list[dict[str, Any]]:
    """The groups, largest first: `id`, `titre` (the most central sentence), `reponses` (ids), `masque`."""
    textes = [str(reponse.valeur) for reponse in reponses]
    vecteurs = commun = None
    if 1 < len(textes) <= TEXTES_MAXIMUM:
        try:
            vecteurs, commun = _encoder(textes)
        except Exception as error:  # a missing or broken model must not stop a session
            log.warning("groupement_sans_modele", cause=str(error))
    return [
        {
            "id": f"g{rang}", "titre": textes[groupe[0]], "reponses": [reponses[membre].id for membre in groupe],
            "masque": False,
        }
        for rang, groupe in enumerate(grouper(textes, vecteurs, commun), start=1)
    ]  # fmt: skip


def _encoder(textes: Sequence[str]) -> tuple[Any, Any]:
    from index.encodeur import encodeur_general

    # Untaught: what the base has learnt brings together what one fiche answers, not what two people mean alike.
    encodeur = encodeur_general()
    # One by one: the encoder remembers those of the former grouping.
    return np.stack([encodeur.question(texte) for texte in textes]), centre()


@cache
def centre() -> Any:
    """The mean of the titles of the base: what every text here has in common. None without a base."""
    from index.encodeur import encodeur_general
    from index.recherche import ouvrir

    titres = [fiche.titre for fiche in ouvrir().base.fiches.values()]
    return encodeur_general().questions(titres).mean(axis=0) if titres else None
