"""Personal data is found and masked; the numbers of the trade pass."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from web.services.donnees_personnelles import masquer

RACINE = Path(__file__).resolve().parents[2]


def _nir(hasard: Random) -> str:
    mois, commune, rang = (hasard.randint(1, maximum) for maximum in (12, 999, 999))
    numero = f"{hasard.choice('12')}{hasard.randint(40, 99)}{mois:02}69{commune:03}{rang:03}"
    blocs = [
        numero[0],
        numero[1:3],
        numero[3:5],
        numero[5:7],
        numero[7:10],
        numero[10:13],
        f"{97 - int(numero) % 97:02}",
    ]
    return hasard.choice(["", " "]).join(blocs)


def _iban(hasard: Random) -> str:
    compte = "".join(str(hasard.randint(0, 9)) for _ in range(23))
    clef = 98 - int(compte + "152700") % 97
    iban = f"FR{clef:02}{compte}"
    return hasard.choice([iban, " ".join(iban[i : i + 4] for i in range(0, 27, 4))])


def _telephone(hasard: Random) -> str:
    paires = [f"{hasard.randint(0, 99):02}" for _ in range(4)]
    debut = hasard.choice([f"0{hasard.randint(1, 9)}", f"+33 {hasard.randint(1, 9)}", f"0033{hasard.randint(1, 9)}"])
    return hasard.choice([" ", ".", "-", ""]).join([debut, *paires])


def _courriel(hasard: Random) -> str:
    return f"{hasard.choice(['jean', 'a.b', 'x_y+z'])}@{hasard.choice(['mairie-lyon', 'exemple', 'sous.domaine'])}.fr"


def _nom(hasard: Random) -> str:
    debut = hasard.choice(["Je m'appelle", "M.", "Mme", "mon nom est", "Monsieur"])
    return f"{debut} {hasard.choice(['Jean Dupont', 'Nguyen', 'Éléonore de-La', 'D’Almeida', 'Le-Goff Anne'])}"


def test_recall_on_three_hundred_synthetic_cases() -> None:
    hasard = Random(1)
    oublies = []
    for fabrique in (_nir, _iban, _telephone, _courriel, _nom):
        for _ in range(60):
            donnee = fabrique(hasard)
            phrase = hasard.choice(["Mon contact : {}, merci", "{} est en insertion ?", "pour {} que faire"]).format(
                donnee
            )
            if not masquer(phrase).natures:
                oublies.append(phrase)
    assert len(oublies) <= 15, oublies


def test_questions_of_the_trade_pass() -> None:
    lignes = (RACINE / "tests" / "jeux" / "questions_dev_fiches.json").read_text(encoding="utf-8")
    questions = [texte for texte in _textes(json.loads(lignes)) if len(texte) > 15]
    touchees = [question for question in questions if masquer(question).natures]
    assert len(touchees) <= 0.02 * max(1, len(questions)), touchees


def _textes(donnees: object) -> list[str]:
    if isinstance(donnees, str):
        return [donnees]
    if isinstance(donnees, dict):
        return [texte for cle, valeur in donnees.items() for texte in (cle, *_textes(valeur))]
    return [texte for valeur in donnees for texte in _textes(valeur)] if isinstance(donnees, list) else []


@pytest.mark.parametrize(
    "texte",
    [
        "L'article L. 2113-13 et le R2152-7",
        "Mon SIRET est 130 025 265 00013",
        "SIRET 13002526500013",
        "un marché de 216 000 € HT",
        "loi n° 2021-1104 du 22 août 2021",
        "CE, 25 mars 2013, n° 364950",
        "du 01/01/2026 au 31/12/2026",
        "CPV 45000000-7",
        "1 607 heures sur 12 mois",
        "le lot 02 34 du marché",
        "Madame la Maire peut-elle signer ?",
        "Monsieur le Préfet",
        "15 % à 20 % des heures, soit 1 820 heures",
        "avis n° 26-123456",
    ],
)
def test_numbers_of_the_trade_are_not_touched(texte: str) -> None:
    assert masquer(texte).texte == texte


def test_the_rest_of_the_sentence_is_kept() -> None:
    masque = masquer("Bonjour, je m'appelle Jean Dupont, tel 06 12 34 56 78.")
    assert masque.texte == "Bonjour, je m'appelle [nom masqué], tel [numéro de téléphone masqué]."
    assert masque.cherchable == "Bonjour, je m'appelle , tel ."
    assert set(masque.natures) == {"nom masqué", "numéro de téléphone masqué"}
