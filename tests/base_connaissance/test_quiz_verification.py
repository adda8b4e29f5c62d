"""Each rule of the verifier on items finds the fault made for it, where it is."""

from __future__ import annotations

import pytest

from base_connaissance.lecture import lire_base
from base_connaissance.verification import verifier_fiche
from tests.base_connaissance.copies import JOUR, Copie
from tests.base_connaissance.quiz_exemples import ITEMS

BANQUE = "quiz/obligation.yml"
LONG = "mot " * 31
# text, its replacement, what the finding says, where it is shown
FAUTES = [
    ("fiche: frein-temps", "fiche: frein-perdu", "la fiche « frein-perdu » n'existe pas", "q-plusieurs"),
    ("Deux contrats de 600 heures", "Deux contrats de 600 heures, 3 mois", "en dur « 3 mois »", "3 mois"),
    ("On additionne.", "On additionne 1 200 heures.", "en dur « 1 200 heures »", "1 200 heures"),
    ("de 600 heures :", "longs :", "l'hypothèse « 600 heures » n'est pas dans l'item", "600 heures"),
    ('      pourquoi: "Ce montant est imaginé."\n', "", "distracteur sans « pourquoi » : « 100 000 €", "100 000 €"),
    ('"Aucun"', f'"{LONG}"', "« texte » de 31 mots (30 au plus)", "mot mot"),
    ("Que préparer ?", "Que préparer... ?", "trois points", "préparer..."),
    ("Trois gestes, dans", "Trois « gestes, dans", "en nombre différent", "gestes, dans"),
    ("Une tâche, un", "Le GIE, un", "sigle absent du glossaire : « GIE »", "GIE"),
    ("La condition est liée", "Une affirmation interdite : elle est liée", "piège « essai » affirmé", "interdite"),
]
FORMES = [
    ("niveau: 1", "niveau: 4", "« niveau » : valeur « 4 » inconnue"),
    ("type: choix", "type: qcm", "« type » : valeur « qcm » inconnue"),
    ('HT"\n      juste: true', 'HT"\n      juste: false', "une seule bonne réponse est attendue, 0 trouvées"),
    ('"Un tuteur nommé", juste: true', '"Un tuteur nommé", juste: false', "deux bonnes réponses au moins"),
    ("  correction: \"Elle porte sur l'exécution du marché et sur rien d'autre.\"\n", "", "demande une « correction »"),
    ("  explication: \"Elle est liée à l'objet et annoncée dès la publicité.\"\n", "", "demande une « explication »"),
    ("id: q-plusieurs", "id: q-choix", "un autre item porte déjà l'identifiant « q-choix »"),
    ("tolerance: 0.5", "tolerance: -1", "« tolerance » : -1 est trop petit"),
    ("juste: false, pourquoi: \"Sans", "juste: peut-être, pourquoi: \"Sans", "« true » ou « false » est attendu"),
    ("  fiche: clause-obligatoire\n", "  fiche: clause-obligatoire\n  theme: freins\n", "ne va pas avec le fichier"),
]  # fmt: skip


@pytest.fixture
def banque(copie: Copie) -> Copie:
    copie.ecrire(BANQUE, ITEMS)
    piege = '{id: essai, regle: r, fiche: frein-temps, attendu: "tâche", interdit: "affirmation interdite"}'
    copie.ecrire("pieges.yml", f"- {piege}\n")
    return copie


def test_a_faultless_bank_has_no_finding(banque: Copie) -> None:
    banque.valider()
    assert banque.problemes() == []


def test_items_never_read_are_warnings(banque: Copie) -> None:
    problemes = banque.problemes()
    assert {probleme.niveau for probleme in problemes} == {"avertissement"}
    assert len(problemes) == 9
    attendu = "« q-choix » : item à revoir (fiche « clause-obligatoire »), jamais validé : relisez-le"
    assert problemes[0].message.startswith(attendu)


def test_whoever_edits_a_fiche_alone_sees_its_items(banque: Copie) -> None:
    banque.valider()
    banque.remplacer("fiches/freins/frein-temps.md", "Nommez un tuteur", "Désignez un tuteur")
    base = lire_base(banque.racine)
    problemes = verifier_fiche(base, banque.racine, JOUR, "frein-temps")
    assert {probleme.message.split(" ")[1] for probleme in problemes} == {"q-plusieurs", "q-ordre", "q-paires"}


@pytest.mark.parametrize(("avant", "apres", "message", "repere"), FAUTES)
def test_each_rule_finds_its_fault(banque: Copie, avant: str, apres: str, message: str, repere: str) -> None:
    banque.remplacer(BANQUE, avant, apres)
    if "n'existe pas" not in message:
        banque.valider()
    trouves = [probleme for probleme in banque.problemes() if message in probleme.message]
    assert trouves, banque.problemes()
    assert trouves[0].niveau == "erreur"
    assert (trouves[0].fichier, trouves[0].ligne) == ("base/quiz/obligation.yml", banque.ligne(BANQUE, repere))


@pytest.mark.parametrize(("avant", "apres", "message"), FORMES)
def test_faults_of_form_are_said_in_french(banque: Copie, avant: str, apres: str, message: str) -> None:
    banque.remplacer(BANQUE, avant, apres)
    problemes = banque.problemes()
    assert any(message in probleme.message for probleme in problemes), problemes
    assert {probleme.fichier for probleme in problemes} == {"base/quiz/obligation.yml"}


@pytest.mark.parametrize(
    ("fichier", "contenu", "message"),
    [
        ("quiz/perdu.yml", "[]", "« perdu » n'est pas un thème"),
        ("quiz/freins.yml", "a: 1", "une liste d'items"),
        ("quiz/freins.yml", "- texte", "un ensemble « clé : valeur »"),
        ("quiz/freins.yml", '- "', "YAML illisible"),
    ],
)
def test_a_file_that_is_not_a_bank(banque: Copie, fichier: str, contenu: str, message: str) -> None:
    banque.ecrire(fichier, contenu)
    assert message in banque.problemes()[0].message
