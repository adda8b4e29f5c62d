"""The application's configuration, from the settings table; tests and tools pass `overrides`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from settings import settings

_LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def read_config(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Flask's configuration plus ours (RASA_*, RETENTION_*, CHAT_ENABLED…), `overrides` last."""
    given = dict(overrides or {})
    https = bool(given.get("PUBLIC_HTTPS", settings.public_https))
    config: dict[str, Any] = {
        "PUBLIC_HTTPS": https,
        "SESSION_COOKIE_NAME": "__Host-clausier" if https else "clausier",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": 16 * 1024,
        "MAX_FORM_MEMORY_SIZE": 16 * 1024,
        "TRUSTED_HOSTS": trusted_hosts(),
        "TRUSTED_PROXIES": settings.trusted_proxies,
        # The token is asked only from those who have a cookie to protect: see web.securite.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "RATELIMIT_STORAGE_URI": "memory://",
        "RATELIMIT_STRATEGY": "moving-window",
        "RATE_LIMIT_CHAT": settings.rate_limit_chat,
        "RATE_LIMIT_SEARCH": settings.rate_limit_search,
        "RATE_LIMIT_SIGN_IN": "5 per minute",
        "OIDC_URL": settings.oidc_url,
        "OIDC_CLIENT": settings.oidc_client,
        "OIDC_SECRET": settings.oidc_secret,
        "OIDC_CHAMP": settings.oidc_claim,
        "CHAT_ENABLED": settings.chat_enabled,
        "RASA_URL": settings.rasa_url,
        "RASA_TIMEOUT": settings.rasa_timeout,
        "RASA_TRANSPORT": None,
        "ACTIONS_URL": settings.actions_url,
        "DATABASE": settings.instance_dir / "clausier.sqlite",
        "RASA_TRACKER": settings.instance_dir / "rasa.sqlite",
        "RETENTION_DAYS": settings.retention_days,
        "SESSION_DAYS": settings.session_days,
        "FLUX_MAXIMUM": settings.max_streams,
        "RATE_LIMIT_CODES": "60 per minute",
        "RATE_LIMIT_ROOM": "60 per minute",
        "RATE_LIMIT_ROOM_ADDRESS": "3000 per minute",
        "DAILY_PURGE": True,
        "WARM_UP": True,
        "CONNAISSANCE": None,
        "CLOCK": None,
    }
    if "SECRET_KEY" not in given:
        config["SECRET_KEY"] = settings.secret_key
    return config | given


def trusted_hosts() -> list[str] | None:
    """Names that a site on loopback answers to: no other page may reach it under its own name (DNS rebinding).

    None (any name) when the site listens to a network, or behind a trusted proxy, which checks names itself.
    """
    on_loopback = settings.host in _LOOPBACK_HOSTS and not settings.trusted_proxies
    return _LOOPBACK_HOSTS if on_loopback else None
