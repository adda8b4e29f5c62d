"""Fixtures of the conversation tests; the running bot itself is in `tests.bot.montage`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker

from base_connaissance.modeles import Base
from index import recherche
from tests.faux import AUJOURD_HUI, FausseConnaissance

SLOTS = (
    "public", "phase", "type_achat", "montant", "derniere_fiche", "propositions", "page_public", "page_fiche",
)  # fmt: skip


@pytest.fixture
def fausse_recherche(petite_base: Base, monkeypatch: pytest.MonkeyPatch) -> FausseConnaissance:
    """The actions' search replaced by the fake one, over four fiches."""
    fausse = FausseConnaissance(petite_base)

    def repondre(question: str, public: Any = None, date: Any = None, contexte: Any = None) -> Any:
        return fausse.repondre(question, public, date, contexte)

    class Ouverte:
        base = petite_base

        def repondre_fiche(self, identifiant: str, public: Any = None, date: Any = None) -> Any:
            return fausse.repondre_fiche(identifiant, public, date or AUJOURD_HUI)

    monkeypatch.setattr(recherche, "repondre", repondre)
    monkeypatch.setattr(recherche, "ouvrir", Ouverte)
    return fausse


@pytest.fixture
def suivi() -> Callable[..., Tracker]:
    """Build a Rasa tracker for one message: its text, entities, page metadata, slots and earlier questions."""

    def build(texte: str = "", *, entites: dict[str, str] | None = None, page: dict[str, Any] | None = None,
              slots: dict[str, Any] | None = None, avant: tuple[str, ...] = ()) -> Tracker:  # fmt: skip
        liste = [{"entity": nom, "value": valeur} for nom, valeur in (entites or {}).items()]
        message = {"text": texte, "entities": liste, "metadata": page or {}, "intent": {"name": "poser_question"}}
        evenements = [
            {"event": "user", "text": question, "parse_data": {"intent": {"name": "poser_question"}}}
            for question in avant
        ]
        memoire = dict.fromkeys(SLOTS) | (slots or {})
        return Tracker("essai", memoire, message, evenements, False, None, {}, "action_listen")

    return build
