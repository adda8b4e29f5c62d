"""The list of the tools."""

from __future__ import annotations

from flask import current_app, render_template

from web.outils import bp
from web.outils.catalogue import MOMENTS, OUTILS


@bp.get("")
def accueil() -> str:
    """The tools in the order of a purchase."""
    presents = [outil for outil in OUTILS if f"outils.{outil.code}" in current_app.view_functions]
    groupes = [(titre, [outil for outil in presents if outil.moment == moment]) for moment, titre in MOMENTS.items()]
    return render_template("outils/accueil.html", groupes=[groupe for groupe in groupes if groupe[1]])
