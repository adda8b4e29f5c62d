"""Arranging the sentences of a room: the trainer renames, merges, hides, shows, or sets a sentence apart."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from index.erreurs import QuestionInvalide
from web.comptes import exiger_role
from web.refus import Refus
from web.seance import bp, salle, seances
from web.seance.acces import a_conduire
from web.seance.contenus import deroule_de, rang_de
from web.seance.textes import lire_phrase

Idees = list[dict[str, Any]]
_ABSENTE = "Ce groupe n'existe plus : la page a été rouverte à jour."


@bp.post("/seance/<code>/animer/idees")
@exiger_role("formateur")
def arranger(code: str) -> ResponseReturnValue:
    """Do one gesture on a group: renommer, fusionner, masquer, montrer, separer.

    Raises Refus 403, 404, 409, 410, 422.
    """
    seance = a_conduire(code)
    deroule = deroule_de(seance)
    point = deroule[rang_de(deroule, seance.point)]
    activite = seances().activites(seance.id).get(point.id)
    if point.genre != "texte" or request.form.get("point") != point.id or activite is None or not activite.idees:
        raise Refus(409, "Il n'y a pas de phrases à arranger ici, ou la séance a avancé.")
    idees = [dict(idee) for idee in activite.idees]
    par_id = {idee["id"]: idee for idee in idees}
    groupe, geste = request.form.get("groupe", ""), request.form.get("geste", "")
    if groupe not in par_id:
        raise Refus(409, _ABSENTE)
    idees = _faire(idees, par_id, par_id[groupe], geste, {r.id: str(r.valeur) for r in salle().reponses(seance.id)})
    seances().ranger(seance.id, point.id, idees)
    return redirect(url_for("seance.animer", code=seance.code, _anchor="idees"), 303)


def _faire(idees: Idees, par_id: dict[str, Any], groupe: dict[str, Any], geste: str, phrases: dict[int, str]) -> Idees:
    match geste:
        case "renommer":
            groupe["titre"] = _titre()
        case "masquer" | "montrer":
            groupe["masque"] = geste == "masquer"
        case "fusionner":
            autre = par_id.get(request.form.get("avec", ""))
            if autre is None or autre is groupe:
                raise Refus(422, "Choisissez un autre groupe à réunir avec celui-ci.")
            autre["reponses"] += groupe["reponses"]
            idees.remove(groupe)
        case "separer":
            rang = max(int(idee["id"][1:]) for idee in idees)
            titres = [(phrases.get(membre, ""), membre) for membre in groupe["reponses"][1:]]
            groupe["reponses"] = groupe["reponses"][:1]
            for numero, (titre, membre) in enumerate(titres, start=rang + 1):
                idees.append({"id": f"g{numero}", "titre": titre, "reponses": [membre], "masque": groupe["masque"]})
        case _:
            raise Refus(422, "Ce geste n'existe pas.")
    return idees


def _titre() -> str:
    try:
        return lire_phrase(request.form.get("titre", "")).texte
    except QuestionInvalide as error:
        raise Refus(422, error.message) from error
