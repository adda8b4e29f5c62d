"""A small OpenID Connect provider on loopback: discovery, keys, authorisation with PKCE, signed identity tokens.

It plays the organisation's sign-in. `identite` is who it recognises; the other attributes make it lie.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

_CLEF, _FAUSSE_CLEF = (RSAKey.generate_key(2048, {"kid": "une"}) for _ in range(2))


@dataclass
class Fournisseur:
    """What it answers, and what it was asked."""

    identite: dict[str, Any]
    client: str = "clausier"
    audience: str = "clausier"
    perime: bool = False
    mauvaise_clef: bool = False
    autre_nonce: bool = False
    url: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    clef: RSAKey = field(default_factory=lambda: _CLEF)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """The WSGI application."""
        request = Request(environ)
        routes = {
            "/.well-known/openid-configuration": self._decouverte, "/clefs": self._clefs,
            "/autoriser": self._autoriser, "/jeton": self._jeton,
        }  # fmt: skip
        return routes[request.path](request)(environ, start_response)

    def _decouverte(self, _request: Request) -> Response:
        return _json(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/autoriser",
                "token_endpoint": f"{self.url}/jeton",
                "jwks_uri": f"{self.url}/clefs",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    def _clefs(self, _request: Request) -> Response:
        return _json({"keys": [self.clef.as_dict(private=False)]})

    def _autoriser(self, request: Request) -> Response:
        code = secrets.token_hex(8)
        self.codes[code] = request.args.to_dict()
        suite = urlencode({"code": code, "state": request.args["state"]})
        return Response(status=302, headers={"Location": f"{request.args['redirect_uri']}?{suite}"})

    def _jeton(self, request: Request) -> Response:
        demande = self.codes.pop(request.form["code"])
        condense = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(condense).rstrip(b"=").decode() != demande["code_challenge"]:
            return _json({"error": "invalid_grant"}, 400)
        maintenant = int(time.time())
        claims = {
            "iss": self.url, "sub": "1234", "aud": self.audience, "iat": maintenant,
            "exp": maintenant - 3600 if self.perime else maintenant + 60,
            "nonce": "autre" if self.autre_nonce else demande["nonce"], **self.identite,
        }  # fmt: skip
        clef = _FAUSSE_CLEF if self.mauvaise_clef else self.clef
        jeton = jwt.encode({"alg": "RS256", "kid": "une"}, claims, clef)
        return _json({"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": jeton})


@contextmanager
def fournir(fournisseur: Fournisseur) -> Iterator[Fournisseur]:
    """Serve it while the test lasts."""
    serveur = make_server("127.0.0.1", 0, fournisseur, threaded=True)
    fournisseur.url = f"http://127.0.0.1:{serveur.port}"
    fil = threading.Thread(target=serveur.serve_forever)
    fil.start()
    try:
        yield fournisseur
    finally:
        serveur.shutdown()
        fil.join()
        serveur.server_close()


def _json(contenu: object, statut: int = 200) -> Response:
    return Response(json.dumps(contenu), statut, mimetype="application/json")
