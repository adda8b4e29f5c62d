"""What the pages of sessions share: where scenarios come from, how refusals are said, the words of lists."""

from __future__ import annotations

from datetime import date

from flask import request

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base
from base_connaissance.presentation import remplir
from base_connaissance.scenarios import Scenario
from base_connaissance.typographie import typographier
from formation.empreintes import Signalement
from web.formation.depot import ScenarioInconnu, Scenarios, Seance
from web.refus import Refus
from web.services import services
from web.services.fiches import lire_jour

SUPPORTS = {
    "diapositives": "Diapositives",
    "livret": "Livret de deux pages",
    "notes": "Notes d'animation",
    "cartes": "Cartes à découper",
}
ETATS = {
    "change": "a changé depuis l'enregistrement",
    "disparu": "n'existe plus dans la base",
    "a_revoir": "à revoir : ne sera pas posée",
}


def scenarios() -> Scenarios:
    """The saved scenarios of the current application."""
    return Scenarios(services().database, services().clock)


def base_et_jour() -> tuple[Base, date]:
    """The base, and the day of the session (`?date=`, today by default). Raises QuestionInvalide."""
    return services().connaissance.base, lire_jour(request.args.get("date")) or services().aujourd_hui()


def trouver_seance(identifiant: str) -> Seance:
    """The saved scenario. Raises Refus 404."""
    try:
        return scenarios().lire(identifiant)
    except ScenarioInconnu as error:
        raise Refus(404, "Cette séance n'existe pas, ou elle a été supprimée.") from error


def trouver_modele(nom: str) -> Scenario:
    """The ready scenario. Raises Refus 404."""
    scenario = services().connaissance.base.scenarios.get(nom)
    if scenario is None:
        raise Refus(404, "Aucune séance prête ne porte ce nom.")
    return scenario


def titre_de(base: Base, genre: str, identifiant: str, jour: date) -> str:
    """What a list shows for something that a step uses: its title or statement, else its identifier."""
    jeu = base.jeux.get(identifiant) if genre == "jeu" else None
    try:
        if genre == "fiche" and (fiche := base.fiches.get(identifiant)):
            return remplir(base, fiche.titre, jour, fiche)
        if genre == "quiz" and (item := base.quiz.get(identifiant)):
            return remplir(base, item.enonce, jour, base.fiches.get(item.fiche))
    except ParametreInconnu:  # a figure that is not known on that day
        return identifiant
    return typographier(jeu.titre) if jeu else identifiant


def par_etape(signales: list[Signalement]) -> dict[tuple[str, str, str], str]:
    """What to say beside each thing that changed, by (step, kind, identifier)."""
    return {(s.etape, s.genre, s.identifiant): ETATS[s.etat] for s in signales}
