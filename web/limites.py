"""Rate limits per client address; the amounts are settings, the counters are Flask-Limiter's."""

from __future__ import annotations

from math import ceil
from time import time

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)

limit_chat = limiter.shared_limit(
    lambda: str(current_app.config["RATE_LIMIT_CHAT"]), scope="discussion", methods=["POST"]
)
limit_search = limiter.shared_limit(lambda: str(current_app.config["RATE_LIMIT_SEARCH"]), scope="recherche")

limit_sign_in = limiter.shared_limit(lambda: str(current_app.config["RATE_LIMIT_SIGN_IN"]), scope="connexion")


def seconds_to_wait() -> int:
    """Seconds before the client may try again, at least 1; 60 when no limit was reached in this request."""
    current = limiter.current_limit
    return max(1, ceil(current.reset_at - time())) if current else 60
