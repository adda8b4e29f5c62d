"""Levers of a purchase: every one the law offers, its verdict, the conditions met or not, and what would change it."""

from conseil.leviers.demande import DemandeLeviers as DemandeLeviers
from conseil.leviers.examen import examiner as examiner
from conseil.leviers.resultats import ResultatLeviers as ResultatLeviers
