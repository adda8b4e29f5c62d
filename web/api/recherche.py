"""The search as an API: one question, one decided answer."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from web.api import bp
from web.api.modeles import DemandeRecherche
from web.api.validation import read_body
from web.limites import limit_search
from web.services import services


@bp.post("/recherche")
@limit_search
def rechercher() -> ResponseReturnValue:
    """The search's `Reponse`; `k` sets how many candidates come with it. Raises QuestionInvalide, Refus."""
    demande = read_body(DemandeRecherche)
    connaissance = services().connaissance
    aujourd_hui = services().aujourd_hui()
    reponse = connaissance.repondre(demande.question, demande.public, demande.date, aujourd_hui=aujourd_hui)
    if demande.k is not None:
        candidats = tuple(connaissance.chercher_fiches(demande.question, demande.k))
        reponse = reponse.model_copy(update={"candidats": candidats})
    return jsonify(reponse.model_dump(mode="json"))
