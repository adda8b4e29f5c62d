"""The pages are valid HTML, as served and as the script completes them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.bout_en_bout.gestes import OBLIGATION, poser
from tests.conftest import RACINE
from tests.web.test_pages import PAGES

_REGLES = {
    "extends": ["html-validate:standard"],
    "rules": {
        # Style, not validity.
        **dict.fromkeys(
            (
                "attribute-boolean-style", "no-trailing-whitespace", "void-style", "long-title",
                "prefer-native-element",
                "no-implicit-button-type", "require-sri",
                "tel-non-breaking", "valid-autocomplete",
            ),
            "off",
        ),
        "no-inline-style": "error",
    },
}  # fmt: skip


def test_pages_are_valid(page: Page, tmp_path: Path) -> None:
    for numero, path in enumerate(PAGES):
        reponse = page.goto(path)
        assert reponse is not None
        (tmp_path / f"{numero:02}.html").write_text(reponse.text(), encoding="utf-8")
    page.goto("/")
    for question in (OBLIGATION, "une question vague", "un poème"):
        poser(page, question)
    reponse = page.reload()
    assert reponse is not None
    (tmp_path / "discussion.html").write_text(reponse.text(), encoding="utf-8")
    assert html_faults(tmp_path) == []


def test_the_validator_sees_faults(tmp_path: Path) -> None:
    (tmp_path / "faux.html").write_text("<!doctype html><ul><p id=a>un</p></ul><p id=a>deux</p>", encoding="utf-8")
    assert html_faults(tmp_path)


def html_faults(dossier: Path) -> list[str]:
    """What html-validate finds in the pages of a folder, one line each."""
    (dossier / ".htmlvalidate.json").write_text(json.dumps({"root": True, **_REGLES}), encoding="utf-8")
    commande = [str(RACINE / "node_modules" / ".bin" / "html-validate"), "--formatter", "json", "*.html"]
    fini = subprocess.run(commande, cwd=dossier, capture_output=True, text=True, timeout=120, check=False)
    if not fini.stdout.strip():
        pytest.fail(fini.stderr)
    return [
        f"{Path(fichier['filePath']).name}:{faute['line']} {faute['ruleId']} {faute['message']}"
        for fichier in json.loads(fini.stdout)
        for faute in fichier["messages"]
    ]
