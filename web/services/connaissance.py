"""The door to the base and to the search, as the site sees it; the real one opens `index` at first use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from base_connaissance.modeles import Base, Public
    from index.modeles import Candidat, Contexte, Etat, Reponse


class Connaissance(Protocol):
    """What the site needs from the index; tests give a small one."""

    @property
    def base(self) -> Base:
        """The whole base, as read and checked."""
        ...

    @property
    def etat(self) -> Etat:
        """Whether index, base and model are whole, for `/sante/pret` and for the warnings shown."""
        ...

    def repondre(
        self, question: str, public: Public | None, jour: date | None, contexte: Contexte | None = None, *,
        aujourd_hui: date,
    ) -> Reponse:  # fmt: skip
        """The decided answer: the law of `jour` if asked apart, else of the day that the question means, else today's.

        Raises index's QuestionInvalide for a text that is not a question.
        """
        ...

    def chercher_fiches(self, question: str, k: int) -> list[Candidat]:
        """At most `k` fiches, the nearest first."""
        ...

    def repondre_fiche(self, fiche: str, public: Public | None, jour: date) -> Reponse:
        """The answer of a fiche that the visitor chose. Raises KeyError when the fiche does not exist."""
        ...


class IndexConnaissance:
    """The real door. `index.recherche` is imported at first use: it loads torch, which takes seconds."""

    @property
    def base(self) -> Base:
        """See Connaissance."""
        from index.recherche import ouvrir

        return ouvrir().base

    @property
    def etat(self) -> Etat:
        """See Connaissance."""
        from index.recherche import ouvrir

        return ouvrir().etat

    def repondre(
        self, question: str, public: Public | None, jour: date | None, contexte: Contexte | None = None, *,
        aujourd_hui: date,
    ) -> Reponse:  # fmt: skip
        """See Connaissance."""
        from index.recherche import repondre

        return repondre(question, public=public, date=jour, contexte=contexte, aujourd_hui=aujourd_hui)

    def chercher_fiches(self, question: str, k: int) -> list[Candidat]:
        """See Connaissance."""
        from index.recherche import ouvrir

        return ouvrir().chercher_fiches(question, k)

    def repondre_fiche(self, fiche: str, public: Public | None, jour: date) -> Reponse:
        """See Connaissance."""
        from index.recherche import ouvrir

        return ouvrir().repondre_fiche(fiche, public, jour)
