"""What a person gives for a blank, made into the writing that the base expects, and into what is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from base_connaissance.clauses import ClauseType, Variable
from base_connaissance.presentation import formater_date, formater_nombre, formater_valeur
from base_connaissance.typographie import NBSP, typographier
from conseil.erreurs import SaisieInvalide

_NUMERIQUES = {"entier", "nombre", "montant", "taux"}
_UNITES = re.compile(r"(?:€|euros?|%|heures?|h|jours?|mois|ht)+$", re.IGNORECASE)
_BLANCS = re.compile(r"[\s\u00a0\u202f]+")
_MILLIERS = re.compile(r"(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))")
_JOUR = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_CONTROLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAXIMUM = 10**12
_ATTENDUS = {
    "entier": "un nombre entier plus grand que zéro", "nombre": "un nombre plus grand que zéro",
    "montant": "un montant en euros",
    "taux": "un pourcentage de 0 à 100", "date": "une date, par exemple 2026-12-01", "texte": "un texte",
    "choix": "une des valeurs proposées", "liste": "des éléments séparés par « ; »",
}  # fmt: skip


def variables_de(clauses: Mapping[str, ClauseType]) -> dict[str, Variable]:
    """Every variable of these clauses; required as soon as one clause requires it."""
    variables: dict[str, Variable] = {}
    for clause in clauses.values():
        for nom, variable in clause.variables.items():
            if nom not in variables or variable.obligatoire:
                variables[nom] = variable
    return variables


def lire_valeurs(
    donnees: Mapping[str, str], variables: Mapping[str, Variable], prefixe: str = "valeurs"
) -> tuple[dict[str, str], list[SaisieInvalide]]:
    """The well-formed values by name, empty ones left out, and one error for each of the others."""
    lues: dict[str, str] = {}
    erreurs = []
    for nom, donnee in donnees.items():
        champ = f"{prefixe}.{nom}"
        variable = variables.get(nom)
        if variable is None:
            erreurs.append(SaisieInvalide(champ, "ce champ n'existe dans aucune clause du modèle"))
            continue
        texte = _ecrire(donnee, variable)
        if not texte:
            continue
        if not variable.accepte(texte) or not _dans_les_bornes(texte, variable):
            attendu = " ; ".join(variable.choix) if variable.choix else _ATTENDUS[variable.type]
            erreurs.append(SaisieInvalide(champ, typographier(f"attendu : {attendu}")))
            continue
        lues[nom] = texte
    return lues, erreurs


def imprimer(valeur: str, variable: Variable) -> str:
    """The value as a document shows it: « 12 000 € », « 10 % », « 1er décembre 2026 »."""
    if variable.type in _NUMERIQUES:
        nombre = float(valeur.replace(",", "."))
        if variable.type == "montant":
            return f"{formater_nombre(nombre)}{NBSP}€"
        return formater_valeur(nombre, "%") if variable.type == "taux" else formater_nombre(nombre)
    if variable.type == "date":
        return formater_date(date.fromisoformat(valeur))
    if variable.type == "liste":
        return typographier(" ; ".join(element.strip() for element in valeur.split(";")))
    return typographier(valeur)


def nombre(valeurs: Mapping[str, str], nom: str) -> float | None:
    """The value of a numeric variable, None when it is not filled."""
    return float(valeurs[nom].replace(",", ".")) if nom in valeurs else None


def _ecrire(donnee: str, variable: Variable) -> str:
    texte = " ".join(_CONTROLE.sub(" ", donnee).split())
    if variable.type in _NUMERIQUES:
        compact = _UNITES.sub("", _BLANCS.sub("", _MILLIERS.sub("", texte)))
        return compact.replace(".", ",")
    if variable.type == "date" and (trouve := _JOUR.fullmatch(texte)):
        return f"{trouve[3]}-{int(trouve[2]):02}-{int(trouve[1]):02}"
    if variable.type == "liste":
        return " ; ".join(element for element in map(str.strip, texte.split(";")) if element)
    return texte


def _dans_les_bornes(texte: str, variable: Variable) -> bool:
    if variable.type not in _NUMERIQUES:
        return True
    valeur = float(texte.replace(",", "."))
    return 0 < valeur <= (100 if variable.type == "taux" else _MAXIMUM)
