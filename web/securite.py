"""Response headers and the refusal of requests that another site makes a visitor's browser send.

Public forms rely on what browsers say of the origin (Sec-Fetch-Site, Origin): before the first message there is
no cookie, hence nothing to protect and nowhere to keep a token. Once the conversation cookie exists, the HTML
forms must also carry flask-wtf's token.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf  # type: ignore[import-untyped]

from web.refus import Refus

__all__ = ["CSRFError", "check_token", "csp_nonce", "csrf", "generate_csrf", "init_app"]

csrf = CSRFProtect()
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # same-origin (not no-referrer): with no-referrer, browsers send « Origin: null » with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_ONE_YEAR = 31_536_000
_CROSS_SITE = "Cette demande vient d'un autre site ; elle n'a pas été traitée."


def init_app(app: Flask) -> None:
    """Install the checks and the headers on every route."""
    csrf.init_app(app)
    app.before_request(refuse_cross_site)
    app.after_request(_set_headers)
    if app.config["PUBLIC_HTTPS"]:
        app.after_request(_set_hsts)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """The nonce of this response's scripts: 128 random bits."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def refuse_cross_site() -> None:
    """Raises Refus for a writing request that a browser says comes from elsewhere."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise Refus(403, _CROSS_SITE)
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Refus(403, _CROSS_SITE)


def check_token() -> None:
    """For HTML forms: ask for the token of those who hold a cookie. Raises flask-wtf's CSRFError."""
    if request.method not in SAFE_METHODS and session:
        csrf.protect()


def _set_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _policy())
    for name, value in _FIXED_HEADERS.items():
        response.headers.setdefault(name, value)
    # Pages carry a nonce and what a visitor typed: shared caches must not keep them.
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _set_hsts(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}; includeSubDomains"
    return response


def _policy() -> str:
    return (
        f"default-src 'self'; script-src 'nonce-{csp_nonce()}'; style-src 'self'; img-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
