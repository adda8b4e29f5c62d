"""The chat page without script: every step by forms and links."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index.modeles import Candidat
from tests.faux import AUJOURD_HUI, FausseConnaissance, FauxRasa
from tests.web.aides import OBLIGATION, conversation, envoyer, jeton


def test_page_says_what_it_is_before_the_first_message(client: FlaskClient) -> None:
    page = client.get("/").text
    for phrase in ("Vous parlez à un programme", "Je ne couvre pas", "Parler à une personne", "effacé après 30"):
        assert phrase in page
    assert "Mon chef de chantier refuse l’insertion, que lui dire\u202f?" in page


def test_no_cookie_before_the_first_message_then_one(client: FlaskClient) -> None:
    for path in ("/", "/fiches", "/recherche?q=clause", "/aide"):
        assert "Set-Cookie" not in client.get(path).headers
    reponse = envoyer(client)
    cookies = reponse.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert cookies[0].startswith("clausier=")
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]


def test_question_redirects_to_the_page_with_answer_and_sources(client: FlaskClient) -> None:
    reponse = envoyer(client, public="acheteur")
    assert reponse.status_code == 303
    page = client.get(reponse.location).text
    assert OBLIGATION.replace(" ?", "") in page
    assert "216\u202f000\u00a0€ HT" in page
    assert "2 sources" in page
    assert "vérifiées le 22 novembre 2026" in page
    assert 'href="/fiches/obligation-2026"' in page


def test_choice_shows_candidates_as_buttons_and_one_of_them_answers(client: FlaskClient) -> None:
    envoyer(client, "une question vague")
    page = client.get("/").text
    assert 'name="charge" value="fiche:obligation-2026"' in page
    assert "Aucune de ces questions" in page
    envoyer(client, "", charge="fiche:obligation-2026")
    page = client.get("/").text
    assert "en principe obligatoire" in page
    assert page.count('name="charge" value="aucune"') == 0, "les boutons d'un message ancien restent"


def test_the_fiche_offered_for_another_question_stays_readable(client: FlaskClient, rasa: FauxRasa) -> None:
    base = rasa.connaissance.base
    autre = next(fiche for fiche in base.fiches.values() if fiche.id != "obligation-2026")
    reunie = rasa.connaissance.repondre_fiche("obligation-2026", None, AUJOURD_HUI).model_copy(update={
        "avertissements": ("Votre message pose deux questions.",),
        "suggestions": (Candidat(fiche=autre.id, titre=autre.titre, score=0.0),),
    })  # fmt: skip
    rasa.repondeur = lambda request: rasa.objet(reunie)
    envoyer(client, "Est-ce obligatoire ? Et le reste ?")
    rasa.repondeur = rasa.repondre
    envoyer(client, "une question vague")
    _, offertes, proposees = client.get("/").text.split("data-propositions>")
    assert f'href="/fiches/{autre.id}"' in offertes.split("</ul>")[0]
    assert "Aucune de ces questions" in proposees


def test_suggested_question_brings_its_reader(client: FlaskClient, rasa: FauxRasa) -> None:
    envoyer(client, "", suggestion=f"entreprise:{OBLIGATION}")
    assert rasa.recus[-1]["metadata"]["public"] == "entreprise"
    assert "Attendez-vous" in client.get("/").text


def test_typed_text_survives_a_click_on_a_choice(client: FlaskClient) -> None:
    envoyer(client, "je n'avais pas fini", suggestion=f"acheteur:{OBLIGATION}")
    assert "je n&#39;avais pas fini</textarea>" in client.get("/").text
    assert "je n&#39;avais pas fini</textarea>" not in client.get("/").text


@pytest.mark.parametrize("texte", ["", "   \n ", "x" * 501, "caractère\x07 de contrôle", "\u200b\u200b"])
def test_refused_text_comes_back_with_the_reason(client: FlaskClient, rasa: FauxRasa, texte: str) -> None:
    reponse = envoyer(client, texte)
    assert reponse.status_code == 422
    assert 'aria-invalid="true"' in reponse.text
    assert "<title>Erreur" in reponse.text
    assert rasa.recus == []
    if texte.startswith("x"):
        assert texte in reponse.text
        assert "501" in reponse.text


def test_unknown_choice_is_refused(client: FlaskClient, rasa: FauxRasa) -> None:
    for charge in (
        "/restart",
        "fiche:inconnue",
        "public:ministre",
        "aucune:x",
        "fiche:",
        '/choisir_fiche{"fiche":"a"}',
    ):
        assert envoyer(client, "", charge=charge).status_code == 422
    assert rasa.recus == []


def test_leading_slash_is_plain_text(client: FlaskClient, rasa: FauxRasa) -> None:
    envoyer(client, "/restart")
    envoyer(client, ' \u200b/saluer{"x": 1}')
    assert [recu["message"][0] for recu in rasa.recus] == ["\u2215", "\u2215"]


def test_same_form_sent_twice_is_answered_once(client: FlaskClient, rasa: FauxRasa) -> None:
    envoyer(client)
    champs = {"cle": "abc", **jeton(client)}
    for _ in range(2):
        assert client.post("/", data={"texte": "une question vague", **champs}).status_code == 303
    assert len(rasa.recus) == 2


def test_personal_data_is_masked_everywhere_and_said(client: FlaskClient, rasa: FauxRasa) -> None:
    envoyer(client, "Écrivez-moi à jeanne.martin@exemple.fr ou au 06 12 34 56 78")
    assert "exemple.fr" not in rasa.recus[-1]["message"]
    lignes = conversation(client).messages
    assert lignes[0].texte == "Écrivez-moi à [adresse électronique masquée] ou au [numéro de téléphone masqué]"
    page = client.get("/").text
    assert "dans votre message\u00a0: adresse électronique, numéro de téléphone." in page
    assert "exemple.fr" not in page


def test_question_about_a_fiche_carries_it(client: FlaskClient, rasa: FauxRasa) -> None:
    assert "À propos de" in client.get("/?fiche=entreprise-insertion").text
    envoyer(client, "et la durée ?", fiche="entreprise-insertion")
    assert rasa.recus[-1]["metadata"]["derniere_fiche"] == "entreprise-insertion"


def test_erase_forgets_conversation_and_cookie(client: FlaskClient) -> None:
    envoyer(client)
    identifiant = conversation(client).id
    reponse = client.post("/effacer", data=jeton(client))
    assert "Expires=Thu, 01 Jan 1970" in reponse.headers["Set-Cookie"]
    assert "Votre conversation est effacée" in client.get(reponse.location).text
    assert not client.application.extensions["clausier"].conversations.existe(identifiant)


def test_pending_answer_is_said_on_reload(client: FlaskClient) -> None:
    envoyer(client)
    store = client.application.extensions["clausier"].conversations
    store.ajouter_question(conversation(client).id, "question sans réponse", None, None)
    page = client.get("/").text
    assert "La réponse n’est pas encore là" in page
    assert "question sans réponse" in page


def test_script_gets_fragments_token_and_announcement(client: FlaskClient) -> None:
    reponse = client.post("/", data={"texte": OBLIGATION}, headers={"Accept": "application/json"})
    corps = reponse.get_json()
    assert set(corps) == {"html", "annonce", "public", "cle", "jeton"}
    assert corps["annonce"].startswith("Depuis le 21-22")
    assert corps["html"].count("<li") >= 2
    suite = {"texte": "autre question", "csrf_token": corps["jeton"], "cle": corps["cle"]}
    assert client.post("/", data=suite, headers={"Accept": "application/json"}).status_code == 200
    refus = client.post("/", data={"csrf_token": corps["jeton"]}, headers={"Accept": "application/json"})
    assert refus.status_code == 422
    assert refus.get_json()["champ"] == "texte"


def test_stale_cookie_starts_a_new_conversation(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["conversation"] = "0" * 32
    assert client.get("/").status_code == 200
    assert envoyer(client).status_code == 303


def test_fallback_answers_with_sources_and_a_notice(client: FlaskClient, rasa: FauxRasa) -> None:
    import httpx

    rasa.repondeur = lambda request: httpx.Response(200, json=[])
    envoyer(client)
    page = client.get("/").text
    assert "Réponse donnée par la recherche seule" in page
    assert "2 sources" in page


def test_context_goes_to_the_fallback(client: FlaskClient, rasa: FauxRasa, connaissance: FausseConnaissance) -> None:
    import httpx

    envoyer(client, public="formateur")
    rasa.repondeur = lambda request: httpx.Response(500)
    envoyer(client, "et pour les travaux ?")
    contexte = connaissance.contextes[-1]
    assert contexte is not None
    assert (contexte.public, contexte.derniere_fiche) == ("formateur", "obligation-2026")


def test_a_word_read_as_another_is_said_before_the_answer(client: FlaskClient) -> None:
    lue = "Lu «\u00a0insertion\u00a0» pour «\u00a0dinsersion\u00a0»."
    for page in (
        client.get(envoyer(client, "Et la clause dinsersion ?").location).text,
        client.get("/recherche?q=clause dinsersion").text,
    ):
        assert lue in page
    assert lue not in client.get("/recherche?q=clause d'insertion").text
