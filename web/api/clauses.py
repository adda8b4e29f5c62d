"""Clauses as an API: the kit of a purchase, and the second reading of a draft (a larger body is admitted there)."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from conseil.redaction.kit import DemandeKit, composer_kit
from conseil.redaction.relecture import DemandeRelecture, relire
from web.api import bp
from web.api.calculs import calculer
from web.brouillons import admettre_brouillon
from web.limites import limit_search


@bp.post("/clauses")
@limit_search
def api_clauses() -> ResponseReturnValue:
    """The kit of documents. Raises Refus."""
    return jsonify(calculer(DemandeKit, composer_kit).model_dump(mode="json"))


@bp.post("/clauses/relecture")
@limit_search
def api_relecture() -> ResponseReturnValue:
    """What a draft lacks and what it had better not say. Raises Refus."""
    with admettre_brouillon():
        return jsonify(calculer(DemandeRelecture, relire).model_dump(mode="json"))
