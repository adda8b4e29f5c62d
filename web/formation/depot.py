"""The store of scenarios: saved whole, by version. A save made from an older version is refused, nothing is lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from base_connaissance.scenarios import Scenario, ecrire_scenario, lire_scenario
from web.comptes.audit import consigner
from web.comptes.depot import Personne
from web.formation.tables import ScenarioEnregistre, VersionScenario
from web.services.database import Database
from web.services.horloge import Clock, naive

VERSIONS_GARDEES = 20


class ScenarioInconnu(LookupError):
    """No scenario has this id (or it was deleted)."""


class VersionDepassee(Exception):
    """Someone saved meanwhile; `actuel` is what is kept now."""

    def __init__(self, actuel: Seance) -> None:
        super().__init__(actuel.id)
        self.actuel = actuel


@dataclass(frozen=True)
class Seance:
    """A saved scenario with what its file does not say: its id, version, author, last change (naive UTC)."""

    id: str
    scenario: Scenario
    version: int
    auteur_id: int | None
    modifie_le: datetime
    modifie_par: str


class Scenarios:
    """The scenarios of one database, seen and changed by every trainer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self._clock = clock

    def lister(self) -> Sequence[Seance]:
        """All of them, the last changed first."""
        with self.database.session() as session:
            ordre = ScenarioEnregistre.modifie_le.desc()
            return [_lue(ligne) for ligne in session.scalars(select(ScenarioEnregistre).order_by(ordre))]

    def lire(self, identifiant: str) -> Seance:
        """One of them. Raises ScenarioInconnu."""
        with self.database.session() as session:
            return _lue(_trouver(session, identifiant))

    def creer(self, scenario: Scenario, par: Personne) -> str:
        """Keep a new scenario and return its id: 8 hexadecimal digits."""
        identifiant, now = secrets.token_hex(4), naive(self._clock())
        with self.database.session(writes=True) as session:
            session.add(
                ScenarioEnregistre(
                    id=identifiant, titre=scenario.titre, yaml=ecrire_scenario(scenario), version=1, auteur_id=par.id,
                    cree_le=now, modifie_le=now, modifie_par=par.identifiant,
                )
            )  # fmt: skip
            consigner(session, now, par.identifiant, "scénario créé", f"{identifiant} {scenario.titre}")
        return identifiant

    def enregistrer(self, identifiant: str, scenario: Scenario, version: int, par: Personne) -> int:
        """Replace the scenario if it is still at `version`; the new version.

        Raises ScenarioInconnu, VersionDepassee.
        """
        now, texte = naive(self._clock()), ecrire_scenario(scenario)
        with self.database.session(writes=True) as session:
            ligne = _trouver(session, identifiant)
            if ligne.version != version:
                raise VersionDepassee(_lue(ligne))
            if ligne.yaml == texte:
                return version
            session.add(_archive(ligne))
            anciennes = VersionScenario.version <= version - VERSIONS_GARDEES
            session.execute(delete(VersionScenario).where(VersionScenario.scenario_id == identifiant).where(anciennes))
            ligne.yaml, ligne.titre, ligne.version = texte, scenario.titre, version + 1
            ligne.modifie_le, ligne.modifie_par = now, par.identifiant
            consigner(session, now, par.identifiant, "scénario modifié", f"{identifiant} version {version + 1}")
            return version + 1

    def versions(self, identifiant: str) -> Sequence[VersionScenario]:
        """The versions it had before, the latest first."""
        with self.database.session() as session:
            demande = select(VersionScenario).where(VersionScenario.scenario_id == identifiant)
            return session.scalars(demande.order_by(VersionScenario.version.desc())).all()

    def supprimer(self, identifiant: str, par: Personne) -> None:
        """Delete it and its versions. Raises ScenarioInconnu."""
        with self.database.session(writes=True) as session:
            ligne = _trouver(session, identifiant)
            consigner(
                session, naive(self._clock()), par.identifiant, "scénario supprimé", f"{identifiant} {ligne.titre}"
            )
            session.delete(ligne)


def _trouver(session: Session, identifiant: str) -> ScenarioEnregistre:
    ligne = session.get(ScenarioEnregistre, identifiant)
    if ligne is None:
        raise ScenarioInconnu(identifiant)
    return ligne


def _lue(ligne: ScenarioEnregistre) -> Seance:
    scenario = lire_scenario(ligne.yaml, ligne.id)
    return Seance(ligne.id, scenario, ligne.version, ligne.auteur_id, ligne.modifie_le, ligne.modifie_par)


def _archive(ligne: ScenarioEnregistre) -> VersionScenario:
    return VersionScenario(
        scenario_id=ligne.id, version=ligne.version, yaml=ligne.yaml, enregistree_le=ligne.modifie_le,
        enregistree_par=ligne.modifie_par,
    )  # fmt: skip
