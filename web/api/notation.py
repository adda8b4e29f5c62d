"""Evaluation of insertion proposals as an API: the same function and result as the page."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from conseil.notation import DemandeNotation, evaluer_offres
from web.api import bp
from web.api.calculs import calculer
from web.limites import limit_search


@bp.post("/notation")
@limit_search
def api_notation() -> ResponseReturnValue:
    """The grid checked, the offers marked, the sensitivity of their order. Raises Refus."""
    return jsonify(calculer(DemandeNotation, evaluer_offres).model_dump(mode="json"))
