"""Receipts as an API: one for a question or a fiche, and the replay of one."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from index.preuve.recu import Recu, delivrer, rejouer
from web.api import bp
from web.api.modeles import DemandeRecu
from web.api.validation import read_body
from web.limites import limit_search
from web.refus import Refus
from web.services import services
from web.services.saisie import lire_texte

_FICHE_INCONNUE = "Aucune fiche ne porte cet identifiant."


@bp.post("/recus")
@limit_search
def recu() -> ResponseReturnValue:
    """The receipt of an answer. Raises QuestionInvalide, Refus."""
    demande = read_body(DemandeRecu)
    question = lire_texte(demande.question, "question").cherchable if demande.question is not None else None
    try:
        delivre = delivrer(
            services().connaissance, question, demande.fiche, demande.public, demande.date, services().aujourd_hui()
        )
    except KeyError as error:
        raise Refus(404, _FICHE_INCONNUE) from error
    return jsonify(delivre.model_dump(mode="json"))


@bp.post("/recus/rejeu")
@limit_search
def rejeu() -> ResponseReturnValue:
    """Whether the same demand gives the same answer today. Raises QuestionInvalide, Refus."""
    return jsonify(rejouer(services().connaissance, read_body(Recu)).model_dump(mode="json"))
