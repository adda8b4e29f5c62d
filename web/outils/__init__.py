"""The tools' pages: a GET form whose address is the whole state, a result with its steps, sources and limits."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("outils", __name__, url_prefix="/outils")

from web.outils import (  # noqa: E402,F401  (the routes attach themselves to bp)
    accueil,
    calendrier,
    clauses,
    eligibilite,
    heures,
    leviers,
    modeles,
    notation,
    realisation,
    relecture,
)
