"""Who asks, and whether they may: `compte_courant`, `exiger_role`, and where to go back to after signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from web.comptes.depot import Comptes, Personne
from web.comptes.tables import Role
from web.erreurs import wants_json
from web.refus import Refus
from web.services.database import StorageUnavailable

CLE = "compte"
P = ParamSpec("P")
_A_CONNECTER = "Il faut être connecté pour cela. Ce que vous venez d'envoyer n'a pas été enregistré."
_INTERDIT = "Votre compte ne donne pas accès à cette page. Demandez ce rôle à la personne qui gère les comptes."


def init_app(app: Flask, comptes: Comptes) -> None:
    """Make the accounts known to the application and `compte` known to its templates."""
    app.extensions["comptes"] = comptes
    app.context_processor(lambda: {"compte": _pour_la_page()})


def comptes() -> Comptes:
    """The accounts of the current application."""
    return cast(Comptes, current_app.extensions["comptes"])


def compte_courant() -> Personne | None:
    """Who is signed in, read once a request; None for a visitor. Raises StorageUnavailable."""
    if "compte" not in g:
        jeton = session.get(CLE) if session else None
        g.compte = comptes().personne(jeton) if isinstance(jeton, str) else None
    return cast(Personne | None, g.compte)


def personne() -> Personne:
    """The person signed in, in a route that `exiger_role` protects."""
    trouvee = compte_courant()
    assert trouvee is not None
    return trouvee


def exiger_role(role: Role) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Protect a route: a visitor is sent to sign in and then back (pages), a program gets 401 or 403."""

    def decorer(vue: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(vue)
        def protegee(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            qui = compte_courant()
            if qui is None and request.method in {"GET", "HEAD"} and not wants_json():
                suite = request.full_path if request.query_string else request.path
                return redirect(url_for("comptes.connexion", suite=suite), 303)
            if qui is None:
                raise Refus(401, _A_CONNECTER)
            if role not in qui.roles:
                raise Refus(403, _INTERDIT)
            return vue(*args, **kwargs)

        protegee.__dict__["role"] = role
        return protegee

    return decorer


def suite_sure(suite: str | None) -> str | None:
    """A path of this site to go back to; None for anything that could lead elsewhere."""
    if not suite or len(suite) > 500 or not suite.startswith("/") or suite.startswith(("//", "/\\")):
        return None
    if "\\" in suite or any(ord(signe) < 33 or ord(signe) == 127 for signe in suite):
        return None
    parties = urlsplit(suite)
    return suite if not parties.scheme and not parties.netloc else None


def _pour_la_page() -> Personne | None:
    # The error page itself is rendered through here: a broken database must not break it too.
    try:
        return compte_courant()
    except StorageUnavailable:
        return None
