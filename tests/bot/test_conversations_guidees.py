"""Every conversation of `tests/conversations/*.yml`, through real Rasa, the real actions and the real index.

A turn says something (`dit`) or presses a button (`bouton`, with `valeurs` when the site brings a tool back). Then, on
the last message: `outil`, `en_cours`, `attend` (words it holds), `absent`, `lien` (part of the page's address), `texte`
(beginning of a plain sentence), `decision`; on the first one: `reponse` (fiche); on any: `contient`.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
import yaml

from base_connaissance.lecture import lire_base
from settings import settings
from tests.bot.serveurs import Bot
from web.services.charges import lire_charge

DOSSIER = Path(__file__).resolve().parents[1] / "conversations"
BASE = lire_base(settings.base_dir)
CLES = {"dit", "bouton", "valeurs", "outil", "en_cours", "attend", "absent", "lien", "texte", "decision", "reponse",
        "contient"}  # fmt: skip


def _conversations() -> list[Any]:
    lues = []
    for fichier in sorted(DOSSIER.glob("*.yml")):
        for conversation in yaml.safe_load(fichier.read_text(encoding="utf-8")):
            assert all(set(tour) <= CLES for tour in conversation["tours"]), conversation["nom"]
            lues.append(pytest.param(conversation["tours"], id=f"{fichier.stem} : {conversation['nom']}"))
    return lues


CONVERSATIONS = _conversations()


def test_il_y_a_au_moins_quarante_conversations() -> None:
    assert len(CONVERSATIONS) >= 40


@pytest.mark.parametrize("tours", CONVERSATIONS)
def test_la_conversation_se_deroule(bot: Bot, tours: list[dict[str, Any]]) -> None:
    qui = secrets.token_hex(16)
    for tour in tours:
        messages = bot.dire(qui, _message(tour))
        assert messages, tour
        assert all((m.get("custom") or {}).get("type") != "erreur" for m in messages), (tour, messages)
        _verifier(tour, messages)


def _message(tour: dict[str, Any]) -> str:
    if "dit" in tour:
        return str(tour["dit"])
    if "valeurs" in tour:
        nom = tour["bouton"].partition(":")[2]
        return "/ouvrir_outil" + json.dumps({"outil": nom, "valeurs": json.dumps(tour["valeurs"])})
    return lire_charge(tour["bouton"], BASE.fiches).rasa_message


def _verifier(tour: dict[str, Any], messages: list[dict[str, Any]]) -> None:
    premier, dernier = (message.get("custom") or message for message in (messages[0], messages[-1]))
    dit = _simple(_dit(dernier))
    for attendu in tour.get("attend", ()):
        assert _simple(attendu).lower() in dit.lower(), (attendu, dit)
    for interdit in tour.get("absent", ()):
        assert _simple(interdit) not in dit, (interdit, dit)
    for attendu in tour.get("contient", ()):
        assert any(_simple(attendu) in _simple(_dit(m.get("custom") or m)) for m in messages), (attendu, messages)
    if "outil" in tour:
        assert dernier.get("outil") == tour["outil"], dernier
    if "en_cours" in tour:
        assert dernier.get("en_cours") is tour["en_cours"], dernier
    if "lien" in tour:
        assert tour["lien"] in unquote_plus(dernier["lien"]), dernier["lien"]
    if "texte" in tour:
        assert dit.startswith(_simple(tour["texte"])), dit
    if "decision" in tour:
        assert dernier.get("decision") in tour["decision"], dernier
    if "reponse" in tour:
        assert (premier.get("decision"), premier.get("fiche")) == ("reponse", tour["reponse"]), premier


def _dit(message: dict[str, Any]) -> str:
    return str(
        message.get("texte") or message.get("text") or message.get("reponse") or message.get("orientation") or ""
    )


def _simple(texte: str) -> str:
    return " ".join(texte.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ").split())
