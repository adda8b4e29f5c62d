"""The chat page: the same routes with and without JavaScript."""

from __future__ import annotations

from flask import Blueprint

from web.securite import check_token

bp = Blueprint("discussion", __name__)
bp.before_request(check_token)

from web.discussion import avis, routes  # noqa: E402,F401  (the routes attach themselves to bp)
