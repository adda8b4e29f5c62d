"""The client of Rasa's REST channel, built to notice every way in which Rasa fails.

Rasa answers 200 `[]` when the action server is dead or raises, and waits up to 300 s for a slow action
(measured, docs/decisions): all these are failures here, so that the search can answer instead.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

_CONNECT_SECONDS = 0.3
_PAUSE_SECONDS = 5.0
_MAX_TIMEOUTS = 2


class RasaUnavailable(Exception):
    """Rasa gave no usable answer; `timed_out` tells that the sender may still be locked by a slow action."""

    def __init__(self, reason: str, timed_out: bool = False) -> None:
        super().__init__(reason)
        self.timed_out = timed_out


class BotButton(BaseModel):
    """A button as the bot types it: `payload` is one of our charges."""

    model_config = ConfigDict(frozen=True)

    title: str
    payload: str


class BotMessage(BaseModel):
    """One item of Rasa's reply: a text with buttons, or a `custom` object."""

    model_config = ConfigDict(frozen=True)

    text: str | None = None
    buttons: tuple[BotButton, ...] = ()
    custom: dict[str, Any] | None = None


_REPLY = TypeAdapter(list[BotMessage])


class RasaClient:
    """Sends one message and waits at most `timeout` seconds. Safe to share between threads."""

    def __init__(
        self,
        url: str,
        timeout: float,
        transport: httpx.BaseTransport | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        limits = httpx.Timeout(timeout, connect=_CONNECT_SECONDS)
        # trust_env=False: a proxy variable must not carry visitors' questions off the machine.
        self._http = httpx.Client(base_url=url, timeout=limits, transport=transport, trust_env=False)
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._timeouts = 0
        self._paused_until = 0.0

    def send(self, sender: str, message: str, metadata: Mapping[str, object]) -> list[BotMessage]:
        """The bot's messages, never an empty list. Raises RasaUnavailable for anything else."""
        if self._monotonic() < self._paused_until:
            raise RasaUnavailable("en pause après plusieurs délais dépassés")
        body = {"sender": sender, "message": message, "metadata": dict(metadata)}
        try:
            reply = self._http.post("/webhooks/rest/webhook", json=body)
            messages = _REPLY.validate_python(reply.raise_for_status().json())
        except httpx.TimeoutException as error:
            self._count_timeout()
            raise RasaUnavailable("délai dépassé", timed_out=True) from error
        except (httpx.HTTPError, ValidationError, ValueError) as error:
            raise RasaUnavailable(f"réponse inutilisable : {type(error).__name__}") from error
        with self._lock:
            self._timeouts = 0
        if not messages or not all(item.text or item.custom for item in messages):
            raise RasaUnavailable("réponse vide")
        return messages

    def is_alive(self) -> bool:
        """Whether the server answers at all, within half a second."""
        try:
            return self._http.get("/", timeout=0.5).is_success
        except httpx.HTTPError:
            return False

    def _count_timeout(self) -> None:
        """After two timeouts in a row, skip Rasa for five seconds: the other visitors must not wait for it too."""
        with self._lock:
            self._timeouts += 1
            if self._timeouts >= _MAX_TIMEOUTS:
                self._paused_until = self._monotonic() + _PAUSE_SECONDS
                self._timeouts = 0
