"""The ways to fulfil hours as an API: the same function and result as the page."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from conseil.realisation import DemandeRealisation, planifier
from web.api import bp
from web.api.calculs import calculer
from web.limites import limit_search


@bp.post("/calculs/realisation")
@limit_search
def api_realisation() -> ResponseReturnValue:
    """Mixes of ways with their plan, flags and first steps. Raises Refus."""
    return jsonify(calculer(DemandeRealisation, planifier).model_dump(mode="json"))
