"""Receipts and the two readers' views on the site: pages, file, replay, dates on both sides of a change."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from base_connaissance.modeles import Base
from index.preuve.recu import Recu, somme_de
from tests.faux import FausseConnaissance
from tests.web.aides import OBLIGATION, demander, envoyer, ouvrir
from web.services.connaissance import IndexConnaissance

FICHE = "obligation-2026"
CHANGE = "2026-08-21"


def telecharger(client: FlaskClient, **demande: str) -> bytes:
    reponse = client.get("/recu.json", query_string=demande)
    assert reponse.status_code == 200, reponse.text
    assert reponse.headers["Content-Disposition"].startswith('attachment; filename="recu-')
    return reponse.data


def rejouer(client: FlaskClient, contenu: bytes) -> TestResponse:
    return client.post("/recu/rejouer", data={"recu": (io.BytesIO(contenu), "recu.json")})


def test_le_recu_dit_tout_et_se_rejoue_a_l_identique(client: FlaskClient, horloge: object) -> None:
    recu = json.loads(telecharger(client, q=OBLIGATION, public="entreprise"))
    page = client.get("/recu", query_string={"q": OBLIGATION, "public": "entreprise"}).text
    assert recu["demande"] == {
        "question": OBLIGATION,
        "fiche": None,
        "public": "entreprise",
        "date_droit": "2026-11-22",
        "date_donnee": False,
    }
    for attendu in (recu["somme"], recu["empreinte_base"][:16], "22 novembre 2026", "Attendez-vous"):
        assert attendu in page
    horloge.avancer(days=40)  # type: ignore[attr-defined]
    rejeu = rejouer(client, json.dumps(recu).encode())
    assert rejeu.status_code == 200 and "Identique" in rejeu.text


def test_un_recu_modifie_est_vu(client: FlaskClient) -> None:
    recu = json.loads(telecharger(client, fiche=FICHE))
    recu["reponse"] = "La clause est interdite."
    rejeu = rejouer(client, json.dumps(recu).encode()).text
    assert "a été modifié" in rejeu and "La clause est interdite." in rejeu


def test_la_base_a_change_depuis(client: FlaskClient, build_app: Callable[..., Flask], petite_base: Base) -> None:
    contenu = telecharger(client, q=OBLIGATION)
    fiche = petite_base.fiches[FICHE]
    for change, attendu in (
        ({FICHE: fiche.model_copy(update={"reponse": "Une autre réponse."})}, "n’est plus la même"),
        ({FICHE: fiche}, "est restée la même"),
    ):
        nouvelle = petite_base.model_copy(update={"empreinte": "f" * 64, "fiches": {**petite_base.fiches, **change}})
        autre = build_app(CONNAISSANCE=FausseConnaissance(nouvelle)).test_client()
        assert attendu in rejouer(autre, contenu).text
    sans = petite_base.model_copy(update={"fiches": {n: f for n, f in petite_base.fiches.items() if n != FICHE}})
    retiree = build_app(CONNAISSANCE=FausseConnaissance(sans)).test_client()
    assert "(retirée de la base)" in rejouer(retiree, telecharger(client, fiche=FICHE)).text


@pytest.mark.parametrize("contenu", [b"", b"{}", b"pas du json", b"[1]", b'{"format": "autre"}', b"x" * 16_200])
def test_ce_qui_n_est_pas_un_recu_revient_avec_la_raison(client: FlaskClient, contenu: bytes) -> None:
    reponse = rejouer(client, contenu)
    assert reponse.status_code in {413, 422}
    assert client.post("/recu/rejouer").status_code == 422
    assert client.get("/recu/rejouer").status_code == 200


def test_un_recu_ne_garde_pas_les_donnees_personnelles(client: FlaskClient) -> None:
    recu = telecharger(client, q="Je m'appelle Zoé Martin, mail zoe@exemple.fr : un poème ?").decode()
    assert "Martin" not in recu and "exemple.fr" not in recu
    assert json.loads(recu)["decision"] == "refus"


def test_sans_demande_ou_pour_une_fiche_inconnue(client: FlaskClient) -> None:
    assert client.get("/recu").status_code == 404
    assert client.get("/recu?fiche=perdue").status_code == 404
    assert client.get("/recu", query_string={"q": "x" * 501}).status_code == 422
    assert client.get("/recu", query_string={"fiche": FICHE, "date": "demain"}).status_code == 422


@pytest.mark.parametrize(
    ("adresse", "champs"),
    [("/recherche", {"q": OBLIGATION}), ("/recu", {"q": OBLIGATION}), ("/deux-regards", {"q": OBLIGATION})],
)
def test_la_date_est_suivie_des_deux_cotes_du_changement(
    client: FlaskClient, petite_base: Base, adresse: str, champs: dict[str, str]
) -> None:
    ancienne = petite_base.fiches[FICHE].anterieurement[0]
    veille, jour = ancienne.jusqu_au.isoformat(), CHANGE
    avant = client.get(adresse, query_string={**champs, "date": veille}).text
    apres = client.get(adresse, query_string={**champs, "date": jour}).text
    assert "droit applicable au 20 août 2026" in avant and "droit applicable au" not in apres
    assert "Droit au 20 août 2026" in avant or "20 août 2026" in avant


class TestDateEcriteDansLaQuestion:
    """On every door of the site, with the real search: the day that the question means, as in the chat."""

    VEILLE = "La clause sociale était-elle obligatoire avant le 21 août 2026 ?"
    MOIS = "Consultation lancée en août 2026 : la clause sociale est-elle obligatoire ?"

    @pytest.fixture
    def client(self, build_app: Callable[..., Flask]) -> FlaskClient:
        # Without Rasa, the chat answers by itself: the last of the doors.
        arrete = httpx.MockTransport(lambda _: httpx.Response(502))
        return build_app(CONNAISSANCE=IndexConnaissance(), RASA_TRANSPORT=arrete).test_client()

    def poser(self, client: FlaskClient, question: str, **date: str) -> list[str]:
        """What each door says to that question."""
        envoyer(client, question)
        return [
            client.get("/").text,
            client.get("/recherche", query_string={"q": question, **date}).text,
            client.get("/deux-regards", query_string={"q": question, **date}).text,
            client.get("/recu", query_string={"q": question, **date}).text,
        ]

    def test_la_regle_de_la_veille(self, client: FlaskClient) -> None:
        for page in self.poser(client, self.VEILLE):
            assert "facultative" in page and "20 août 2026" in page
        lu = client.post("/api/v1/recherche", json={"question": self.VEILLE}).json
        assert lu["date_droit"] == "2026-08-20" and "facultative" in lu["reponse"]

    def test_le_jour_est_demande_quand_la_regle_a_change_dans_le_mois(self, client: FlaskClient) -> None:
        for page in self.poser(client, self.MOIS):
            assert "Reposez la question avec le jour" in page
        lu = client.post("/api/v1/recherche", json={"question": self.MOIS}).json
        assert lu["decision"] == "choix"

    def test_la_date_donnee_a_part_l_emporte(self, client: FlaskClient) -> None:
        lu = client.post("/api/v1/recherche", json={"question": self.VEILLE, "date": "2026-11-01"}).json
        assert lu["date_droit"] == "2026-11-01" and "facultative" not in lu["reponse"]

    def test_la_conversation_reste_au_jour_dit(self, client: FlaskClient) -> None:
        qui = ouvrir(client)
        for corps, jour in (
            ({"texte": self.MOIS}, "2026-08-31"),
            ({"texte": "lancée le 10 août 2026"}, "2026-08-10"),
            ({"texte": "et pour une entreprise ?"}, "2026-08-10"),
            ({"charge": f"fiche:{FICHE}"}, "2026-08-10"),
            ({"texte": "et aujourd'hui ?"}, "2026-11-22"),
            ({"charge": f"fiche:{FICHE}"}, "2026-11-22"),
        ):
            assert demander(client, corps, qui).json["messages"][0]["date_droit"] == jour, corps

    @pytest.mark.parametrize("question", [VEILLE, MOIS])
    def test_le_recu_se_rejoue_a_l_identique(self, client: FlaskClient, question: str) -> None:
        assert "Identique" in rejouer(client, telecharger(client, q=question)).text


def test_un_texte_perime_n_est_jamais_montre_comme_actuel(build_app: Callable[..., Flask], petite_base: Base) -> None:
    fiche = petite_base.fiches["entreprise-insertion"]
    finie = fiche.applicable.model_copy(update={"fin": fiche.applicable.debut})
    perimee = petite_base.model_copy(
        update={"fiches": {**petite_base.fiches, fiche.id: fiche.model_copy(update={"applicable": finie})}}
    )
    client = build_app(CONNAISSANCE=FausseConnaissance(perimee)).test_client()
    for adresse in ("/recherche?q=insertion", "/fiches"):
        page = client.get(adresse).text
        assert "a cessé de s’appliquer" in page


def test_deux_regards_cote_a_cote(build_app: Callable[..., Flask], petite_base: Base) -> None:
    attentes = {"acheteur": "Un engagement tenu.", "entreprise": "Un volume chiffré."}
    fiche = petite_base.fiches[FICHE].model_copy(update={"attentes": attentes})
    base = petite_base.model_copy(update={"fiches": {**petite_base.fiches, FICHE: fiche}})
    client = build_app(CONNAISSANCE=FausseConnaissance(base)).test_client()
    page = client.get("/deux-regards", query_string={"q": OBLIGATION}).text
    assert (
        page.index("Du côté de l’acheteur") < page.index("Un engagement tenu.") < page.index("Du côté de l’entreprise")
    )
    assert "Un volume chiffré." in page and "Attendez-vous" in page
    avant = client.get("/deux-regards", query_string={"q": OBLIGATION, "date": "2026-08-20"}).text
    assert "Un engagement tenu." not in avant, "les attentes sont celles de la règle actuelle"
    assert client.get("/deux-regards").status_code == 200
    assert client.get("/deux-regards", query_string={"q": " "}).status_code == 422
    assert "Je ne réponds que sur" in client.get("/deux-regards?q=un poème").text


def test_les_reponses_menent_au_recu_et_aux_deux_regards(client: FlaskClient) -> None:
    envoyer(client, public="entreprise")
    page = client.get("/").text
    assert f"/recu?fiche={FICHE}&amp;public=entreprise&amp;date=2026-11-22" in page and "/deux-regards?q=" in page
    assert "/recu?q=" in client.get("/recherche", query_string={"q": OBLIGATION}).text


def test_la_somme_couvre_chaque_champ(client: FlaskClient) -> None:
    recu = Recu.model_validate_json(telecharger(client, q=OBLIGATION))
    assert recu.authentique
    for champ in ("reponse", "empreinte_base", "titre", "motif"):
        assert somme_de(recu.model_copy(update={champ: "autre"})) != recu.somme


def test_avec_un_cookie_le_formulaire_porte_son_jeton(client: FlaskClient) -> None:
    contenu = telecharger(client, fiche=FICHE)
    envoyer(client)
    assert rejouer(client, contenu).status_code == 400
    jeton = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/recu/rejouer").text)
    assert jeton is not None
    champs = {"recu": (io.BytesIO(contenu), "recu.json"), "csrf_token": jeton[1]}
    assert "Identique" in client.post("/recu/rejouer", data=champs).text
