"""The kit: one set of parameters, every document of the purchase that speaks of insertion, and their consistency."""

from __future__ import annotations

from conseil.redaction.kit.composition import composer_kit, erreurs_de_saisie, variables_du_kit
from conseil.redaction.kit.modeles import Constat, DemandeKit, DocumentKit, PieceKit, ResultatKit, VariableKit

__all__ = [
    "Constat",
    "DemandeKit",
    "DocumentKit",
    "PieceKit",
    "ResultatKit",
    "VariableKit",
    "composer_kit",
    "erreurs_de_saisie",
    "variables_du_kit",
]
