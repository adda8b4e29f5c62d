"""Building a session by the pages: proposed, changed, kept, nothing lost."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.formation.aides import envoyer_seance, formulaire, proposer


def test_a_session_is_proposed_and_every_button_keeps_what_was_typed(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    avant = formulaire(formatrice.get(adresse).text)
    second = avant["etape"][1]
    reponse = envoyer_seance(formatrice, adresse, action=f"monter:{second}", **{f"titre-{second}": "Un titre à moi"})
    assert reponse.status_code == 303
    assert reponse.headers["Location"].endswith(f"#etape-{second}")
    apres = formulaire(formatrice.get(adresse).text)
    assert apres["etape"][0] == second
    assert apres[f"titre-{second}"] == ["Un titre à moi"]
