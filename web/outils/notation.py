"""« Noter les propositions »: the grid and the offers in one form, posted, so that no address tells who bid what."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from base_connaissance.erreurs import ParametreInconnu
from conseil.erreurs import SaisieInvalide
from conseil.notation import DemandeNotation, ResultatNotation, evaluer_offres
from conseil.notation.tableurs import TYPES, FormatTableur, exporter_notation
from web.limites import limit_search
from web.outils import bp
from web.outils.catalogue import PAR_CODE
from web.outils.champs import GENERAL, Formulaire
from web.outils.notation_champs import DECLARATIONS, Saisie, exemple_fictif, lire_saisie
from web.outils.notation_graphe import dessiner_bascules
from web.outils.rendu import droit_du_jour
from web.outils.texte import ecrire_resultat
from web.securite import check_token

_ABSENTE = "Une donnée nécessaire à cet outil manque à la base. Votre saisie est gardée."


@bp.get("/notation")
def notation() -> ResponseReturnValue:
    """The page. The address may hold a grid (shared), or the whole state when a person chose to share it."""
    champs = exemple_fictif(droit_du_jour().base) if request.args.get("exemple") == "1" else request.args
    return _rendre(champs)


@bp.post("/notation")
@limit_search
def notation_calculer() -> ResponseReturnValue:
    """The page for the state posted, its zones alone (`?fragment=1`), or a workbook if its button was pressed."""
    check_token()
    format = next((nom for nom in TYPES if nom == request.form.get("format")), None)
    return _classeur(request.form, format) if format else _rendre(request.form)


def _classeur(champs: MultiDict[str, str], format: FormatTableur) -> Response:
    """The evaluation as a workbook; the page with its errors when it cannot be made."""
    demande, resultat = _evaluer(lire_saisie(champs, droit_du_jour().base))
    if demande is None or resultat is None:
        return _rendre(champs)
    reponse = make_response(exporter_notation(demande, resultat, format))
    reponse.headers["Content-Type"] = TYPES[format]
    reponse.headers["Content-Disposition"] = f'attachment; filename="notation-insertion.{format}"'
    return reponse


def _evaluer(saisie: Saisie) -> tuple[DemandeNotation | None, ResultatNotation | None]:
    formulaire = saisie.formulaire
    demande = formulaire.construire(DemandeNotation) if saisie.demandee else None
    if demande is None:
        return None, None
    try:
        return demande, evaluer_offres(demande, droit_du_jour())
    except SaisieInvalide as error:
        formulaire.refuser(saisie.champ_de(error.champ), error.message)
    except ParametreInconnu:
        formulaire.refuser(GENERAL, _ABSENTE)
    return demande, None


def _rendre(champs: MultiDict[str, str]) -> Response:
    saisie = lire_saisie(champs, droit_du_jour().base)
    _, resultat = _evaluer(saisie)
    formulaire: Formulaire = saisie.formulaire
    adresse = url_for("outils.notation", _external=True, **saisie.adresse_de_la_grille())
    titre = PAR_CODE["notation"].titre
    page = render_template(
        "outils/notation.html",
        outil=PAR_CODE["notation"], f=formulaire, s=saisie, resultat=resultat, adresse=adresse,
        adresse_complete=url_for("outils.notation", _external=True, **formulaire.adresse()),
        texte=ecrire_resultat(resultat, titre, adresse) if resultat else "",
        declarations=DECLARATIONS, graphe=dessiner_bascules(resultat) if resultat else None, jeton=bool(session),
        formats=list(TYPES),
        cadre="outils/_fragment.html" if request.args.get("fragment") == "1" else "outils/_notation_cadre.html",
    )  # fmt: skip
    reponse = make_response(page, 422 if formulaire.erreurs else 200)
    reponse.headers["Cache-Control"] = "no-store"
    return reponse
