"""End of retention of sessions: answers, people and texts go; the report keeps its numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import structlog
from flask import Flask
from sqlalchemy import delete, select, update

from web.seance.bilans import bilan_de
from web.seance.depot import ABANDON, Seances
from web.seance.tables import ActiviteVive, ObjectionVive, ParticipantVive, QuestionSalle, SeanceVive
from web.services.horloge import naive

log = structlog.get_logger("clausier.retention")
# Questions that the base did not answer wait for an editor a year at most.
QUESTIONS_JOURS = 365


def purge_de(app: Flask) -> Callable[[], None]:
    """The daily purge of an application's sessions."""

    def purger() -> None:
        with app.app_context():
            purger_seances(app.extensions["seances"], int(app.config["SESSION_DAYS"]))

    return purger


def purger_seances(depot: Seances, jours: int) -> int:
    """Erase the sessions closed, or abandoned, for `jours` days; how many. Safe to run twice.

    Raises StorageUnavailable. Needs an application context: reports are composed from the base.
    """
    now = naive(depot.clock())
    limite = now - timedelta(days=jours)
    with depot.database.session() as session:
        finies = SeanceVive.close_le.is_not(None) & (SeanceVive.close_le < limite)
        abandonnees = SeanceVive.close_le.is_(None) & (SeanceVive.active_le < limite - ABANDON)
        demande = select(SeanceVive).where(SeanceVive.scenario.is_not(None), finies | abandonnees)
        anciennes = session.scalars(demande).all()
    for seance in anciennes:
        _effacer(depot, seance)
    with depot.database.session(writes=True) as session:
        vieilles: date = (now - timedelta(days=QUESTIONS_JOURS)).date()
        session.execute(delete(QuestionSalle).where(QuestionSalle.posee_le < vieilles))
    return len(anciennes)


def _effacer(depot: Seances, seance: SeanceVive) -> None:
    try:
        bilan = bilan_de(seance).sans_textes().model_dump(mode="json")
    except Exception as error:  # texts must leave on time even if the report cannot be composed any more
        log.error("bilan_perdu", seance=seance.id, cause=str(error))
        bilan = None
    with depot.database.session(writes=True) as session:
        for table in (ActiviteVive, ParticipantVive, ObjectionVive):
            session.execute(delete(table).where(table.seance_id == seance.id))
        repondues = (QuestionSalle.seance_id == seance.id) & QuestionSalle.fiche.is_not(None)
        session.execute(delete(QuestionSalle).where(repondues))
        session.execute(
            update(SeanceVive)
            .where(SeanceVive.id == seance.id)
            .values(code=None, scenario=None, mesure=[], bilan=bilan, close_le=seance.close_le or seance.active_le)
        )
