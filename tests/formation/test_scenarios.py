"""Scenario files: the ready ones, reading back what is written, errors with their lines."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.lecture import lire_au_mieux
from base_connaissance.modeles import Base
from base_connaissance.scenarios import Etape, Scenario, ecrire_scenario, lire_scenario
from base_connaissance.verification.contexte import Contexte
from base_connaissance.verification.scenarios import controler
from tests.conftest import RACINE

JOUR = date(2026, 11, 25)
ATTENDUES = (
    "Découvrir la clause en 45 minutes", "Août 2026 : ce qui change",
    "Répondre à une clause quand on est une entreprise", "Oser les prestations intellectuelles",
    "Évaluer une offre d'insertion", "Lever les freins",
)  # fmt: skip


def test_eight_ready_scenarios_whose_durations_add_up(base: Base) -> None:
    titres = [scenario.titre for scenario in base.scenarios.values()]
    assert len(titres) == 8
    assert set(ATTENDUES) <= set(titres)
    assert all(scenario.ecart == 0 for scenario in base.scenarios.values())


def test_every_scenario_reads_back_as_it_was(base: Base) -> None:
    for scenario in base.scenarios.values():
        assert lire_scenario(ecrire_scenario(scenario), "s.yml") == scenario


_SIGNES = st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\ufeff")
_MOTS = st.text(_SIGNES, min_size=1).filter(lambda texte: texte.strip() and texte.isprintable())


@given(titre=_MOTS.filter(lambda t: len(t) < 100), notes=_MOTS, minutes=st.integers(1, 480))
@settings(max_examples=150)
def test_whatever_is_typed_reads_back(titre: str, notes: str, minutes: int) -> None:
    etape = Etape(id="e1", moment="regles", titre=titre, minutes=minutes, notes=notes[:2000])
    scenario = Scenario(titre=titre, resume=titre, public="mixte", minutes=60, etapes=(etape,))
    assert lire_scenario(ecrire_scenario(scenario), "s.yml") == scenario


_JUSTE = """titre: Essai
resume: Une séance d'essai.
public: mixte
minutes: 30
etapes:
  - id: e1
    moment: regles
    titre: Règles
    minutes: 30
"""


@pytest.mark.parametrize(
    ("avant", "apres", "ligne", "dit"),
    [
        ("public: mixte", "public: tous", 3, "valeur « tous » inconnue"),
        ("minutes: 30\netapes", "minutes: 12\netapes", 4, "12 est trop petit ; 30 au moins"),
        ("minutes: 30\netapes", "minutes: une heure\netapes", 4, "nombre entier"),
        ("    titre: Règles\n", "", 6, "champ obligatoire absent"),
        ("    moment: regles", "    moment: regles\n    couleur: vert", 8, "champ inconnu"),
        ("titre: Essai", "titre: Essai\ntitre: Autre", 2, "écrite deux fois"),
        ("titre: Essai", "titre: &a Essai\nx: *a", 2, "n'est pas admise"),
        ("titre: Essai", "titre: !!python/object:os.system Essai", 1, "étiquette"),
        ("    minutes: 30", "    minutes: 30\n    fiches: [Une Fiche]", 10, "lettres minuscules"),
        ("etapes:\n", "etapes: []\nx:\n", 5, "éléments au moins"),
    ],
)  # fmt: skip
def test_errors_say_their_line_in_french(avant: str, apres: str, ligne: int, dit: str) -> None:
    assert lire_scenario(_JUSTE, "s.yml").titre == "Essai"
    with pytest.raises(BaseInvalide) as refus:
        lire_scenario(_JUSTE.replace(avant, apres), "s.yml")
    trouves = [(probleme.ligne, probleme.message) for probleme in refus.value.problemes]
    assert any(numero == ligne and dit in message for numero, message in trouves), trouves


@pytest.mark.parametrize("texte", ["", "- une liste", "42", "a: " + "x" * 100_001, "\x00", "[" * 500])
def test_what_is_not_a_scenario_is_refused(texte: str) -> None:
    with pytest.raises(BaseInvalide):
        lire_scenario(texte, "s.yml")


def test_two_steps_of_the_same_name_are_refused() -> None:
    etape = _JUSTE[_JUSTE.index("  - id") :]
    with pytest.raises(BaseInvalide, match="deux étapes"):
        lire_scenario(_JUSTE + etape, "s.yml")


def test_the_verifier_finds_what_does_not_exist(tmp_path: Path) -> None:
    racine = tmp_path / "base"
    shutil.copytree(RACINE / "base_connaissance", racine, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    fichier = racine / "scenarios" / "decouvrir-la-clause.yml"
    texte = fichier.read_text(encoding="utf-8")
    texte = texte.replace("minutes: 45", "minutes: 50", 1).replace("[decouvrir]", "[decouvrire]")
    texte = texte.replace("fiches: [cas-vetements-metropole]", "fiches: [cas-inventé]".replace("é", "e"))
    texte = texte.replace("q-clause-definition", "q-qui-n-existe-pas").replace("frein-trop-cher", "siae")
    fichier.write_text(texte, encoding="utf-8")
    problemes = [str(probleme) for probleme in controler(Contexte(lire_au_mieux(racine)[0], racine, JOUR))]
    for attendu in (
        ":4: erreur : les étapes durent 45 min, la séance 50 min", "le thème « decouvrire » n'est pas dans",
        "la fiche « cas-invente » n'existe pas", "la question de quiz « q-qui-n-existe-pas » n'existe pas",
        "« siae » n'est pas une fiche de la famille « frein »",
    ):  # fmt: skip
        assert any(attendu in probleme for probleme in problemes), (attendu, problemes)
