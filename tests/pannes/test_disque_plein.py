"""The disk is full: reading works, writing fails in clear words, nothing typed is lost, and it recovers."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.web.aides import OBLIGATION, envoyer, jeton


@contextmanager
def _disque_plein(limite: int) -> Iterator[None]:
    """No file of this process may grow beyond `limite` bytes."""
    _, maximum = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limite, maximum))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (maximum, maximum))


def test_writes_fail_clearly_and_recover(build_app: Callable[..., Flask], tmp_path: Path) -> None:
    client = build_app().test_client()
    envoyer(client)
    store = client.application.extensions["clausier"].conversations
    for _ in range(40):
        store.ajouter_question(store.ouvrir(), "x" * 10_000, None, None)
    champs = jeton(client)
    with _disque_plein(64 * 1024):
        reponse = client.post("/", data={"texte": "texte à garder", **champs})
        assert client.get("/fiches/obligation-2026").status_code == 200
        assert client.get("/recherche", query_string={"q": OBLIGATION}).status_code == 200
    assert reponse.status_code == 503
    assert "texte à garder</textarea>" in reponse.text
    assert "ne peuvent pas être enregistrées" in reponse.text
    assert envoyer(client).status_code == 303
    assert (tmp_path / "clausier.sqlite").exists()
