"""The computations as an API: the same functions and results as the tools' pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.typographie import typographier
from conseil.calendrier import DemandeCalendrier, dresser_calendrier
from conseil.droit import Droit
from conseil.eligibilite import DemandeEligibilite, examiner_eligibilite
from conseil.erreurs import SaisieInvalide
from conseil.heures import DemandeHeures, calculer_heures
from conseil.resultat import Resultat
from web.api import bp
from web.api.validation import read_body
from web.limites import limit_search
from web.refus import Refus
from web.services import services

Demande = TypeVar("Demande", bound=BaseModel)
Sortie = TypeVar("Sortie", bound=Resultat)
_MANQUE = "Une donnée nécessaire à ce calcul manque à la base."


@bp.post("/calculs/heures")
@limit_search
def api_heures() -> ResponseReturnValue:
    """Insertion hours, a rate or an amount. Raises Refus."""
    return jsonify(calculer(DemandeHeures, calculer_heures).model_dump(mode="json"))


@bp.post("/calculs/calendrier")
@limit_search
def api_calendrier() -> ResponseReturnValue:
    """The dated steps of a clause. Raises Refus."""
    return jsonify(calculer(DemandeCalendrier, dresser_calendrier).model_dump(mode="json"))


@bp.post("/eligibilite")
@limit_search
def api_eligibilite() -> ResponseReturnValue:
    """What a clause may say of a person's categories; nothing is kept. Raises Refus."""
    return jsonify(calculer(DemandeEligibilite, examiner_eligibilite).model_dump(mode="json"))


def calculer(modele: type[Demande], outil: Callable[[Demande, Droit], Sortie], jour: date | None = None) -> Sortie:
    """Read the body, run the tool on the law of the day. Raises Refus: 422 names the field, 503 a gap of the base."""
    demande = read_body(modele)
    try:
        return outil(demande, Droit(services().connaissance.base, jour or services().aujourd_hui()))
    except SaisieInvalide as error:
        message = typographier(error.message)
        raise Refus(422, f"{error.champ} : {message}", champ=error.champ,
                    erreurs=[{"champ": error.champ, "message": message}]) from error  # fmt: skip
    except ParametreInconnu as error:
        raise Refus(503, _MANQUE) from error
