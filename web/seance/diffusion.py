"""Waking those who watch a session: a condition variable in this process, and a bounded number of streams.

The database holds the truth; what is told here only says « read again ». A stream that misses a wake-up, or a client
without streams, finds the same by asking.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from time import monotonic

# Shorter than the patience of usual proxies, and of gunicorn when it stops.
BATTEMENT = 10.0
# A stream is closed and taken again from time to time: a phone that vanished does not hold a thread for long.
DUREE_FLUX = 180.0
RETOUR_MS = 2000


class Diffusion:
    """Who waits for what; `maximum` is how many streams may be open at once, one thread each."""

    def __init__(self, maximum: int) -> None:
        self._maximum = maximum
        self._ouverts = 0
        self._annonces: dict[str, int] = {}
        self._condition = threading.Condition()

    @property
    def ouverts(self) -> int:
        """How many streams are open now."""
        return self._ouverts

    def annoncer(self, seance: str) -> None:
        """Something of this session changed."""
        with self._condition:
            self._annonces[seance] = self._annonces.get(seance, 0) + 1
            self._condition.notify_all()

    def reserver(self) -> bool:
        """Take the place of a stream; False when there is none left."""
        with self._condition:
            if self._ouverts >= self._maximum:
                return False
            self._ouverts += 1
            return True

    def rendre(self) -> None:
        """Give back a place taken by `reserver`."""
        with self._condition:
            self._ouverts -= 1

    def suivre(self, seance: str, lire: Callable[[], str | None], connue: str = "") -> Iterator[str]:
        """Server-sent events: `lire()` at once if it is not `connue`, then each time it changes; a heartbeat otherwise.

        The stream ends when `lire()` gives None, or after `DUREE_FLUX`.
        """
        fin = monotonic() + DUREE_FLUX
        yield f"retry: {RETOUR_MS}\n\n"
        while monotonic() < fin:
            with self._condition:
                vue = self._annonces.get(seance, 0)
            version = lire()
            if version is None:
                yield "event: fin\ndata: fin\n\n"
                return
            if version != connue:
                connue = version
                yield f"id: {version}\ndata: {version}\n\n"
            with self._condition:
                reveil = self._condition.wait_for(lambda vue=vue: self._annonces.get(seance, 0) != vue, BATTEMENT)  # type: ignore[misc]
            if not reveil:
                yield ": battement\n\n"
