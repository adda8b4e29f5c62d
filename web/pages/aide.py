"""Help and the pages that the law asks for."""

from __future__ import annotations

from flask import current_app, render_template

from web.pages import bp
from web.services.saisie import LONGUEUR_MAXIMALE


@bp.get("/aide")
def aide() -> str:
    """What the assistant covers, how to ask, what the buttons do."""
    return render_template("pages/aide.html", limite=LONGUEUR_MAXIMALE)


@bp.get("/donnees-personnelles")
def donnees_personnelles() -> str:
    """What is kept, why, how long, and how to have it erased."""
    return render_template(
        "pages/donnees_personnelles.html", conservation=current_app.config["RETENTION_DAYS"],
        conservation_seance=current_app.config["SESSION_DAYS"],
    )  # fmt: skip


@bp.get("/accessibilite")
def accessibilite() -> str:
    """The accessibility statement."""
    return render_template("pages/accessibilite.html")


@bp.get("/mentions-legales")
def mentions_legales() -> str:
    """Publisher, hosting, licences."""
    return render_template("pages/mentions_legales.html")
