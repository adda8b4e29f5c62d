"""Telling screens that something changed: server-sent events, or a version number to ask for (with its ETag)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Response, request
from flask.typing import ResponseReturnValue

from web.comptes import exiger_role
from web.refus import Refus
from web.seance import bp, seances
from web.seance.acces import a_conduire, exiger_participant, trouver
from web.seance.depot import SeanceInconnue
from web.seance.tables import SeanceVive
from web.services.database import StorageUnavailable

_COMPLET = "Trop d'écrans suivent déjà en direct : cette page demandera les nouvelles elle-même."


@bp.get("/seance/<code>/flux")
def suivre(code: str) -> ResponseReturnValue:
    """The participant's stream of versions. Raises Refus 403, 404, 410, 503 when there is no room for one more."""
    seance = trouver(code)
    exiger_participant(seance)
    return _flux(seance, _version)


@bp.get("/seance/<code>/version")
def version(code: str) -> ResponseReturnValue:
    """The participant's version; 304 when the client has it. Raises Refus 403, 404, 410."""
    seance = trouver(code)
    exiger_participant(seance)
    return _repondre(_version(seance))


@bp.get("/seance/<code>/animer/flux")
@exiger_role("formateur")
def suivre_animation(code: str) -> ResponseReturnValue:
    """The trainer's stream: what the room sends counts too. Raises Refus 403, 404, 410, 503."""
    return _flux(a_conduire(code), _version_animation)


@bp.get("/seance/<code>/animer/version")
@exiger_role("formateur")
def version_animation(code: str) -> ResponseReturnValue:
    """The trainer's version; 304 when the client has it. Raises Refus 403, 404, 410."""
    return _repondre(_version_animation(a_conduire(code)))


def _version(seance: SeanceVive) -> str:
    return str(seance.version)


def _version_animation(seance: SeanceVive) -> str:
    return f"{seance.version}.{seance.retours}"


def _repondre(numero: str) -> Response:
    response = Response(numero, mimetype="text/plain")
    response.set_etag(numero)
    response.headers["Cache-Control"] = "no-cache, private"
    response.make_conditional(request)
    return response


def _flux(seance: SeanceVive, numero: Callable[[SeanceVive], str]) -> Response:
    depot = seances()
    diffusion = depot.diffusion
    connue = request.headers.get("Last-Event-ID", "") or request.args.get("v", "")
    if not diffusion.reserver():
        raise Refus(503, _COMPLET)

    def lire() -> str | None:
        try:
            actuelle = depot.lire_par_id(seance.id)
        except (SeanceInconnue, StorageUnavailable):
            return None
        return None if depot.est_close(actuelle) else numero(actuelle)

    def emettre() -> Iterator[str]:
        yield from diffusion.suivre(seance.id, lire, connue[:40])

    response = Response(emettre(), mimetype="text/event-stream")
    # On close, not at the generator's end: a generator that never started would keep its place.
    response.call_on_close(diffusion.rendre)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response
