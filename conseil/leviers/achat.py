"""A purchase read under the law of its launch day: the figures it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from base_connaissance.presentation import formater_valeur
from conseil.droit import ChiffreDate, Droit
from conseil.leviers.demande import DemandeLeviers

Etat = Literal["vrai", "faux", "inconnu", "ouvert"]

_SEUILS = {
    "etat": "seuil_europeen_fs_etat", "collectivite": "seuil_europeen_fs_collectivites",
    "entite_adjudicatrice": "seuil_europeen_fs_entites",
}  # fmt: skip


@dataclass(frozen=True)
class Constat:
    """What is known of a condition; `ouvert` when the texts do not settle it. `repere` is the figure compared."""

    etat: Etat
    detail: str = ""
    repere: str = ""


@dataclass(frozen=True)
class Achat:
    """The purchase and the law of its launch day."""

    demande: DemandeLeviers
    droit: Droit
    social: bool | None = None  # whether the CPV code given is marked as a social or specific service

    @property
    def lancement(self) -> date:
        """The day whose law applies."""
        return self.droit.jour

    @property
    def travaux(self) -> bool:
        """Whether the figures of works apply."""
        return self.demande.nature == "travaux"

    def chiffre(self, nom: str) -> ChiffreDate | None:
        """The figure on the launch day, or None when the base does not hold one for that day."""
        return self.droit.chiffre(nom) if self.droit.connait(nom) else None

    def seuil(self) -> ChiffreDate | None:
        """The European threshold for this nature and buyer (R. 2121-1, annexed notice)."""
        grands = self.demande.nature in ("travaux", "concession")
        return self.chiffre("seuil_europeen_travaux" if grands else _SEUILS[self.demande.acheteur])

    def seuil_propre(self) -> ChiffreDate | None:
        """The threshold proper to social and specific services, read for contracting authorities only (R. 2131-14)."""
        entite = self.demande.acheteur == "entite_adjudicatrice"
        return None if entite else self.chiffre("seuil_services_sociaux")

    def dispense(self) -> ChiffreDate | None:
        """The amount below which no advertising is due (R. 2122-8)."""
        return self.chiffre("dispense_travaux" if self.travaux else "dispense_fs")

    def cumul(self) -> float | None:
        """The small lots together."""
        return self.demande.petits_lots_ht or self.demande.lot_ht

    def part_petits_lots(self) -> float | None:
        """The greatest total of small lots, in euros (R. 2123-1, 2°, b)."""
        part = self.chiffre("petits_lots_part")
        return round(self.demande.montant_ht * part.valeur / 100, 2) if part else None


def euros(montant: float) -> str:
    """« 216 000 € »."""
    return formater_valeur(montant, "EUR")
