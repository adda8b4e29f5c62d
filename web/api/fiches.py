"""The fiches as data."""

from __future__ import annotations

from typing import cast

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from base_connaissance.modeles import PUBLICS, Public
from web import libelles
from web.api import bp
from web.api.modeles import ListeFiches
from web.limites import limit_search
from web.refus import Refus
from web.services import services
from web.services.fiches import lire_choix, lire_jour, presenter, resumer, selectionner


@bp.get("/fiches")
@limit_search
def lister_fiches() -> ResponseReturnValue:
    """All the fiches, filtered by `famille`, `public`, `phase`. Raises QuestionInvalide for an unknown filter."""
    fiches = selectionner(
        services().connaissance.base,
        famille=lire_choix(request.args.get("famille"), list(libelles.FAMILLES), "famille"),
        public=lire_choix(request.args.get("public"), PUBLICS, "public"),
        phase=lire_choix(request.args.get("phase"), list(libelles.PHASES), "phase"),
    )
    liste = ListeFiches(total=len(fiches), fiches=[resumer(fiche) for fiche in fiches])
    return jsonify(liste.model_dump(mode="json"))


@bp.get("/fiches/<identifiant>")
@limit_search
def lire_fiche(identifiant: str) -> ResponseReturnValue:
    """One fiche, for a reader (`public`) and a day (`date`). Raises Refus 404, QuestionInvalide."""
    fiche = services().connaissance.base.fiches.get(identifiant)
    if fiche is None:
        raise Refus(404, "Aucune fiche ne porte cet identifiant.")
    public = cast(Public | None, lire_choix(request.args.get("public"), PUBLICS, "public"))
    jour = lire_jour(request.args.get("date")) or services().aujourd_hui()
    return jsonify(presenter(services(), fiche, public, jour).model_dump(mode="json"))
