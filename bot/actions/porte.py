"""The door to the search, from an event loop: each call runs in a thread and is given up after a delay.

A synchronous search in an action would make every other visitor wait (measured: 11 s behind a 12 s action).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

# Under the site's own delay (settings.rasa_timeout, 2 s), so that Rasa can still return the error in time.
DELAI = 1.5
_FILS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="recherche")


async def hors_boucle(fonction: Callable[[], T], delai: float = DELAI) -> T:
    """Result of `fonction`, run in a thread. Raises TimeoutError after `delai` seconds, or what `fonction` raises."""
    return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(_FILS, fonction), delai)
