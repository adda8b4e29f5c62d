"""A tool's answer in its four forms: whole page, fragment for the script, plain text, and the status that fits."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from conseil.droit import Droit
from conseil.resultat import Resultat
from web.outils.catalogue import PAR_CODE
from web.outils.champs import Formulaire
from web.outils.texte import ecrire_resultat
from web.services import services


def droit_du_jour(jour: date | None = None) -> Droit:
    """The law as it stands today, or on the day asked."""
    return Droit(services().connaissance.base, jour or services().aujourd_hui())


def rendre(
    code: str, formulaire: Formulaire, resultat: Resultat | None, *, dans_adresse: bool = True, **vue: Any
) -> ResponseReturnValue:
    """The page `outils/<code>.html`: 422 when something must be corrected, `?texte=1` for plain text.

    Templates get `outil`, `f` (the form), `resultat`, `adresse` (this state, absolute), and whatever `vue` holds.
    `dans_adresse=False` keeps the answers out of every address.
    """
    adresse = url_for(f"outils.{code}", _external=True, **(formulaire.adresse() if dans_adresse else {}))
    if resultat is not None and request.args.get("texte") == "1":
        return en_texte(ecrire_resultat(resultat, PAR_CODE[code].titre, adresse))
    page = render_template(
        f"outils/{code}.html",
        outil=PAR_CODE[code],
        f=formulaire,
        resultat=resultat,
        adresse=adresse,
        texte=ecrire_resultat(resultat, PAR_CODE[code].titre, adresse) if resultat else "",
        cadre="outils/_fragment.html" if request.args.get("fragment") == "1" else "outils/_cadre.html",
        **vue,
    )
    return make_response(page, 422 if formulaire.erreurs else 200)


def en_texte(texte: str) -> Response:
    """A plain-text answer."""
    response = make_response(texte)
    response.mimetype = "text/plain"
    return response
