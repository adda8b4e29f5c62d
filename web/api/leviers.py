"""The levers of a purchase as an API: the same function and result as the page."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from conseil.leviers import DemandeLeviers, examiner
from web.api import bp
from web.api.calculs import calculer
from web.limites import limit_search


@bp.post("/leviers")
@limit_search
def api_leviers() -> ResponseReturnValue:
    """Every lever with its verdict, its conditions and what would change it. Raises Refus."""
    return jsonify(calculer(DemandeLeviers, examiner).model_dump(mode="json"))
