"""The glossary: the words of the trade, their acronyms, what to avoid saying."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from flask import render_template

from base_connaissance.modeles import Terme
from web.pages import bp
from web.services import services


@bp.get("/glossaire")
def glossaire() -> str:
    """All the terms, grouped by initial."""
    termes = sorted(services().connaissance.base.glossaire, key=lambda terme: _plier(terme.terme))
    lettres = [(lettre, list(groupe)) for lettre, groupe in groupby(termes, key=_initiale)]
    return render_template("pages/glossaire.html", lettres=lettres)


def _initiale(terme: Terme) -> str:
    return _plier(terme.terme)[0].upper()


def _plier(mot: str) -> str:
    simple = unicodedata.normalize("NFKD", mot.lower())
    return "".join(signe for signe in simple if signe.isalnum() or signe == " ")
