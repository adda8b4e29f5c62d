"""Reading the quantities that people type in French: amounts, shares, hourly costs, hours, durations, dates.

Every reader takes the text and the name of its field, returns a plain value, and raises SaisieInvalide with a sentence
that says what to write instead. Nothing is guessed in silence: what is doubtful is refused or told in `remarques`.
"""

from conseil.nombres.dates import lire_date
from conseil.nombres.durees import lire_duree
from conseil.nombres.grandeurs import Montant, lire_cout_horaire, lire_entier, lire_heures, lire_montant, lire_part
from conseil.nombres.phrases import ChampLu, DonneesLues, lire_donnees_heures

__all__ = [
    "ChampLu", "DonneesLues", "Montant", "lire_cout_horaire", "lire_date", "lire_donnees_heures", "lire_duree",
    "lire_entier", "lire_heures", "lire_montant", "lire_part",
]  # fmt: skip
