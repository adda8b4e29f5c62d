"""What comes from the room besides answers: questions, answered by the base, and objections, led to their fiche."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from formation.choix import LECTEURS
from formation.vive.tableur import ecrire_csv
from index.erreurs import QuestionInvalide
from web.comptes import exiger_role
from web.limites import limit_room, limit_room_address
from web.refus import Refus
from web.seance import bp, salle, seances
from web.seance.acces import a_conduire, exiger_participant, trouver
from web.seance.contenus import deroule_de, frein_proche, rang_de, scenario_de, secteurs
from web.seance.participer import rendre
from web.seance.salle import ReponseRefusee
from web.seance.tables import SeanceVive
from web.seance.textes import lire_phrase
from web.seance.vues import etat_de
from web.services import services


@bp.post("/seance/<code>/demander")
@limit_room_address
@limit_room
def demander(code: str) -> ResponseReturnValue:
    """A question from the room, searched at once with the same engine and the same refusals as the chat.

    409 beyond ten questions, 422 for a text that is no question. Raises Refus 403, 404, 410.
    """
    seance = trouver(code)
    qui = exiger_participant(seance)
    try:
        texte = lire_phrase(request.form.get("question", ""))
        lecteur = LECTEURS[scenario_de(seance).public]
        reponse = services().connaissance.repondre(texte.cherchable, lecteur, None, aujourd_hui=seance.jour)
        fiche = reponse.fiche if reponse.decision == "reponse" else None
        salle().demander(seance, qui, texte.texte, reponse.decision, fiche)
    except QuestionInvalide as error:
        return rendre(seance, qui, error.message), 422
    except ReponseRefusee as error:
        return rendre(seance, qui, str(error)), 409
    return redirect(url_for("seance.participer", code=seance.code, fait="question"), 303)


@bp.post("/seance/<code>/objecter")
@limit_room_address
@limit_room
def objecter(code: str) -> ResponseReturnValue:
    """An objection, while that activity is open.

    409 when it is not, or beyond five; 422 for a bad text. Raises Refus 403, 404, 410.
    """
    seance = trouver(code)
    qui = exiger_participant(seance)
    deroule = deroule_de(seance)
    point = deroule[rang_de(deroule, seance.point)]
    etat = etat_de(seances().activites(seance.id).get(point.id))
    if point.genre != "objections" or etat != "ouverte" or request.form.get("point") != point.id:
        return rendre(seance, qui, "Les objections ne sont pas ouvertes en ce moment. Rien n'a été enregistré."), 409
    try:
        _noter(seance, qui)
    except QuestionInvalide as error:
        return rendre(seance, qui, error.message), 422
    except ReponseRefusee as error:
        return rendre(seance, qui, str(error)), 409
    return redirect(url_for("seance.participer", code=seance.code, fait="objection"), 303)


@bp.post("/seance/<code>/animer/objections")
@exiger_role("formateur")
def noter(code: str) -> ResponseReturnValue:
    """The trainer notes an objection heard aloud. Raises Refus 403, 404, 410, QuestionInvalide."""
    seance = a_conduire(code)
    _noter(seance, None)
    return redirect(url_for("seance.animer", code=seance.code, _anchor="objections"), 303)


@bp.post("/seance/<code>/animer/questions/<int:question>")
@exiger_role("formateur")
def marquer(code: str, question: int) -> ResponseReturnValue:
    """Pin a question on the screens, unpin it, hide it or show it again. Raises Refus 403, 404, 410, 422."""
    seance = a_conduire(code)
    marques = {
        "epingler": {"epinglee": True, "masquee": False}, "decrocher": {"epinglee": False},
        "masquer": {"masquee": True, "epinglee": False}, "remontrer": {"masquee": False},
    }.get(request.form.get("geste", ""))  # fmt: skip
    if marques is None:
        raise Refus(422, "Ce geste n'existe pas.")
    salle().marquer(seance.id, question, **marques)
    return redirect(url_for("seance.animer", code=seance.code, _anchor="questions"), 303)


@bp.get("/seance/questions.csv")
@exiger_role("redacteur")
def questions_csv() -> ResponseReturnValue:
    """For editors: the questions of rooms that the base did not answer. No identity: a text, a day, a session."""
    lignes = [
        (question.texte, question.posee_le.isoformat(), question.seance_titre, question.decision)
        for question in salle().sans_reponse()
    ]
    response = Response(ecrire_csv(("question", "jour", "seance", "decision"), lignes), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="questions-de-salle.csv"'
    return response


def _noter(seance: SeanceVive, qui: int | None) -> None:
    texte = lire_phrase(request.form.get("objection", ""))
    secteur = request.form.get("secteur", "")
    if secteur not in secteurs():
        raise QuestionInvalide("Choisissez un secteur dans la liste.", "secteur")
    salle().objecter(seance.id, qui, secteur, texte.texte, frein_proche(texte.cherchable))
