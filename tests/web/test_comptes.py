"""Accounts: signing in and out, limits, sessions that end, what an attacker learns (nothing)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from flask.testing import FlaskClient

from tests.faux import Horloge
from tests.web.aides import conversation, envoyer
from tests.web.comptes import MOT_DE_PASSE, connecter, creer_compte, jeton_de
from web.comptes import mots_de_passe
from web.comptes.acces import suite_sure
from web.comptes.depot import CompteRefuse, Comptes, ConnexionRefusee
from web.comptes.echecs import ConnexionBloquee
from web.comptes.mots_de_passe import MotDePasseRefuse

PROTEGEE = "/formation/nouvelle"


@pytest.fixture
def app(build_app: Callable[..., Flask]) -> Flask:
    """A site with « anne », trainer, whose sign-ins are not limited by address."""
    app = build_app(RATE_LIMIT_SIGN_IN="10000 per minute")
    creer_compte(app)
    return app


@pytest.fixture
def comptes(app: Flask) -> Comptes:
    """The accounts of that site."""
    comptes: Comptes = app.extensions["comptes"]
    return comptes


def _essayer(client: FlaskClient, mot_de_passe: str, identifiant: str = "anne", **champs: str) -> int:
    donnees = {"identifiant": identifiant, "mot_de_passe": mot_de_passe, **champs}
    return client.post("/connexion", data={**donnees, "csrf_token": jeton_de(client, "/connexion")}).status_code


def test_hashes_are_argon2id_at_the_library_s_cost() -> None:
    defaut = PasswordHasher()
    parametres = extract_parameters(defaut.hash("x"))
    assert parametres.type.name == "ID"
    assert (parametres.memory_cost, parametres.time_cost) >= (65536, 3)


def test_signing_in_and_out(client: FlaskClient, comptes: Comptes) -> None:
    assert client.get(PROTEGEE).headers["Location"] == "/connexion?suite=/formation/nouvelle"
    connecter(client, "ANNE ")
    page = client.get(PROTEGEE).text
    assert "Se déconnecter" in page
    reponse = client.post("/deconnexion", data={"csrf_token": jeton_de(client, PROTEGEE)})
    assert reponse.status_code == 303
    assert client.get(PROTEGEE).status_code == 303
    assert [ligne.action for ligne in comptes.audit()] == ["déconnexion", "connexion", "compte créé"]


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient) -> None:
    connecter(client)
    cookie = client.get_cookie("clausier")
    assert cookie is not None
    client.post("/deconnexion", data={"csrf_token": jeton_de(client, PROTEGEE)})
    vole = client.application.test_client()
    vole.set_cookie("clausier", cookie.value)
    assert vole.get(PROTEGEE).status_code == 303


def test_the_token_is_new_at_each_sign_in_and_the_conversation_stays(client: FlaskClient) -> None:
    envoyer(client, "une question à garder")
    jetons = set()
    for _ in range(2):
        with client.session_transaction() as session:
            session["depose_avant"] = "par un autre"
        connecter(client)
        with client.session_transaction() as session:
            assert "depose_avant" not in session
            jetons.add(session["compte"])
        client.post("/deconnexion", data={"csrf_token": jeton_de(client, PROTEGEE)})
    assert len(jetons) == 2
    assert conversation(client).messages[0].texte == "une question à garder"


def test_the_database_holds_no_usable_token_nor_password(client: FlaskClient, comptes: Comptes) -> None:
    connecter(client)
    with client.session_transaction() as session:
        jeton = session["compte"]
    with comptes.database.session() as session:
        lignes = session.connection().exec_driver_sql("SELECT jeton FROM session_compte").fetchall()
    assert [len(ligne[0]) for ligne in lignes] == [64]
    assert comptes.personne(lignes[0][0]) is None
    assert comptes.personne(jeton) is not None


@pytest.mark.parametrize("pas", [{"minutes": 31}, {"hours": 12, "minutes": 1}])
def test_a_session_ends_when_idle_and_at_the_end_of_the_day(
    client: FlaskClient, horloge: Horloge, pas: dict[str, int]
) -> None:
    connecter(client)
    if "hours" in pas:
        for _ in range(29):
            horloge.avancer(minutes=25)
            assert client.get("/formation").status_code == 200
        horloge.avancer(minutes=25)
    else:
        horloge.avancer(**pas)
    assert client.get(PROTEGEE).status_code == 303


def test_a_visitor_gets_no_cookie_by_reading_the_training_pages(client: FlaskClient) -> None:
    client.get("/formation")
    assert client.get_cookie("clausier") is None


def test_disabling_changing_password_or_roles_acts_at_once(client: FlaskClient, comptes: Comptes) -> None:
    connecter(client)
    comptes.changer_roles("anne", ["redacteur"], "test")
    assert client.get(PROTEGEE).status_code == 403
    comptes.changer_roles("anne", ["formateur"], "test")
    assert client.get(PROTEGEE).status_code == 200
    comptes.changer_mot_de_passe("anne", "une autre phrase secrète", "test")
    assert client.get(PROTEGEE).status_code == 303
    assert _essayer(client, MOT_DE_PASSE) == 401
    assert _essayer(client, "une autre phrase secrète") == 303
    comptes.desactiver("anne", "test")
    assert client.get(PROTEGEE).status_code == 303
    assert _essayer(client, "une autre phrase secrète") == 401


def test_unknown_wrong_and_disabled_are_told_alike(client: FlaskClient, comptes: Comptes) -> None:
    comptes.creer("luc", MOT_DE_PASSE, [], "test")
    comptes.desactiver("luc", "test")
    pages = []
    for identifiant, mot in (("inconnue", MOT_DE_PASSE), ("anne", "pas le bon du tout"), ("luc", MOT_DE_PASSE)):
        donnees = {"identifiant": identifiant, "mot_de_passe": mot, "csrf_token": jeton_de(client, "/connexion")}
        reponse = client.post("/connexion", data=donnees)
        assert reponse.status_code == 401
        pages.append(reponse.text.replace(identifiant, "X"))
    sans_alea = [page.split("</form>")[0].split('name="csrf_token"')[0] for page in pages]
    assert len(set(sans_alea)) == 1


def test_an_unknown_name_costs_the_same_work(monkeypatch: pytest.MonkeyPatch, comptes: Comptes) -> None:
    verifies = []
    vrai = mots_de_passe.HACHEUR

    class Compteur:
        def verify(self, condense: str, mot_de_passe: str) -> bool:
            verifies.append(condense)
            return vrai.verify(condense, mot_de_passe)

        def __getattr__(self, nom: str) -> object:
            return getattr(vrai, nom)

    monkeypatch.setattr(mots_de_passe, "HACHEUR", Compteur())
    for identifiant in ("inconnue", "anne"):
        with pytest.raises(ConnexionRefusee):
            comptes.connecter(identifiant, "pas le bon du tout")
    assert len(verifies) == 2


@pytest.mark.parametrize("identifiant", ["anne", "personne"])
def test_a_name_is_blocked_with_a_growing_delay(comptes: Comptes, horloge: Horloge, identifiant: str) -> None:
    attentes = []
    for _ in range(9):
        try:
            while True:
                with pytest.raises(ConnexionRefusee):
                    comptes.connecter(identifiant, "pas le bon du tout")
        except ConnexionBloquee as refus:
            attentes.append(refus.secondes)
            horloge.avancer(seconds=refus.secondes)
    assert attentes == [61, 121, 241, 481, 901, 901, 901, 901, 901]


def test_while_blocked_even_the_right_password_waits(client: FlaskClient, horloge: Horloge) -> None:
    for _ in range(5):
        assert _essayer(client, "pas le bon du tout") == 401
    reponse = client.post(
        "/connexion",
        data={"identifiant": "anne", "mot_de_passe": MOT_DE_PASSE, "csrf_token": jeton_de(client, "/connexion")},
    )
    assert reponse.status_code == 429
    assert int(reponse.headers["Retry-After"]) <= 61
    assert "Réessayez dans" in reponse.text
    horloge.avancer(minutes=2)
    assert _essayer(client, MOT_DE_PASSE) == 303


def test_parallel_guesses_do_not_escape_the_count(comptes: Comptes) -> None:
    def deviner(rang: int) -> str:
        try:
            comptes.connecter("anne", f"essai numéro {rang}")
        except (ConnexionRefusee, ConnexionBloquee) as refus:
            return type(refus).__name__
        return "entré"

    with ThreadPoolExecutor(8) as pool:
        issues = list(pool.map(deviner, range(24)))
    assert issues.count("ConnexionRefusee") == 5
    assert issues.count("ConnexionBloquee") == 19


def test_five_tries_a_minute_by_address(build_app: Callable[..., Flask]) -> None:
    client = build_app().test_client()
    jeton = jeton_de(client, "/connexion")
    donnees = {"mot_de_passe": "x" * 12, "csrf_token": jeton}
    statuts = [
        client.post("/connexion", data={"identifiant": f"n{rang}", **donnees}).status_code for rang in range(6)
    ]  # fmt: skip
    assert statuts == [401] * 5 + [429]


def test_every_form_asks_for_its_token(client: FlaskClient) -> None:
    jeton = jeton_de(client, "/connexion")
    sans = client.post("/connexion", data={"identifiant": "anne", "mot_de_passe": MOT_DE_PASSE})
    assert sans.status_code == 400
    autre = client.application.test_client()
    donnees = {"identifiant": "anne", "mot_de_passe": MOT_DE_PASSE, "csrf_token": jeton}
    assert autre.post("/connexion", data=donnees).status_code == 400
    connecter(client)
    for path in ("/deconnexion", PROTEGEE, "/formation/importer", "/formation/scenarios/x/supprimer"):
        assert client.post(path).status_code == 400
    assert client.get(PROTEGEE).status_code == 200


@pytest.mark.parametrize(
    "suite",
    ["https://pirate.example", "//pirate.example", "/\\pirate.example", "\\\\pirate.example", "javascript:alert(1)",
     "/a\\b", "/\tpirate", "formation", "", "/" + "a" * 600, "/\r\nSet-Cookie: a=b", "http:/pirate", " /formation"],
)  # fmt: skip
def test_signing_in_never_leads_elsewhere(client: FlaskClient, suite: str) -> None:
    assert suite_sure(suite) is None
    donnees = {"identifiant": "anne", "mot_de_passe": MOT_DE_PASSE, "suite": suite}
    reponse = client.post("/connexion", data={**donnees, "csrf_token": jeton_de(client, "/connexion")})
    assert reponse.headers["Location"] == "/formation"


def test_signing_in_leads_back(client: FlaskClient) -> None:
    suite = "/formation/scenarios/abc/livret?date=2026-12-01"
    adresse = client.get(suite).headers["Location"]
    assert f'name="suite" value="{suite}"' in client.get(adresse).text
    donnees = {"identifiant": "anne", "mot_de_passe": MOT_DE_PASSE, "suite": suite}
    reponse = client.post("/connexion", data={**donnees, "csrf_token": jeton_de(client, "/connexion")})
    assert reponse.headers["Location"] == suite


def test_the_log_takes_one_line_per_act_whatever_is_in_it(comptes: Comptes) -> None:
    comptes.consigner("anne\r\n2026-01-01 admin", "action\x00\u2028\u202e", "a" * 900)
    ligne = comptes.audit(1)[0]
    assert ligne.qui == "anne  2026-01-01 admin"
    assert ligne.action == "action"
    assert len(ligne.objet) == 200


def test_a_typed_name_that_is_no_account_is_not_kept(client: FlaskClient, comptes: Comptes) -> None:
    _essayer(client, "x" * 12, identifiant="MonMotDePasseSecret")
    assert comptes.audit(1)[0].qui == "(inconnu)"
    with comptes.database.session() as session:
        lignes = session.connection().exec_driver_sql("SELECT * FROM echec_connexion").fetchall()
    assert "motdepasse" not in str(lignes).lower()


@pytest.mark.parametrize("mot", ["court", "anneanneanneanne", "aaaaaaaaaaaaaaaa", "x" * 300])
def test_poor_passwords_are_refused(comptes: Comptes, mot: str) -> None:
    with pytest.raises(MotDePasseRefuse):
        comptes.changer_mot_de_passe("anne", mot, "test")


def test_accents_typed_in_two_ways_are_the_same_password(comptes: Comptes) -> None:
    comptes.changer_mot_de_passe("anne", "été, la mer, un vélo", "test")
    assert comptes.connecter("anne", "e\u0301te\u0301, la mer, un ve\u0301lo")


def test_accounts_are_told_apart_and_refused_in_french(comptes: Comptes) -> None:
    with pytest.raises(CompteRefuse, match="existe déjà"):
        comptes.creer("Anne", MOT_DE_PASSE, [], "test")
    with pytest.raises(CompteRefuse, match="Rôle inconnu"):
        comptes.creer("lea", MOT_DE_PASSE, ["chef"], "test")
    with pytest.raises(CompteRefuse, match="lettres"):
        comptes.creer("<script>", MOT_DE_PASSE, [], "test")
    with pytest.raises(CompteRefuse, match="Aucun compte"):
        comptes.desactiver("lea", "test")


def test_purge_drops_what_has_ended(client: FlaskClient, comptes: Comptes, horloge: Horloge) -> None:
    connecter(client)
    _essayer(client.application.test_client(), "pas le bon du tout")
    horloge.avancer(days=2)
    comptes.purger()
    with comptes.database.session() as session:
        for table in ("session_compte", "echec_connexion"):
            assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    assert len(comptes.audit()) == 3


def test_an_expired_post_says_that_nothing_was_kept(client: FlaskClient, horloge: Horloge) -> None:
    connecter(client)
    jeton = jeton_de(client, PROTEGEE)
    horloge.avancer(hours=1)
    saisie = {"csrf_token": jeton, "version": "1", "titre-e1": "<Mon titre>", "notes-e1": "Mes notes"}
    reponse = client.post("/formation/scenarios/x", data=saisie)
    assert reponse.status_code == 401
    assert "n’a pas été enregistré" in reponse.text
    assert "&lt;Mon titre&gt;\nMes notes</textarea>" in reponse.text
    assert 'href="/connexion"' in reponse.text
    json = client.post(PROTEGEE, data={"csrf_token": jeton}, headers={"Accept": "application/json"})
    assert (json.status_code, json.mimetype) == (401, "application/problem+json")


def test_the_chat_answers_whoever_opened_the_sign_in_page_or_signed_in(client: FlaskClient) -> None:
    client.get("/connexion")
    assert envoyer(client).status_code == 303
    autre = client.application.test_client()
    connecter(autre)
    assert envoyer(autre).status_code == 303
    assert len(conversation(autre).messages) == 2
    assert autre.get(PROTEGEE).status_code == 200
