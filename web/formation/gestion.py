"""A saved scenario as a whole: exported, restored, deleted."""

from __future__ import annotations

import re

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.rendu import ancre
from base_connaissance.scenarios import ecrire_scenario, lire_scenario
from web.comptes import exiger_role, personne
from web.formation import bp
from web.formation.depot import Seance, VersionDepassee
from web.formation.edition import lire_version
from web.formation.seances import scenarios, trouver_seance
from web.refus import Refus

_PAS_AUTEUR = "Seule la personne qui a créé cette séance, ou un compte d'administration, peut la supprimer."


@bp.get("/formation/scenarios/<identifiant>/export.yml")
@exiger_role("formateur")
def exporter(identifiant: str) -> ResponseReturnValue:
    """The scenario as a YAML file that this site, or another, imports. Raises Refus 404."""
    seance = trouver_seance(identifiant)
    response = Response(ecrire_scenario(seance.scenario), mimetype="application/yaml")
    response.headers["Content-Disposition"] = f'attachment; filename="{nom_de_fichier(seance.scenario.titre)}.yml"'
    return response


@bp.get("/formation/scenarios/<identifiant>/versions")
@exiger_role("formateur")
def versions(identifiant: str) -> ResponseReturnValue:
    """The versions it had, to look at and to come back to. Raises Refus 404."""
    seance = trouver_seance(identifiant)
    return render_template("formation/versions.html", seance=seance, versions=scenarios().versions(identifiant))


@bp.post("/formation/scenarios/<identifiant>/versions/<int:numero>")
@exiger_role("formateur")
def restaurer(identifiant: str, numero: int) -> ResponseReturnValue:
    """Make a former version the present one; the present one is kept. Raises Refus 404, 409."""
    trouver_seance(identifiant)
    ancienne = next((v for v in scenarios().versions(identifiant) if v.version == numero), None)
    if ancienne is None:
        raise Refus(404, "Cette version n'est plus gardée.")
    try:
        scenarios().enregistrer(identifiant, lire_scenario(ancienne.yaml, identifiant), lire_version(), personne())
    except VersionDepassee as error:
        raise Refus(409, "La séance a été modifiée entre-temps : rouvrez la liste des versions.") from error
    return redirect(url_for("formation.modifier", identifiant=identifiant), 303)


@bp.get("/formation/scenarios/<identifiant>/supprimer")
@exiger_role("formateur")
def confirmer(identifiant: str) -> ResponseReturnValue:
    """The question asked before deleting. Raises Refus 403, 404."""
    seance = trouver_seance(identifiant)
    _exiger_auteur(seance)
    return render_template("formation/supprimer.html", seance=seance)


@bp.post("/formation/scenarios/<identifiant>/supprimer")
@exiger_role("formateur")
def supprimer(identifiant: str) -> ResponseReturnValue:
    """Delete it, when the box is ticked. Raises Refus 403, 404, 422."""
    _exiger_auteur(trouver_seance(identifiant))
    if request.form.get("confirme") != "oui":
        raise Refus(422, "Cochez la case pour confirmer la suppression. Rien n'a été supprimé.")
    scenarios().supprimer(identifiant, personne())
    return redirect(url_for("formation.accueil", supprimee=1), 303)


def nom_de_fichier(titre: str) -> str:
    """A file name without surprise: ASCII letters, digits and hyphens, at most 60."""
    return re.sub(r"-+", "-", ancre(titre))[:60].strip("-") or "seance"


def _exiger_auteur(seance: Seance) -> None:
    if seance.auteur_id not in {None, personne().id} and "admin" not in personne().roles:
        raise Refus(403, _PAS_AUTEUR)
