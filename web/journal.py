"""JSON logs: one line per request and per incident, never a visitor's text, address or cookie."""

from __future__ import annotations

import logging
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request

from settings import settings

log = structlog.get_logger("clausier.web")


def init_app(app: Flask) -> None:
    """Give each request a reference (shown on error pages) and log its end."""
    _configure()
    app.before_request(_start)
    app.after_request(_finish)


def reference() -> str:
    """The reference of this request: 8 hexadecimal digits, made at need."""
    if "reference" not in g:
        g.reference = secrets.token_hex(4).upper()
    return str(g.reference)


def _configure() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    rule = request.url_rule.rule if request.url_rule else "(aucune)"
    if rule != "/static/<path:filename>":
        # The rule, not the path: a conversation's id or a search must not stand in the logs.
        elapsed = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
        log.info(
            "requete",
            methode=request.method,
            route=rule,
            statut=response.status_code,
            ms=elapsed,
            reference=reference(),
        )
    return response
