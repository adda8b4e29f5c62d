"""Training: the public presentation, the ready scenarios, and the trainers' own, under `/formation`."""

from __future__ import annotations

from flask import Blueprint, request

from web.securite import SAFE_METHODS, csrf

bp = Blueprint("formation", __name__)


@bp.before_request
def _check_token() -> None:
    # Every form here belongs to an account: unlike the chat's, none goes without its token.
    if request.method not in SAFE_METHODS:
        csrf.protect()


from web.formation import accueil  # noqa: E402,F401  (the routes attach themselves to bp)
