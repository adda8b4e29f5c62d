"""What must be refused in a room, with a sentence that says what is kept: cheating, mistakes, noise."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from base_connaissance.modeles import Base
from formation.vive.codes import tirer_code
from tests.faux import FausseConnaissance, Horloge
from tests.web.comptes import connecter, creer_compte
from tests.web.seance.aides import Animation, entrer, formulaire, ouvrir, repondre
from web.seance.acces import COOKIE


@pytest.fixture
def position(animation: Animation) -> str:
    """The first statement, open to the room."""
    point = animation.points("position")[0]
    animation.aller(point)
    animation.faire("ouvrir")
    return point


def test_a_second_vote_is_refused_and_the_first_is_kept(animation: Animation, position: str) -> None:
    client = entrer(animation.app, animation.code)
    envoi = {"point": position, "choix": "accord"}
    assert client.post(f"/seance/{animation.code}/repondre", data=envoi).status_code == 303
    reponse = client.post(f"/seance/{animation.code}/repondre", data=envoi | {"choix": "desaccord"})
    assert reponse.status_code == 409
    assert "votre première réponse est gardée" in reponse.text
    assert [r.valeur for r in animation.salle.reponses(animation.seance.id)] == ["accord"]


def test_closed_and_other_activities_take_no_answer(animation: Animation, position: str) -> None:
    client = entrer(animation.app, animation.code)
    autre = animation.points("quiz")[0]
    url = f"/seance/{animation.code}/repondre"
    assert client.post(url, data={"point": autre, "choix": "accord"}).status_code == 409
    animation.faire("clore")
    reponse = client.post(url, data={"point": position, "choix": "accord"})
    assert (reponse.status_code, "Rien n’a été enregistré" in reponse.text) == (409, True)
    animation.faire("montrer")
    assert client.post(url, data={"point": position, "choix": "accord"}).status_code == 409
    assert animation.salle.reponses(animation.seance.id) == []


def test_only_what_is_offered_is_taken(animation: Animation, position: str) -> None:
    client = entrer(animation.app, animation.code)
    for choix in ("", "peut-être", "<script>alert(1)</script>", "g1"):
        assert repondre(client, animation.code, choix=choix).status_code == 422
    animation.aller(animation.points("quiz")[0])
    animation.faire("ouvrir")
    nom = animation.seance.point.split(".z.")[1]
    for valeur in ("", "deadbeef", ["vrai", "faux"], "x" * 10_000):
        assert repondre(client, animation.code, **{nom: valeur}).status_code == 422, valeur
    assert animation.salle.reponses(animation.seance.id) == []


def test_forged_and_borrowed_tokens(app: Flask, animation: Animation, position: str) -> None:
    autre = ouvrir(animation.client, "lever-les-freins")
    client = entrer(app, animation.code)
    cookie = client.get_cookie(COOKIE, path=f"/seance/{animation.code}")
    assert cookie is not None and cookie.http_only and cookie.same_site == "Lax"
    for jeton in ("", "faux", "a" * 32, cookie.value):
        voleur = app.test_client()
        voleur.set_cookie(COOKIE, jeton, path=f"/seance/{autre.code}")
        reponse = voleur.post(f"/seance/{autre.code}/repondre", data={"point": position, "choix": "accord"})
        assert reponse.status_code == 403
        assert "Rejoignez d’abord la séance" in reponse.text
        for chemin in ("flux", "version", "?fragment=1"):
            assert voleur.get(f"/seance/{autre.code}/{chemin}".replace("/?", "?")).status_code == 403
    # What the database holds opens nothing.
    with animation.depot.database.session() as session:
        condense = session.connection().exec_driver_sql("SELECT jeton FROM seance_participant").scalar_one()
    assert animation.salle.participant(animation.seance.id, condense) is None


def test_another_site_cannot_answer_for_someone(animation: Animation, position: str) -> None:
    client = entrer(animation.app, animation.code)
    ailleurs = {"Origin": "https://ailleurs.example", "Sec-Fetch-Site": "cross-site"}
    reponse = client.post(
        f"/seance/{animation.code}/repondre", data={"point": position, "choix": "accord"}, headers=ailleurs
    )
    assert reponse.status_code == 403


def test_long_empty_and_scripted_texts(animation: Animation) -> None:
    animation.aller(animation.points("texte")[0])
    animation.faire("ouvrir")
    client = entrer(animation.app, animation.code)
    for texte, phrase in (
        ("x" * 10_000, "280 caractères au plus"),
        ("", "Écrivez une phrase"),
        ("…!", "ne se lit pas"),
    ):
        reponse = repondre(client, animation.code, texte=texte)
        assert (reponse.status_code, phrase in reponse.text) == (422, True), texte[:9]
    assert client.post(f"/seance/{animation.code}/repondre", data={"texte": "x" * 40_000}).status_code == 413
    assert repondre(client, animation.code, texte="<script>alert(1)</script>").status_code == 303
    animation.faire("clore")
    animation.faire("montrer")
    for page in (animation.page(), client.get(f"/seance/{animation.code}").text):
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


def test_personal_data_is_masked_before_it_is_kept(animation: Animation) -> None:
    animation.aller(animation.points("texte")[0])
    animation.faire("ouvrir")
    client = entrer(animation.app, animation.code)
    repondre(client, animation.code, texte="Demandez à Mme Exemple au 06 12 34 56 78")
    (reponse,) = animation.salle.reponses(animation.seance.id)
    assert reponse.valeur == "Demandez à Mme [nom masqué] au [numéro de téléphone masqué]"


def test_a_sentence_and_a_vote_on_ideas_may_be_changed_while_open(animation: Animation) -> None:
    texte = next(point for point in animation.points("texte") if point.startswith("exemple"))
    animation.aller(texte)
    animation.faire("ouvrir")
    salle = [entrer(animation.app, animation.code) for _ in range(5)]
    for rang, client in enumerate(salle):
        repondre(client, animation.code, texte="Le nettoyage" if rang else "La cantine scolaire")
    repondre(salle[0], animation.code, texte="Les espaces verts")
    assert len(animation.salle.reponses(animation.seance.id)) == 5
    animation.faire("suivant")
    assert animation.seance.point.endswith(".v")
    animation.faire("ouvrir")
    # Going on closed the question: its sentences are grouped, the last ones included.
    champs = formulaire(salle[0], animation.code)
    assert len(champs["choix"]) == 2
    assert "La cantine scolaire" not in salle[0].get(f"/seance/{animation.code}").text


def test_ideas_are_arranged_then_voted(animation: Animation) -> None:
    texte = next(point for point in animation.points("texte") if point.startswith("exemple"))
    animation.aller(texte)
    animation.faire("ouvrir")
    salle = [entrer(animation.app, animation.code) for _ in range(6)]
    for phrase, client in zip(("Nettoyage", "nettoyage", "Cantine", "Voirie", "Bêtise", "Parcs"), salle, strict=True):
        repondre(client, animation.code, texte=phrase)
    animation.faire("clore")

    def idees() -> dict[str, str]:
        activite = animation.depot.activites(animation.seance.id)[texte]
        return {idee["titre"]: idee["id"] for idee in activite.idees or () if not idee["masque"]}

    groupes = idees()
    assert list(groupes) == ["Nettoyage", "Cantine", "Voirie", "Bêtise", "Parcs"]
    arranger = {"point": texte}
    animation.poster("/idees", **arranger, groupe=groupes["Bêtise"], geste="masquer")
    animation.poster("/idees", **arranger, groupe=groupes["Nettoyage"], geste="renommer", titre="Nettoyer <b>")
    animation.poster("/idees", **arranger, groupe=groupes["Parcs"], geste="fusionner", avec=groupes["Voirie"])
    assert list(idees()) == ["Nettoyer <b>", "Cantine", "Voirie"]
    for mauvais in ({"groupe": "g99", "geste": "masquer"}, {"groupe": groupes["Voirie"], "geste": "exploser"}):
        assert animation.poster("/idees", **arranger, **mauvais).status_code in {409, 422}
    animation.faire("montrer")
    assert "Nettoyer &lt;b&gt;" in salle[0].get(f"/seance/{animation.code}").text
    animation.faire("suivant")
    animation.faire("ouvrir")
    for client in salle:
        assert repondre(client, animation.code, choix=groupes["Cantine"]).status_code == 303
    assert repondre(salle[0], animation.code, choix=groupes["Voirie"]).status_code == 303
    assert repondre(salle[0], animation.code, choix=groupes["Bêtise"]).status_code == 422
    animation.faire("clore")
    assert re.search(r"Cantine.*?<td>5</td><td>83", animation.page(), re.DOTALL)


def test_a_stale_page_of_the_trainer_changes_nothing(animation: Animation) -> None:
    depart = animation.seance.point
    animation.faire("suivant")
    reponse = animation.faire("suivant", point=depart)
    assert (reponse.status_code, "avait déjà avancé" in reponse.text) == (409, True)
    point = animation.points("position")[0]
    animation.aller(point)
    assert animation.faire("montrer").status_code == 409
    assert animation.faire("exploser").status_code == 422
    animation.faire("ouvrir")
    assert animation.faire("ouvrir").status_code == 303
    assert animation.faire("montrer").status_code == 409
    animation.faire("clore")
    animation.faire("montrer")
    assert "rouvrir fausserait" in animation.faire("ouvrir").text


def test_only_its_trainer_leads_a_session(app: Flask, animation: Animation) -> None:
    zoe, passant = app.test_client(), app.test_client()
    connecter(zoe, "zoe")
    for chemin in ("/animer", "/projeter", "/animer/flux", "/animer/version"):
        assert zoe.get(f"/seance/{animation.code}{chemin}").status_code == 403
        assert passant.get(f"/seance/{animation.code}{chemin}").status_code == 303
    assert zoe.get(f"/seance/bilans/{animation.seance.id}").status_code == 403
    assert passant.post(animation.adresse, data={"geste": "terminer"}).status_code == 400
    assert animation.seance.close_le is None


def test_codes_cannot_be_guessed(build_app: Callable[..., Flask], vraie_base: Base) -> None:
    app = build_app(CONNAISSANCE=FausseConnaissance(vraie_base), RATE_LIMIT_CODES="5 per minute")
    creer_compte(app)
    client = app.test_client()
    connecter(client)
    animation = ouvrir(client, "decouvrir-la-clause")
    dedans, dehors = entrer(app, animation.code), app.test_client()
    for essai in ("ABCDE1", "abc", tirer_code(), tirer_code(), tirer_code()):
        assert dehors.get(f"/seance/{essai}").status_code == 404
    # A right code is refused too, or the answer would tell it; those inside go on, and so does the trainer.
    assert dehors.get(f"/seance/{animation.code}").status_code == 429
    assert dehors.get(f"/seance/{tirer_code()}").status_code == 429
    assert dedans.get(f"/seance/{animation.code}").status_code == 200
    assert client.get(animation.adresse).status_code == 200


def test_forty_phones_behind_one_address_each_have_their_own_limit(
    build_app: Callable[..., Flask], vraie_base: Base
) -> None:
    app = build_app(CONNAISSANCE=FausseConnaissance(vraie_base), RATE_LIMIT_ROOM="3 per minute")
    creer_compte(app)
    client = app.test_client()
    connecter(client)
    animation = ouvrir(client, "decouvrir-la-clause")
    animation.aller(animation.points("texte")[0])
    animation.faire("ouvrir")
    premier, second = entrer(app, animation.code), entrer(app, animation.code)
    statuts = [repondre(premier, animation.code, texte=f"Essai {rang}").status_code for rang in range(4)]
    assert statuts == [303, 303, 303, 429]
    assert repondre(second, animation.code, texte="Premier essai").status_code == 303


def test_a_session_left_alone_closes_its_code(animation: Animation, horloge: Horloge) -> None:
    client = entrer(animation.app, animation.code)
    horloge.avancer(hours=25)
    assert client.get(f"/seance/{animation.code}").status_code == 410
    assert client.post(f"/seance/{animation.code}/demander", data={"question": "Qui ?"}).status_code == 410
    assert animation.client.get(animation.adresse).status_code in {303, 410}


def test_leaving_erases_what_one_answered(animation: Animation, position: str) -> None:
    client = entrer(animation.app, animation.code)
    repondre(client, animation.code, choix="accord")
    assert client.post(f"/seance/{animation.code}/quitter").status_code == 303
    assert animation.salle.reponses(animation.seance.id) == []
    assert animation.salle.nombre(animation.seance.id) == 0
    assert "Entrer dans la séance" in client.get(f"/seance/{animation.code}").text
