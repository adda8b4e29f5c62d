"""Health: `/sante/vivant` says that the process answers, `/sante/pret` what works and what is degraded."""

from __future__ import annotations

import httpx
import structlog
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from index.modeles import Etat, Niveau
from web.limites import limiter
from web.services import services

bp = Blueprint("sante", __name__, url_prefix="/sante")
limiter.exempt(bp)
log = structlog.get_logger("clausier.sante")


@bp.get("/vivant")
def vivant() -> ResponseReturnValue:
    """200 as long as the process can answer."""
    return jsonify(etat="ok")


@bp.get("/pret")
def pret() -> ResponseReturnValue:
    """Each part `ok|degrade|absent`; 200 when the site is usable (the base can be read), else 503."""
    etat = _etat()
    parties: dict[str, Niveau] = {
        "index": etat.index,
        "base": etat.base,
        "modele": etat.modele,
        "rasa": "ok" if services().rasa.is_alive() else "absent",
        "actions": "ok" if _actions_alive() else "absent",
    }
    utilisable = etat.base != "absent"
    complet = all(niveau == "ok" for niveau in parties.values())
    resume = "ok" if complet else "degrade" if utilisable else "absent"
    corps = {"etat": resume, **parties, "avertissements": etat.avertissements, "empreinte": etat.empreinte}
    return jsonify(corps), 200 if utilisable else 503


def _etat() -> Etat:
    try:
        return services().connaissance.etat
    except Exception as error:  # whatever prevents the index from opening, health must say so, not fail
        log.error("index_illisible", cause=repr(error))
        return Etat(index="absent", base="absent", modele="absent", avertissements=("La base est illisible.",))


def _actions_alive() -> bool:
    try:
        return httpx.get(f"{current_app.config['ACTIONS_URL']}/health", timeout=0.5, trust_env=False).is_success
    except httpx.HTTPError:
        return False
