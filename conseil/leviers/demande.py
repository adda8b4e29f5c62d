"""The purchase to examine: amounts in euros before tax, durations in months. « inconnu » is always allowed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, WithJsonSchema

from conseil.erreurs import SaisieInvalide

Nature = Literal["travaux", "fournitures", "services", "services_sociaux", "prestations_intellectuelles", "concession"]
Acheteur = Literal["etat", "collectivite", "entite_adjudicatrice"]
Forme = Literal["marche", "accord_cadre", "marche_global", "marche_partenariat"]
Offre = Literal["inconnue", "aucune", "siae", "ea_esat", "siae_et_ea_esat"]
MainOeuvre = Literal["inconnue", "oui", "faible", "aucune"]
Reponse = Literal["inconnu", "oui", "non"]

# Days on which the code applies, and beyond which asking makes no sense.
PREMIER_JOUR, DERNIER_JOUR = date(2019, 4, 1), date(2040, 12, 31)


def _sans_cle(valeur: Any) -> Any:
    """« 77310000-6 » without its check digit."""
    return valeur.strip().split("-")[0] or None if isinstance(valeur, str) else valeur


Euros = Annotated[FiniteFloat, Field(gt=0, le=1e11, description="Euros hors taxes.")]


def _huit_chiffres(code: str) -> str:
    if not (len(code) == 8 and code.isascii() and code.isdigit()):
        raise ValueError("un code CPV compte huit chiffres, par exemple 77310000")
    return code


CodeSaisi = Annotated[str, AfterValidator(_huit_chiffres), WithJsonSchema({"type": "string", "pattern": "^[0-9]{8}$"})]


class DemandeLeviers(BaseModel):
    """A purchase. Only its nature, its estimated value and the kind of buyer are needed.

    `lancement` is the day the consultation starts or the notice is sent: the law applied is that day's. `lot_ht` is
    the lot one thinks of setting apart, `petits_lots_ht` all the small lots together (the lot alone by default).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    nature: Nature
    montant_ht: Euros = Field(description="Valeur estimée HT : options, reconductions, lots, maximum d'accord-cadre.")
    acheteur: Acheteur
    objet: Annotated[str, Field(max_length=300)] = ""
    cpv: Annotated[CodeSaisi | None, BeforeValidator(_sans_cle)] = None
    lancement: Annotated[date | None, Field(ge=PREMIER_JOUR, le=DERNIER_JOUR)] = None
    duree_mois: Annotated[FiniteFloat, Field(gt=0, le=600)] | None = None
    forme: Forme = "marche"
    lots: Annotated[int, Field(ge=1, le=500)] = 1
    lot_ht: Euros | None = None
    petits_lots_ht: Euros | None = None
    offre: Offre = "inconnue"
    offre_penitentiaire: Reponse = "inconnu"
    main_oeuvre: MainOeuvre = "inconnue"
    solution_disponible: bool = False
    sans_lien: bool = False
    difficulte: bool = False
    urgence: bool = False
    defense: bool = False
    transport_voyageurs: bool = False
    innovant: Reponse = "inconnu"
    prestations_indistinctes: Reponse = "inconnu"
    cas_non_allotissement: bool = False
    exclusivement_listes: Reponse = "inconnu"
    mission_ess: Reponse = "inconnu"
    objet_insertion: bool = False
    acheteur_competent: Reponse = "inconnu"
    achats_annuels_ht: Euros | None = None

    def verifier(self) -> None:
        """Raise SaisieInvalide when two answers contradict each other."""
        if self.nature == "concession" and self.forme != "marche":
            raise SaisieInvalide(
                "forme", "Une concession n'est ni un accord-cadre, ni un marché global ou de partenariat."
            )
        if self.lots == 1 and (self.lot_ht is not None or self.petits_lots_ht is not None):
            raise SaisieInvalide(
                "lots", "Vous chiffrez un lot, mais le marché n'en compte qu'un : dites combien de lots."
            )
        for champ, nom in (("lot_ht", "Le lot"), ("petits_lots_ht", "Le total des petits lots")):
            if (getattr(self, champ) or 0) > self.montant_ht:
                raise SaisieInvalide(champ, f"{nom} dépasse la valeur estimée de tout le marché : vérifiez les deux.")
        if self.lot_ht is not None and self.petits_lots_ht is not None and self.petits_lots_ht < self.lot_ht:
            raise SaisieInvalide("petits_lots_ht", "Le total des petits lots comprend au moins le lot visé.")

    def modifier(self, changements: dict[str, Any]) -> DemandeLeviers | None:
        """The same purchase with some answers changed; None if that makes no sense."""
        try:
            autre = DemandeLeviers.model_validate({**self.model_dump(), **changements})
            autre.verifier()
        except (ValueError, SaisieInvalide):
            return None
        return autre
