"""Conversations: open one, send it a text or a choice."""

from __future__ import annotations

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from web.api import bp
from web.api.modeles import ConversationOuverte, EnvoiMessage, Messages, OuvertureConversation
from web.api.validation import read_body
from web.limites import limit_chat, limit_search
from web.modeles import MessageAssistant
from web.refus import Refus
from web.services import services
from web.services.conversations import ConversationInconnue
from web.services.discussion import lire_entree, tenir_tour


@bp.post("/conversations")
@limit_search
def ouvrir_conversation() -> ResponseReturnValue:
    """Open a conversation. Raises Refus 503 when the chat is closed."""
    _refuse_if_closed()
    demande = read_body(OuvertureConversation, optional=True)
    identifiant = services().conversations.ouvrir(demande.public)
    return jsonify(ConversationOuverte(id=identifiant).model_dump()), 201


@bp.post("/conversations/<identifiant>/messages")
@limit_chat
def envoyer_message(identifiant: str) -> ResponseReturnValue:
    """Send a text or a choice and get the assistant's messages.

    Raises ConversationInconnue, QuestionInvalide, Refus.
    """
    _refuse_if_closed()
    if not services().conversations.existe(identifiant):
        raise ConversationInconnue(identifiant)
    demande = read_body(EnvoiMessage)
    entree = lire_entree(services(), texte=demande.texte, charge=demande.charge, public=demande.public)
    lignes = tenir_tour(services(), identifiant, entree) or []
    messages = [MessageAssistant.model_validate(ligne.contenu) for ligne in lignes]
    return jsonify(Messages(conversation=identifiant, messages=messages).model_dump(mode="json"))


def _refuse_if_closed() -> None:
    if not current_app.config["CHAT_ENABLED"]:
        raise Refus(503, "La discussion est fermée pour le moment. La recherche reste ouverte.")
