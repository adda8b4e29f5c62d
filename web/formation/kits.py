"""Visit and meeting kits, for everyone: a form that keeps nothing, then the sheets to print."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from formation.kits import Circonstances, composer_kit
from index.erreurs import QuestionInvalide
from web.formation import bp
from web.formation.rendu import Cadre
from web.refus import Refus
from web.services import services
from web.services.fiches import lire_jour

_LONGUEUR = 120


@bp.get("/formation/kits/<nom>")
def kit(nom: str) -> ResponseReturnValue:
    """The form of a kit; with `imprimer`, the kit itself, filled from the address. Raises Refus 404, 422."""
    base, jour = services().connaissance.base, services().aujourd_hui()
    trouve = base.kits.get(nom)
    if trouve is None:
        raise Refus(404, "Aucune trousse ne porte ce nom.")
    if "imprimer" not in request.args:
        return render_template("formation/kit.html", kit=trouve, base=base, saisie=request.args)
    try:
        circonstances = Circonstances(
            objet=_texte("objet"),
            jour=lire_jour(request.args.get("date")),
            heure=_texte("heure"),
            lieu=_texte("lieu"),
            heures_dues=_heures(),
        )
    except QuestionInvalide as error:
        vue = {"erreur": error.message, "champ": error.champ}
        return render_template("formation/kit.html", kit=trouve, base=base, saisie=request.args, **vue), 422
    compose = composer_kit(base, trouve, circonstances, jour)
    return render_template(
        "formation/supports/kit.html", kit=compose, jour=jour, cadre=Cadre(), titre_support=trouve.titre,
        retour=request.full_path.replace("imprimer=1", ""),
    )  # fmt: skip


def _texte(champ: str) -> str:
    texte = " ".join(request.args.get(champ, "").split())
    if len(texte) > _LONGUEUR:
        raise QuestionInvalide(f"{_LONGUEUR} caractères au plus.", champ)
    return texte


def _heures() -> float | None:
    texte = request.args.get("heures", "").strip().replace(",", ".").replace(" ", "")
    if not texte:
        return None
    if not texte.replace(".", "", 1).isdecimal() or len(texte) > 9:
        raise QuestionInvalide("Un nombre d'heures est attendu, par exemple 350.", "heures")
    return float(texte)
