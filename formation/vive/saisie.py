"""Reading an answer from the fields of a form, as `questionnaire.correction.corriger` expects it.

The field of an item bears its identifier; ordering and matching have one field per line, `identifiant.cle`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from base_connaissance.erreurs import ReponseInvalide
from base_connaissance.questionnaire.correction import lire_nombre

Champs = Mapping[str, Sequence[str]]
_LONGUEUR_NOMBRE = 30


def lire_reponse(item: Mapping[str, Any], champs: Champs) -> Any:
    """The answer to an item (JSON of `item_public`), None when nothing was answered.

    Raises ReponseInvalide, naming the field.
    """
    nom = str(item["id"])
    match item["type"]:
        case "cas":
            reponses = {sous["id"]: lire_reponse(sous, champs) for sous in item["questions"]}
            return reponses if any(valeur is not None for valeur in reponses.values()) else None
        case "plusieurs":
            return list(dict.fromkeys(champs.get(nom, ()))) or None
        case "nombre":
            texte = _seul(champs, nom)
            return lire_nombre(texte[:_LONGUEUR_NOMBRE], nom) if texte else None
        case "ordre":
            return _ordre(item, champs)
        case "appariement":
            paires = {option["cle"]: _seul(champs, f"{nom}.{option['cle']}") for option in item["gauche"]}
            if not any(paires.values()):
                return None
            if not all(paires.values()):
                raise ReponseInvalide(nom, "choisissez une réponse sur chaque ligne")
            return paires
        case _:
            return _seul(champs, nom) or None


def _seul(champs: Champs, nom: str) -> str:
    valeurs = champs.get(nom, ())
    if len(valeurs) > 1:
        raise ReponseInvalide(nom, "une seule réponse est attendue")
    return valeurs[0].strip() if valeurs else ""


def _ordre(item: Mapping[str, Any], champs: Champs) -> list[str] | None:
    """The keys in the order of the ranks given, « 1 » first."""
    nom = str(item["id"])
    rangs = {option["cle"]: _seul(champs, f"{nom}.{option['cle']}") for option in item["etapes"]}
    if not any(rangs.values()):
        return None
    if sorted(rangs.values()) != sorted(str(rang) for rang in range(1, len(rangs) + 1)):
        raise ReponseInvalide(nom, "donnez à chaque ligne un rang différent")
    return sorted(rangs, key=lambda cle: int(rangs[cle]))
