"""Errors as people read them: a French page, or `application/problem+json`, with a reference and no trace."""

from __future__ import annotations

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException, SecurityError

from base_connaissance.typographie import typographier
from index.erreurs import QuestionInvalide
from web.journal import reference
from web.limites import seconds_to_wait
from web.refus import Refus
from web.securite import CSRFError
from web.services.conversations import ConversationInconnue, StorageUnavailable

log = structlog.get_logger("clausier.erreurs")

TITLES: dict[int, tuple[str, str]] = {
    400: ("Demande incomprise", "La demande est mal formée. Revenez en arrière et réessayez."),
    401: ("Connexion nécessaire", "Connectez-vous, puis recommencez."),
    403: ("Demande refusée", "Cette demande n'est pas autorisée."),
    404: ("Page introuvable", "Cette adresse ne mène à rien ici. L'adresse est peut-être ancienne ou mal recopiée."),
    405: ("Méthode non admise", "Cette adresse existe, mais pas pour cette sorte de demande."),
    409: ("Rien n'a changé", "Ce que vous demandez ne va plus avec l'état actuel. Rouvrez la page et réessayez."),
    410: ("C'est terminé", "Ce qui était ici n'est plus ouvert."),
    413: ("Message trop volumineux", "Ce qui a été envoyé dépasse 16 ko. Raccourcissez votre texte et renvoyez-le."),
    415: ("Format non admis", "L'API attend du JSON : ajoutez l'en-tête « Content-Type: application/json »."),
    422: ("Saisie à corriger", "Une des valeurs envoyées ne convient pas."),
    429: ("Trop de demandes", "Vous avez envoyé beaucoup de demandes en peu de temps."),
    500: ("Erreur de notre côté", "Un incident nous empêche de répondre. Il est noté ; réessayez dans un instant."),
    503: ("Service indisponible", "Ce service est momentanément indisponible. Le reste du site fonctionne."),
}

# Beginnings of the names of the fields where a trainer writes sentences.
_TYPED = ("titre", "resume", "question-", "notes-", "texte")
_STORAGE = "Les conversations et les séances ne peuvent pas être enregistrées en ce moment. La recherche reste ouverte."
_UNKNOWN = "Cette conversation n'existe pas, ou elle a été effacée."


def init_app(app: Flask) -> None:
    """Register one handler per family of errors."""
    app.register_error_handler(SecurityError, _on_host)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(CSRFError, _on_token)
    app.register_error_handler(RateLimitExceeded, _on_rate)
    app.register_error_handler(Refus, lambda error: respond(error.status, error.detail, **error.fields))
    app.register_error_handler(QuestionInvalide, _on_question)
    app.register_error_handler(ConversationInconnue, lambda _error: respond(404, _UNKNOWN))
    app.register_error_handler(StorageUnavailable, _on_storage)
    app.register_error_handler(Exception, _on_exception)


def wants_json() -> bool:
    """Whether the answer goes to a program: an API route, a health check, or our own script on a page."""
    asks_json = request.accept_mimetypes.best == "application/json"
    return asks_json or request.path.startswith(("/api/", "/sante/"))


def respond(status: int, detail: str | None = None, **fields: object) -> Response:
    """The error in the form that the client reads; `fields` (champ, erreurs, delai) go to programs only."""
    title, usual = TITLES.get(status, TITLES[500 if status >= 500 else 400])
    detail = typographier(detail or usual)
    if wants_json():
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        response = jsonify(problem | {"reference": reference()} | fields)
        response.mimetype = "application/problem+json"
    else:
        page = render_template("erreur.html", titre=title, detail=detail, statut=status, reference=reference(),
            texte=_typed_text(status), saisi=_typed_fields(status),
        )  # fmt: skip
        response = make_response(page)
    response.status_code = status
    return response


def _on_host(_error: SecurityError) -> Response:
    # No page here: without a trusted host name, its links cannot be built.
    return Response("Ce nom d'hôte n'est pas servi ici.\n", 400, mimetype="text/plain")


def _on_http(error: HTTPException) -> Response:
    response = respond(error.code or 500)
    allow = dict(error.get_headers()).get("Allow")
    if allow:
        response.headers["Allow"] = allow
    return response


def _on_rate(_error: RateLimitExceeded) -> Response:
    delai = seconds_to_wait()
    response = respond(429, f"{TITLES[429][1]} Vous pourrez réessayer dans {delai}\u00a0s.", delai=delai)
    response.headers["Retry-After"] = str(delai)
    return response


def _on_token(_error: CSRFError) -> Response:
    return respond(400, "La page était ouverte depuis trop longtemps. Votre texte est ci-dessous : renvoyez-le.")


def _on_question(error: QuestionInvalide) -> Response:
    return respond(422, error.message, champ=error.champ)


def _on_storage(error: StorageUnavailable) -> Response:
    log.error("stockage_indisponible", cause=str(error.__cause__), reference=reference())
    return respond(503, _STORAGE)


def _on_exception(error: Exception) -> Response:
    log.error("exception", reference=reference(), exc_info=error)
    return respond(500)


def _typed_text(status: int) -> str:
    """What the visitor had typed, to give it back; a body that is too large (413) is never read."""
    return "" if status == 413 else request.form.get("texte", "") or request.args.get("q", "")


def _typed_fields(status: int) -> str:
    """The texts of a trainer's form that was refused as a whole, to copy: a session that ended must not eat them."""
    if status not in {400, 401, 409, 422, 503} or request.blueprint != "formation" or request.method != "POST":
        return ""
    valeurs = (valeur for nom, valeur in request.form.items(multi=True) if nom.startswith(_TYPED))
    return "\n".join(valeur for valeur in valeurs if valeur.strip())
