"""Quantities typed in French: what is read, what is refused, and what is written can be read again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base_connaissance.presentation import formater_date, formater_nombre, formater_valeur
from conseil.erreurs import SaisieInvalide
from conseil.nombres import lire_cout_horaire, lire_date, lire_duree, lire_entier, lire_heures, lire_montant, lire_part

MONTANTS = {
    "1,2 M€": 1_200_000, "1.2 M€": 1_200_000, "400 k€ HT": 400_000, "400K": 400_000, "1.200.000,50 €": 1_200_000.5,
    "1 200 000": 1_200_000, "1\u202f200\u202f000\u00a0€": 1_200_000, "1,200,000.50": 1_200_000.5, "1.200": 1_200,
    "un million deux": 1_200_000, "un million deux cent mille": 1_200_000, "un million deux mille": 1_002_000,
    "deux millions cinq cent mille euros": 2_500_000, "quatre-vingt-dix mille": 90_000, "1'200'000 €": 1_200_000,
    "environ 250000 euros": 250_000, "c'est un marché de 400 k€": 400_000, "1,5 Md€": 1_500_000_000,
    "1 million d'euros": 1_000_000, "soixante et onze mille euros": 71_000, "1.200 M€": 1_200_000,
    "400 000 hors taxes": 400_000,
}  # fmt: skip
REFUS_MONTANT = {
    "": "pas lu", "beaucoup": "pas lu", "400 k€ TTC": "hors taxes", "-5 000 €": "positif", "moins 5000": "positif",
    "1,200": "trop petit", "50 000 000 centimes": "centimes", "entre 100 et 200 k€": "plusieurs", "1e6": "plusieurs",
    "100 k€ par an": "durée", "12 salariés": "reconnu", "99 999 999 999 €": "vérifiez les zéros", "nan": "pas lu",
    "0": "trop petit", "1" * 400: "zéros",
}  # fmt: skip
PARTS = {
    "50 %": 0.5, "0,5": 0.5, "la moitié": 0.5, "5": 0.05, "1": 0.01, "12,5%": 0.125, "5 pour cent": 0.05,
    "cinquante pour cent": 0.5, "100 %": 1, "0,5 %": 0.005, "un quart": 0.25, "environ 30 %": 0.3,
}  # fmt: skip
DUREES = {
    "18 mois": 18, "4 ans": 48, "2 ans et 6 mois": 30, "2 ans, 6 mois": 30, "un an et demi": 18, "18": 18,
    "trois ans": 36, "1 an renouvelable 3 fois": 48, "2,5 ans": 30, "52 semaines": 12, "1 année": 12,
}  # fmt: skip
DATES = {
    "1er mars 2027": date(2027, 3, 1), "01/03/2027": date(2027, 3, 1), "2027-03-01": date(2027, 3, 1),
    "1-3-27": date(2027, 3, 1), "lundi 1er mars 2027": date(2027, 3, 1), "12 AOÛT 2027": date(2027, 8, 12),
    "29 février 2028": date(2028, 2, 29),
}  # fmt: skip


@pytest.mark.parametrize(("texte", "valeur"), MONTANTS.items(), ids=str)
def test_amounts(texte: str, valeur: float) -> None:
    assert lire_montant(texte).valeur == pytest.approx(valeur)


@pytest.mark.parametrize(("texte", "raison"), REFUS_MONTANT.items(), ids=lambda texte: texte[:20])
def test_amounts_refused_with_a_reason(texte: str, raison: str) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        lire_montant(texte, "montant_ht")
    assert refus.value.champ == "montant_ht"
    assert raison in refus.value.message


def test_an_amount_may_come_with_its_duration() -> None:
    assert (lire_montant("400 k€ HT sur 4 ans").valeur, lire_montant("400 k€ HT sur 4 ans").mois) == (400_000, 48)
    annuel = lire_montant("100 k€ par an pendant 4 ans")
    assert (annuel.valeur, annuel.mois) == (400_000, 48)
    assert annuel.remarques


@pytest.mark.parametrize(("texte", "valeur"), PARTS.items(), ids=str)
def test_shares(texte: str, valeur: float) -> None:
    assert lire_part(texte, "taux") == pytest.approx(valeur)


@pytest.mark.parametrize("texte", ["250 %", "0", "-5 %", "abc", "5 ou 10 %", "", "100,01 %", "5 patates"])
def test_shares_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="taux"):
        lire_part(texte, "taux")


@pytest.mark.parametrize(
    ("texte", "valeur"), [("30 €/h", 30), ("30,50", 30.5), ("30 euros de l'heure", 30), ("trente euros", 30)]
)
def test_hourly_costs(texte: str, valeur: float) -> None:
    assert lire_cout_horaire(texte) == valeur


@pytest.mark.parametrize("texte", ["0", "3000", "-30", "35 à 45", "cher", "0,30 €/h"])
def test_hourly_costs_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="cout_horaire"):
        lire_cout_horaire(texte)


@pytest.mark.parametrize(("texte", "mois"), DUREES.items(), ids=str)
def test_durations(texte: str, mois: float) -> None:
    assert lire_duree(texte) == pytest.approx(mois)


@pytest.mark.parametrize("texte", ["", "-3 mois", "0 mois", "700 ans", "longtemps", "4 ans 12"])
def test_durations_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="duree"):
        lire_duree(texte)


@pytest.mark.parametrize(("texte", "jour"), DATES.items(), ids=str)
def test_days(texte: str, jour: date) -> None:
    assert lire_date(texte) == jour


@pytest.mark.parametrize(
    "texte", ["", "31/02/2027", "29 février 2027", "mars 2027", "1 foo 2027", "01/03/1027", "demain"]
)
def test_days_refused(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="date"):
        lire_date(texte)


@given(st.integers(100, 9_999_999_999))
def test_a_written_amount_is_read_again(euros: int) -> None:
    assert lire_montant(formater_valeur(euros, "EUR")).valeur == pytest.approx(euros)


@given(st.integers(1, 10_000))
def test_a_written_share_is_read_again(dixmilliemes: int) -> None:
    assert lire_part(formater_valeur(dixmilliemes / 100, "%"), "taux") == pytest.approx(dixmilliemes / 10_000)


@given(st.integers(100, 50_000))
def test_a_written_cost_is_read_again(centimes: int) -> None:
    assert lire_cout_horaire(formater_valeur(centimes / 100, "EUR/h")) == pytest.approx(centimes / 100)


@given(st.integers(1, 999_999))
def test_written_hours_are_read_again(heures: int) -> None:
    assert lire_heures(formater_valeur(heures, "heures")) == heures
    assert lire_heures(formater_nombre(heures)) == heures


@given(st.integers(1, 600))
def test_written_months_are_read_again(mois: int) -> None:
    assert lire_duree(f"{mois} mois") == mois


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_written_days_are_read_again(jour: date) -> None:
    assert lire_date(formater_date(jour)) == lire_date(jour.isoformat()) == lire_date(f"{jour:%d/%m/%Y}") == jour


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(texte: str) -> None:
    for lire in (lire_montant, lambda t: lire_part(t, "x"), lire_cout_horaire, lire_duree, lire_date, lire_heures):
        try:
            lire(texte)
        except SaisieInvalide as refus:
            assert refus.message.endswith((".", "»"))


def test_counts_have_bounds() -> None:
    assert lire_entier("3 personnes", "equipe", 1, 50) == 3
    for texte in ("0", "2,5", "51", "trop"):
        with pytest.raises(SaisieInvalide, match="de 1 à 50"):
            lire_entier(texte, "equipe", 1, 50)
