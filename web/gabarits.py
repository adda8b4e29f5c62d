"""What every template can use: French dates and typography, labels of the trade, the base's identity, the CSS links."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import Flask
from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from base_connaissance.presentation import formater_date, formater_nombre, formater_valeur, libelle_source
from base_connaissance.typographie import NBSP, typographier
from settings import settings
from web import libelles
from web.services import services

_BALISE = re.compile(r"(<[^>]*>)")
_GUILLEMET_SEUL = re.compile(r"^ »")


class FrenchTypography(Extension):
    """Non-breaking spaces and curly apostrophes in the text of our templates, put once, at compilation."""

    def filter_stream(self, stream: TokenStream) -> Any:
        """Rewrite the text between tags; tags, expressions and attributes stay as written."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _typeset(token.value))
            else:
                yield token


def _typeset(source: str) -> str:
    parts = _BALISE.split(source)
    return "".join(
        part if part.startswith("<") else _GUILLEMET_SEUL.sub(NBSP + "»", typographier(part)) for part in parts
    )


def init_app(app: Flask) -> None:
    """Install filters, globals and the typography extension."""
    env: Environment = app.jinja_env
    env.add_extension(FrenchTypography)
    env.trim_blocks = env.lstrip_blocks = True
    env.filters["date_fr"] = date_fr
    env.filters["typo"] = typographier
    env.filters["nombre"] = formater_nombre
    env.filters["valeur"] = formater_valeur
    env.globals.update(libelles=libelles, libelle_source=libelle_source, settings=settings)
    app.context_processor(_base_identity)


def date_fr(jour: date | str) -> str:
    """« 22 novembre 2026 », from a date or from its ISO form (as stored with messages)."""
    return formater_date(date.fromisoformat(jour) if isinstance(jour, str) else jour)


def _base_identity() -> dict[str, object]:
    """The footer's `version_base` and `verifiee_le`; both None while the base cannot be read."""
    try:
        base = services().connaissance.base
    except Exception:  # the error page itself must not fail because the base does
        return {"version_base": None, "verifiee_le": None}
    dates = [fiche.verifie_le for fiche in base.fiches.values()]
    return {"version_base": base.empreinte[:8], "verifiee_le": max(dates, default=None)}
