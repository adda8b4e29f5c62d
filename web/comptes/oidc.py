"""Signing in with the organisation's OpenID Connect provider: off unless `CLAUSIER_OIDC_URL` is set.

The provider says who the person is; the account, and its roles, must exist here. No account is made on the way.
"""

from __future__ import annotations

from typing import Any

import structlog
from flask import Flask, current_app, request, session, url_for
from flask.typing import ResponseReturnValue

from web.comptes.acces import comptes, suite_sure
from web.comptes.depot import ConnexionRefusee
from web.comptes.routes import bp, entrer, page_de_refus
from web.limites import limit_sign_in
from web.refus import Refus

log = structlog.get_logger("clausier.oidc")
_SUITE = "oidc_suite"


@bp.get("/connexion/organisation")
@limit_sign_in
def organisation() -> ResponseReturnValue:
    """Send the browser to the provider. Raises Refus 404 when none is set."""
    client = _client(current_app)
    session[_SUITE] = suite_sure(request.args.get("suite"))
    try:
        adresse = url_for("comptes.retour", _external=True)
        return client.authorize_redirect(adresse)  # type: ignore[no-any-return]
    except Exception as error:  # provider down, unreadable metadata: the password page still works
        log.error("oidc_indisponible", cause=repr(error))
        return page_de_refus(session.pop(_SUITE, None), reconnu=False)


@bp.get("/connexion/retour")
@limit_sign_in
def retour() -> ResponseReturnValue:
    """The provider's answer: authlib checks state, nonce, signature, issuer, audience and dates. Raises Refus 404."""
    client, suite = _client(current_app), suite_sure(session.pop(_SUITE, None))
    try:
        claims = dict(client.authorize_access_token().get("userinfo") or {})
    except Exception as error:  # authlib, joserfc and requests each have their own errors; all mean « not signed in »
        log.warning("oidc_refuse", cause=type(error).__name__)
        return page_de_refus(suite, reconnu=False)
    identifiant = _identifiant(claims)
    if identifiant is None:
        return page_de_refus(suite, reconnu=False)
    try:
        return entrer(comptes().connecter_par_organisation(identifiant), suite)
    except ConnexionRefusee:
        return page_de_refus(suite, reconnu=True)


def _identifiant(claims: dict[str, Any]) -> str | None:
    """The claim that names the account; an e-mail address counts only if the provider has verified it."""
    champ = str(current_app.config["OIDC_CHAMP"])
    valeur = claims.get(champ)
    if not isinstance(valeur, str) or not valeur.strip():
        return None
    return None if champ == "email" and claims.get("email_verified") is not True else valeur


def _client(app: Flask) -> Any:
    if not app.config["OIDC_URL"]:
        raise Refus(404)
    if "oidc" not in app.extensions:
        # Imported here: most sites have no provider, and authlib brings requests along.
        from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]

        oauth = OAuth(app)
        oauth.register(
            "organisation", server_metadata_url=app.config["OIDC_URL"], client_id=app.config["OIDC_CLIENT"],
            client_secret=app.config["OIDC_SECRET"],
            client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": 5},
        )  # fmt: skip
        app.extensions["oidc"] = oauth.organisation
    return app.extensions["oidc"]
