"""Training: the public presentation, the ready scenarios, and the trainers' own, under `/formation`."""

from __future__ import annotations

from flask import Blueprint, request

from base_connaissance.scenarios import TAILLE_MAXIMALE
from web.securite import SAFE_METHODS, csrf

bp = Blueprint("formation", __name__)


@bp.app_template_filter("horloge")
def horloge(minutes: int) -> str:
    """« 1 h 05 » : the time since the beginning of the session."""
    return f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02}"


@bp.before_request
def _check_token() -> None:
    # Every form here belongs to an account: unlike the chat's, none goes without its token.
    if request.method not in SAFE_METHODS:
        if request.endpoint == "formation.importer":
            # Before the token is looked for, since that reads the body.
            request.max_content_length = request.max_form_memory_size = 2 * TAILLE_MAXIMALE
        csrf.protect()


from web.formation import accueil, contenu, creation, edition, gestion, jeux, kits, supports  # noqa: E402,F401  (routes)
