"""The search page: the direct answer when there is one, then the nearest fiches."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from base_connaissance.modeles import PUBLICS, Public
from base_connaissance.presentation import texte_reponse
from index.erreurs import QuestionInvalide
from web.limites import limit_search
from web.services import services
from web.services.composition import de_reponse
from web.services.fiches import lire_choix
from web.services.saisie import LONGUEUR_MAXIMALE, lire_texte

bp = Blueprint("recherche", __name__)
_RESULTATS = 10


@bp.get("/recherche")
@limit_search
def page() -> ResponseReturnValue:
    """Results for `q` and `public`; the empty form without `q`. A text that cannot be searched comes back, 422."""
    brut = request.args.get("q")
    public = cast(Public | None, lire_choix(request.args.get("public"), PUBLICS, "public"))
    vue = {"q": brut or "", "public": public, "limite": LONGUEUR_MAXIMALE}
    if brut is None:
        return render_template("recherche.html", **vue)
    try:
        question = lire_texte(brut, "q").cherchable
    except QuestionInvalide as error:
        return render_template("recherche.html", erreur=error.message, **vue), 422
    connaissance, jour = services().connaissance, services().aujourd_hui()
    base = connaissance.base
    candidats = connaissance.chercher_fiches(question, _RESULTATS)
    return render_template(
        "recherche.html",
        message=de_reponse(connaissance.repondre(question, public, jour), "bot"),
        resultats=[
            (fiche, texte_reponse(base, fiche, public, jour))
            for fiche in (base.fiches[candidat.fiche] for candidat in candidats)
        ],
        **vue,
    )
