"""The commands of the bank: what they print, what they write, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from base_connaissance.__main__ import main
from tests.base_connaissance.copies import FREIN, JOUR, Copie
from tests.base_connaissance.quiz_exemples import ITEMS

BANQUE = "quiz/obligation.yml"
Lancer = Callable[..., Result]


@pytest.fixture
def lancer(copie: Copie) -> Lancer:
    """Run a quiz command on a small base with items, on 2026-11-22."""
    copie.ecrire(BANQUE, f"# Un commentaire\n{ITEMS}")

    def lancer(commande: str, *arguments: str) -> Result:
        options = ["--racine", str(copie.racine)]
        options += [] if commande == "importer" else ["--date", JOUR.isoformat()]
        return CliRunner().invoke(main, ["quiz", commande, *arguments, *options])

    return lancer


def test_state_counts_and_lists_what_cannot_be_played(lancer: Lancer, copie: Copie) -> None:
    assert "9 items, 0 jouables, 9 à relire ou indisponibles." in lancer("etat").output
    assert lancer("valider", "--tous").output == "9 items validés, 0 l'étaient déjà.\n"
    copie.remplacer(FREIN, "Nommez un tuteur", "Désignez un tuteur")
    sortie = lancer("etat", "--format", "markdown").output
    assert "9 items, 6 jouables" in sortie
    assert "| q-ordre | à revoir | la fiche a changé |" in sortie
    assert "| vrai_faux | 2 |" in sortie


def test_stamping_touches_nothing_but_the_stamps(lancer: Lancer, copie: Copie) -> None:
    avant = copie.texte(BANQUE)
    assert lancer("valider", "q-vrai").output == "1 items validés, 0 l'étaient déjà.\n"
    assert lancer("valider", "q-vrai", "q-faux").output == "1 items validés, 1 l'étaient déjà.\n"
    lignes = copie.texte(BANQUE).splitlines()
    assert [ligne for ligne in lignes if "empreinte:" not in ligne] == avant.splitlines()
    assert sum("empreinte:" in ligne for ligne in lignes) == 2
    copie.remplacer(BANQUE, "sur rien d'autre.", "rien d'autre.")
    lancer("valider", "q-faux")
    assert sum("empreinte:" in ligne for ligne in copie.texte(BANQUE).splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "donnez des identifiants d'items, ou « --tous »"),
        (("q-vrai", "--tous"), "et pas les deux"),
        (("q-perdu",), "l'item « q-perdu » n'existe pas"),
    ],
)
def test_stamping_refuses(lancer: Lancer, copie: Copie, arguments: tuple[str, ...], message: str) -> None:
    avant = copie.texte(BANQUE)
    resultat = lancer("valider", *arguments)
    assert (resultat.exit_code, copie.texte(BANQUE)) == (1, avant)
    assert message in resultat.output


@pytest.mark.parametrize("forme", ["gift", "csv", "xlsx"])
def test_a_selection_goes_out_and_comes_back_as_a_draft(lancer: Lancer, tmp_path: Path, forme: str) -> None:
    lancer("valider", "--tous")
    fichier, brouillon = tmp_path / f"sortie.{forme}", tmp_path / "brouillon.yml"
    sortie = lancer("exporter", forme, str(fichier), "--public", "acheteur", "--references").output
    assert "6 items écrits" in sortie
    assert ("GIFT ne connaît ni l'ordre ni le cas" in sortie) is (forme == "gift")
    resultat = lancer("importer", str(fichier), "--vers", str(brouillon))
    assert (resultat.exit_code, "6 lignes : 6 acceptées, 0 corrigées, 0 rejetées." in resultat.output) == (0, True)
    attendus = {item["id"]: item for item in yaml.safe_load(ITEMS) if "acheteur" in item["publics"]}
    relus = {item["id"]: item for item in yaml.safe_load(brouillon.read_text(encoding="utf-8"))}
    for nom, item in attendus.items():
        relus[nom].pop("theme")
        item.setdefault("tolerance", 0.0) if item["type"] == "nombre" else None
        assert relus[nom] == item


def test_only_what_can_be_played_goes_out(lancer: Lancer, tmp_path: Path) -> None:
    fichier = tmp_path / "sortie.csv"
    assert "aucun item ne correspond" in lancer("exporter", "csv", str(fichier)).output
    assert not fichier.exists()
    assert "9 items écrits" in lancer("exporter", "csv", str(fichier), "--tous").output
    assert "216\u202f000\u00a0€" in fichier.read_text(encoding="utf-8-sig")


def test_a_draft_never_overwrites_nor_joins_the_bank(lancer: Lancer, copie: Copie, tmp_path: Path) -> None:
    fichier, brouillon = tmp_path / "q.gift", tmp_path / "brouillon.yml"
    fichier.write_text("Q {=a ~b####c}\n", encoding="utf-8")
    defauts = ("--fiche", "frein-temps", "--theme", "freins", "--niveau", "1", "--public", "acheteur")
    dans_la_banque = lancer("importer", str(fichier), "--vers", str(copie.racine / "quiz" / "neuf.yml"), *defauts)
    assert "jamais dans la banque" in dans_la_banque.output
    brouillon.write_text("déjà là", encoding="utf-8")
    assert "existe déjà" in lancer("importer", str(fichier), "--vers", str(brouillon), *defauts).output
    assert brouillon.read_text(encoding="utf-8") == "déjà là"
    brouillon.unlink()
    sans = lancer("importer", str(fichier), "--vers", str(brouillon))
    assert (sans.exit_code, "rejetée, q — « fiche » : champ obligatoire absent" in sans.output) == (1, True)
    assert not brouillon.exists()
    assert lancer("importer", str(fichier), "--vers", str(brouillon), *defauts).exit_code == 0
    assert lancer("importer", str(tmp_path / "q.gift"), "--vers", str(tmp_path / "b.yml")).exit_code == 1


def test_an_unreadable_file_is_refused_in_one_line(lancer: Lancer, tmp_path: Path) -> None:
    fichier = tmp_path / "q.xlsx"
    fichier.write_bytes(b"rien")
    resultat = lancer("importer", str(fichier), "--vers", str(tmp_path / "b.yml"))
    assert (resultat.exit_code, resultat.output) == (
        1, "Refusé : ce fichier n'est pas un classeur xlsx lisible. Rien n'a été écrit.\n"
    )  # fmt: skip
