"""Editing a session: one form for the whole sequence, so that every button also keeps what was typed."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.scenarios import Scenario, lire_scenario
from formation.choix import LIBELLES_PUBLICS
from formation.comparaison import comparer
from formation.empreintes import sceller, signalements
from web.comptes import exiger_role, personne
from web.formation import bp
from web.formation.depot import Seance, VersionDepassee
from web.formation.saisie import Saisie, appliquer, depuis_formulaire, depuis_scenario, en_scenario
from web.formation.seances import SUPPORTS, par_etape, scenarios, titre_de, trouver_seance
from web.refus import Refus
from web.services import services


@bp.get("/formation/scenarios/<identifiant>")
@exiger_role("formateur")
def modifier(identifiant: str) -> ResponseReturnValue:
    """The sequence, to read and to change. Raises Refus 404."""
    seance = trouver_seance(identifiant)
    return _page(seance, depuis_scenario(seance.scenario), seance.version)


@bp.post("/formation/scenarios/<identifiant>")
@exiger_role("formateur")
def enregistrer(identifiant: str) -> ResponseReturnValue:
    """Save what was typed, then do what the button asks. 422 for a wrong field, 409 when someone saved meanwhile.

    Raises Refus 404.
    """
    seance, version = trouver_seance(identifiant), lire_version()
    reference = _a_la_version(seance, version)
    saisie = depuis_formulaire(request.form, reference)
    action = request.form.get("action", "")
    if action == "ajouter":
        action = f"ajouter:{request.form.get('moment_nouveau', '')}"
    moments = {moment.id: moment.libelle for moment in services().connaissance.base.moments.values()}
    ancre = appliquer(saisie, action, moments)
    scenario = en_scenario(saisie, reference)
    if scenario is None:
        return _page(seance, saisie, version), 422
    try:
        garder(seance, scenario, version)
    except VersionDepassee as error:
        differences = comparer(error.actuel.scenario, scenario)
        return _page(error.actuel, saisie, error.actuel.version, differences), 409
    geste, _, cible = action.partition(":")
    if geste == "contenu" and cible in {etape.id for etape in scenario.etapes}:
        return redirect(url_for("formation.contenu", identifiant=identifiant, etape=cible), 303)
    suite = {"_anchor": f"etape-{ancre}"} if ancre else {"enregistre": 1}
    return redirect(url_for("formation.modifier", identifiant=identifiant, **suite), 303)


@bp.post("/formation/scenarios/<identifiant>/relu")
@exiger_role("formateur")
def relire(identifiant: str) -> ResponseReturnValue:
    """The trainer has read again what changed: the present base becomes the reference. Raises Refus 404, 409."""
    seance = trouver_seance(identifiant)
    base, jour = services().connaissance.base, services().aujourd_hui()
    relu = sceller(base, seance.scenario, jour, tout=True)
    try:
        scenarios().enregistrer(identifiant, relu, lire_version(), personne())
    except VersionDepassee as error:
        raise Refus(409, "La séance a été modifiée entre-temps : rouvrez-la, puis relisez.") from error
    return redirect(url_for("formation.modifier", identifiant=identifiant), 303)


def garder(seance: Seance, scenario: Scenario, version: int) -> int:
    """Save over `version`, with the fingerprints of what is new. Raises VersionDepassee."""
    base, jour = services().connaissance.base, services().aujourd_hui()
    return scenarios().enregistrer(seance.id, sceller(base, scenario, jour), version, personne())


def lire_version() -> int:
    """The version that the form was made from; 0, which nothing has, when it is missing."""
    texte = request.form.get("version", "")
    return int(texte) if texte.isdecimal() and len(texte) < 10 else 0


def _a_la_version(seance: Seance, version: int) -> Scenario:
    """The scenario as the form had it, which may not be the present one."""
    for ancienne in scenarios().versions(seance.id) if version != seance.version else ():
        if ancienne.version == version:
            try:
                return lire_scenario(ancienne.yaml, seance.id)
            except BaseInvalide:
                break
    return seance.scenario


def _page(seance: Seance, saisie: Saisie, version: int, differences: list[str] | None = None) -> str:
    base, jour = services().connaissance.base, services().aujourd_hui()
    signales = signalements(base, seance.scenario, jour)
    return render_template(
        "formation/modifier.html", seance=seance, saisie=saisie, version=version, differences=differences, base=base,
        publics=LIBELLES_PUBLICS, supports=SUPPORTS, etats=par_etape(signales), signales=signales,
        titre_de=lambda genre, nom: titre_de(base, genre, nom, jour), jour=jour,
        adresse_supports=url_for("formation.modifier", identifiant=seance.id),
        auteur=seance.auteur_id in {None, personne().id},
    )  # fmt: skip
