"""« Utile / Pas utile » on an answer: one POST, a reason afterwards if the visitor wants."""

from __future__ import annotations

from flask import jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from index.erreurs import QuestionInvalide
from web.discussion import bp
from web.erreurs import wants_json
from web.libelles import RAISONS
from web.limites import limit_search
from web.services import services


@bp.post("/avis")
@limit_search
def avis() -> ResponseReturnValue:
    """Keep a rating (`message`, `verdict` oui|non, optional `raison`).

    Raises QuestionInvalide for an unknown value, ConversationInconnue when the message is not the visitor's.
    """
    message, verdict, raison = request.form.get("message", ""), request.form.get("verdict"), request.form.get("raison")
    if not message.isdecimal() or len(message) > 15:
        raise QuestionInvalide("Cette réponse n'existe pas.", "message")
    if verdict not in {"oui", "non"}:
        raise QuestionInvalide("Dites si la réponse vous est utile : oui ou non.", "verdict")
    if raison and raison not in RAISONS:
        raise QuestionInvalide("Choisissez une raison de la liste.", "raison")
    conversation = session.get("conversation", "") if session else ""
    services().conversations.noter(conversation, int(message), verdict == "oui", raison or None)
    if wants_json():
        return jsonify(merci="Merci, votre avis est noté.")
    return redirect(url_for("discussion.page", _anchor=f"message-{message}"), 303)
