"""Around the verdicts: the figures compared, and what to mind about the answers themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from base_connaissance.presentation import formater_date
from base_connaissance.typographie import typographier
from conseil.droit import ChiffreDate
from conseil.leviers.achat import Achat, euros
from conseil.leviers.resultats import CodeRetenu
from conseil.resultat import Etape


def etapes(achat: Achat) -> tuple[Etape, ...]:
    """The estimated value and the figures it is compared with, on the launch day."""
    montant = achat.demande.montant_ht
    lignes = [
        Etape(
            libelle=typographier("Valeur estimée hors taxes"), valeur=montant, unite="EUR HT",
            formule=typographier("options, reconductions, tous les lots et maximum d'accord-cadre compris"),
            reference=typographier("Code de la commande publique, art. R. 2121-1 et suivants"), confiance="vu",
        )
    ]  # fmt: skip
    comparaisons = [("Seuil européen", achat.seuil())]
    if achat.demande.nature == "services_sociaux":
        comparaisons.append(("Seuil propre aux services sociaux et spécifiques", achat.seuil_propre()))
    if achat.demande.nature != "concession":
        comparaisons.append(("Montant de dispense de publicité et de mise en concurrence", achat.dispense()))
    lignes += [_comparer(achat, nom, chiffre) for nom, chiffre in comparaisons if chiffre is not None]
    return tuple(lignes)


def avertissements(achat: Achat, code: CodeRetenu | None, aujourd_hui: date) -> tuple[str, ...]:
    """What to mind, as sentences."""
    return tuple(typographier(phrase) for phrase in _avertir(achat, code, aujourd_hui))


def _comparer(achat: Achat, nom: str, chiffre: ChiffreDate) -> Etape:
    atteint = achat.demande.montant_ht >= chiffre.valeur
    signe = "atteint" if atteint else "n'atteint pas"
    return Etape(
        libelle=typographier(nom), valeur=chiffre.valeur, unite=chiffre.unite,
        formule=typographier(f"{euros(achat.demande.montant_ht)} HT {signe} {chiffre.texte} HT"),
        reference=achat.droit.reference(chiffre), confiance=chiffre.confiance,
    )  # fmt: skip


def _avertir(achat: Achat, code: CodeRetenu | None, aujourd_hui: date) -> Iterator[str]:
    demande = achat.demande
    if achat.lancement > aujourd_hui:
        yield (
            f"Le lancement est à venir : le droit est celui que nous connaissons au {formater_date(aujourd_hui)}. "
            "Vérifiez les textes et les seuils à la date du lancement."
        )
    if achat.seuil() is None:
        yield "La base n'a pas les seuils européens de cette date : ce qui en dépend est à confirmer."
    if demande.transport_voyageurs and demande.nature != "concession":
        yield "Le cas des transports de voyageurs ne joue que pour une concession : il n'a pas été retenu."
    if code is not None:
        yield from _code_et_nature(achat, code)


def _code_et_nature(achat: Achat, code: CodeRetenu) -> Iterator[str]:
    """A doubt when the division of the CPV code does not go with the nature chosen."""
    nature = achat.demande.nature
    if code.social and nature in ("services", "prestations_intellectuelles"):
        yield (
            f"Le code {code.code} est marqué comme service social ou spécifique dans la nomenclature européenne : "
            "vérifiez dans l'avis français si la nature « services sociaux » ne convient pas mieux."
        )
    attendue = nature_probable(code.code)
    if attendue != nature and {attendue, nature} <= {"travaux", "fournitures", "services"}:
        yield (
            f"Le code {code.code} relève plutôt de la nature « {attendue} » : vérifiez votre choix, "
            "les seuils en dépendent."
        )


def nature_probable(code: str) -> str:
    """The nature that the division of a code suggests: works in 45, services from 50 on, else supplies."""
    division = int(code[:2])
    if division == _TRAVAUX:
        return "travaux"
    return "services" if division >= _PREMIERE_DE_SERVICES else "fournitures"


# Divisions of the CPV 2008 nomenclature (source `cpv-2008`); 48 (software packages) is a supply.
_TRAVAUX, _PREMIERE_DE_SERVICES = 45, 50
