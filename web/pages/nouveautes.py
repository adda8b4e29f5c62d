"""What changed in the law and in practice, by date of effect."""

from __future__ import annotations

from flask import render_template

from web.pages import bp
from web.services import services


@bp.get("/nouveautes")
def nouveautes() -> str:
    """The changes: those still to come, then the past ones, the latest first."""
    base, jour = services().connaissance.base, services().aujourd_hui()
    toutes = sorted(base.nouveautes, key=lambda nouveaute: nouveaute.date_effet, reverse=True)
    return render_template(
        "pages/nouveautes.html",
        a_venir=[nouveaute for nouveaute in reversed(toutes) if nouveaute.date_effet > jour],
        passees=[nouveaute for nouveaute in toutes if nouveaute.date_effet <= jour],
        base=base,
    )
