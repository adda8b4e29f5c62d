"""The preview, over real HTTP on a free port: it shows the fiche and its faults as they are on disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import httpx
import pytest
from click.testing import CliRunner

from base_connaissance.__main__ import main
from base_connaissance.outils.apercu import ouvrir_serveur
from base_connaissance.outils.atelier import Atelier
from tests.base_connaissance.copies import FREIN, Copie

PAGE = "/fiches/frein-temps"


@pytest.fixture
def client(copie: Copie) -> Iterator[httpx.Client]:
    """A browser on the preview of the copy."""
    with ouvrir_serveur(Atelier(copie.racine), 0) as serveur:
        fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02})
        fil.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{serveur.server_port}") as client:
            yield client
        serveur.shutdown()
        fil.join()


def test_a_fiche_as_readers_see_it(client: httpx.Client) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "0 erreurs, 0 avertissements" in page.text
    assert "<h1>«\u00a0Nous n’avons pas le temps\u00a0»</h1>" in page.text
    assert "Réponse : 20 mots sur 70" in page.text
    assert "Entretien avec un facilitateur" in page.text
    clause = client.get("/fiches/clause-obligatoire").text
    assert "216\u202f000\u00a0€ HT" in clause
    assert "221\u202f000\u00a0€ HT" in clause
    assert "<abbr" in clause


def test_a_saved_change_shows_at_once_with_its_faults(client: httpx.Client, copie: Copie) -> None:
    avant = client.get("/signature").text
    assert avant in client.get(PAGE).text
    copie.remplacer(FREIN, "Nommez un tuteur", "Nommez <b>un tuteur</b>... du GIE")
    assert client.get("/signature").text != avant
    page = client.get(PAGE).text
    assert "3 erreurs, 0 avertissements" in page
    assert f"frein-temps.md, ligne {copie.ligne(FREIN, 'GIE')} : <strong>erreur</strong>, sigle absent" in page


def test_a_fiche_that_cannot_be_read_shows_why(client: httpx.Client, copie: Copie) -> None:
    copie.remplacer(FREIN, "famille: frein", "famille: <i>objection</i>")
    page = client.get(PAGE).text
    assert "1 erreurs" in page
    assert "valeur « &lt;i&gt;objection&lt;/i&gt; » inconnue" in page
    assert "0 erreurs" not in client.get("/fiches/clause-obligatoire").text  # its neighbour is gone


def test_an_unknown_figure_is_shown_as_written(client: httpx.Client, copie: Copie) -> None:
    copie.remplacer(FREIN, "L'objection est", "Le délai {{ delai }} est")
    copie.remplacer(FREIN, "Nommez un tuteur", "En {{ delai }}, nommez un tuteur")
    page = client.get(PAGE).text
    assert page.count("{{ delai }}") >= 2
    assert "aucune valeur pour « {{ delai }} »" in page


def test_a_new_file_appears_in_the_list(client: httpx.Client, copie: Copie) -> None:
    assert 'href="/fiches/frein-temps"' in client.get("/").text
    copie.ecrire("fiches/cas/cas-neuf.md", "rien encore")
    assert 'href="/fiches/cas-neuf"' in client.get("/").text
    assert "doit commencer par une ligne" in client.get("/fiches/cas-neuf").text


@pytest.mark.parametrize("adresse", ["/fiches/inconnue", "/fiches/../sources.yml", "/autre", "/fiches/<script>"])
def test_elsewhere_is_not_found(client: httpx.Client, adresse: str) -> None:
    reponse = client.get(adresse)
    assert reponse.status_code == 404
    assert "<script>" not in reponse.text.partition("<body")[2].partition("<script nonce")[0]


def test_only_its_own_script_and_style_may_run(client: httpx.Client) -> None:
    premiere, seconde = (client.get(PAGE).headers["content-security-policy"] for _ in range(2))
    assert premiere.startswith("default-src 'none'; connect-src 'self'; style-src 'nonce-")
    assert premiere != seconde


def test_a_port_already_taken_is_said(copie: Copie) -> None:
    with ouvrir_serveur(Atelier(copie.racine), 0) as serveur:
        resultat = CliRunner().invoke(main, ["apercu", "--port", str(serveur.server_port)])
    assert resultat.exit_code == 1
    assert f"Refusé : le port {serveur.server_port} est occupé" in resultat.output
