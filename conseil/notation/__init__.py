"""Evaluating insertion proposals: a grid, its legality, its notes, and how sure the ranking is."""

from __future__ import annotations

from conseil.notation.evaluation import evaluer_offres
from conseil.notation.modeles import DemandeNotation, GrilleDemandee, OffreDemandee, ResultatNotation

__all__ = ["DemandeNotation", "GrilleDemandee", "OffreDemandee", "ResultatNotation", "evaluer_offres"]
