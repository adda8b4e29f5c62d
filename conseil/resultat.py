"""What every tool returns: a result that shows its steps, its sources, the day of its law, its doubts and its limits.

Pages, API and chat render these shapes; no tool writes HTML.
"""

from __future__ import annotations

from datetime import date

from base_connaissance.champs import Confiance, Modele


class Etape(Modele):
    """One step of a computation or of a reasoning.

    `formule` is written with the figures used; `valeur` is in `unite`; `reference` says where the figure or the rule
    comes from (None for plain arithmetic), `confiance` how sure it is.
    """

    libelle: str
    formule: str
    valeur: float | None = None
    unite: str = ""
    reference: str | None = None
    confiance: Confiance | None = None


class SourceUtilisee(Modele):
    """A source of the base, as shown under a result; `vu_le` is the day it was read."""

    id: str
    titre: str
    article: str | None = None
    url: str | None = None
    nature: str
    vu_le: date


class FicheLiee(Modele):
    """A fiche to read next."""

    id: str
    titre: str


class Resultat(Modele):
    """The common part of every result. `resume` can be read alone; `limites` is what the result does not say."""

    outil: str
    resume: str
    etapes: tuple[Etape, ...] = ()
    avertissements: tuple[str, ...] = ()
    limites: tuple[str, ...] = ()
    sources: tuple[SourceUtilisee, ...] = ()
    fiches: tuple[FicheLiee, ...] = ()
    date_droit: date
    empreinte_base: str

    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Further parts of the result for its plain text, each a title and its lines; none by default."""
        return ()
