"""What evidence needs from the search: the one door, as `index.recherche` and the site both offer it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from base_connaissance.modeles import Base, Public
from index.modeles import Reponse


class Porte(Protocol):
    """A search opened on one base."""

    @property
    def base(self) -> Base:
        """The whole base."""
        ...

    def repondre(self, question: str, public: Public | None, jour: date | None, *, aujourd_hui: date) -> Reponse:
        """The decided answer, as the law stood on `jour`; None: on the day that the question means, else today."""
        ...

    def repondre_fiche(self, fiche: str, public: Public | None, jour: date, /) -> Reponse:
        """The answer of a fiche. Raises KeyError when it does not exist."""
        ...
