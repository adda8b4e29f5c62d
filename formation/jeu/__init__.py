"""Playing a role-play: one step at a time, and the sheet that is read afterwards."""

from formation.jeu.debrief import Debrief, LigneDebrief, debriefer
from formation.jeu.partie import CoupInvalide, Partie, lire_partie

__all__ = ["CoupInvalide", "Debrief", "LigneDebrief", "Partie", "debriefer", "lire_partie"]
