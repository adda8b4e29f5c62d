"""Practice alone: every playable item is shown and marked, nothing is kept; the boxes are tested by node."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import RACINE


def test_boxes_by_node(tmp_path: Path) -> None:
    fini = subprocess.run(
        ["node", "--test", str(RACINE / "tests" / "web" / "leitner.test.mjs")], capture_output=True, text=True,
        timeout=60, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stdout + fini.stderr


def test_a_question_is_asked_marked_and_explained(vrai_client: FlaskClient) -> None:
    assert "Choisir un sujet" in vrai_client.get("/formation/entrainement").text
    page = vrai_client.get("/formation/entrainement?commencer=1&question=q-clause-definition").text
    assert "explication" not in page and "Réponse attendue" not in page
    choix = re.search(r'name="q-clause-definition" value="([^"]+)"', page)
    assert choix is not None
    donnees = {"question": "q-clause-definition", "graine": "1", "q-clause-definition": choix[1]}
    corrige = vrai_client.post("/formation/entrainement", data=donnees).text
    assert "Réponse attendue" in corrige and 'href="/fiches/' in corrige and "vérifiée le" in corrige
    vide = vrai_client.post("/formation/entrainement", data={"question": "q-clause-definition"})
    assert (vide.status_code, "avant de vérifier" in vide.text) == (422, True)
    assert vrai_client.get_cookie("clausier") is None


@pytest.mark.parametrize("filtres", ["theme=heures", "public=entreprise&niveau=3", "theme=obligation&public=acheteur"])
def test_questions_suit_what_was_asked(vrai_client: FlaskClient, filtres: str) -> None:
    noms = vrai_client.get(f"/formation/entrainement/questions.json?{filtres}").json["questions"]
    assert noms
    for nom in noms[:5]:
        assert vrai_client.get(f"/formation/entrainement?{filtres}&question={nom}").status_code == 200
    assert vrai_client.get("/formation/entrainement/questions.json?theme=absent").json == {"questions": []}
    assert "Élargissez-le" in vrai_client.get("/formation/entrainement?theme=absent&commencer=1").text


@pytest.mark.parametrize("nom", ["absente", "../etc", "<script>"])
def test_questions_that_do_not_exist(vrai_client: FlaskClient, nom: str) -> None:
    assert vrai_client.get("/formation/entrainement", query_string={"question": nom}).status_code == 404
    assert vrai_client.post("/formation/entrainement", data={"question": nom}).status_code == 404
