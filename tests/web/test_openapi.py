"""The OpenAPI document is complete and true."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings

from web.api.openapi import OPERATIONS, build_document


def test_every_api_route_is_described_and_every_description_has_its_route(app: Flask) -> None:
    routes = {
        (re.sub(r"<([^>]+)>", r"{\1}", regle.rule), methode.lower())
        for regle in app.url_map.iter_rules()
        if regle.endpoint.startswith("api.") and regle.endpoint != "api.document"
        for methode in (regle.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == {(f"/api/v1{operation.path}", operation.method) for operation in OPERATIONS}


def test_document_is_served_and_its_references_resolve(client: FlaskClient) -> None:
    reponse = client.get("/api/v1/openapi.json")
    assert reponse.json["openapi"].startswith("3.1")
    assert reponse.json == build_document()
    schemas = reponse.json["components"]["schemas"]
    for nom in re.findall(r"#/components/schemas/(\w+)", reponse.text):
        assert nom in schemas


@pytest.fixture
def contract(build_app: Callable[..., Flask]) -> schemathesis.BaseSchema:
    """The document, bound to an application."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", build_app())


lazy = schemathesis.pytest.from_fixture("contract")


@lazy.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_api_conforms(case: schemathesis.Case) -> None:
    """Random requests: no server error, no answer outside the document."""
    case.call_and_validate(
        checks=[
            schemathesis.checks.not_a_server_error,
            schemathesis.checks.load_all_checks and schemathesis.checks.CHECKS.get_one("response_schema_conformance"),
            schemathesis.checks.CHECKS.get_one("status_code_conformance"),
            schemathesis.checks.CHECKS.get_one("content_type_conformance"),
        ]
    )
