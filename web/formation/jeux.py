"""Role-plays on pages: the list, a scene played by links, the facilitator's view, the debrief sheet.

The whole game stands in the address (« 0.2.1 »): nothing is kept, and a scene can be shared, projected or replayed.
"""

from __future__ import annotations

from flask import render_template, request

from base_connaissance.jeux_de_role import JeuDeRole
from formation.jeu import CoupInvalide, Partie, debriefer, lire_partie
from formation.jeu.debrief import EFFETS, FINS
from web.formation import bp
from web.libelles import PUBLICS
from web.refus import Refus
from web.services import services

_INCONNU = "Ce jeu de rôle n'existe pas, ou n'est plus dans la base. Choisissez-en un autre dans la liste."


@bp.get("/formation/jeux")
def jeux() -> str:
    """The scenes, for everyone."""
    return render_template(
        "formation/jeux/liste.html", jeux=services().connaissance.base.jeux.values(), publics=PUBLICS
    )


@bp.get("/formation/jeux/<nom>")
def jeu(nom: str) -> str:
    """Where the game stands, its replies as links; `?projeter=1` in large type. Raises Refus 404."""
    partie = _partie(nom)
    return render_template(
        "formation/jeux/scene.html",
        jeu=partie.jeu, partie=partie, echanges=partie.echanges(), fins=FINS,
        projete=request.args.get("projeter") == "1",
    )  # fmt: skip


@bp.get("/formation/jeux/<nom>/animateur")
def jeu_animateur(nom: str) -> str:
    """Everything at once, for who leads: the tree, what each reply is worth, what to observe, what to ask."""
    trouve = _jeu(nom)
    fiches = services().connaissance.base.fiches
    return render_template("formation/jeux/animateur.html", jeu=trouve, effets=EFFETS, fins=FINS, fiches=fiches)


@bp.get("/formation/jeux/<nom>/debrief")
def jeu_debrief(nom: str) -> str:
    """The sheet of a game, to print. Raises Refus 404 for an address that no game gives."""
    partie, ici = _partie(nom), services()
    sheet = debriefer(ici.connaissance.base, partie, ici.aujourd_hui())
    return render_template(
        "formation/jeux/debrief.html", jeu=partie.jeu, partie=partie, debrief=sheet, effets=EFFETS, fins=FINS
    )


def _jeu(nom: str) -> JeuDeRole:
    trouve = services().connaissance.base.jeux.get(nom)
    if trouve is None:
        raise Refus(404, _INCONNU)
    return trouve


def _partie(nom: str) -> Partie:
    try:
        return lire_partie(_jeu(nom), request.args.get("partie", ""))
    except CoupInvalide as error:
        raise Refus(404, str(error)) from error
