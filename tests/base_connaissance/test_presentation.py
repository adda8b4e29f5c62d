"""Figures, dates and answers as they are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base, Fiche, Parametre, Valeur
from base_connaissance.presentation import (
    formater_date,
    formater_nombre,
    formater_valeur,
    html_section,
    libelle_source,
    remplir,
    reponse_anterieure,
    texte_reponse,
    valeur_au,
)
from base_connaissance.typographie import FINE, NBSP
from tests.base_connaissance.copies import BASE_SAINE

VALEURS = [
    (216000, "EUR HT", f"216{FINE}000{NBSP}€"),
    (50_000_000, "EUR HT", f"50{NBSP}M€"),
    (5_404_000, "EUR HT", f"5{FINE}404{FINE}000{NBSP}€"),
    (38.9, "EUR", f"38,9{NBSP}€"),
    (26.83, "EUR/h", f"26,83{NBSP}€/h"),
    (50, "%", f"50{NBSP}%"),
    (18.7, "%", f"18,7{NBSP}%"),
    (1.5, "fois", f"1,5{NBSP}fois"),
    (1, "ans", f"1{NBSP}an"),
    (2, "ans", f"2{NBSP}ans"),
    (1, "mois", f"1{NBSP}mois"),
    (21, "jours", f"21{NBSP}jours"),
    (1607, "heures", f"1{FINE}607{NBSP}heures"),
    (0, "heures", f"0{NBSP}heure"),
]


@pytest.fixture(scope="module")
def saine() -> Base:
    return lire_base(BASE_SAINE)


@pytest.fixture(scope="module")
def clause(saine: Base) -> Fiche:
    return saine.fiches["clause-obligatoire"]


@pytest.mark.parametrize(("valeur", "unite", "attendu"), VALEURS, ids=[attendu for *_, attendu in VALEURS])
def test_a_value_with_its_unit(valeur: float, unite: str, attendu: str) -> None:
    assert formater_valeur(valeur, unite) == attendu


@pytest.mark.parametrize(
    ("bas", "haut", "unite", "attendu"),
    [
        (80, 90, "%", f"80 à 90{NBSP}%"),
        (35, 45, "EUR", f"35 à 45{NBSP}€"),
        (70, 150, "heures", f"70 à 150{NBSP}heures"),
        (0.5, 1, "heures", f"0,5 à 1{NBSP}heure"),
    ],
)
def test_a_range(saine: Base, bas: float, haut: float, unite: str, attendu: str) -> None:
    valeur = Valeur(valeur=bas, haut=haut, source="entretien", confiance="vu")
    plage = Parametre(id="plage", libelle="Plage", unite=unite, valeurs={date(2026, 1, 1): valeur})
    base = saine.model_copy(update={"parametres": {"plage": plage}})
    assert valeur_au(base, "plage", date(2026, 1, 1)) == attendu


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_keeps_its_digits(nombre: int) -> None:
    assert int(formater_nombre(nombre).replace(FINE, "")) == nombre


@given(st.floats(0, 10**7))
def test_a_decimal_number_is_at_most_a_cent_away(nombre: float) -> None:
    imprime = formater_nombre(nombre)
    assert abs(float(imprime.replace(FINE, "").replace(",", ".")) - nombre) <= 0.0051
    assert not imprime.endswith(",")


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (date(2026, 1, 1), "1er janvier 2026"),
        (date(2026, 8, 21), "21 août 2026"),
        (date(2025, 2, 28), "28 février 2025"),
    ],
)
def test_a_date(jour: date, attendu: str) -> None:
    assert formater_date(jour) == attendu


def test_a_parameter_has_the_value_of_its_day(saine: Base) -> None:
    seuil = saine.parametres["seuil"]
    cas = {"2023-12-31": None, "2024-01-01": 221000, "2025-12-31": 221000, "2026-01-01": 216000, "2040-01-01": 216000}
    for jour, attendu in cas.items():
        valeur = seuil.a_la_date(date.fromisoformat(jour))
        assert (valeur.valeur if valeur else None) == attendu


def test_the_answer_of_each_reader_and_day(saine: Base, clause: Fiche) -> None:
    apres, avant = date(2026, 1, 1), date(2025, 12, 31)
    assert f"216{FINE}000{NBSP}€ HT" in texte_reponse(saine, clause, None, apres)
    assert texte_reponse(saine, clause, "formateur", apres) == texte_reponse(saine, clause, None, apres)
    assert texte_reponse(saine, clause, "entreprise", apres).startswith("Attendez-vous")
    assert f"221{FINE}000{NBSP}€ HT" in texte_reponse(saine, clause, None, avant)
    assert texte_reponse(saine, clause, "entreprise", avant) == texte_reponse(saine, clause, None, avant)


def test_several_former_rules_follow_one_another(saine: Base, clause: Fiche) -> None:
    une = clause.anterieurement[0]
    plus_ancienne = une.model_copy(update={"jusqu_au": date(2024, 6, 30)})
    fiche = clause.model_copy(update={"anterieurement": (une, plus_ancienne)})
    assert reponse_anterieure(fiche, date(2024, 6, 30)) == plus_ancienne
    assert reponse_anterieure(fiche, date(2024, 7, 1)) == une
    assert reponse_anterieure(fiche, date(2026, 1, 1)) is None


def test_figures_of_a_fiche_and_of_the_day(saine: Base, clause: Fiche) -> None:
    regle = clause.sections[1]
    assert f"1{NBSP}an." in html_section(saine, clause, regle, date(2026, 3, 31))
    assert f"3{NBSP}ans." in html_section(saine, clause, regle, date(2026, 4, 1))
    assert f"18,7{NBSP}%" in html_section(saine, clause, regle, date(2026, 4, 1))


def test_a_figure_is_escaped_in_html(saine: Base, clause: Fiche) -> None:
    piege = clause.chiffres["part_lue"].model_copy(update={"valeur": "<b>18</b>"})
    fiche = clause.model_copy(update={"chiffres": {"part_lue": piege}})
    assert "&lt;b&gt;18" in html_section(saine, fiche, clause.sections[1], date(2026, 4, 1))


@pytest.mark.parametrize(("nom", "jour"), [("inconnu", date(2026, 1, 1)), ("seuil", date(2020, 1, 1))])
def test_an_unknown_figure_is_never_printed(saine: Base, nom: str, jour: date) -> None:
    with pytest.raises(ParametreInconnu):
        remplir(saine, f"Le seuil est {{{{ {nom} }}}}.", jour)


def test_emphasis_marks_are_not_read_aloud(saine: Base) -> None:
    assert remplir(saine, "Un **mot** *fort*, __souligné__, 2 * 3", date(2026, 1, 1)) == "Un mot fort, souligné, 2 * 3"


def test_a_source_is_said_in_words(saine: Base) -> None:
    assert libelle_source(saine.sources["code-article"]) == f"Code de la commande publique, art. L.{NBSP}2112-2"
