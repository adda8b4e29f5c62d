"""Slips of the keyboard: what is set right, what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base_connaissance.modeles import Base
from index.decoupage import Unite, decouper
from index.orthographe import Orthographe, dictionnaire_francais
from tests.faux import AUJOURD_HUI


@pytest.fixture(scope="module")
def orthographe(vraie_base: Base) -> Orthographe:
    """Learnt from the real base."""
    return Orthographe.apprendre(decouper(vraie_base, AUJOURD_HUI), dictionnaire_francais())


@pytest.mark.parametrize(
    ("tapee", "lue"),
    [
        # an accent, a letter doubled or not, a letter for another, two exchanged
        ("le marché est reserve a qui", "le marché est réservé a qui"),
        ("que dit le critere d'atribution", "que dit le critère d'attribution"),
        ("clause d'insersion dans le netoyage", "clause d'insertion dans le nettoyage"),
        ("un facilitatuer peut aider", "un facilitateur peut aider"),
        # two slips in a long word, none in a short one
        ("raport du titullaire sur l'alotisement", "rapport du titulaire sur l'allotissement"),
        ("la clse", "la clse"),
        # the apostrophe that nobody types
        ("mettre une clause dinsertion", "mettre une clause d'insertion"),
        ("lobligation de 2026", "l'obligation de 2026"),
        # the capital of a first word is kept
        ("Penalité pour heures non faites", "Pénalité pour heures non faites"),
        # no accent anywhere: the words that the base writes with one
        ("marche reserve aux siae", "marché réservé aux siae"),
        ("la démarche de marche", "la démarche de marche"),
    ],
)
def test_slips_are_set_right(orthographe: Orthographe, tapee: str, lue: str) -> None:
    assert orthographe.corriger(tapee) == lue


@pytest.mark.parametrize(
    "texte",
    [
        "Qu'est-ce qu'une clause sociale d'insertion ?",
        # names, acronyms, words of the trade, French that the base does not use
        "Que fait Mme Deschamp à Villeurbanne ?",
        "Le GEIQ, l'ETTI et la MMIE",
        "etti, siae, geiq : qui fait quoi ?",
        "La girafe mange un gâteau au chocolat.",
        "article L. 2112-2 et R. 2131-12",
        "",
    ],
)
def test_what_is_right_stays(orthographe: Orthographe, texte: str) -> None:
    assert orthographe.corriger(texte) == texte


def test_the_base_writes_without_a_slip_of_its_own(vraie_base: Base, orthographe: Orthographe) -> None:
    """The titles of the fiches are edited French: nothing in them is to be changed."""
    titres = [fiche.titre for fiche in vraie_base.fiches.values()]
    assert {titre: lu for titre in titres if (lu := orthographe.corriger(titre)) != titre} == {}


def test_written_and_read_again(orthographe: Orthographe, tmp_path: Path) -> None:
    orthographe.enregistrer(tmp_path / "o.npz")
    relue = Orthographe.lire(tmp_path / "o.npz")
    for texte in ("clause dinsersion", "marche reserve", "Que fait la MMIE ?"):
        assert relue.corriger(texte) == orthographe.corriger(texte)


@given(st.text(max_size=80))
def test_any_text_and_once_is_enough(texte: str) -> None:
    mots = "clause insertion réservé marché"
    petite = Orthographe.apprendre([Unite("f", "passage", mots)] * 3, mots.split())
    lue = petite.corriger(texte)
    assert petite.corriger(lue) == lue


def test_without_words_nothing_changes() -> None:
    assert Orthographe.apprendre([], []).corriger("clause dinsersion") == "clause dinsersion"


@pytest.mark.parametrize(
    ("tapee", "attendues"),
    [
        ("le netoyage avec une clause dinsersion", [("netoyage", "nettoyage"), ("dinsersion", "insertion")]),
        ("netoyage ou netoyage ?", [("netoyage", "nettoyage")]),
        # accents alone are not told
        ("que dit le critere d'attribution", []),
        ("Qu'est-ce qu'une clause sociale d'insertion ?", []),
    ],
)
def test_words_read_as_others_are_told(orthographe: Orthographe, tapee: str, attendues: list[tuple[str, str]]) -> None:
    assert [(retouche.tape, retouche.lu) for retouche in orthographe.retouches(tapee)] == attendues
