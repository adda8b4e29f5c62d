"""Following a session: events, resumption, heartbeat, a bounded number of streams, cheap polling."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from tests.web.seance.aides import Animation, entrer
from web.seance import diffusion
from web.seance.diffusion import Diffusion


@pytest.fixture
def presse(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting: a heartbeat at once."""
    monkeypatch.setattr(diffusion, "BATTEMENT", 0.0)


@pytest.mark.usefixtures("presse")
def test_events_are_sent_once_and_resumed() -> None:
    versions = iter(["4", "4", "5", None])
    suite = list(Diffusion(1).suivre("s", lambda: next(versions), connue="3"))
    assert suite == [
        "retry: 2000\n\n", "id: 4\ndata: 4\n\n", ": battement\n\n", ": battement\n\n", "id: 5\ndata: 5\n\n",
        ": battement\n\n", "event: fin\ndata: fin\n\n",
    ]  # fmt: skip
    versions = iter(["5", None])
    assert "data: 5" not in "".join(Diffusion(1).suivre("s", lambda: next(versions), connue="5"))


def test_an_announcement_wakes_those_who_follow_that_session() -> None:
    centre, lue = Diffusion(2), ["1"]
    flux = centre.suivre("s", lambda: lue[0])
    assert [next(flux), next(flux)] == ["retry: 2000\n\n", "id: 1\ndata: 1\n\n"]
    recu: list[str] = []
    fil = threading.Thread(target=lambda: recu.append(next(flux)))
    fil.start()
    centre.annoncer("autre")
    lue[0] = "2"
    centre.annoncer("s")
    fil.join(timeout=8)  # shorter than a heartbeat: only the announcement can have woken it
    assert recu == ["id: 2\ndata: 2\n\n"]


def test_what_changed_before_the_wait_is_not_missed() -> None:
    centre = Diffusion(1)
    valeurs = iter(["1", "2"])

    def lire() -> str:
        # Someone announces between the reading and the waiting.
        centre.annoncer("s")
        return next(valeurs)

    flux = centre.suivre("s", lire)
    assert [next(flux) for _ in range(3)][-1] == "id: 2\ndata: 2\n\n"


def test_streams_are_counted_and_given_back(app: Flask, animation: Animation) -> None:
    client = entrer(app, animation.code)
    centre = animation.depot.diffusion
    reponse = client.get(f"/seance/{animation.code}/flux", buffered=False)
    assert (reponse.mimetype, centre.ouverts) == ("text/event-stream", 1)
    reponse.close()
    assert centre.ouverts == 0
    for _ in range(48):
        assert centre.reserver()
    refus = client.get(f"/seance/{animation.code}/flux")
    assert (refus.status_code, centre.ouverts) == (503, 48)


def test_polling_is_cheap_and_sees_what_matters(app: Flask, animation: Animation) -> None:
    client = entrer(app, animation.code)
    adresse = f"/seance/{animation.code}/version"
    etiquette = client.get(adresse).headers["ETag"]
    assert client.get(adresse, headers={"If-None-Match": etiquette}).status_code == 304
    # Another participant is not news for this phone; it is for the trainer.
    avant = animation.client.get(f"/seance/{animation.code}/animer/version").text
    entrer(app, animation.code)
    assert client.get(adresse, headers={"If-None-Match": etiquette}).status_code == 304
    assert animation.client.get(f"/seance/{animation.code}/animer/version").text != avant
    animation.faire("suivant")
    assert client.get(adresse, headers={"If-None-Match": etiquette}).status_code == 200
