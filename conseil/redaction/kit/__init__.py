"""The kit: one set of parameters, every document of the purchase that speaks of insertion, and their consistency."""

from __future__ import annotations

from conseil.redaction.kit.composition import composer_kit, variables_du_kit
from conseil.redaction.kit.modeles import Constat, DemandeKit, DocumentKit, PieceKit, ResultatKit

__all__ = ["Constat", "DemandeKit", "DocumentKit", "PieceKit", "ResultatKit", "composer_kit", "variables_du_kit"]
