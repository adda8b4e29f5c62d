"""The chain of the formula: each way to hours, to a rate or to an amount, as steps with their figures."""

from __future__ import annotations

from dataclasses import dataclass

from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.heures.choix import Donnee, cout_horaire, part_main_oeuvre
from conseil.heures.modeles import DemandeHeures, Trouve
from conseil.nombres.grandeurs import MONTANT_MAXIMAL
from conseil.resultat import Etape

FORMULE = "Formule d'usage (pratique, aucun texte ne l'impose) : mefsud77.fr et laser-emploi.fr"


@dataclass(frozen=True)
class Chaine:
    """Hours found or given, the steps that lead there, the data used (those of the formula only), what was sought."""

    heures: float
    etapes: tuple[Etape, ...]
    montant: float | None = None
    part: Donnee | None = None
    taux: float | None = None
    cout: Donnee | None = None
    equipe: float | None = None
    trouve: Trouve | None = None


def derouler(demande: DemandeHeures, droit: Droit) -> Chaine:
    """The chain asked for. Raises SaisieInvalide, naming the datum that is missing or that cannot be."""
    if demande.chercher == "montant_ht":
        return _vers_montant(demande, droit)
    if demande.chercher == "taux_insertion":
        return _vers_taux(demande, droit)
    return _vers_heures(demande, droit)


def _vers_heures(demande: DemandeHeures, droit: Droit) -> Chaine:
    if demande.montant_ht is None and demande.heures_equipe is None:
        raise SaisieInvalide("montant_ht", "Donnez le montant hors taxes du marché ou du lot, sur toute sa durée.")
    taux = _exiger(demande.taux_insertion, "taux_insertion", "Donnez le taux d'insertion que vous envisagez.")
    if demande.heures_equipe is not None:
        heures = demande.heures_equipe * taux
        etape = Etape(
            libelle="Heures d'insertion",
            formule=f"{_h(droit, demande.heures_equipe)} de travail prévues × {_pc(droit, taux)}",
            valeur=heures, unite="heures", confiance="a_confirmer",
            reference="Usage répandu quand les heures d'équipe sont connues, à confirmer avec le facilitateur",
        )  # fmt: skip
        return Chaine(heures, (etape,), taux=taux, equipe=demande.heures_equipe)
    montant = demande.montant_ht or 0.0
    part, cout = part_main_oeuvre(demande, droit), cout_horaire(demande, droit)
    main_oeuvre, reserve = montant * part.valeur, montant * part.valeur * taux
    heures = reserve / cout.valeur
    etapes = (
        Etape(libelle="Dépense de main-d'œuvre", formule=f"{_e(droit, montant)} × {part.texte}", valeur=main_oeuvre,
              unite="EUR", reference=part.reference, confiance=part.confiance),
        Etape(libelle="Part réservée à l'insertion", formule=f"{_e(droit, main_oeuvre)} × {_pc(droit, taux)}",
              valeur=reserve, unite="EUR", reference="Taux choisi par l'acheteur : aucun texte ne le fixe"),
        Etape(libelle="Coût d'une heure, charges comprises", formule="valeur retenue", valeur=cout.valeur,
              unite="EUR/h", reference=cout.reference, confiance=cout.confiance),
        Etape(libelle="Heures d'insertion", formule=f"{_e(droit, reserve)} ÷ {cout.texte}", valeur=heures,
              unite="heures", reference=FORMULE, confiance="croise"),
    )  # fmt: skip
    return Chaine(heures, etapes, montant, part, taux, cout)


def _vers_taux(demande: DemandeHeures, droit: Droit) -> Chaine:
    heures = _exiger(demande.heures, "heures", "Donnez le nombre d'heures d'insertion prévu au marché.")
    etapes: tuple[Etape, ...] = ()
    if demande.heures_equipe is not None:
        travail = demande.heures_equipe
        part = cout = None
    else:
        montant = _exiger(demande.montant_ht, "montant_ht", "Donnez le montant hors taxes du marché ou du lot.")
        part, cout = part_main_oeuvre(demande, droit), cout_horaire(demande, droit)
        travail = montant * part.valeur / cout.valeur
        etapes = (
            Etape(libelle="Heures de travail du marché", formule=f"{_e(droit, montant)} × {part.texte} ÷ {cout.texte}",
                  valeur=travail, unite="heures", reference=" ; ".join(dict.fromkeys((part.reference, cout.reference))),
                  confiance=part.confiance),
        )  # fmt: skip
    taux = heures / travail
    if taux > 1:
        raise SaisieInvalide("heures", f"{_h(droit, heures)} d'insertion dépassent tout le travail du marché "
                             f"({_h(droit, travail)}) : vérifiez les données.")  # fmt: skip
    etape = Etape(
        libelle="Taux d'insertion", formule=f"{_h(droit, heures)} ÷ {_h(droit, travail)}", valeur=taux * 100, unite="%",
        reference=FORMULE, confiance="croise",
    )  # fmt: skip
    return Chaine(
        heures, (*etapes, etape), demande.montant_ht if part else None, part, taux, cout, demande.heures_equipe,
        Trouve(champ="taux_insertion", valeur=taux, texte=_pc(droit, taux)),
    )  # fmt: skip


def _vers_montant(demande: DemandeHeures, droit: Droit) -> Chaine:
    heures = _exiger(demande.heures, "heures", "Donnez le nombre d'heures d'insertion visé.")
    taux = _exiger(demande.taux_insertion, "taux_insertion", "Donnez le taux d'insertion que vous envisagez.")
    part, cout = part_main_oeuvre(demande, droit), cout_horaire(demande, droit)
    reserve = heures * cout.valeur
    montant = reserve / taux / part.valeur
    if montant > MONTANT_MAXIMAL:
        raise SaisieInvalide("heures", "Il faudrait un marché de plus de dix milliards d'euros : vérifiez les données.")
    etapes = (
        Etape(libelle="Coût des heures d'insertion", formule=f"{_h(droit, heures)} × {cout.texte}", valeur=reserve,
              unite="EUR", reference=cout.reference, confiance=cout.confiance),
        Etape(libelle="Dépense de main-d'œuvre", formule=f"{_e(droit, reserve)} ÷ {_pc(droit, taux)}",
              valeur=reserve / taux, unite="EUR", reference="Taux choisi par l'acheteur : aucun texte ne le fixe"),
        Etape(libelle="Montant du marché hors taxes", formule=f"{_e(droit, reserve / taux)} ÷ {part.texte}",
              valeur=montant, unite="EUR", reference=part.reference, confiance=part.confiance),
    )  # fmt: skip
    return Chaine(
        heures, etapes, montant, part, taux, cout,
        trouve=Trouve(champ="montant_ht", valeur=montant, texte=_e(droit, montant)),
    )  # fmt: skip


def _exiger(valeur: float | None, champ: str, message: str) -> float:
    if valeur is None:
        raise SaisieInvalide(champ, message)
    return valeur


def _e(droit: Droit, valeur: float) -> str:
    """Euros, without the cents that nobody reads on large amounts."""
    return droit.ecrire(valeur if valeur < 1000 else round(valeur), "EUR")


def _h(droit: Droit, valeur: float) -> str:
    return droit.ecrire(valeur, "heures")


def _pc(droit: Droit, fraction: float) -> str:
    return droit.ecrire(fraction * 100, "%")
