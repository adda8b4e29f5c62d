"""Is this person in the publics of a clause, is it a PASS IAE question instead, which proof? By categories only."""

from conseil.eligibilite.examen import examiner_eligibilite
from conseil.eligibilite.modeles import Constat, DemandeEligibilite, ResultatEligibilite

__all__ = ["Constat", "DemandeEligibilite", "ResultatEligibilite", "examiner_eligibilite"]
