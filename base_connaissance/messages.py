"""Pydantic's errors said in French, with their place in the file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pydantic import ValidationError

from base_connaissance.erreurs import Probleme
from base_connaissance.yaml_situe import Lignes, ligne_de

_CLE_DATE = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
_TRADUCTIONS = {
    "missing": "champ obligatoire absent",
    "extra_forbidden": "champ inconnu",
    "string_type": "un texte est attendu",
    "date_type": "une date AAAA-MM-JJ est attendue",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ est attendue",
    "date_parsing": "une date AAAA-MM-JJ est attendue",
    "float_type": "un nombre est attendu",
    "float_parsing": "un nombre est attendu",
    "finite_number": "un nombre fini est attendu",
    "int_type": "un nombre entier est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "tuple_type": "une liste est attendue",
    "dict_type": "un ensemble « clé : valeur » est attendu",
    "model_type": "un ensemble « clé : valeur » est attendu",
    "model_attributes_type": "un ensemble « clé : valeur » est attendu",
    "bool_type": "« true » ou « false » est attendu",
    "bool_parsing": "« true » ou « false » est attendu",
    "union_tag_not_found": "champ obligatoire absent : « type »",
    "union_tag_invalid": "« type » inconnu ici",
}


def en_problemes(erreur: ValidationError, fichier: str, lignes: Lignes) -> list[Probleme]:
    """One located French problem for each error of the validation."""
    return [
        Probleme(fichier, ligne_de(lignes, (loc := _comme_ecrit(detail["loc"]))), f"{_champ(loc)} : {_dire(detail)}")
        for detail in erreur.errors()
    ]


def _comme_ecrit(loc: tuple[Any, ...]) -> tuple[Any, ...]:
    """The keys as the file has them: pydantic names a date key by its Python code."""
    dates = [_CLE_DATE.match(part) if isinstance(part, str) else None for part in loc]
    return tuple(
        date(*map(int, trouve.groups())).isoformat() if trouve else part
        for part, trouve in zip(loc, dates, strict=True)
    )


def _champ(loc: tuple[Any, ...]) -> str:
    return "« " + ".".join(str(part) for part in loc if part != "[key]") + " »" if loc else "fiche"


def _dire(detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        return f"valeur « {detail['input']} » inconnue ; attendu : {context['expected'].replace(' or ', ' ou ')}"
    if kind in {"too_short", "string_too_short"} and isinstance(detail["input"], str):
        return "le texte est vide"
    if kind == "too_short":
        return f"{context['min_length']} éléments au moins, {context['actual_length']} trouvés"
    if kind in {"too_long", "string_too_long"}:
        return f"{context['max_length']} {'caractères' if isinstance(detail['input'], str) else 'éléments'} au plus"
    if kind == "greater_than_equal":
        return f"{detail['input']} est trop petit ; {context['ge']} au moins"
    if kind == "less_than_equal":
        return f"{detail['input']} est trop grand ; {context['le']} au plus"
    if kind == "string_pattern_mismatch":
        return f"« {detail['input']} » : lettres minuscules sans accent, chiffres et tirets seulement"
    if kind == "string_type" and isinstance(detail["input"], dict):
        return "un texte est attendu ; s'il contient « : », mettez-le entre guillemets droits"
    if kind == "value_error":
        return str(context.get("error", detail["msg"]))
    return _TRADUCTIONS.get(kind, str(detail["msg"]))
