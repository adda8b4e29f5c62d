"""What the calendar receives and returns."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, FiniteFloat

from base_connaissance.champs import Modele
from base_connaissance.tables import Achat, Acteur
from conseil.nombres.durees import DUREE_MAXIMALE, DUREE_MINIMALE
from conseil.resultat import Resultat

ACHATS: dict[Achat, str] = {
    "travaux": "Travaux",
    "services": "Services",
    "fournitures": "Fournitures",
    "intellectuel": "Prestations intellectuelles (hors maîtrise d'œuvre)",
    "maitrise_oeuvre": "Maîtrise d'œuvre, contrôle technique",
}
ACTEURS: dict[Acteur, str] = {"acheteur": "Acheteur", "entreprise": "Entreprise", "facilitateur": "Facilitateur"}
AVEC: dict[Acteur, str] = {
    "acheteur": "l'acheteur",
    "entreprise": "l'entreprise",
    "facilitateur": "le facilitateur",
}
_JOUR = Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))


class DemandeCalendrier(Modele):
    """A market: the day of its notification, its duration, what it buys.

    `debut` is the first day of work, from which the duration then runs; `objet` names the market in the diary, and
    stays out of every rule.
    """

    model_config = ConfigDict(strict=True)

    notification: Annotated[date, _JOUR] = Field(description="Jour de la notification (AAAA-MM-JJ).")
    duree_mois: Annotated[FiniteFloat, Field(ge=DUREE_MINIMALE, le=DUREE_MAXIMALE)] = Field(examples=[24])
    achat: Achat = "services"
    debut: Annotated[date, _JOUR] | None = Field(
        default=None, description="Jour du démarrage ; supposé peu après la notification s'il n'est pas donné."
    )
    objet: str = Field(default="", max_length=100, description="Nom du marché dans l'agenda.")


class EtapeDatee(Modele):
    """A step on its day. `nature` is « regle » when a text asks for it (see `reference`), else « pratique »."""

    id: str
    rang: int
    jour: date
    titre: str
    fait: Acteur
    avec: tuple[Acteur, ...]
    informe: tuple[Acteur, ...]
    geste: str
    message: str
    nature: Literal["regle", "pratique"]
    reference: str | None
    fiche: str
    passee: bool


class ResultatCalendrier(Resultat):
    """The steps in the order of their days, from the notification to what follows the end (`fin`)."""

    outil: str = "calendrier"
    notification: date
    debut: date
    fin: date
    objet: str = ""
    jalons: tuple[EtapeDatee, ...]
