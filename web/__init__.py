"""The website: pages, chat and API of Clausier. `create_app` is the only door."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from web import comptes, configuration, erreurs, gabarits, journal, limites, securite
from web.comptes.depot import Comptes
from web.services import Services
from web.services.connaissance import IndexConnaissance
from web.services.conversations import Conversations
from web.services.horloge import utcnow
from web.services.rasa import RasaClient
from web.services.retention import start_daily


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build the application; `overrides` replaces configuration values (see `web.configuration`)."""
    app = Flask(__name__)
    app.config.from_mapping(configuration.read_config(overrides))
    journal.init_app(app)
    securite.init_app(app)
    limites.limiter.init_app(app)
    erreurs.init_app(app)
    gabarits.init_app(app)
    services = app.extensions["clausier"] = _build_services(app)
    comptes.init_app(app, Comptes(services.database, services.clock, str(app.config["SECRET_KEY"])))
    _register_blueprints(app)
    _open_rooms(app)
    if app.config["TRUSTED_PROXIES"]:
        count = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    _start_background(app)
    return app


def _build_services(app: Flask) -> Services:
    config = app.config
    clock = config["CLOCK"] or utcnow
    return Services(
        connaissance=config["CONNAISSANCE"] or IndexConnaissance(),
        conversations=Conversations(config["DATABASE"], clock),
        rasa=RasaClient(config["RASA_URL"], config["RASA_TIMEOUT"], config["RASA_TRANSPORT"]),
        clock=clock,
        tracker=config["RASA_TRACKER"],
    )


def _open_rooms(app: Flask) -> None:
    from web import seance

    seance.init_app(app, app.extensions["clausier"])


def _register_blueprints(app: Flask) -> None:
    from web import api, discussion, entrainement, fiches, formation, outils, pages, preuve, recherche, sante, seance
    from web.comptes import routes as connexion

    blueprints = (
        discussion, fiches, recherche, preuve, outils, pages, connexion, formation, seance, entrainement, api, sante,
    )  # fmt: skip
    for module in blueprints:
        app.register_blueprint(module.bp)


def _start_background(app: Flask) -> None:
    """Open the index ahead of the first visitor, and start the daily purge."""
    from web.seance.purge import purge_de

    services: Services = app.extensions["clausier"]
    if app.config["WARM_UP"]:
        threading.Thread(target=_warm_up, args=(services,), name="warm-up", daemon=True).start()
    if app.config["DAILY_PURGE"]:
        start_daily(
            services.conversations, app.config["RASA_TRACKER"], app.config["RETENTION_DAYS"], services.clock,
            app.extensions["comptes"].purger, purge_de(app),
        )  # fmt: skip


def _warm_up(services: Services) -> None:
    """Open the index and load the encoder; a failure is shown by `/sante/pret` and met again by the first request."""
    with suppress(Exception):
        services.connaissance.chercher_fiches("clause sociale", 1)
