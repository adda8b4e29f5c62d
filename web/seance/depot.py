"""The store of live sessions: opening, leading, closing. Each change is one short transaction, then an announcement."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from base_connaissance.scenarios import Scenario, ecrire_scenario
from formation.vive.codes import tirer_code
from formation.vive.deroule import Point
from formation.vive.etats import Etat, Geste, GesteRefuse, passer
from web.comptes.audit import consigner
from web.comptes.depot import Personne
from web.seance.diffusion import Diffusion
from web.seance.tables import ActiviteVive, SeanceVive
from web.services.database import Database
from web.services.horloge import Clock, naive

# A session that nobody leads any more is over: its code must not stay open.
ABANDON = timedelta(hours=24)


class SeanceInconnue(LookupError):
    """No session has this code or id."""


class SeanceClose(Exception):
    """The session is over; its code leads nowhere."""


class PointDepasse(Exception):
    """The gesture was made from a page that is no longer up to date."""


class Seances:
    """The live sessions of one database."""

    def __init__(self, database: Database, clock: Clock, diffusion: Diffusion) -> None:
        self.database = database
        self.clock = clock
        self.diffusion = diffusion

    def ouvrir(self, scenario: Scenario, jour: date, mesure: Sequence[str], par: Personne) -> str:
        """Open a session at its first point, and return its code."""
        now = naive(self.clock())
        with self.database.session(writes=True) as session:
            code = tirer_code()
            while session.scalar(select(SeanceVive.id).where(SeanceVive.code == code)):
                code = tirer_code()
            identifiant = secrets.token_hex(8)
            session.add(
                SeanceVive(
                    id=identifiant, code=code, titre=scenario.titre, scenario=ecrire_scenario(scenario), jour=jour,
                    mesure=list(mesure), auteur_id=par.id, ouverte_le=now, active_le=now, point="titre", version=1,
                    retours=0,
                )
            )  # fmt: skip
            consigner(session, now, par.identifiant, "séance ouverte", f"{identifiant} {scenario.titre}")
        return code

    def lire(self, code: str) -> SeanceVive:
        """The open session of this code. Raises SeanceInconnue, SeanceClose."""
        with self.database.session() as session:
            seance = session.scalar(select(SeanceVive).where(SeanceVive.code == code))
            if seance is None:
                raise SeanceInconnue(code)
            if self.est_close(seance):
                raise SeanceClose(code)
            return seance

    def lire_par_id(self, identifiant: str) -> SeanceVive:
        """The session of this id, open or not. Raises SeanceInconnue."""
        with self.database.session() as session:
            return _trouver(session, identifiant)

    def lister(self, auteur: int) -> Sequence[SeanceVive]:
        """The sessions that a trainer opened, the latest first."""
        with self.database.session() as session:
            demande = select(SeanceVive).where(SeanceVive.auteur_id == auteur).order_by(SeanceVive.ouverte_le.desc())
            return session.scalars(demande).all()

    def est_close(self, seance: SeanceVive) -> bool:
        """Whether it is over: closed, or left alone for `ABANDON`."""
        return seance.close_le is not None or naive(self.clock()) - seance.active_le > ABANDON

    def activites(self, seance: str) -> dict[str, ActiviteVive]:
        """Where each activity stands, by point; those never opened are absent."""
        with self.database.session() as session:
            demande = select(ActiviteVive).where(ActiviteVive.seance_id == seance)
            return {activite.point: activite for activite in session.scalars(demande)}

    def agir(self, seance: str, point: Point, geste: Geste) -> Etat:
        """Open, close or show the activity of the present point; the new state.

        Raises PointDepasse, GesteRefuse, SeanceClose.
        """
        with self.database.session(writes=True) as session:
            ligne = self._active(session, seance)
            if ligne.point != point.id:
                raise PointDepasse(ligne.point)
            if not point.se_repond:
                raise GesteRefuse("Rien ne s'ouvre ici : c'est une diapositive.")
            etat = changer_etat(session, seance, point.id, geste)
            ligne.version += 1
        self.diffusion.annoncer(seance)
        return etat

    def aller(self, seance: str, depuis: str, vers: str) -> None:
        """Go to another point, closing the activity that is left open. Raises PointDepasse, SeanceClose."""
        with self.database.session(writes=True) as session:
            ligne = self._active(session, seance)
            if ligne.point != depuis:
                raise PointDepasse(ligne.point)
            with suppress(GesteRefuse):
                changer_etat(session, seance, depuis, "clore")
            ligne.point, ligne.version = vers, ligne.version + 1
        self.diffusion.annoncer(seance)

    def ranger(self, seance: str, point: str, idees: list[dict[str, object]]) -> None:
        """Keep how sentences are grouped, even just after the end. Raises SeanceInconnue."""
        with self.database.session(writes=True) as session:
            ligne = _trouver(session, seance)
            activite = session.get(ActiviteVive, (seance, point))
            if activite is not None:
                activite.idees = idees
            ligne.version += 1
        self.diffusion.annoncer(seance)

    def signaler(self, seance: str, *, a_tous: bool = False) -> None:
        """Tell the trainer's pages that something came in; every page when `a_tous`. Raises SeanceInconnue."""
        with self.database.session(writes=True) as session:
            ligne = _trouver(session, seance)
            ligne.retours += 1
            if a_tous:
                ligne.version += 1
        self.diffusion.annoncer(seance)

    def clore(self, seance: str, par: Personne) -> None:
        """End the session: its code leads nowhere from now on. Closing twice changes nothing. Raises SeanceInconnue."""
        now = naive(self.clock())
        with self.database.session(writes=True) as session:
            ligne = _trouver(session, seance)
            if ligne.close_le is None:
                with suppress(GesteRefuse):
                    changer_etat(session, seance, ligne.point, "clore")
                ligne.close_le, ligne.version = now, ligne.version + 1
                consigner(session, now, par.identifiant, "séance close", f"{seance} {ligne.titre}")
        self.diffusion.annoncer(seance)

    def _active(self, session: Session, identifiant: str) -> SeanceVive:
        ligne = _trouver(session, identifiant)
        if self.est_close(ligne):
            raise SeanceClose(identifiant)
        ligne.active_le = naive(self.clock())
        return ligne


def changer_etat(session: Session, seance: str, point: str, geste: Geste) -> Etat:
    """Apply a gesture to an activity, made at its first opening. Raises GesteRefuse."""
    activite = session.get(ActiviteVive, (seance, point))
    ancien: Etat = activite.etat if activite else "attente"  # type: ignore[assignment]
    etat = passer(ancien, geste)
    if activite is None:
        session.add(ActiviteVive(seance_id=seance, point=point, etat=etat))
    else:
        activite.etat = etat
        if etat == "ouverte":
            activite.idees = None
    return etat


def _trouver(session: Session, identifiant: str) -> SeanceVive:
    ligne = session.get(SeanceVive, identifiant)
    if ligne is None:
        raise SeanceInconnue(identifiant)
    return ligne
