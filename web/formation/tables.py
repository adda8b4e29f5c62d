"""The tables of training scenarios: the present text, and the versions it replaced."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from web.services.tables import Table


class ScenarioEnregistre(Table):
    """A scenario as its trainer saved it; `yaml` is read and checked by `formation.lecture`. Every trainer sees it."""

    __tablename__ = "scenario"

    id: Mapped[str] = mapped_column(primary_key=True)
    titre: Mapped[str]
    yaml: Mapped[str]
    version: Mapped[int]
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("compte.id", ondelete="SET NULL"))
    cree_le: Mapped[datetime]
    modifie_le: Mapped[datetime] = mapped_column(index=True)
    modifie_par: Mapped[str]


class VersionScenario(Table):
    """A former version, to come back to."""

    __tablename__ = "version_scenario"

    scenario_id: Mapped[str] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    yaml: Mapped[str]
    enregistree_le: Mapped[datetime]
    enregistree_par: Mapped[str]
