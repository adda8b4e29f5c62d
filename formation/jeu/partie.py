"""A game: a play and the replies given so far, written « 0.2.1 » so that an address or a slot holds it whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from base_connaissance.jeux_de_role import JeuDeRole, MomentDeJeu, Replique

_ECRITURE = re.compile(r"([0-9](\.[0-9])*)?")


class CoupInvalide(ValueError):
    """A reply that the present moment does not offer; the message is French."""


@dataclass(frozen=True)
class Partie:
    """A play, and the ranks of the replies chosen, in order. Immutable: a move gives another game."""

    jeu: JeuDeRole
    coups: tuple[int, ...] = ()

    @property
    def ecrite(self) -> str:
        """« 0.2.1 », empty at the beginning."""
        return ".".join(map(str, self.coups))

    @property
    def moment(self) -> MomentDeJeu:
        """Where the game stands."""
        return self.jeu.moments[self._lieux()[-1]]

    @property
    def finie(self) -> bool:
        """Whether the character has said the last word."""
        return self.moment.fin is not None

    def jouer(self, rang: int) -> Partie:
        """The game after this reply. Raises CoupInvalide."""
        if not 0 <= rang < len(self.moment.repliques):
            raise CoupInvalide("Cette réplique n'existe pas à ce moment du jeu : choisissez-en une de la liste.")
        return Partie(self.jeu, (*self.coups, rang))

    def reculer(self) -> Partie:
        """The game without its last reply (the same at the beginning)."""
        return Partie(self.jeu, self.coups[:-1])

    def echanges(self) -> list[tuple[MomentDeJeu, Replique]]:
        """What was said: each moment with the reply given to it."""
        moments = [self.jeu.moments[nom] for nom in self._lieux()]
        return [(moment, moment.repliques[rang]) for moment, rang in zip(moments, self.coups, strict=False)]

    def _lieux(self) -> list[str]:
        lieux = [self.jeu.debut]
        for rang in self.coups:
            lieux.append(self.jeu.moments[lieux[-1]].repliques[rang].vers)
        return lieux


def lire_partie(jeu: JeuDeRole, ecrite: str) -> Partie:
    """The game that an address describes. Raises CoupInvalide for anything that this play cannot have led to."""
    if not _ECRITURE.fullmatch(ecrite):
        raise CoupInvalide("L'adresse de cette partie est illisible : recommencez le jeu.")
    partie = Partie(jeu)
    for rang in filter(None, ecrite.split(".")):
        partie = partie.jouer(int(rang))
    return partie
