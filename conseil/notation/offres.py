"""The offers as exact numbers: names, levels, marks; every check of what was typed is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from base_connaissance.typographie import typographier
from conseil.erreurs import SaisieInvalide
from conseil.notation.calcul import CENT, exact, moyenne, note, parts
from conseil.notation.modeles import NIVEAU_MAXIMUM, DemandeNotation, OffreDemandee, SousCritere

Lecture = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Offres:
    """The offers of a request, in order. Marks are out of 100, weights out of one, none is rounded.

    `lues` gives the levels of each offer, by sub-criterion then by reader.
    """

    noms: tuple[str, ...]
    lues: tuple[Lecture, ...]
    poids: dict[str, Fraction]
    part_critere: Fraction
    autres: tuple[Fraction, ...]
    heures: tuple[Fraction, ...]

    @cached_property
    def notes(self) -> list[dict[str, Fraction]]:
        """Mean levels of each offer, out of one."""
        return [{nom: moyenne(niveaux) for nom, niveaux in lue.items()} for lue in self.lues]

    @cached_property
    def qualites(self) -> list[Fraction]:
        """The marks of quality."""
        return [note(notes, self.poids) for notes in self.notes]

    @cached_property
    def totaux(self) -> list[Fraction]:
        """The whole marks; empty unless the other mark of every offer is known."""
        if not self.autres:
            return []
        return [
            qualite * self.part_critere + autre * (1 - self.part_critere)
            for qualite, autre in zip(self.qualites, self.autres, strict=True)
        ]

    @property
    def lecteurs(self) -> int:
        """How many readers each offer had."""
        return len(next(iter(self.lues[0].values()))) if self.lues else 0

    def qualites_de(self, lecteur: int) -> list[Fraction]:
        """The marks given by one reader."""
        return [self._note_de({nom: niveaux[lecteur] for nom, niveaux in lue.items()}) for lue in self.lues]

    def bornes(self) -> list[tuple[Fraction, Fraction]]:
        """For each offer, the mark with the hardest and with the kindest reading of each sub-criterion."""
        return [
            (
                self._note_de({nom: min(niveaux) for nom, niveaux in lue.items()}),
                self._note_de({nom: max(niveaux) for nom, niveaux in lue.items()}),
            )
            for lue in self.lues
        ]

    def _note_de(self, niveaux: dict[str, int]) -> Fraction:
        return note({nom: moyenne([niveau]) for nom, niveau in niveaux.items()}, self.poids)


def lire_offres(demande: DemandeNotation, grille: Sequence[SousCritere]) -> Offres:
    """Raises SaisieInvalide: a level missing, unknown or out of bounds, a name used twice, uneven readers."""
    offres = demande.offres
    if len({len(offre.lectures) for offre in offres}) > 1:
        raise SaisieInvalide("offres", "chaque offre doit avoir le même nombre de lecteurs")
    autres = [exact(offre.autre_note) for offre in offres if offre.autre_note is not None]
    return Offres(
        noms=tuple(_nommer(offres)),
        lues=tuple(_lire(rang, offre, grille) for rang, offre in enumerate(offres)),
        poids=parts({sous.id: sous.points for sous in grille}),
        part_critere=exact(demande.grille.poids_critere) / CENT,
        autres=tuple(autres) if len(autres) == len(offres) else (),
        heures=_notes_d_heures(offres),
    )


def _lire(rang: int, offre: OffreDemandee, grille: Sequence[SousCritere]) -> Lecture:
    attendus = [sous.id for sous in grille]
    for lecteur, lecture in enumerate(offre.lectures):
        champ = f"offres.{rang}.lectures.{lecteur}"
        for nom in attendus:
            if nom not in lecture:
                raise SaisieInvalide(f"{champ}.{nom}", "un niveau est attendu")
        for nom, niveau in lecture.items():
            if nom not in attendus:
                raise SaisieInvalide(f"{champ}.{nom}", typographier("ce sous-critère n'est pas dans la grille"))
            if not 0 <= niveau <= NIVEAU_MAXIMUM:
                raise SaisieInvalide(f"{champ}.{nom}", f"niveau attendu, de 0 à {NIVEAU_MAXIMUM}")
    return {nom: tuple(lecture[nom] for lecture in offre.lectures) for nom in attendus}


def _nommer(offres: Sequence[OffreDemandee]) -> list[str]:
    noms = [offre.nom.strip() or f"Offre {chr(ord('A') + rang)}" for rang, offre in enumerate(offres)]
    for rang, nom in enumerate(noms):
        if nom in noms[:rang]:
            raise SaisieInvalide(f"offres.{rang}.nom", "deux offres portent le même nom")
    return noms


def _notes_d_heures(offres: Sequence[OffreDemandee]) -> tuple[Fraction, ...]:
    """« Heures seules »: hours promised over the highest promise; empty unless every offer promises some figure."""
    promises = [exact(offre.heures) for offre in offres if offre.heures is not None]
    if not promises or len(promises) < len(offres) or max(promises) == 0:
        return ()
    return tuple(CENT * heures / max(promises) for heures in promises)
