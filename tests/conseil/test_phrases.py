"""All the data of the hours computation in one sentence, each with the words it came from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conseil.nombres import lire_donnees_heures

PHRASES: dict[str, dict[str, Any]] = {
    "1 000 000 € HT, 50 % de main-d'œuvre, 5 %, 30 €/h":
        {"montant_ht": 1e6, "part_main_oeuvre": 0.5, "taux_insertion": 0.05, "cout_horaire": 30},
    "Combien d'heures pour 400 k€ sur 4 ans, main d'oeuvre 85 %, taux d'insertion 10 %, 30 euros de l'heure ?":
        {"montant_ht": 4e5, "duree_mois": 48, "part_main_oeuvre": 0.85, "taux_insertion": 0.1, "cout_horaire": 30},
    "1,2 M€ 50% 5% 30€/h": {"montant_ht": 1.2e6, "part_main_oeuvre": 0.5, "taux_insertion": 0.05, "cout_horaire": 30},
    "100 k€ HT par an pendant 4 ans, la moitié de main d’œuvre":
        {"montant_ht": 4e5, "duree_mois": 48, "part_main_oeuvre": 0.5},
    "un million d'euros, cinq pour cent d'insertion": {"montant_ht": 1e6, "taux_insertion": 0.05},
    "1000000, 50%, 5%, 30 €/h, base 1 820":
        {"montant_ht": 1e6, "part_main_oeuvre": 0.5, "taux_insertion": 0.05, "cout_horaire": 30, "base_etp": 1820},
    "833 heures à 5 % de taux et 50 % de MO, coût de 30 €/h":
        {"heures": 833, "taux_insertion": 0.05, "part_main_oeuvre": 0.5, "cout_horaire": 30},
    "nettoyage 250 000 €": {"montant_ht": 250_000},
    "5 %, 50 %": {},
    "bonjour": {},
    "": {},
}  # fmt: skip
PROBLEMES = {
    "un marché de 250000 euros TTC": "montant_ht",
    "2 M€, 250 % de main-d'œuvre": "part_main_oeuvre",
    "-3 M€": "montant_ht",
    "0 €/h": "cout_horaire",
    "2 M€ ou 3 M€": "montant_ht",
    "100 k€ par an": "montant_ht",
}


@pytest.mark.parametrize(("phrase", "attendu"), PHRASES.items(), ids=lambda valeur: str(valeur)[:40])
def test_sentences(phrase: str, attendu: dict[str, Any]) -> None:
    lues = lire_donnees_heures(phrase)
    assert lues.valeurs() == pytest.approx(attendu)
    assert lues.problemes == {}
    for lu in lues.champs.values():
        assert phrase[lu.debut : lu.fin] == lu.extrait


@pytest.mark.parametrize(("phrase", "champ"), PROBLEMES.items())
def test_what_is_refused_is_told_by_its_field(phrase: str, champ: str) -> None:
    lues = lire_donnees_heures(phrase)
    assert champ in lues.problemes
    assert champ not in lues.champs


@given(st.text(alphabet="0123456789 ,.%€kM/h-'anmoisHTC;é", max_size=80))
def test_any_sentence_is_read_without_fault(phrase: str) -> None:
    for lu in lire_donnees_heures(phrase).champs.values():
        assert phrase[lu.debut : lu.fin] == lu.extrait
        assert lu.valeur > 0
