"""Insertion hours, explained: from the amount to the hours and back, with sources, doubts and what the number hides."""

from conseil.heures.calcul import calculer_heures
from conseil.heures.choix import familles_connues, reperes_de_cout
from conseil.heures.modeles import DemandeHeures, ResultatHeures

__all__ = ["DemandeHeures", "ResultatHeures", "calculer_heures", "familles_connues", "reperes_de_cout"]
