"""The glossary defines the word that a visitor asks about."""

from __future__ import annotations

import pytest

from base_connaissance.modeles import Base
from conseil.definitions import definir


@pytest.mark.parametrize(
    ("question", "sigle"),
    [
        ("C'est quoi un OPCS ?", "OPCS"),
        ("opcs ça veut dire quoi", "OPCS"),
        ("Que veut dire PLIE ?", "PLIE"),
        ("Qu'est-ce qu'un plan local pour l'insertion et l'emploi ?", "PLIE"),
        ("Qu'est-ce qu'une EI ?", "EI"),
        ("définition des CDD d'insertion", "CDDI"),
    ],
)
def test_le_mot_demande_est_defini(vraie_base: Base, question: str, sigle: str) -> None:
    repere = definir(question, vraie_base.glossaire)
    assert repere is not None and repere.titre.startswith(sigle)
    assert len(repere.lignes) == 1 and "glossaire" in repere.attention


@pytest.mark.parametrize(
    "question",
    [
        "Le PLIE valide-t-il mes heures ?",  # asks for something else than a word
        "C'est quoi la différence entre un PLIE et un OPCS ?",
        "C'est quoi une recette de quiche ?",
        "opcsà, c'est quoi ?",
    ],
)
def test_sinon_rien(vraie_base: Base, question: str) -> None:
    assert definir(question, vraie_base.glossaire) is None
