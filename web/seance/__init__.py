"""A session in the room, under `/seance`: joining by code, answering, leading, projecting, reporting."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, current_app, request

from web.seance.depot import Seances
from web.seance.diffusion import Diffusion
from web.seance.salle import Salle
from web.securite import SAFE_METHODS, csrf
from web.services import Services

bp = Blueprint("seance", __name__)


def init_app(app: Flask, services: Services) -> None:
    """Make the live sessions known to the application."""
    diffusion = Diffusion(int(app.config["FLUX_MAXIMUM"]))
    app.extensions["seances"] = Seances(services.database, services.clock, diffusion)


def seances() -> Seances:
    """The live sessions of the current application."""
    return cast(Seances, current_app.extensions["seances"])


def salle() -> Salle:
    """The people of its rooms."""
    return Salle(seances())


@bp.before_request
def _check_token() -> None:
    # Trainers' forms belong to an account and carry its token. Participants have no account: their cookie is
    # SameSite, their forms are checked by origin like every form here (web.securite).
    endpoint = request.endpoint or ""
    if request.method not in SAFE_METHODS and endpoint.rpartition(".")[2] not in _SANS_COMPTE:
        csrf.protect()


_SANS_COMPTE = frozenset({"chercher", "entrer", "repondre", "demander", "objecter", "quitter"})

from web.seance import (  # noqa: E402  (routes)
    animer,  # noqa: F401
    bilans,  # noqa: F401
    echanges,  # noqa: F401
    flux,  # noqa: F401
    idees,  # noqa: F401
    ouverture,  # noqa: F401
    participer,  # noqa: F401
)
