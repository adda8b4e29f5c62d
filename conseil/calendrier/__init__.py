"""The life of a clause in dated steps: who does what, when, with what message; and as a file for one's diary."""

from conseil.calendrier.calcul import dresser_calendrier
from conseil.calendrier.modeles import ACHATS, ACTEURS, AVEC, DemandeCalendrier, EtapeDatee, ResultatCalendrier

__all__ = [
    "ACHATS",
    "ACTEURS",
    "AVEC",
    "DemandeCalendrier",
    "EtapeDatee",
    "ResultatCalendrier",
    "dresser_calendrier",
]
