"""Second reading of a draft: what it lacks, what it had better not say, each with its rule and its source.

No model, no guess: rules of the base, patterns on the words. The draft is neither kept nor logged.
"""

from __future__ import annotations

from conseil.redaction.relecture.lecture import relire
from conseil.redaction.relecture.modeles import (
    LONGUEUR_MAXIMALE,
    DemandeRelecture,
    Passage,
    ResultatRelecture,
    Trouvaille,
)

__all__ = ["LONGUEUR_MAXIMALE", "DemandeRelecture", "Passage", "ResultatRelecture", "Trouvaille", "relire"]
