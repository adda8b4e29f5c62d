"""Sheets and slides as HTML: linked to the site's files when served, whole in one file when they leave with the zip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app, render_template, url_for
from markupsafe import Markup

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base
from base_connaissance.scenarios import Scenario
from formation.cartes import composer_cartes
from formation.diapositives import composer_diapositives
from formation.liens import relier
from formation.livret import composer_livret
from formation.notes import composer_notes
from web.formation.seances import ETATS, SUPPORTS
from web.refus import Refus

CHIFFRES_INCONNUS = "Certains chiffres ne sont pas connus à cette date. Choisissez une date plus proche."


@dataclass(frozen=True)
class Cadre:
    """Where a sheet is shown. Offline, styles and scripts are inlined and `presentes` are files of the folder `fiches`.

    `dossier` leads to that folder from the sheet.
    """

    hors_ligne: bool = False
    presentes: frozenset[str] = frozenset()
    dossier: str = "fiches/"

    def lien_fiche(self, identifiant: str) -> str:
        """The address of a fiche from a sheet."""
        if self.hors_ligne:
            return f"{self.dossier}{identifiant}.html"
        return url_for("fiches.fiche", identifiant=identifiant)

    def html(self, texte: str) -> Markup:
        """Safe HTML of the base, as is on the site; offline, its links to fiches led to the files there are."""
        return Markup(relier(texte, self.presentes, self.dossier) if self.hors_ligne else texte)

    def contenu(self, chemin: str) -> Markup:
        """The text of one of our own static files, to inline."""
        return Markup((Path(str(current_app.static_folder)) / chemin).read_text(encoding="utf-8"))


def rendre_support(base: Base, scenario: Scenario, support: str, jour: date, cadre: Cadre, **vue: Any) -> str:
    """One of `SUPPORTS` as a page of its own. Raises Refus: 404 for another name, 422 for a day without figures."""
    if support not in SUPPORTS:
        raise Refus(404)
    try:
        contenu = _COMPOSITIONS[support](base, scenario, jour)
    except ParametreInconnu as error:
        raise Refus(422, CHIFFRES_INCONNUS) from error
    return render_template(
        f"formation/supports/{support}.html", scenario=scenario, jour=jour, contenu=contenu, cadre=cadre,
        titre_support=SUPPORTS[support], etats=ETATS, **vue,
    )  # fmt: skip


_COMPOSITIONS: dict[str, Any] = {
    "diapositives": composer_diapositives,
    "livret": composer_livret,
    "notes": composer_notes,
    "cartes": composer_cartes,
}
