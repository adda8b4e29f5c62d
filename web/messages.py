"""What pydantic finds wrong, in French; for the API's bodies and for the tools' forms."""

from __future__ import annotations

from typing import Any

_MESSAGES = {
    "missing": "champ obligatoire absent",
    "extra_forbidden": "champ inconnu",
    "string_type": "un texte est attendu",
    "int_type": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "float_type": "un nombre est attendu",
    "finite_number": "un nombre fini est attendu",
    "bool_type": "vrai ou faux est attendu",
    "list_type": "une liste est attendue",
    "tuple_type": "une liste est attendue",
    "dict_type": "un objet JSON est attendu",
    "date_type": "une date AAAA-MM-JJ est attendue",
    "date_parsing": "une date AAAA-MM-JJ est attendue",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ est attendue",
    "date_from_datetime_inexact": "une date AAAA-MM-JJ est attendue",
    "model_type": "un objet JSON est attendu",
    "greater_than": "la valeur doit dépasser {gt}",
    "greater_than_equal": "la plus petite valeur admise est {ge}",
    "less_than": "la valeur doit rester sous {lt}",
    "less_than_equal": "la plus grande valeur admise est {le}",
    "string_too_long": "{max_length} caractères au plus",
    "string_too_short": "{min_length} caractères au moins",
    "too_long": "{max_length} éléments au plus",
    "too_short": "{min_length} éléments au moins",
    "literal_error": "valeurs admises : {expected}",
    "value_error": "{error}",
}


def dire(detail: Any) -> str:
    """The sentence for one of pydantic's error details."""
    return _MESSAGES.get(detail["type"], "valeur illisible").format(**detail.get("ctx", {})).replace(" or ", " ou ")
