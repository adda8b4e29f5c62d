"""The editors' commands: what they print, what they write, what they refuse."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from base_connaissance.__main__ import main
from base_connaissance.lecture import lire_au_mieux, lire_base
from base_connaissance.modeles import DOSSIERS
from base_connaissance.outils.nouvelle import gabarit
from base_connaissance.verification import verifier_fiche
from tests.base_connaissance.copies import BASE, FREIN, JOUR, RACINE, Copie

Lancer = Callable[..., Result]


@pytest.fixture
def lancer(copie: Copie) -> Lancer:
    """Run a command on the copy, on 2026-11-22."""

    def lancer(commande: str, *arguments: str) -> Result:
        options = ["--racine", str(copie.racine), "--date", JOUR.isoformat()]
        return CliRunner().invoke(main, [commande, *arguments, *options])

    return lancer


def test_help_names_every_command() -> None:
    aide = CliRunner().invoke(main, ["--help"]).output
    for commande in ("nouvelle", "apercu", "verifier", "revues", "couverture", "schema"):
        assert commande in aide


def test_verifier_ends_with_the_count(lancer: Lancer) -> None:
    resultat = lancer("verifier", "--strict")
    assert resultat.output == "2 fiches, 4 sources, 0 erreurs, 0 avertissements\n"
    assert resultat.exit_code == 0


def test_verifier_fails_on_an_error_and_strictly_on_a_warning(lancer: Lancer, copie: Copie) -> None:
    copie.remplacer(FREIN, "a_revoir_le: 2027-11-22", "a_revoir_le: 2026-11-23")
    tard = ("--date", "2026-12-25")
    assert CliRunner().invoke(main, ["verifier", "--racine", str(copie.racine), *tard]).exit_code == 0
    assert CliRunner().invoke(main, ["verifier", "--strict", "--racine", str(copie.racine), *tard]).exit_code == 1
    copie.remplacer(FREIN, "famille: frein", "famille: objection")
    resultat = lancer("verifier")
    assert resultat.exit_code == 1
    assert resultat.output.splitlines()[-1] == "0 fiches, 0 sources, 1 erreurs, 0 avertissements"


@pytest.mark.parametrize("famille", DOSSIERS.values())
def test_a_new_fiche_is_readable_but_refused_until_filled(lancer: Lancer, copie: Copie, famille: str) -> None:
    resultat = lancer("nouvelle", famille, "essai", "--titre", 'Un titre : "difficile" # à lire')
    assert resultat.exit_code == 0, resultat.output
    fiche = lire_base(copie.racine).fiches["essai"]
    assert (fiche.famille, DOSSIERS[Path(fiche.chemin).parent.name]) == (famille, famille)
    assert (fiche.titre, fiche.verifie_le, fiche.confiance) == ('Un titre : "difficile" # à lire', JOUR, "a_confirmer")
    assert len(fiche.questions) == 6
    messages = [p.message for p in copie.problemes() if p.fichier.endswith("essai.md")]
    assert sum("laissé à remplir" in message for message in messages) == 7 + len(fiche.sections)
    assert any("source-a-remplir" in message for message in messages)


def test_a_filled_fiche_passes(lancer: Lancer, copie: Copie) -> None:
    lancer("nouvelle", "frein", "essai", "--titre", "Un titre clair")
    (chemin,) = copie.racine.rglob("essai.md")
    texte = chemin.read_text(encoding="utf-8").replace("source-a-remplir", "entretien")
    rang = 0
    while "(à remplir)" in texte:
        rang += 1
        texte = texte.replace("(à remplir)", f"Le texte numéro {rang} est rempli, il dit une chose simple. " * 5, 1)
    chemin.write_text(texte.replace("La réponse directe, en soixante-dix mots au plus", "Voilà"), encoding="utf-8")
    assert copie.problemes() == []


@pytest.mark.parametrize(
    ("famille", "identifiant", "titre", "message"),
    [
        ("frein", "frein-temps", "Un titre", "la fiche « frein-temps » existe déjà"),
        ("cas", "frein-temps", "Un titre", "la fiche « frein-temps » existe déjà"),
        ("objection", "essai", "Un titre", "la famille « objection » n'existe pas. Familles : principe"),
        ("frein", "Pas_Comme_Ça", "Un titre", "lettres minuscules sans accent"),
        ("frein", "../essai", "Un titre", "ne peut pas nommer une fiche"),
        ("frein", "essai", " ", "« titre » : le texte est vide"),
        ("frein", "essai", "x" * 121, "« titre » : 120 caractères au plus"),
    ],
)
def test_a_refusal_is_clear_and_writes_nothing(
    lancer: Lancer, copie: Copie, famille: str, identifiant: str, titre: str, message: str
) -> None:
    avant = sorted(copie.racine.rglob("*"))
    resultat = lancer("nouvelle", famille, identifiant, "--titre", titre)
    assert resultat.exit_code == 1
    assert resultat.output.startswith("Refusé : ")
    assert message in resultat.output
    assert sorted(copie.racine.rglob("*")) == avant


def test_dates_of_a_scaffold_on_the_29th_of_february() -> None:
    texte = gabarit("Un titre", "cas", date(2028, 2, 29))
    assert "verifie_le: 2028-02-29" in texte
    assert "a_revoir_le: 2029-02-28" in texte


def test_reviews_as_text_and_markdown(lancer: Lancer) -> None:
    texte = lancer("revues", "--jours", "120").output
    assert texte.startswith("Revues au 22 novembre 2026 : 2 fiches.\n\nEn retard : 0\n\nDans les 120 jours : 1\n")
    assert "2027-03-01   +99 j  clause-obligatoire" in texte
    markdown = lancer("revues", "--jours", "120", "--format", "markdown").output
    assert "## Dans les 120 jours : 1\n\n| à revoir le | délai |" in markdown
    assert "| 2027-03-01 | +99 j | clause-obligatoire | option_juridique | 2026-11-22 | croise |" in markdown


def test_coverage_shows_blind_spots_first(lancer: Lancer) -> None:
    texte = lancer("couverture").output
    assert texte.startswith("Angles morts : 185 cases sans fiche sur 189\n")
    lignes = texte.splitlines()
    assert lignes.index("Fiches / questions") > 20
    assert any(ligne.split()[:2] == ["frein", "formateur"] and "1 / 6" in ligne for ligne in lignes)
    assert "| famille | public | phases sans fiche |" in lancer("couverture", "--format", "markdown").output


def test_a_base_that_cannot_be_read_is_refused_with_its_faults(lancer: Lancer, copie: Copie) -> None:
    copie.remplacer(FREIN, "famille: frein", "famille: objection")
    for commande in ("revues", "couverture"):
        resultat = lancer(commande)
        assert resultat.exit_code == 1
        assert f"base/{FREIN}:3: erreur" in resultat.output


def test_the_committed_schema_is_fresh() -> None:
    produit = CliRunner().invoke(main, ["schema"]).output
    fichier = RACINE / "docs" / "schema_fiche.json"
    conseil = "lancez « python -m base_connaissance schema > docs/schema_fiche.json »"
    assert fichier.read_text(encoding="utf-8") == produit, conseil


def test_the_schema_accepts_what_the_model_accepts() -> None:
    schema = json.loads((RACINE / "docs" / "schema_fiche.json").read_text(encoding="utf-8"))
    assert schema["additionalProperties"] is False
    assert {"titre", "famille", "reponse", "questions", "sources", "applicable"} <= set(schema["required"])
    assert schema["properties"]["questions"]["minItems"] == 6


def test_the_example_of_the_guide_passes(tmp_path: Path) -> None:
    guide = (RACINE / "docs" / "rediger-une-fiche.md").read_text(encoding="utf-8")
    exemple = guide.partition("```markdown\n")[2].partition("\n```")[0]
    shutil.copytree(BASE, tmp_path / "base", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "base/fiches/demarches/delai-sous-traitant.md").write_text(exemple + "\n", encoding="utf-8")
    base, _ = lire_au_mieux(tmp_path / "base")
    assert verifier_fiche(base, tmp_path / "base", JOUR, "delai-sous-traitant") == []


def test_the_guide_names_every_command() -> None:
    guide = (RACINE / "docs" / "rediger-une-fiche.md").read_text(encoding="utf-8")
    for commande in ("nouvelle", "apercu", "verifier", "revues", "couverture"):
        assert f"python -m base_connaissance {commande}" in guide
