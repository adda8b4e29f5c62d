"""The rule that reads the table: states of conditions in, verdict out. It knows no lever and no law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from base_connaissance.leviers import Levier, Obligation, Remarque
from conseil.leviers.achat import Etat

Verdict = Literal["obligatoire", "a_confirmer", "possible", "deconseille", "impossible"]
LireEtat = Callable[[str], Etat]

_CONTRAIRE: dict[Etat, Etat] = {"vrai": "faux", "faux": "vrai", "inconnu": "inconnu", "ouvert": "ouvert"}


@dataclass(frozen=True)
class Jugement:
    """A verdict and what led to it. `levee` is a duty that a case lifts; `doute` marks what is to be confirmed."""

    verdict: Verdict
    obligation: Obligation | None = None
    levee: Obligation | None = None
    deconseils: tuple[Remarque, ...] = ()
    reserves: tuple[Remarque, ...] = ()
    doute: bool = False


def lire_reference(reference: str, etat: LireEtat) -> Etat:
    """The state of `name` or of `!name`."""
    lu = etat(reference.removeprefix("!"))
    return _CONTRAIRE[lu] if reference.startswith("!") else lu


def juger(levier: Levier, etat: LireEtat, jour: date) -> Jugement:
    """Impossible if a needed condition fails; else the duty of the day; else advised against; else possible.

    A duty whose conditions the texts leave open is « à faire trancher ». One that only our ignorance of the purchase
    holds up leaves the lever possible, marked.
    """

    def tous(references: tuple[str, ...]) -> Etat:
        return _ensemble([lire_reference(reference, etat) for reference in references])

    reserves = tuple(r for r in levier.reserves if r.en_vigueur(jour) and tous(r.si) == "vrai")
    requises = tous(levier.requises)
    doute = levier.confiance == "a_confirmer" or any(r.ouverte or r.a_confirmer for r in reserves)
    if jour < levier.depuis or requises == "faux":
        return Jugement("impossible", reserves=reserves, doute=doute and jour >= levier.depuis)
    doute = doute or requises != "vrai"
    levee = None
    for obligation in levier.obligations:
        due = tous(obligation.si) if obligation.en_vigueur(jour) else "faux"
        if due == "inconnu":
            doute = True
        if due not in ("vrai", "ouvert"):
            continue
        if any(lire_reference(cas, etat) == "vrai" for cas in obligation.sauf):
            levee = obligation
            continue
        ouverte = due == "ouvert" or any(r.ouverte for r in reserves)
        return Jugement(
            "a_confirmer" if ouverte else "obligatoire", obligation, reserves=reserves, doute=doute or ouverte
        )
    deconseils = tuple(d for d in levier.deconseils if d.en_vigueur(jour) and tous(d.si) == "vrai")
    return Jugement("deconseille" if deconseils else "possible", None, levee, deconseils, reserves, doute)


def _ensemble(etats: list[Etat]) -> Etat:
    """« And » of states: one false is false; then unknown, then open, weigh more than true."""
    return next((etat for etat in ("faux", "inconnu", "ouvert") if etat in etats), "vrai")
