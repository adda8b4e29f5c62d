"""Opening a session from a ready scenario or a saved one, with or without the measure."""

from __future__ import annotations

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.modeles import Base
from base_connaissance.presentation import remplir
from base_connaissance.questionnaire.modeles import THEMES
from base_connaissance.scenarios import Scenario
from formation.choix import quiz_de
from formation.empreintes import jouable
from index.erreurs import QuestionInvalide
from web.comptes import exiger_role, personne
from web.formation.depot import ScenarioInconnu, Scenarios
from web.refus import Refus
from web.seance import bp, seances
from web.seance.contenus import deroule_de
from web.services import services

ITEMS_MAXIMUM = 8
_PROPOSES = 24
_TROP = f"La mesure compte {ITEMS_MAXIMUM} questions au plus : décochez-en."
_INCONNUE = "Cette séance n'existe pas, ou elle a été supprimée."


@bp.get("/seance/nouvelle")
@exiger_role("formateur")
def nouvelle() -> ResponseReturnValue:
    """What will be opened, and the questions of the measure to choose. Raises Refus 404."""
    scenario = _scenario()
    base, jour = services().connaissance.base, services().aujourd_hui()
    return _page(base, scenario, jour, _proposees(base, scenario, jour)[:ITEMS_MAXIMUM])


@bp.post("/seance/nouvelle")
@exiger_role("formateur")
def ouvrir() -> ResponseReturnValue:
    """Open the session and go to lead it; 422 for too many questions. Raises Refus 404, 422."""
    scenario = _scenario()
    base, jour = services().connaissance.base, services().aujourd_hui()
    choisis = list(dict.fromkeys(request.form.getlist("items"))) if request.form.get("mesure") == "oui" else []
    if len(choisis) > ITEMS_MAXIMUM:
        return _page(base, scenario, jour, choisis, _TROP), 422
    if any(not jouable(base, nom, jour) for nom in choisis):
        raise QuestionInvalide("Une des questions choisies ne peut plus être posée.", "items")
    code = seances().ouvrir(scenario, jour, choisis, personne())
    deroule_de(seances().lire(code))
    return redirect(url_for("seance.animer", code=code), 303)


def _scenario() -> Scenario:
    """The scenario named by `modele` (ready) or `scenario` (saved). Raises Refus 404."""
    base = services().connaissance.base
    modele, enregistre = request.values.get("modele"), request.values.get("scenario")
    if modele in base.scenarios:
        return base.scenarios[modele]
    try:
        return Scenarios(services().database, services().clock).lire(enregistre or "").scenario
    except ScenarioInconnu as error:
        raise Refus(404, _INCONNUE) from error


def _proposees(base: Base, scenario: Scenario, jour: date) -> list[str]:
    """Items on the session's subjects. Those that its own quiz corrects come last: they would measure memory of it."""
    fiches = [nom for etape in scenario.etapes for nom in (*etape.fiches, *etape.objections)]
    fiches += [base.quiz[nom].fiche for etape in scenario.etapes for nom in etape.quiz if nom in base.quiz]
    themes = (base.themes_seance[nom] for nom in scenario.themes if nom in base.themes_seance)
    fiches += [nom for theme in themes for nom in theme.fiches]
    proposees = quiz_de(base, dict.fromkeys(fiches), scenario.public, jour, 3 * _PROPOSES)
    joues = {nom for etape in scenario.etapes for nom in etape.quiz}
    return sorted(proposees, key=lambda nom: nom in joues)[:_PROPOSES]


def _page(base: Base, scenario: Scenario, jour: date, choisis: list[str], erreur: str = "") -> str:
    noms = dict.fromkeys((*_proposees(base, scenario, jour), *choisis))
    items = [base.quiz[nom] for nom in noms if nom in base.quiz]
    enonces = {item.id: remplir(base, item.enonce, jour, base.fiches.get(item.fiche)) for item in items}
    joues = {nom for etape in scenario.etapes for nom in etape.quiz}
    return render_template(
        "seance/nouvelle.html", scenario=scenario, items=items, enonces=enonces, choisis=choisis, themes=THEMES,
        joues=joues, erreur=erreur, maximum=ITEMS_MAXIMUM, modele=request.values.get("modele"),
        enregistre=request.values.get("scenario"),
    )  # fmt: skip
