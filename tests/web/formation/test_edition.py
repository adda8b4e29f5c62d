"""Building a session by the pages: proposed, changed, kept, nothing lost."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from base_connaissance.modeles import Base
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


def test_every_gesture_on_steps(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    noms = formulaire(formatrice.get(adresse).text)["etape"]
    envoyer_seance(formatrice, adresse, action=f"descendre:{noms[0]}")
    envoyer_seance(formatrice, adresse, action=f"retirer:{noms[-1]}")
    envoyer_seance(formatrice, adresse, action="ajouter", moment_nouveau="jeu")
    apres = formulaire(formatrice.get(adresse).text)["etape"]
    assert apres[:2] == [noms[1], noms[0]]
    assert noms[-1] not in apres[:-2]
    assert len(apres) == len(noms)
    assert "Jeu de rôle" in formatrice.get(adresse).text
    envoyer_seance(formatrice, adresse, action="monter:inconnue")
    envoyer_seance(formatrice, adresse, action="n'importe quoi")
    assert formulaire(formatrice.get(adresse).text)["etape"] == apres


def test_dragging_is_only_another_order_of_the_fields(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    noms = formulaire(formatrice.get(adresse).text)["etape"]
    envoyer_seance(formatrice, adresse, etape=[*reversed(noms)])
    assert formulaire(formatrice.get(adresse).text)["etape"] == [*reversed(noms)]


def test_durations_are_fitted_to_the_time_there_is(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    reponse = envoyer_seance(formatrice, adresse, minutes="120")
    assert reponse.status_code == 303
    page = formatrice.get(adresse).text
    assert "Ajuster les durées" in page
    envoyer_seance(formatrice, adresse, action="ajuster")
    page = formatrice.get(adresse).text
    champs = formulaire(page)
    assert sum(int(champs[f"minutes-{nom}"][0]) for nom in champs["etape"]) == 120
    assert "Ajuster les durées" not in page


def test_a_wrong_field_is_named_and_everything_typed_comes_back(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    nom = formulaire(formatrice.get(adresse).text)["etape"][2]
    champs = {f"minutes-{nom}": "beaucoup", f"titre-{nom}": "", f"notes-{nom}": "à <b>garder</b>", "titre": "x" * 121}
    reponse = envoyer_seance(formatrice, adresse, **champs)
    assert reponse.status_code == 422
    for attendu in (
        f'href="#minutes-{nom}"',
        "nombre entier",
        'value="beaucoup"',
        "à &lt;b&gt;garder&lt;/b&gt;",
        "x" * 121,
    ):
        assert attendu in reponse.text
    assert f"titre-{nom}" in reponse.text
    assert formulaire(formatrice.get(adresse).text)[f"titre-{nom}"] != [""]


def test_a_second_save_is_refused_with_what_differs_and_can_be_kept(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    depart = formulaire(formatrice.get(adresse).text)
    nom = depart["etape"][1]
    assert formatrice.post(adresse, data=depart | {f"titre-{nom}": "La première"}).status_code == 303
    reponse = formatrice.post(adresse, data=depart | {f"titre-{nom}": "La seconde", f"notes-{nom}": "précieuses"})
    assert reponse.status_code == 409
    assert "anne a enregistré cette séance pendant que vous la modifiiez" in reponse.text
    assert "titre\u00a0: «\u00a0La première\u00a0» → «\u00a0La seconde\u00a0»" in reponse.text
    assert 'value="La seconde"' in reponse.text
    assert "La première" in formatrice.get(adresse).text
    assert formatrice.post(adresse, data=formulaire(reponse.text)).status_code == 303
    champs = formulaire(formatrice.get(adresse).text)
    assert (champs[f"titre-{nom}"], champs[f"notes-{nom}"]) == (["La seconde"], ["précieuses"])


def test_former_versions_are_kept_and_come_back(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    for numero in range(25):
        envoyer_seance(formatrice, adresse, titre=f"Titre {numero}")
    page = formatrice.get(f"{adresse}/versions").text
    assert page.count("Revenir à la version") == 20
    jeton = formulaire(formatrice.get(adresse).text)
    donnees = {"csrf_token": jeton["csrf_token"], "version": jeton["version"]}
    assert formatrice.post(f"{adresse}/versions/20", data=donnees).status_code == 303
    assert formulaire(formatrice.get(adresse).text)["titre"] == ["Titre 18"]
    assert formatrice.post(f"{adresse}/versions/21", data=donnees).status_code == 409
    assert formatrice.post(f"{adresse}/versions/1", data=donnees).status_code == 404


def test_the_content_of_a_step_is_chosen_ordered_and_searched(formatrice: FlaskClient) -> None:
    adresse = proposer(formatrice)
    champs = formulaire(formatrice.get(adresse).text)
    reponse = envoyer_seance(formatrice, adresse, action="contenu:e3")
    contenu = reponse.headers["Location"]
    assert contenu == f"{adresse}/etapes/e3"
    page = formatrice.get(f"{contenu}?q=clause").text
    assert "Résultats de la recherche" in page
    donnees = {"csrf_token": champs["csrf_token"], "version": "1", "q": ""}
    choix = {"fiches": ["siae", "aci", "siae", "geiq"], "objections": ["frein-trop-cher"]}
    assert formatrice.post(contenu, data={**donnees, **choix, "action": "descendre:siae"}).status_code == 303
    retour = formatrice.post(
        contenu, data={**donnees, "fiches": ["aci", "siae", "geiq"], "version": "2", "action": "fini"}
    )
    assert retour.headers["Location"] == f"{adresse}#etape-e3"
    export = formatrice.get(f"{adresse}/export.yml").text
    assert "  fiches:\n  - aci\n  - siae\n  - geiq\n" in export
    assert formatrice.post(contenu, data={**donnees, "version": "1"}).status_code == 409
    assert formatrice.post(contenu, data={**donnees, "fiches": ["Pas Un Nom"], "version": "3"}).status_code == 422
    assert formatrice.get(f"{adresse}/etapes/e99").status_code == 404


def test_what_changed_in_the_base_is_flagged_until_read_again(formatrice: FlaskClient, app: Flask, base: Base) -> None:
    adresse = proposer(formatrice)
    fiche = base.fiches["obligation-2026"].model_copy(update={"reponse": "Autre chose."})
    app.extensions["clausier"].connaissance.base = base.model_copy(
        update={"fiches": base.fiches | {"obligation-2026": fiche}}
    )
    page = formatrice.get(adresse).text
    assert page.count("a changé depuis l’enregistrement") >= 1
    assert "à relire" in formatrice.get("/formation").text
    envoyer_seance(formatrice, adresse, titre="Autre titre")
    page = formatrice.get(adresse).text
    assert "a changé depuis l’enregistrement" in page
    champs = formulaire(page)
    donnees = {"csrf_token": champs["csrf_token"], "version": champs["version"]}
    assert formatrice.post(f"{adresse}/relu", data=donnees | {"version": ["1"]}).status_code == 409
    assert formatrice.post(f"{adresse}/relu", data=donnees).status_code == 303
    page = formatrice.get(adresse).text
    assert "a changé depuis" not in page
    assert "J’ai relu" not in page


def test_unknown_sessions(formatrice: FlaskClient) -> None:
    for suite in ("", "/versions", "/supprimer", "/export.yml", "/livret", "/archive.zip", "/etapes/e1"):
        assert formatrice.get(f"/formation/scenarios/absent{suite}").status_code == 404
