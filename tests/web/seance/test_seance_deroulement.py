"""A session from end to end, by forms alone: opening, joining, answering, closing, showing, reporting."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.seance.aides import Animation, entrer, formulaire, ouvrir, repondre

LONGS = ("aout-2026-ce-qui-change", "elus-decider-une-politique", "evaluer-une-offre", "journee-des-facilitateurs",
         "oser-les-prestations-intellectuelles", "repondre-a-une-clause")  # fmt: skip
SCENARIOS = ("lever-les-freins", *(pytest.param(nom, marks=pytest.mark.lent) for nom in LONGS))


def test_the_whole_session(animation: Animation) -> None:
    code = animation.code
    salle = [entrer(animation.app, code) for _ in range(6)]
    assert "6</strong> participants" in animation.page()
    (texte, *_), (position, *_), (quiz, *_) = (animation.points(g) for g in ("texte", "position", "quiz"))

    animation.aller(texte)
    assert "s’ouvrira dans un instant" in salle[0].get(f"/seance/{code}").text
    animation.faire("ouvrir")
    for rang, client in enumerate(salle):
        assert repondre(client, code, texte=f"Une équipe aux espaces verts, {rang}").status_code == 303
    assert "6 réponses" in animation.page()
    animation.faire("clore")
    assert "Les phrases, par groupes" in animation.page()
    assert "Les résultats arrivent" in salle[1].get(f"/seance/{code}").text
    animation.faire("montrer")
    assert "espaces verts" in salle[0].get(f"/seance/{code}").text

    animation.aller(position)
    animation.faire("ouvrir")
    for rang, client in enumerate(salle):
        repondre(client, code, choix="accord" if rang else "depend")
    animation.faire("clore")
    assert "Nombre" not in salle[0].get(f"/seance/{code}").text
    animation.faire("montrer")
    page = salle[0].get(f"/seance/{code}").text
    assert re.search(r"D’accord.*?<td>5</td><td>83", page, re.DOTALL)

    animation.aller(quiz)
    animation.faire("ouvrir")
    for client in salle:
        champs = formulaire(client, code)
        nom = quiz.split(".z.")[1]
        assert repondre(client, code, **{nom: champs[nom][0][0]}).status_code == 303
    animation.faire("clore")
    animation.faire("montrer")
    page = salle[2].get(f"/seance/{code}").text
    assert "Réponse attendue" in page
    assert "juste" in client.get(f"/seance/{code}").text
    animation.faire("suivant")

    reponse = animation.faire("terminer")
    bilan = animation.client.get(reponse.headers["Location"]).text
    assert "6 participants" in bilan
    assert "espaces verts" in bilan
    assert salle[0].get(f"/seance/{code}").status_code == 410


@pytest.mark.parametrize("nom", SCENARIOS)
def test_every_point_of_every_ready_session_is_shown_and_answered(
    app: Flask, formatrice: FlaskClient, nom: str
) -> None:
    animation = ouvrir(formatrice, nom, mesure=8)
    salle = [entrer(app, animation.code) for _ in range(5)]
    vus = []
    while True:
        vus.append(animation.seance.point)
        page = animation.page()
        assert "Clôturer" not in page
        if 'value="ouvrir"' in page:
            animation.faire("ouvrir")
            for client in salle:
                _tout_remplir(client, animation.code)
            animation.faire("clore")
            assert animation.faire("montrer").status_code == 303
        for chemin in ("", "/projeter", "/animer"):
            client = salle[0] if not chemin else formatrice
            assert client.get(f"/seance/{animation.code}{chemin}").status_code == 200
        if re.search(r'value="suivant"[^>]*disabled', page):
            break
        animation.faire("suivant")
    assert len(vus) == len(set(vus))
    assert {"mesure.avant", "mesure.apres"} <= set(vus)
    bilan = formatrice.get(animation.faire("terminer").headers["Location"]).text
    assert "personnes qui ont répondu deux fois" in bilan


def _tout_remplir(client: FlaskClient, code: str) -> None:
    """An answer to whatever is open: the first choice, the ranks in order."""
    page = client.get(f"/seance/{code}").text
    if 'name="objection"' in page:
        point = formulaire(client, code)["point"][0][0]
        donnees = {"point": point, "objection": "Trop cher pour nous", "secteur": "Tous secteurs"}
        assert client.post(f"/seance/{code}/objecter", data=donnees).status_code == 303
        return
    if "Aucune idée à départager" in page:
        return
    champs = formulaire(client, code)
    donnees = {nom: offerts[0][0] for nom, offerts in champs.items()}
    rangs = [nom for nom, offerts in champs.items() if offerts[0][1] == "select" and offerts[0][0] == "1"]
    par_item: dict[str, int] = {}
    for nom in rangs:
        item = nom.rpartition(".")[0]
        par_item[item] = par_item.get(item, 0) + 1
        donnees[nom] = str(par_item[item])
    if 'name="texte"' in page:
        donnees["texte"] = "Une même idée pour tous"
    assert client.post(f"/seance/{code}/repondre", data=donnees).status_code == 303, donnees
