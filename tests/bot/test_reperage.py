"""Reading plain facts in a visitor's words."""

from __future__ import annotations

import pytest

from bot.actions import reperage


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("je suis acheteuse dans une commune", "acheteur"),
        ("Je travaille pour une entreprise de peinture", "entreprise"),
        ("nous sommes une mairie", "acheteur"),
        ("en tant que formatrice, que dire ?", "formateur"),
        ("Entreprise", "entreprise"),
        ("je suis en litige avec une entreprise", None),
        ("l'entreprise n'a pas fait ses heures", None),
        ("et pour un acheteur ?", None),
        ("je ne suis pas acheteur", None),
    ],
)
def test_public_declare(texte: str, attendu: str | None) -> None:
    assert reperage.public_declare(texte) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("un marché de 250 000 € HT", 250_000),
        ("250\u202f000\u00a0euros", 250_000),
        ("un lot de 1,2 M€", 1_200_000),
        ("2 millions d'euros", 2_000_000),
        ("90 k€", 90_000),
        ("90 mille euros", 90_000),
        ("300 heures", None),
        ("L. 2113-12", None),
        ("", None),
    ],
)
def test_montant(texte: str, attendu: float | None) -> None:
    assert reperage.montant(texte) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("et pour les travaux ?", "travaux"),
        ("un marché de fournitures", "fournitures"),
        ("prestations intellectuelles", "prestations_intellectuelles"),
        ("un marché de services", "services"),
        ("travaux ou fournitures, pour les travaux ou les fournitures ?", None),
        ("qui rend service ?", None),
    ],
)
def test_type_achat(texte: str, attendu: str | None) -> None:
    assert reperage.type_achat(texte) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [("pendant l'exécution", "execution"), ("rédiger la clause", "redaction"), ("bonjour", None)],
)
def test_phase(texte: str, attendu: str | None) -> None:
    assert reperage.phase(texte) == attendu


RANGS = [("La première !", 0), ("n°2", 1), ("3", 2), ("la dernière", -1), ("aucune", None), ("12", None)]


@pytest.mark.parametrize(("texte", "attendu"), RANGS)
def test_rang(texte: str, attendu: int | None) -> None:
    assert reperage.rang(texte) == attendu
