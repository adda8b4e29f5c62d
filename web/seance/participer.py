"""The participant's pages: the code, the door, the present activity and its answer. Everything works without script."""

from __future__ import annotations

from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.erreurs import ReponseInvalide
from base_connaissance.questionnaire.correction import corriger
from formation.vive.codes import lire_code
from formation.vive.deroule import POSITIONS, Point
from formation.vive.saisie import lire_reponse
from index.erreurs import QuestionInvalide
from web.limites import limit_room, limit_room_address
from web.refus import Refus
from web.seance import bp, salle, seances
from web.seance.acces import effacer_cookie, exiger_participant, participant, poser_cookie, trouver
from web.seance.contenus import deroule_de, item_montre, rang_de, secteurs
from web.seance.salle import ReponseRefusee
from web.seance.tables import SeanceVive
from web.seance.textes import lire_phrase
from web.seance.vues import composer_vue, corriger_reponse, formulaire, idees_visibles, reponse_de_fiche
from web.services import services

_AUTRE = "La séance est passée à autre chose : cette réponse n'a pas été enregistrée."
_CHOISISSEZ = "Choisissez ou écrivez une réponse avant d'envoyer."


@bp.get("/seance")
def chercher() -> ResponseReturnValue:
    """Where to type the code; `?code=` goes to its session."""
    code = request.args.get("code", "")
    lu = lire_code(code)
    if lu is not None:
        return redirect(url_for("seance.participer", code=lu), 303)
    erreur = "Un code compte six lettres." if code.strip() else ""
    return render_template("seance/code.html", code=code[:20], erreur=erreur), 422 if erreur else 200


@bp.get("/s/<code>")
def raccourci(code: str) -> ResponseReturnValue:
    """The short address of the code."""
    return redirect(url_for("seance.participer", code=(lire_code(code) or code)[:20]), 303)


@bp.get("/seance/<code>")
def participer(code: str) -> ResponseReturnValue:
    """The door, then the room. `fragment=1` gives the changing part alone. Raises Refus 404, 410, 429."""
    seance = trouver(code)
    qui = participant(seance)
    if code != seance.code:
        return redirect(url_for("seance.participer", code=seance.code), 303)
    if qui is None and request.args.get("fragment"):
        exiger_participant(seance)
    if qui is None:
        return render_template("seance/porte.html", seance=seance, conservation=current_app.config["SESSION_DAYS"])
    return rendre(seance, qui)


@bp.post("/seance/<code>/entrer")
@limit_room_address
def entrer(code: str) -> ResponseReturnValue:
    """Take a seat, unless this device has one. Raises Refus 404, 409, 410."""
    seance = trouver(code)
    response = make_response(redirect(url_for("seance.participer", code=seance.code), 303))
    if participant(seance) is None:
        try:
            poser_cookie(response, seance, salle().entrer(seance.id))
        except ReponseRefusee as error:
            raise Refus(409, str(error)) from error
    return response


@bp.post("/seance/<code>/quitter")
@limit_room
def quitter(code: str) -> ResponseReturnValue:
    """Erase what this participant answered, and leave. Raises Refus 403, 404, 410."""
    seance = trouver(code)
    salle().oublier(seance.id, exiger_participant(seance))
    response = make_response(redirect(url_for("seance.chercher", parti=1), 303))
    effacer_cookie(response, seance.code or "")
    return response


@bp.post("/seance/<code>/repondre")
@limit_room_address
@limit_room
def repondre(code: str) -> ResponseReturnValue:
    """Keep an answer to the present activity.

    409 when it cannot be taken any more, 422 when it is not an answer: the page says so. Raises Refus 403, 404, 410.
    """
    seance = trouver(code)
    qui = exiger_participant(seance)
    deroule = deroule_de(seance)
    point = deroule[rang_de(deroule, seance.point)]
    if request.form.get("point") != point.id:
        return rendre(seance, qui, _AUTRE), 409
    try:
        valeur, points = _lire(seance, point, qui)
        modifiable = point.genre in {"texte", "vote"}
        salle().repondre(seance.id, point.id, qui, valeur, points, modifiable=modifiable)
    except (ReponseInvalide, QuestionInvalide) as error:
        return rendre(seance, qui, error.message), 422
    except ReponseRefusee as error:
        return rendre(seance, qui, str(error)), 409
    return redirect(url_for("seance.participer", code=seance.code), 303)


def rendre(seance: SeanceVive, qui: int, erreur: str = "", confirmation: str = "") -> str:
    """The participant's page, or its changing part alone for our script."""
    vue = composer_vue(seance, pour_tous=True)
    point = vue.point
    reponse = salle().reponse(seance.id, point.id, qui) if point.se_repond else None
    items = formulaire(seance, point, qui) if point.genre in {"quiz", "mesure"} and vue.etat == "ouverte" else []
    gabarit = "seance/_participer.html" if request.args.get("fragment") else "seance/participer.html"
    return render_template(
        gabarit, seance=seance, vue=vue, point=point, reponse=reponse, items=items, erreur=erreur,
        confirmation=confirmation or request.args.get("fait", ""), positions=POSITIONS, secteurs=secteurs(),
        corrections=corriger_reponse(seance, point, reponse) if vue.etat == "montree" else [],
        epinglee=reponse_de_fiche(seance, vue.epinglee.fiche) if vue.epinglee else None, saisie=request.form,
        lire_fiche=lambda nom: reponse_de_fiche(seance, nom), conservation=current_app.config["SESSION_DAYS"],
    )  # fmt: skip


def _lire(seance: SeanceVive, point: Point, qui: int) -> tuple[Any, dict[str, float] | None]:
    """The value to keep, and the points by item. Raises ReponseInvalide, QuestionInvalide, ReponseRefusee."""
    form = request.form
    match point.genre:
        case "texte":
            return lire_phrase(form.get("texte", "")).texte, None
        case "position":
            return _parmi(form.get("choix", ""), list(POSITIONS)), None
        case "vote":
            idees = idees_visibles(seances().activites(seance.id).get(point.source))
            return _parmi(form.get("choix", ""), [idee["id"] for idee in idees]), None
        case "quiz" | "mesure":
            return _items(seance, point, qui)
        case _:
            raise ReponseRefusee("Rien n'est à répondre ici.")


def _items(seance: SeanceVive, point: Point, qui: int) -> tuple[Any, dict[str, float]]:
    base = services().connaissance.base
    champs = request.form.to_dict(flat=False)
    valeurs: dict[str, Any] = {}
    points: dict[str, float] = {}
    for nom in point.items:
        valeurs[nom] = lire_reponse(item_montre(seance, nom, qui), champs)
        points[nom] = corriger(base, base.quiz[nom], valeurs[nom], seance.jour).points
    if all(valeur is None for valeur in valeurs.values()):
        raise ReponseInvalide("reponse", _CHOISISSEZ)
    return (valeurs if point.genre == "mesure" else valeurs[point.items[0]]), points


def _parmi(choix: str, possibles: list[str]) -> str:
    if choix not in possibles:
        raise ReponseInvalide("choix", _CHOISISSEZ if not choix else "Ce choix n'est pas proposé.")
    return choix
