"""After loading: what it used is given back to the machine, and what stays is no longer looked at for garbage."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def rendre() -> None:
    """Return free memory to the system, where the C library can (glibc); nothing elsewhere.

    A model and an index are read through many short-lived objects.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def figer() -> None:
    """Have the collector of cycles pass over all that is in memory now: an answer need not wait while it walks a base.

    What the former call set aside is looked at once more: a replaced index goes away.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
