"""`apercu`: a fiche as readers will see it, on this machine only, refreshed at each save."""

from __future__ import annotations

import secrets
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

from base_connaissance.outils.atelier import Atelier
from base_connaissance.outils.console import Refus, option_racine
from base_connaissance.outils.page_apercu import corps, liste, page

_HOTE = "127.0.0.1"
_INTROUVABLE = "<h1>Aucune fiche à cette adresse</h1>"


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8010, show_default=True, help="Port local.")
@option_racine
def apercu(port: int, racine: Path) -> None:
    """Montre les fiches pendant qu'on les écrit.

    Chaque page affiche d'abord les erreurs de la fiche, et se recharge seule dès qu'un fichier change.
    """
    try:
        serveur = ouvrir_serveur(Atelier(racine), port)
    except OSError as erreur:
        raise Refus(f"le port {port} est occupé ({erreur.strerror}) : choisissez-en un autre avec --port.") from erreur
    click.echo(f"Aperçu : http://{_HOTE}:{serveur.server_port}/ (Ctrl-C pour arrêter)")
    with serveur:
        try:
            serveur.serve_forever()
        except KeyboardInterrupt:
            click.echo("Aperçu arrêté.")


def ouvrir_serveur(atelier: Atelier, port: int) -> ThreadingHTTPServer:
    """The server, bound to this machine only (`port` 0: any free one). Raises OSError if the port is taken."""
    return ThreadingHTTPServer((_HOTE, port), partial(Gestionnaire, atelier))


class Gestionnaire(BaseHTTPRequestHandler):
    """Serves a workshop: `/`, `/fiches/<id>`, `/signature`."""

    def __init__(self, atelier: Atelier, *args: Any) -> None:
        self.atelier = atelier
        super().__init__(*args)

    def do_GET(self) -> None:
        """Answer one request; the signature is taken before reading, so that no change goes unseen."""
        chemin, signature = self.path.partition("?")[0], self.atelier.signature()
        if chemin == "/signature":
            self._envoyer(signature, "text/plain")
        elif chemin == "/":
            self._envoyer_page("Fiches", liste(self.atelier.identifiants()), signature)
        elif (identifiant := chemin.removeprefix("/fiches/")) in {nom for _, nom in self.atelier.identifiants()}:
            jour = date.today()
            contenu = corps(*self.atelier.examiner(identifiant, jour), jour)
            self._envoyer_page(identifiant, contenu, signature)
        else:
            self._envoyer_page("Introuvable", _INTROUVABLE, signature, HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal free: a line for each second of polling would hide everything."""

    def _envoyer_page(self, titre: str, contenu: str, signature: str, statut: HTTPStatus = HTTPStatus.OK) -> None:
        nonce = secrets.token_urlsafe(16)
        self._envoyer(page(titre, contenu, signature, nonce), "text/html", statut, nonce)

    def _envoyer(self, texte: str, nature: str, statut: HTTPStatus = HTTPStatus.OK, nonce: str = "") -> None:
        octets = texte.encode()
        sources = f"connect-src 'self'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'"
        self.send_response(statut)
        self.send_header("Content-Type", f"{nature}; charset=utf-8")
        self.send_header("Content-Length", str(len(octets)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", f"default-src 'none'; {sources}")
        self.end_headers()
        self.wfile.write(octets)
