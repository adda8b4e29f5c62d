"""The OpenAPI document is complete and true."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from base_connaissance.modeles import Base
from tests.faux import FausseConnaissance
from web.api.openapi import OPERATIONS, TOOL_ERRORS, Operation, build_document


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


_CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.parametrize("requests", [40, pytest.param(1000, marks=pytest.mark.lent)])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: f"{operation.method} {operation.path}")
def test_api_conforms(build_app: Callable[..., Flask], vraie_base: Base, operation: Operation, requests: int) -> None:
    """Random requests, right and wrong: no server error, no answer outside the document."""
    limits = {"RATE_LIMIT_CHAT": "100000 per minute", "RATE_LIMIT_SEARCH": "100000 per minute"}
    # The tools are random-tested on the real figures; the rest on the small base.
    tool = operation.errors == TOOL_ERRORS
    app = build_app(**limits, **({"CONNAISSANCE": FausseConnaissance(vraie_base)} if tool else {}))
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    described = schema[f"/api/v1{operation.path}"][operation.method.upper()]
    modes = st.sampled_from(list(schemathesis.GenerationMode))
    cases = modes.flatmap(lambda mode: described.as_strategy(generation_mode=mode))

    known = {"conversations": app.test_client().post("/api/v1/conversations").json["id"], "fiches": "obligation-2026"}

    @given(case=cases, exists=st.booleans())
    @settings(max_examples=requests, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def check(case: schemathesis.Case, exists: bool) -> None:
        if exists and "identifiant" in operation.path:
            case.path_parameters = {"identifiant": known[operation.path.split("/")[1]]}
        case.call_and_validate(checks=_CHECKS)

    check()
