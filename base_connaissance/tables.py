"""Small tables of the tools: purchase families for the hours, steps of the calendar, publics and their proofs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from base_connaissance.champs import Confiance, Identifiant, Modele, NomParametre, Phrase

Acteur = Literal["acheteur", "entreprise", "facilitateur"]
Achat = Literal["travaux", "services", "fournitures", "intellectuel", "maitrise_oeuvre"]


class FamilleAchat(Modele):
    """A purchase family whose labour share is known, by the parameter that holds it; `fiche` describes the purchase."""

    id: NomParametre
    libelle: Phrase
    groupe: Phrase
    parametre: NomParametre
    fiche: Identifiant | None = None


class Echeance(Modele):
    """When a step falls: months and days from an anchor of the market (both may be negative), or a share of it.

    `parametre` names a figure of the law (in months or years) to add; `tous_les` repeats the step every so many
    months, from the first repeat until the end.
    """

    ancre: Literal["notification", "debut", "fin"]
    jours: int = 0
    mois: int = 0
    parametre: NomParametre | None = None
    part: float | None = Field(default=None, gt=0, lt=1, description="Share of the duration, from the start.")
    tous_les: int | None = Field(default=None, ge=1)


class EtapeCalendrier(Modele):
    """A step of the life of a clause: who does it, who is told, what it is for, when; a practice unless sourced.

    `regle` is True only when `sources` hold a text that asks for the step; `seulement` limits it to some purchases.
    `geste` says what to do, `rappel` is the message to send.
    """

    id: NomParametre
    titre: Phrase
    quand: Echeance
    fait: Acteur
    avec: tuple[Acteur, ...] = ()
    informe: tuple[Acteur, ...] = ()
    geste: Phrase
    rappel: Phrase
    duree_minimale: int = Field(default=0, ge=0, description="Months of the market under which the step is left out.")
    duree_maximale: int | None = Field(default=None, ge=1, description="Months from which the step is left out.")
    seulement: tuple[Achat, ...] = ()
    regle: bool = False
    sources: tuple[Identifiant, ...] = ()
    fiche: Identifiant


class QuestionEligibilite(Modele):
    """A question of the eligibility tool: closed answers only, none about identity or health.

    `exclusives` are answers of a multiple question that stand alone (« aucune », « je ne sais pas »).
    """

    id: NomParametre
    texte: Phrase
    aide: Phrase | None = None
    reponses: dict[NomParametre, Phrase] = Field(min_length=2)
    multiple: bool = False
    exclusives: tuple[NomParametre, ...] = ()


class RegleEligibilite(Modele):
    """A line of the decision table: holds when, for each question of `si`, one of these answers was given.

    `effet` is its weight in the verdict: `ccag` a public read in the CCAG-TIC, `usage` one that concordant local lists
    name, `avis` one that a prescriber may support, `pass_iae` another question, `bloquant` what may lose the hours,
    `information` the rest. `preuves` are the papers usually asked.
    """

    id: NomParametre
    si: dict[NomParametre, tuple[NomParametre, ...]]
    effet: Literal["ccag", "usage", "avis", "pass_iae", "bloquant", "information"]
    titre: Phrase
    texte: Phrase
    preuves: tuple[Phrase, ...] = ()
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    confiance: Confiance
    fiche: Identifiant
