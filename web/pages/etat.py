"""Where the base stands, in public: reviews to come, and what each reader finds at each phase."""

from __future__ import annotations

from flask import render_template

from base_connaissance.etat import FAMILLES, PHASES, etat_de_la_base
from base_connaissance.modeles import PUBLICS
from index.preuve.carte import CARTE, lire_carte
from web.pages import bp
from web.services import services

_REVUES_MONTREES = 30


@bp.get("/base")
def etat() -> str:
    """Review dates, the most pressing first; the coverage by family, reader and phase, counted then measured."""
    base, jour = services().connaissance.base, services().aujourd_hui()
    etat = etat_de_la_base(base, jour)
    cases = {(case.famille, case.public, case.phase): case.fiches for case in etat.couverture}
    carte = lire_carte(CARTE)
    mesures = {(case.famille, case.public, case.phase): case for case in carte.cases} if carte is not None else {}
    return render_template(
        "pages/etat.html", etat=etat, revues=etat.revues[:_REVUES_MONTREES], cases=cases, base=base,
        familles=FAMILLES, publics=PUBLICS, phases=PHASES, carte=carte, mesures=mesures,
    )  # fmt: skip
