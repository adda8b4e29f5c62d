"""The JSON API, `/api/v1`. Shapes are fixed by the contract and described by `/api/v1/openapi.json`."""

from __future__ import annotations

from flask import Blueprint

from web.securite import csrf

bp = Blueprint("api", __name__, url_prefix="/api/v1")
# No cookie is read here, so there is no token to ask; cross-site requests are refused for all routes.
csrf.exempt(bp)

from web.api import calculs, clauses, conversations, fiches, leviers, notation, openapi, realisation, recherche, recus  # noqa: E402,F401  (the routes attach themselves to bp)
