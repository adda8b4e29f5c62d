"""`/formation`: what is offered, the ready scenarios, and a trainer's own."""

from __future__ import annotations

from flask import render_template

from formation.choix import LIBELLES_PUBLICS
from formation.empreintes import signalements
from web.comptes import compte_courant
from web.formation import bp
from web.formation.seances import scenarios
from web.services import services


@bp.get("/formation")
def accueil() -> str:
    """The presentation for everyone; under it, their sessions for those who hold the role."""
    qui = compte_courant()
    formateur = qui is not None and "formateur" in qui.roles
    base, jour = services().connaissance.base, services().aujourd_hui()
    seances = scenarios().lister() if formateur else ()
    return render_template(
        "formation/accueil.html", base=base, formateur=formateur, seances=seances, publics=LIBELLES_PUBLICS,
        a_revoir={seance.id: len(signalements(base, seance.scenario, jour)) for seance in seances},
    )  # fmt: skip
