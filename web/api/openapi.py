"""The OpenAPI 3.1 document, made from the models that validate; a test compares it with the routes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from base_connaissance.modeles import PUBLICS
from conseil.calendrier import DemandeCalendrier, ResultatCalendrier
from conseil.eligibilite import DemandeEligibilite, ResultatEligibilite
from conseil.heures import DemandeHeures, ResultatHeures
from conseil.leviers import DemandeLeviers, ResultatLeviers
from conseil.notation import DemandeNotation, ResultatNotation
from conseil.realisation import DemandeRealisation, ResultatRealisation
from conseil.redaction.kit import DemandeKit, ResultatKit
from conseil.redaction.relecture import DemandeRelecture, ResultatRelecture
from index.modeles import Reponse
from index.preuve.recu import Recu, Rejeu
from web.api import bp
from web.api.modeles import (
    ConversationOuverte,
    DemandeRecherche,
    DemandeRecu,
    EnvoiMessage,
    ListeFiches,
    Messages,
    OuvertureConversation,
    Probleme,
)
from web.libelles import FAMILLES, PHASES
from web.services.fiches import FichePresentee

_REF = "#/components/schemas/{model}"
_TITLES = {
    400: "Demande mal formée", 403: "Demande d'un autre site", 404: "Introuvable", 413: "Plus de 16 ko",
    415: "Le corps n'est pas du JSON", 422: "Saisie à corriger (le champ est nommé)", 429: "Trop de demandes",
    503: "Service fermé ou enregistrement impossible",
}  # fmt: skip
TOOL_ERRORS = (400, 403, 413, 415, 422, 429, 503)
_FILTRES = {"famille": list(FAMILLES), "public": list(PUBLICS), "phase": list(PHASES)}


@dataclass(frozen=True)
class Operation:
    """One route as the document describes it."""

    path: str
    method: str
    summary: str
    response: type[BaseModel]
    errors: tuple[int, ...]
    body: type[BaseModel] | None = None
    status: int = 200
    query: tuple[str, ...] = ()
    body_required: bool = True


OPERATIONS = (
    Operation(
        "/conversations", "post", "Ouvrir une conversation", ConversationOuverte, (400, 403, 413, 415, 422, 429, 503),
        OuvertureConversation, status=201, body_required=False,
    ),
    Operation(
        "/conversations/{identifiant}/messages", "post", "Envoyer un texte ou un choix", Messages,
        (400, 403, 404, 413, 415, 422, 429, 503), EnvoiMessage,
    ),
    Operation(
        "/recherche", "post", "Poser une question sans conversation", Reponse, (400, 403, 413, 415, 422, 429),
        DemandeRecherche,
    ),
    Operation(
        "/calculs/heures", "post", "Calculer des heures d'insertion, un taux ou un montant", ResultatHeures,
        TOOL_ERRORS, DemandeHeures,
    ),
    Operation(
        "/calculs/realisation", "post", "Planifier les façons de réaliser des heures", ResultatRealisation, TOOL_ERRORS,
        DemandeRealisation,
    ),
    Operation(
        "/leviers", "post", "Examiner les leviers légaux d'un achat", ResultatLeviers, TOOL_ERRORS, DemandeLeviers
    ),
    Operation(
        "/calculs/calendrier", "post", "Dater les étapes d'une clause", ResultatCalendrier, TOOL_ERRORS,
        DemandeCalendrier,
    ),
    Operation(
        "/eligibilite", "post", "Examiner les catégories d'une personne, sans rien garder", ResultatEligibilite,
        TOOL_ERRORS, DemandeEligibilite,
    ),
    Operation(
        "/clauses", "post", "Composer le kit de clauses d'un achat, pièce par pièce", ResultatKit, TOOL_ERRORS,
        DemandeKit,
    ),
    Operation(
        "/clauses/relecture", "post", "Relire un projet de clause, qui n'est pas gardé (20 000 caractères au plus ; "
        "corps : 244 ko au plus)", ResultatRelecture, TOOL_ERRORS, DemandeRelecture,
    ),
    Operation(
        "/notation", "post", "Vérifier une grille, noter des propositions d'insertion", ResultatNotation, TOOL_ERRORS,
        DemandeNotation,
    ),
    Operation(
        "/recus", "post", "Demander le reçu d'une réponse", Recu, (400, 403, 404, 413, 415, 422, 429), DemandeRecu
    ),
    Operation(
        "/recus/rejeu", "post", "Rejouer un reçu et comparer", Rejeu, (400, 403, 413, 415, 422, 429), Recu
    ),
    Operation("/fiches", "get", "Lister les fiches", ListeFiches, (422, 429), query=("famille", "public", "phase")),
    Operation(
        "/fiches/{identifiant}", "get", "Lire une fiche", FichePresentee, (404, 422, 429), query=("public", "date")
    ),
)  # fmt: skip


@bp.get("/openapi.json")
def document() -> ResponseReturnValue:
    """This document."""
    return jsonify(build_document())


@cache
def build_document() -> dict[str, Any]:
    """The whole document, as JSON-ready data."""
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(f"/api/v1{operation.path}", {})[operation.method] = _describe(operation)
    requests = [(op.body, "validation") for op in OPERATIONS if op.body]
    responses = [(model, "serialization") for model in (*(op.response for op in OPERATIONS), Probleme)]
    _, schemas = models_json_schema([*requests, *responses], ref_template=_REF)  # type: ignore[list-item]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Clausier",
            "version": "1",
            "description": "Questions et fiches sur l'insertion dans les achats publics. Par client : 15 messages "
            "par minute et 200 par jour, 60 recherches par minute. Corps : 16 ko au plus.",
        },
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }


def _describe(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": operation.summary,
        "parameters": [*_path_parameters(operation.path), *map(_query_parameter, operation.query)],
        "responses": {
            str(operation.status): {"description": "Succès", "content": _content(operation.response)},
            **{
                str(status): {"description": _TITLES[status], "content": _content(Probleme, "application/problem+json")}
                for status in operation.errors
            },
        },
    }
    if operation.body:
        described["requestBody"] = {"required": operation.body_required, "content": _content(operation.body)}
    return described


def _content(model: type[BaseModel], mimetype: str = "application/json") -> dict[str, Any]:
    return {mimetype: {"schema": {"$ref": _REF.format(model=model.__name__)}}}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    if "{identifiant}" not in path:
        return []
    return [{"name": "identifiant", "in": "path", "required": True, "schema": {"type": "string"}}]


def _query_parameter(name: str) -> dict[str, Any]:
    schema = {"type": "string", "format": "date"} if name == "date" else {"type": "string", "enum": _FILTRES[name]}
    return {"name": name, "in": "query", "required": False, "schema": schema}
