"""Where the base stands: which reviews are due, which readers and moments it does not serve yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

from base_connaissance.champs import Confiance, Modele
from base_connaissance.modeles import PUBLICS, Base, Famille, Phase, Public

FAMILLES: tuple[Famille, ...] = get_args(Famille)
PHASES: tuple[Phase, ...] = get_args(Phase)


class Revue(Modele):
    """The next review of one fiche; `jours` left before it, negative once it is late."""

    fiche: str
    titre: str
    famille: Famille
    verifie_le: date
    a_revoir_le: date
    confiance: Confiance
    jours: int


class Couverture(Modele):
    """How many fiches, and phrasings that lead to them, serve one reader at one phase in one family."""

    famille: Famille
    public: Public
    phase: Phase
    fiches: int
    questions: int


class EtatDeLaBase(Modele):
    """Reviews from the most pressing, and every cell of the coverage (family, then reader, then phase)."""

    jour: date
    revues: tuple[Revue, ...]
    couverture: tuple[Couverture, ...]

    def en_retard(self) -> tuple[Revue, ...]:
        """The fiches whose review date has passed."""
        return tuple(revue for revue in self.revues if revue.a_revoir_le < self.jour)

    def bientot(self, jours: int) -> tuple[Revue, ...]:
        """The fiches to review within `jours` days, today included, late ones excluded."""
        limite = self.jour + timedelta(days=jours)
        return tuple(revue for revue in self.revues if self.jour <= revue.a_revoir_le <= limite)

    def angles_morts(self) -> tuple[Couverture, ...]:
        """The cells that no fiche covers."""
        return tuple(case for case in self.couverture if not case.fiches)


def etat_de_la_base(base: Base, jour: date) -> EtatDeLaBase:
    """The reviews and the coverage of `base`, as of `jour`."""
    revues = sorted(_revues(base, jour), key=lambda revue: (revue.a_revoir_le, revue.fiche))
    return EtatDeLaBase(jour=jour, revues=tuple(revues), couverture=tuple(_couverture(base)))


def _revues(base: Base, jour: date) -> Iterator[Revue]:
    for fiche in base.fiches.values():
        yield Revue(
            fiche=fiche.id, titre=fiche.titre, famille=fiche.famille, verifie_le=fiche.verifie_le,
            a_revoir_le=fiche.a_revoir_le, confiance=fiche.confiance, jours=(fiche.a_revoir_le - jour).days,
        )  # fmt: skip


def _couverture(base: Base) -> Iterator[Couverture]:
    for famille in FAMILLES:
        de_la_famille = [fiche for fiche in base.fiches.values() if fiche.famille == famille]
        for public in PUBLICS:
            for phase in PHASES:
                fiches = [f for f in de_la_famille if public in f.publics and phase in f.phases]
                yield Couverture(
                    famille=famille, public=public, phase=phase, fiches=len(fiches),
                    questions=sum(len(fiche.questions) for fiche in fiches),
                )  # fmt: skip
