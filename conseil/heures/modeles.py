"""What the hours tool receives and returns. Shares are fractions (0 to 1), amounts euros without tax, months months."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, FiniteFloat

from base_connaissance.champs import Modele, NomParametre
from conseil.nombres.durees import DUREE_MAXIMALE, DUREE_MINIMALE
from conseil.nombres.grandeurs import (
    COUT_MAXIMAL,
    COUT_MINIMAL,
    HEURES_MAXIMALES,
    HEURES_MINIMALES,
    MONTANT_MAXIMAL,
    MONTANT_MINIMAL,
    PART_MINIMALE,
)
from conseil.resultat import Resultat

Cherche = Literal["heures", "taux_insertion", "montant_ht"]
Part = Annotated[FiniteFloat, Field(ge=PART_MINIMALE, le=1)]
Heures = Annotated[FiniteFloat, Field(ge=HEURES_MINIMALES, le=HEURES_MAXIMALES)]


class DemandeHeures(Modele):
    """The data of one computation; which of them are needed depends on `chercher` (see `calculer_heures`).

    `part_main_oeuvre` wins over `famille`, `cout_horaire` over `cout_repere`: what a person gives is truer than a
    figure found elsewhere. `heures_equipe`: hours of work that the market plans, when they are known.
    """

    model_config = ConfigDict(strict=True)

    chercher: Cherche = Field(default="heures", description="Ce que l'on cherche.")
    montant_ht: Annotated[FiniteFloat, Field(ge=MONTANT_MINIMAL, le=MONTANT_MAXIMAL)] | None = Field(
        default=None, description="Euros hors taxes, sur toute la durée.", examples=[1_000_000]
    )
    part_main_oeuvre: Part | None = Field(default=None, description="Fraction de 0 à 1.", examples=[0.5])
    famille: NomParametre | None = Field(default=None, description="Famille d'achat, à défaut de la part.")
    taux_insertion: Part | None = Field(default=None, description="Fraction de 0 à 1.", examples=[0.05])
    cout_horaire: Annotated[FiniteFloat, Field(ge=COUT_MINIMAL, le=COUT_MAXIMAL)] | None = Field(
        default=None, description="Euros par heure, charges comprises.", examples=[30]
    )
    cout_repere: NomParametre | None = Field(default=None, description="Repère daté, à défaut du coût.")
    heures: Heures | None = Field(default=None, description="Heures d'insertion connues, pour les calculs à l'envers.")
    heures_equipe: Heures | None = Field(
        default=None, description="Heures de travail prévues au marché, quand elles sont connues."
    )
    duree_mois: Annotated[FiniteFloat, Field(ge=DUREE_MINIMALE, le=DUREE_MAXIMALE)] | None = None
    base_etp: int | None = Field(default=None, description="1607 (durée légale) ou 1820 (heures payées).")


class Etp(Modele):
    """Full-time equivalents, with the yearly hours that they stand on."""

    base: int
    valeur: float


class Essai(Modele):
    """A value tried for one datum, the hours that it gives, as printed."""

    valeur: float
    valeur_texte: str
    heures: float


class Variation(Modele):
    """One datum moved alone, low then high; `pourquoi` says where the two values come from."""

    champ: str
    libelle: str
    bas: Essai
    haut: Essai
    pourquoi: str


class Parcours(Modele):
    """A way of using the hours: so many people, for so long, at so many hours a week; `tient` in the market or not."""

    personnes: int
    mois: float
    heures_semaine: float
    texte: str
    tient: bool
    pourquoi: str = ""


class Trouve(Modele):
    """What a reverse computation was looking for."""

    champ: str
    valeur: float
    texte: str


class ResultatHeures(Resultat):
    """Hours (exact and rounded), days, full-time equivalents; steps, sensitivity, paths. `trouve`: reverse forms."""

    outil: str = "heures"
    heures: float
    heures_arrondies: int
    etp: Etp
    jours: float
    sensibilite: tuple[Variation, ...] = ()
    parcours: tuple[Parcours, ...] = ()
    trouve: Trouve | None = None
    alternatives: tuple[str, ...] = Field(
        default=(), description="Autres leviers, si le volume est trop faible ou le marché trop court."
    )
