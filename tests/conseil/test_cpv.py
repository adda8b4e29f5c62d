"""The CPV searched by words: accents, plurals, trade words, beginnings of codes; paths from the division down."""

from __future__ import annotations

import pytest

from base_connaissance.modeles import Base
from conseil.cpv import Nomenclature, nomenclature
from conseil.erreurs import SaisieInvalide


@pytest.fixture(scope="session")
def cpv(base: Base) -> Nomenclature:
    return nomenclature(base)


def test_the_whole_nomenclature_is_there(cpv: Nomenclature) -> None:
    assert len(cpv.codes) == 9454
    assert sum(code.social for code in cpv.codes.values()) == 115


@pytest.mark.parametrize(
    ("mots", "code"),
    [("espaces verts", "77310000"), ("Entretien d'ESPACE VERT", "77310000"), ("ménage", "90910000"),
     ("nettoyage de locaux", "90911200"), ("gardiennage", "79713000"), ("peintures bâtiment", "45442110"),
     ("maîtrise d'œuvre", "71200000"), ("maitrise d'oeuvre", "71200000"), ("déménagement", "98392000"),
     ("formation professionnelle", "80530000"), ("77310000", "77310000"), ("77310000-6", "77310000"),
     ("9091", "90910000"), ("blanchisser", "98310000")],
)  # fmt: skip
def test_words_lead_to_their_code(cpv: Nomenclature, mots: str, code: str) -> None:
    assert code in [trouve.code for trouve in cpv.chercher(mots, 5)]


@pytest.mark.parametrize("mots", ["", "   ", "de la", "xyzzy", "€", "99", "<script>"])
def test_nothing_is_found_without_words(cpv: Nomenclature, mots: str) -> None:
    assert cpv.chercher(mots) == []


def test_the_path_goes_from_the_division_to_the_parent(cpv: Nomenclature) -> None:
    assert cpv.chemin("77313000") == (
        "Services agricoles, sylvicoles, horticoles, d'aquaculture et d'apiculture",
        "Services horticoles",
        "Réalisation et entretien d'espaces verts",
    )
    assert cpv.chemin("77000000") == ()


def test_an_unknown_code_is_refused_by_its_field(cpv: Nomenclature) -> None:
    with pytest.raises(SaisieInvalide) as erreur:
        cpv.exiger("12345678", "cpv")
    assert erreur.value.champ == "cpv"


def test_the_index_is_built_once_per_base(base: Base) -> None:
    assert nomenclature(base) is nomenclature(base)
