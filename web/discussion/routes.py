"""Showing the conversation, receiving a message, erasing."""

from __future__ import annotations

import secrets
import sqlite3

from flask import Response, current_app, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.modeles import PUBLICS
from index.erreurs import QuestionInvalide
from web.discussion import bp
from web.discussion.exemples import exemples_de_fiche, exemples_par_public
from web.erreurs import wants_json
from web.limites import limit_chat
from web.refus import Refus
from web.securite import generate_csrf
from web.services import services
from web.services.conversations import ConversationInconnue
from web.services.discussion import Entree, lire_entree, tenir_tour
from web.services.retention import oublier
from web.services.saisie import LONGUEUR_MAXIMALE
from web.services.tables import Conversation, Message

CLOSED = "La discussion est fermée pour le moment. La recherche et les fiches restent ouvertes."


@bp.get("/")
def page() -> ResponseReturnValue:
    """The chat page: introduction and examples, or the conversation so far. `?fiche=` sets the subject."""
    return _render(brouillon=session.pop("brouillon", "") if session else "")


@bp.post("/")
@limit_chat
def envoyer() -> ResponseReturnValue:
    """Receive a message or a choice; redirect to the page, or give the new messages' HTML to our script.

    Raises Refus 503 when the chat is closed.
    """
    if not current_app.config["CHAT_ENABLED"]:
        raise Refus(503, CLOSED)
    try:
        entree = _lire_formulaire()
    except QuestionInvalide as error:
        if wants_json():
            raise
        return _render(brouillon=request.form.get("texte", ""), erreur=error.message), 422
    lignes = tenir_tour(services(), _conversation(entree), entree)
    if wants_json():
        return _fragments(lignes or [], entree)
    if request.form.get("suggestion") or request.form.get("charge"):
        session["brouillon"] = request.form.get("texte", "")[:LONGUEUR_MAXIMALE]
    ancre = f"message-{lignes[0].id}" if lignes else "saisie"
    return redirect(url_for("discussion.page", _anchor=ancre), 303)


@bp.post("/effacer")
def effacer() -> ResponseReturnValue:
    """Erase the conversation here and in Rasa, and the cookie."""
    identifiant = session.get("conversation", "")
    session.clear()
    try:
        oublier(current_app.config["RASA_TRACKER"], services().conversations.effacer(identifiant))
    except ConversationInconnue:
        pass
    except sqlite3.Error as error:
        raise Refus(503, "La conversation est effacée du site, pas encore du moteur de dialogue.") from error
    return redirect(url_for("discussion.page", efface=1), 303)


def _lire_formulaire() -> Entree:
    """The form's message. A suggested question comes as « public:question » and brings its reader along."""
    form = request.form
    public, texte = form.get("public", ""), form.get("texte", "")
    if form.get("suggestion"):
        propose, _, texte = form["suggestion"].partition(":")
        public = public or propose
    return lire_entree(
        services(),
        texte=texte,
        charge=form.get("charge"),
        public=public if public in PUBLICS else None,
        fiche=form.get("fiche"),
        cle=form.get("cle"),
    )


def _conversation(entree: Entree) -> str:
    """The visitor's conversation, opened now if there is none: this is when the cookie appears."""
    identifiant = session.get("conversation")
    if identifiant is None or not services().conversations.existe(identifiant):
        identifiant = session["conversation"] = services().conversations.ouvrir(entree.public, entree.fiche)
    return str(identifiant)


def _lue() -> Conversation | None:
    identifiant = session.get("conversation") if session else None
    if identifiant is None:
        return None
    try:
        return services().conversations.lire(identifiant)
    except ConversationInconnue:
        return None


def _render(brouillon: str = "", erreur: str = "") -> str:
    conversation = _lue()
    base = services().connaissance.base
    fiche = base.fiches.get(request.values.get("fiche", ""))
    public = request.values.get("public") or (conversation.public if conversation else None)
    return render_template(
        "discussion/page.html",
        conversation=conversation,
        messages=conversation.messages if conversation else [],
        fiche=fiche,
        exemples=exemples_de_fiche(fiche) if fiche else exemples_par_public(base, services().aujourd_hui()),
        public=public if public in PUBLICS else None,
        brouillon=brouillon,
        erreur=erreur,
        cle=secrets.token_hex(8),
        limite=LONGUEUR_MAXIMALE,
        ouverte=current_app.config["CHAT_ENABLED"],
        ferme=CLOSED,
    )


def _fragments(lignes: list[Message], entree: Entree) -> Response:
    """For our script: the messages as HTML, what to announce, the key and the token of the next form."""
    conversation = _lue()
    html = render_template(
        "discussion/_suite.html",
        texte=entree.texte,
        lignes=lignes,
        public=conversation.public if conversation else None,
    )
    annonce = " ".join(str((ligne.contenu or {}).get("texte", "")) for ligne in lignes)
    return jsonify(html=html, annonce=annonce, public=entree.public, cle=secrets.token_hex(8), jeton=generate_csrf())
