"""The page: choose a subject, answer a question, read why. Without script it is a plain quiz."""

from __future__ import annotations

import secrets

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from base_connaissance.erreurs import ReponseInvalide
from base_connaissance.modeles import PUBLICS
from base_connaissance.questionnaire.affichage import item_complet, item_public
from base_connaissance.questionnaire.correction import corriger
from base_connaissance.questionnaire.modeles import THEMES, Item
from formation.vive.saisie import lire_reponse
from web import libelles
from web.entrainement import bp
from web.entrainement.banque import choisir, jouables
from web.limites import limit_room_address
from web.refus import Refus
from web.services import services

NIVEAUX = {"1": "Découvrir", "2": "Pratiquer", "3": "Approfondir"}
_ABSENTE = "Cette question n'existe pas, ou elle est en cours de relecture : choisissez-en une autre."
_CHOISISSEZ = "Choisissez ou écrivez une réponse avant de vérifier."


@bp.get("/formation/entrainement")
def accueil() -> ResponseReturnValue:
    """The subjects, then a question of those asked for; `question=` names it, else one is drawn. Raises Refus 404."""
    filtres = _filtres()
    items = choisir(**filtres)
    item = _trouver(request.args["question"]) if request.args.get("question") else None
    if item is None and request.args.get("commencer") and items:
        item = _tirer(items)
    return _page(items, item)


@bp.post("/formation/entrainement")
@limit_room_address
def repondre() -> ResponseReturnValue:
    """Mark an answer and say why; 422 when nothing readable was answered. Raises Refus 404."""
    base, jour = services().connaissance.base, services().aujourd_hui()
    item = _trouver(request.form.get("question", ""))
    graine = request.form.get("graine", "")[:20]
    items = choisir(**_filtres())
    try:
        reponse = lire_reponse(item_public(base, item, jour, graine), request.form.to_dict(flat=False))
        if reponse is None:
            raise ReponseInvalide("reponse", _CHOISISSEZ)
        correction = corriger(base, item, reponse, jour)
    except ReponseInvalide as error:
        return _page(items, item, graine=graine, erreur=error.message), 422
    complet = item_complet(base, item, jour, graine)
    return _page(items, item, graine=graine, correction=correction, complet=complet)


@bp.get("/formation/entrainement/questions.json")
def questions() -> ResponseReturnValue:
    """For our script: the ids of the questions asked for, to choose which is due. Nothing of the reader is sent."""
    return jsonify(questions=[item.id for item in choisir(**_filtres())])


def _page(items: list[Item], item: Item | None, *, graine: str = "", erreur: str = "", correction: object = None,
          complet: object = None) -> str:  # fmt: skip
    base, jour = services().connaissance.base, services().aujourd_hui()
    graine = graine or secrets.token_hex(4)
    themes = {nom: titre for nom, titre in THEMES.items() if any(autre.theme == nom for autre in jouables())}
    publics = {nom: libelles.PUBLICS[nom] for nom in PUBLICS}
    suivante = _tirer([autre for autre in items if item and autre.id != item.id])
    return render_template(
        "seance/entrainement.html", filtres=_filtres(), themes=themes, publics=publics,
        niveaux=NIVEAUX, nombre=len(items), graine=graine, erreur=erreur, correction=correction, complet=complet,
        item=item_public(base, item, jour, graine) if item else None, saisie=request.form, suivante=suivante,
    )  # fmt: skip


def _filtres() -> dict[str, str | None]:
    return {nom: request.values.get(nom) or None for nom in ("theme", "public", "niveau")}


def _tirer(items: list[Item]) -> Item | None:
    return secrets.choice(items) if items else None


def _trouver(nom: str) -> Item:
    for item in jouables():
        if item.id == nom:
            return item
    raise Refus(404, _ABSENTE)
