"""The store: sender rotation, concurrent writers, duplicates, pragmas."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.faux import Horloge
from web.modeles import MessageAssistant
from web.services.conversations import ConversationInconnue, Conversations, StorageUnavailable

REPONSE = MessageAssistant(texte="Oui.", decision="reponse", fiche="obligation-2026", mode="bot")


@pytest.fixture
def store(tmp_path: Path, horloge: Horloge) -> Conversations:
    return Conversations(tmp_path / "c.sqlite", horloge)


def _sender(store: Conversations, conversation: str) -> str:
    contexte = store.ajouter_question(conversation, "question", None, None)
    assert contexte is not None
    return contexte.expediteur


def test_sender_changes_after_forty_turns_and_keeps_the_context(store: Conversations) -> None:
    conversation = store.ouvrir("entreprise")
    store.ajouter_reponses(conversation, [REPONSE], changer=False)
    senders = [_sender(store, conversation) for _ in range(41)]
    assert len(set(senders[:40])) == 1
    assert senders[40] != senders[0]
    contexte = store.ajouter_question(conversation, "question", None, None)
    assert contexte is not None
    assert (contexte.public, contexte.derniere_fiche) == ("entreprise", "obligation-2026")


def test_sender_changes_after_half_an_hour_and_when_stuck(store: Conversations, horloge: Horloge) -> None:
    conversation = store.ouvrir()
    premier = _sender(store, conversation)
    horloge.avancer(minutes=31)
    second = _sender(store, conversation)
    assert second != premier
    store.ajouter_reponses(conversation, [REPONSE], changer=True)
    assert _sender(store, conversation) != second


def test_two_conversations_have_unrelated_senders(store: Conversations) -> None:
    un, deux = store.ouvrir(), store.ouvrir()
    assert len({un, deux, _sender(store, un)[:32], _sender(store, deux)[:32]}) == 4


def test_eight_writers_two_hundred_writes_without_a_lock_error(store: Conversations) -> None:
    conversations = [store.ouvrir() for _ in range(8)]

    def ecrire(conversation: str) -> None:
        for _ in range(100):
            store.ajouter_question(conversation, "question", None, None)
            store.ajouter_reponses(conversation, [REPONSE], changer=False)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ecrire, conversations))
    assert [len(store.lire(conversation).messages) for conversation in conversations] == [200] * 8


def test_database_is_opened_as_required(store: Conversations) -> None:
    with store.session() as session:
        valeurs = {
            nom: session.execute(text(f"PRAGMA {nom}")).scalar()
            for nom in ("journal_mode", "busy_timeout", "foreign_keys")
        }
    assert valeurs == {"journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1}


def test_unknown_conversation(store: Conversations) -> None:
    for geste in (store.lire, store.effacer, lambda c: store.ajouter_question(c, "a", None, None)):
        with pytest.raises(ConversationInconnue):
            geste("0" * 32)


def test_damaged_file_is_said(tmp_path: Path, horloge: Horloge) -> None:
    (tmp_path / "c.sqlite").write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(StorageUnavailable):
        Conversations(tmp_path / "c.sqlite", horloge).ouvrir()
