"""Giving back to the machine what loading used: a model and an index are read through many short-lived objects."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def rendre() -> None:
    """Return free memory to the system, where the C library can (glibc); nothing elsewhere."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
