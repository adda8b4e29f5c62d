"""The answer as evidence: its receipt, printed or replayed, and the same question seen by the buyer and the company."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from base_connaissance.modeles import PUBLICS, Public
from index.erreurs import QuestionInvalide
from index.preuve.recu import Recu, RecuIllisible, delivrer, lire_recu, rejouer
from index.preuve.regards import deux_regards
from web.limites import limit_search
from web.refus import Refus
from web.securite import check_token
from web.services import services
from web.services.fiches import lire_choix, lire_jour
from web.services.saisie import LONGUEUR_MAXIMALE, lire_texte

bp = Blueprint("preuve", __name__)
_SANS_DEMANDE = "Un reçu se demande sous une réponse : posez d'abord votre question."
_FICHE_INCONNUE = "Aucune fiche ne porte cet identifiant."
_SANS_FICHIER = "Choisissez le fichier « .json » téléchargé avec la réponse."


@bp.get("/recu")
@limit_search
def recu() -> str:
    """The receipt of `q` or `fiche`, for `public`, at `date`. Raises QuestionInvalide, Refus."""
    delivre = _delivrer()
    demande = delivre.demande
    date_donnee = demande.date_droit.isoformat() if demande.date_donnee else None
    adresse = {"q": demande.question, "fiche": demande.fiche, "public": demande.public, "date": date_donnee}
    return render_template("preuve/recu.html", recu=delivre, adresse=adresse)


@bp.get("/recu.json")
@limit_search
def recu_json() -> Response:
    """The same receipt, to keep and to replay."""
    delivre = _delivrer()
    reponse = Response(delivre.model_dump_json(indent=1), mimetype="application/json")
    reponse.headers["Content-Disposition"] = f'attachment; filename="recu-{delivre.somme.lower()}.json"'
    return reponse


@bp.get("/recu/rejouer")
def rejouer_page() -> str:
    """The form that takes a receipt."""
    return render_template("preuve/rejouer.html")


@bp.post("/recu/rejouer")
@limit_search
def rejouer_envoi() -> ResponseReturnValue:
    """What a replay says of the receipt sent; a file that is no receipt comes back with the reason, 422."""
    check_token()
    fichier = request.files.get("recu")
    try:
        if fichier is None or not fichier.filename:
            raise RecuIllisible(_SANS_FICHIER)
        lu = lire_recu(fichier.read())
        rejeu = rejouer(services().connaissance, lu)
    except (RecuIllisible, QuestionInvalide) as error:
        return render_template("preuve/rejouer.html", erreur=str(error)), 422
    return render_template("preuve/rejouer.html", recu=lu, rejeu=rejeu)


@bp.get("/deux-regards")
@limit_search
def regards() -> ResponseReturnValue:
    """The same question for the buyer and for the company, side by side, with what each expects of the other."""
    brut = request.args.get("q")
    vue = {"q": brut or "", "limite": LONGUEUR_MAXIMALE}
    if brut is None:
        return render_template("preuve/regards.html", **vue)
    try:
        question = lire_texte(brut, "q").cherchable
    except QuestionInvalide as error:
        return render_template("preuve/regards.html", erreur=error.message, **vue), 422
    demandee = lire_jour(request.args.get("date"))
    vus = deux_regards(services().connaissance, question, demandee, services().aujourd_hui())
    return render_template("preuve/regards.html", regards=vus, question=question, demandee=demandee, **vue)


def _delivrer() -> Recu:
    public = cast(Public | None, lire_choix(request.args.get("public"), PUBLICS, "public"))
    question = request.args.get("q")
    fiche = None if question else request.args.get("fiche")
    if not question and not fiche:
        raise Refus(404, _SANS_DEMANDE)
    propre = lire_texte(question, "q").cherchable if question else None
    demandee = lire_jour(request.args.get("date"))
    try:
        return delivrer(services().connaissance, propre, fiche, public, demandee, services().aujourd_hui())
    except KeyError as error:
        raise Refus(404, _FICHE_INCONNUE) from error
