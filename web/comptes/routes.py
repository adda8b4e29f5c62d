"""Signing in and out. The cookie holds a random token; the session itself is a row that signing out deletes."""

from __future__ import annotations

from math import ceil

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from web.comptes.acces import CLE, compte_courant, comptes, suite_sure
from web.comptes.depot import ConnexionRefusee
from web.comptes.echecs import ConnexionBloquee
from web.limites import limit_sign_in
from web.securite import SAFE_METHODS, csrf

bp = Blueprint("comptes", __name__)
_REFUSE = "Identifiant ou mot de passe inexact. Vérifiez les majuscules, puis réessayez."
_BLOQUE = "Trop d'essais pour cet identifiant. Réessayez dans {minutes}."
_OIDC_REFUSE = "Votre organisation vous a reconnu, mais aucun compte actif ne porte votre adresse ici."
_OIDC_ECHEC = "La connexion par votre organisation n'a pas abouti. Réessayez, ou utilisez votre mot de passe."


@bp.before_request
def _check_token() -> None:
    if request.method not in SAFE_METHODS:
        csrf.protect()


@bp.get("/connexion")
def connexion() -> ResponseReturnValue:
    """The sign-in page; `suite` is the path of this site to go to afterwards."""
    suite = suite_sure(request.args.get("suite"))
    if compte_courant() is not None:
        return redirect(suite or url_for("formation.accueil"), 303)
    return _page(suite)


@bp.post("/connexion")
@limit_sign_in
def ouvrir() -> ResponseReturnValue:
    """Check the password and open a session under a new token. 401 for a refusal, 429 while the name is blocked."""
    suite = suite_sure(request.form.get("suite"))
    identifiant, mot_de_passe = request.form.get("identifiant", ""), request.form.get("mot_de_passe", "")
    if not identifiant.strip() or not mot_de_passe:
        return _page(suite, "Indiquez votre identifiant et votre mot de passe.", identifiant), 422
    try:
        jeton = comptes().connecter(identifiant, mot_de_passe)
    except ConnexionRefusee:
        return _page(suite, _REFUSE, identifiant), 401
    except ConnexionBloquee as error:
        minutes = ceil(error.secondes / 60)
        message = _BLOQUE.format(minutes=f"{minutes} minute{'s' if minutes > 1 else ''}")
        return _page(suite, message, identifiant), 429, {"Retry-After": str(error.secondes)}
    return entrer(jeton, suite)


@bp.post("/deconnexion")
def deconnexion() -> ResponseReturnValue:
    """End the session on the server and forget the token; the visitor's conversation stays."""
    jeton = session.pop(CLE, None)
    session.pop("csrf_token", None)
    if isinstance(jeton, str):
        comptes().deconnecter(jeton)
    return redirect(url_for("comptes.connexion", fini=1), 303)


def entrer(jeton: str, suite: str | None) -> ResponseReturnValue:
    """Renew the cookie around the token: nothing that was in it before signing in remains, but the conversation."""
    conversation = session.get("conversation")
    session.clear()
    if conversation:
        session["conversation"] = conversation
    session[CLE] = jeton
    return redirect(suite or url_for("formation.accueil"), 303)


def page_de_refus(suite: str | None, *, reconnu: bool) -> ResponseReturnValue:
    """The sign-in page after the organisation's sign-in failed; `reconnu`: it knew the person, we do not."""
    return _page(suite, _OIDC_REFUSE if reconnu else _OIDC_ECHEC), 401


def _page(suite: str | None, erreur: str = "", identifiant: str = "") -> str:
    return render_template(
        "comptes/connexion.html", suite=suite or "", erreur=erreur, identifiant=identifiant[:120],
        organisation=bool(current_app.config["OIDC_URL"]),
    )  # fmt: skip


from web.comptes import oidc  # noqa: E402,F401  (its routes attach themselves to bp)
