"""Slides, handout, notes, cards and the offline zip: of a ready scenario for everyone, of a saved one for trainers."""

from __future__ import annotations

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.scenarios import Scenario
from formation.choix import LIBELLES_PUBLICS
from web.comptes import compte_courant, exiger_role
from web.formation import bp
from web.formation.archive import composer_archive
from web.formation.gestion import nom_de_fichier
from web.formation.rendu import Cadre, rendre_support
from web.formation.seances import SUPPORTS, base_et_jour, titre_de, trouver_modele, trouver_seance
from web.limites import limit_search


@bp.get("/formation/modeles/<nom>")
def modele(nom: str) -> ResponseReturnValue:
    """A ready scenario, to read. Raises Refus 404."""
    scenario, (base, jour) = trouver_modele(nom), base_et_jour()
    qui = compte_courant()
    return render_template(
        "formation/modele.html", nom=nom, scenario=scenario, base=base, publics=LIBELLES_PUBLICS, supports=SUPPORTS,
        jour=jour, adresse_supports=url_for("formation.modele", nom=nom),
        formateur=qui is not None and "formateur" in qui.roles,
        titre_de=lambda genre, identifiant: titre_de(base, genre, identifiant, jour),
    )  # fmt: skip


@bp.get("/formation/modeles/<nom>/<support>")
def support_de_modele(nom: str, support: str) -> ResponseReturnValue:
    """A sheet of a ready scenario, on the day `date`. Raises Refus 404, 422."""
    return _support(trouver_modele(nom), support, url_for("formation.modele", nom=nom))


@bp.get("/formation/modeles/<nom>/archive.zip")
@limit_search
def archive_de_modele(nom: str) -> ResponseReturnValue:
    """The offline kit of a ready scenario. Raises Refus 404, 422."""
    return _archive(trouver_modele(nom))


@bp.get("/formation/scenarios/<identifiant>/<support>")
@exiger_role("formateur")
def support_de_seance(identifiant: str, support: str) -> ResponseReturnValue:
    """A sheet of a saved scenario, on the day `date`. Raises Refus 404, 422."""
    retour = url_for("formation.modifier", identifiant=identifiant)
    return _support(trouver_seance(identifiant).scenario, support, retour)


@bp.get("/formation/scenarios/<identifiant>/archive.zip")
@exiger_role("formateur")
def archive_de_seance(identifiant: str) -> ResponseReturnValue:
    """The offline kit of a saved scenario. Raises Refus 404, 422."""
    return _archive(trouver_seance(identifiant).scenario)


def _support(scenario: Scenario, support: str, retour: str) -> str:
    base, jour = base_et_jour()
    return rendre_support(base, scenario, support, jour, Cadre(), retour=retour)


def _archive(scenario: Scenario) -> Response:
    base, jour = base_et_jour()
    response = Response(composer_archive(base, scenario, jour), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{nom_de_fichier(scenario.titre)}.zip"'
    return response
