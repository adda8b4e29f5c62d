"""Pages to read: glossary, news, help and the pages that the law asks for."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("pages", __name__)

from web.pages import aide, etat, glossaire, nouveautes  # noqa: E402,F401  (the routes attach themselves to bp)
