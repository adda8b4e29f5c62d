"""Rate limits per client address; the amounts are settings, the counters are Flask-Limiter's."""

from __future__ import annotations

from math import ceil
from time import time

from flask import current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

limiter = Limiter(get_remote_address)

limit_chat = limiter.shared_limit(
    lambda: str(current_app.config["RATE_LIMIT_CHAT"]), scope="discussion", methods=["POST"]
)
limit_search = limiter.shared_limit(lambda: str(current_app.config["RATE_LIMIT_SEARCH"]), scope="recherche")

limit_sign_in = limiter.shared_limit(lambda: str(current_app.config["RATE_LIMIT_SIGN_IN"]), scope="connexion")

# Forty phones of a room share one address: each has its own count, and the address a much higher one.
limit_room = limiter.shared_limit(
    lambda: str(current_app.config["RATE_LIMIT_ROOM"]), scope="salle", methods=["POST"],
    key_func=lambda: request.cookies.get("seance") or get_remote_address(),
)  # fmt: skip
limit_room_address = limiter.shared_limit(
    lambda: str(current_app.config["RATE_LIMIT_ROOM_ADDRESS"]), scope="salle-adresse", methods=["POST"]
)


def note_guess() -> None:
    """Count one wrong session code for this address."""
    limiter.limiter.hit(parse(str(current_app.config["RATE_LIMIT_CODES"])), "codes", get_remote_address())


def too_many_guesses() -> bool:
    """Whether this address tried so many wrong codes that even a right one must wait."""
    return not limiter.limiter.test(parse(str(current_app.config["RATE_LIMIT_CODES"])), "codes", get_remote_address())


def seconds_to_wait() -> int:
    """Seconds before the client may try again, at least 1; 60 when no limit was reached in this request."""
    current = limiter.current_limit
    return max(1, ceil(current.reset_at - time())) if current else 60
