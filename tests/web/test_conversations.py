"""The store: sender rotation, concurrent writers, duplicates, pragmas."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.faux import AUJOURD_HUI, Horloge
from web.modeles import MessageAssistant, Suggestion
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


@pytest.mark.parametrize(("jour", "garde"), [(date(2026, 6, 30), date(2026, 6, 30)), (AUJOURD_HUI, None),
                                             (date(2027, 1, 4), None), (None, None)])  # fmt: skip
def test_the_past_day_of_the_last_message_is_remembered(
    store: Conversations, jour: date | None, garde: date | None
) -> None:
    conversation = store.ouvrir()
    store.ajouter_reponses(conversation, [REPONSE.model_copy(update={"date_droit": jour})], changer=False)
    contexte = store.ajouter_question(conversation, "et pour une entreprise ?", None, None)
    assert contexte is not None and contexte.date_droit == garde
    ailleurs = store.ajouter_question(conversation, "et la durée ?", None, None, fiche="entreprise-insertion")
    assert ailleurs is not None and ailleurs.date_droit is None, "another fiche was opened since"


def test_a_fiche_offered_alone_is_the_subject(store: Conversations) -> None:
    conversation = store.ouvrir()
    seule = Suggestion(titre="Est-ce obligatoire ?", charge="fiche:obligation-2026")
    aucune = Suggestion(titre="Aucune", charge="aucune")
    choix = MessageAssistant(texte="Lequel ?", decision="choix", suggestions=(seule, aucune), mode="bot")
    store.ajouter_reponses(conversation, [choix], changer=False)
    contexte = store.ajouter_question(conversation, "le 10 août 2026", None, None)
    assert contexte is not None and contexte.derniere_fiche == "obligation-2026"


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
