"""An unreadable base and no index at start: the process lives, says so, and never loops."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.pannes.conftest import lancer_web


def test_the_site_starts_and_says_that_it_cannot_answer(tmp_path: Path) -> None:
    (tmp_path / "base" / "fiches" / "principes").mkdir(parents=True)
    (tmp_path / "base" / "fiches" / "principes" / "cassee.md").write_text("pas d'en-tête", encoding="utf-8")
    environ = {
        "CLAUSIER_BASE": str(tmp_path / "base"),
        "CLAUSIER_INSTANCE": str(tmp_path / "instance"),
        "CLAUSIER_ARTEFACTS": str(tmp_path / "artefacts"),
        "OMP_NUM_THREADS": "1",
    }
    with lancer_web(tmp_path, environ) as url, httpx.Client(base_url=url, timeout=60) as client:
        for _ in range(2):
            sante = client.get("/sante/pret")
            assert (sante.status_code, sante.json()["base"]) == (503, "absent")
            page = client.get("/fiches")
            assert page.status_code in {500, 503}
            assert "référence" in page.text
            assert "Traceback" not in page.text
        assert client.get("/sante/vivant").status_code == 200
        assert client.get("/aide").status_code == 200
