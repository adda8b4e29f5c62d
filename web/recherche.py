"""The search page: the direct answer when there is one, then the nearest fiches."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from base_connaissance.modeles import PUBLICS, Public
from index.erreurs import QuestionInvalide
from web.limites import limit_search
from web.services import services
from web.services.composition import de_reponse
from web.services.fiches import lire_choix, lire_jour, resume_au
from web.services.saisie import LONGUEUR_MAXIMALE, lire_texte

bp = Blueprint("recherche", __name__)
_RESULTATS = 10


@bp.get("/recherche")
@limit_search
def page() -> ResponseReturnValue:
    """Results for `q`, `public` and `date`; the empty form without `q`. An unreadable text comes back, 422."""
    brut = request.args.get("q")
    public = cast(Public | None, lire_choix(request.args.get("public"), PUBLICS, "public"))
    aujourd_hui = services().aujourd_hui()
    demandee = lire_jour(request.args.get("date"))
    vue = {"q": brut or "", "public": public, "limite": LONGUEUR_MAXIMALE, "date": demandee}
    if brut is None:
        return render_template("recherche.html", **vue)
    try:
        question = lire_texte(brut, "q").cherchable
    except QuestionInvalide as error:
        return render_template("recherche.html", erreur=error.message, **vue), 422
    connaissance = services().connaissance
    base = connaissance.base
    reponse = connaissance.repondre(question, public, demandee, aujourd_hui=aujourd_hui)
    jour = reponse.date_droit
    candidats = connaissance.chercher_fiches(question, _RESULTATS)
    return render_template(
        "recherche.html",
        message=de_reponse(reponse, "bot", base),
        resultats=[
            (fiche, resume_au(base, fiche, public, jour))
            for fiche in (base.fiches[candidat.fiche] for candidat in candidats)
        ],
        question=question,
        autre_jour=jour if jour != aujourd_hui else None,
        **vue,
    )
