"""What a session shows, resolved for its day: running order (remembered), quiz items, sectors, nearest objections."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from threading import Lock
from typing import Any

from flask import request, url_for

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Fiche
from base_connaissance.questionnaire.affichage import item_complet, item_public
from base_connaissance.scenarios import Scenario, lire_scenario
from formation.vive.deroule import Point, composer_deroule
from index.erreurs import QuestionInvalide
from settings import settings
from web.refus import Refus
from web.seance.tables import SeanceVive
from web.services import services

_SANS_SECTEUR = "Tous secteurs"
_CHERCHEES = 40
_MEMOIRE = 16
_deroules: OrderedDict[tuple[str, str], tuple[Point, ...]] = OrderedDict()
_verrou = Lock()


def scenario_de(seance: SeanceVive) -> Scenario:
    """The scenario as it was when the session opened. Raises Refus 410 once it is erased."""
    if seance.scenario is None:
        raise Refus(410, "Le contenu de cette séance a été effacé à la fin de sa conservation.")
    return lire_scenario(seance.scenario, seance.id)


def deroule_de(seance: SeanceVive) -> tuple[Point, ...]:
    """Its running order with the present base. Raises Refus 410, 422."""
    base = services().connaissance.base
    cle = (base.empreinte, seance.id)
    with _verrou:
        if cle in _deroules:
            _deroules.move_to_end(cle)
            return _deroules[cle]
    try:
        deroule = composer_deroule(base, scenario_de(seance), seance.jour, seance.mesure)
    except ParametreInconnu as error:
        raise Refus(422, "Certains chiffres ne sont pas connus à cette date.") from error
    with _verrou:
        _deroules[cle] = deroule
        while len(_deroules) > _MEMOIRE:
            _deroules.popitem(last=False)
    return deroule


def rang_de(deroule: tuple[Point, ...], point: str) -> int:
    """The place of a point; the first when the base no longer gives it."""
    return next((rang for rang, autre in enumerate(deroule) if autre.id == point), 0)


def item_montre(seance: SeanceVive, nom: str, graine: int | str) -> dict[str, Any]:
    """A quiz item without its answer, options in the order of this participant."""
    base = services().connaissance.base
    return item_public(base, base.quiz[nom], seance.jour, graine)


def item_corrige(seance: SeanceVive, nom: str) -> dict[str, Any]:
    """A quiz item with its answer and sources."""
    base = services().connaissance.base
    return item_complet(base, base.quiz[nom], seance.jour)


def fiche_de(nom: str | None) -> Fiche | None:
    """A fiche by its id, None when there is none."""
    return services().connaissance.base.fiches.get(nom or "")


def secteurs() -> tuple[str, ...]:
    """The sectors offered with an objection: the purchase families of the base, in words, after « Tous secteurs »."""
    return _secteurs(services().connaissance.base.empreinte)


@cache
def _secteurs(_empreinte: str) -> tuple[str, ...]:
    base: Base = services().connaissance.base
    noms = sorted(nom for nom, fiche in base.fiches.items() if fiche.famille == "achat")
    return (_SANS_SECTEUR, *(nom.replace("-", " ").capitalize() for nom in noms))


def frein_proche(texte: str) -> str | None:
    """The « frein » fiche nearest to an objection, None when the search finds none."""
    try:
        candidats = services().connaissance.chercher_fiches(texte, _CHERCHEES)
    except QuestionInvalide:
        return None
    fiches = services().connaissance.base.fiches
    return next((c.fiche for c in candidats if fiches[c.fiche].famille == "frein"), None)


def adresse_de_salle(code: str | None) -> str:
    """The address that phones open: the one set for the room, else the one that this page was asked at."""
    chemin = url_for("seance.raccourci", code=code)
    return settings.room_url.rstrip("/") + chemin if settings.room_url else request.url_root.rstrip("/") + chemin
