"""The situations of `tests/situations/*.yml`, and the guarantee that no change of figure or of rule lacks one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from base_connaissance.lecture import lire_au_mieux
from base_connaissance.modeles import Base
from base_connaissance.presentation import texte_reponse
from tests.base_connaissance.copies import BASE

DOSSIER = Path(__file__).resolve().parents[1] / "situations"
VEILLE = timedelta(days=1)


@dataclass(frozen=True)
class Situation:
    """What is asked on a day, and what must come out."""

    nom: str
    entree: dict[str, Any]
    sortie: dict[str, Any]
    fichier: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.fichier} : {self.nom}"


def lire_situations() -> list[Situation]:
    """Those about parameters and fiches; calculators have their own runner."""
    situations = []
    for chemin in sorted(DOSSIER.glob("*.yml")):
        for champs in yaml.safe_load(chemin.read_text(encoding="utf-8")):
            if {"parametre", "fiche"} & champs["entree"].keys():
                situations.append(Situation(**champs, fichier=chemin.stem))
    return situations


SITUATIONS = lire_situations()
DATES = {(s.entree.get("parametre"), s.entree["date"]) for s in SITUATIONS}
# Read at collection: a fault of form must fail the tests of reading, not hide the others.
BASE_LUE, _ = lire_au_mieux(BASE)
CHANGEMENTS = [
    (parametre.id, debut) for parametre in BASE_LUE.parametres.values() for debut in sorted(parametre.valeurs)[1:]
]
ANTERIEURES = [(fiche.id, rang) for fiche in BASE_LUE.fiches.values() for rang in range(len(fiche.anterieurement))]


def simplifier(texte: str) -> str:
    """What two writings of the same words share: plain spaces and apostrophes, lower case."""
    return " ".join(texte.replace("’", "'").split()).lower()


def liste(valeur: str | list[str] | None) -> list[str]:
    return [valeur] if isinstance(valeur, str) else list(valeur or ())


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_situation(base: Base, situation: Situation) -> None:
    entree, sortie = situation.entree, situation.sortie
    if "parametre" in entree:
        valeur = base.parametres[entree["parametre"]].a_la_date(entree["date"])
        assert (valeur.valeur if valeur else None) == sortie["valeur"]
        assert sortie.get("haut") == (valeur.haut if valeur else None)
        return
    reponse = simplifier(texte_reponse(base, base.fiches[entree["fiche"]], entree.get("public"), entree["date"]))
    assert liste(sortie.get("contient")) or liste(sortie.get("ne_contient_pas"))
    for attendu in liste(sortie.get("contient")):
        assert simplifier(attendu) in reponse
    for exclu in liste(sortie.get("ne_contient_pas")):
        assert simplifier(exclu) not in reponse


def test_there_are_enough_situations_each_with_its_own_name() -> None:
    assert len(SITUATIONS) >= 60
    assert len({str(situation) for situation in SITUATIONS}) == len(SITUATIONS)


@pytest.mark.parametrize(("parametre", "debut"), CHANGEMENTS, ids=lambda valeur: str(valeur))
def test_each_change_of_figure_has_a_situation_on_both_sides(parametre: str, debut: date) -> None:
    manquantes = {(parametre, debut - VEILLE), (parametre, debut)} - DATES
    assert not manquantes, "ajoutez la veille et le jour du changement dans tests/situations/"


@pytest.mark.parametrize(("fiche", "rang"), ANTERIEURES, ids=lambda valeur: str(valeur))
def test_a_former_rule_is_served_until_its_last_day_only(base: Base, fiche: str, rang: int) -> None:
    ancienne = base.fiches[fiche].anterieurement[rang]
    dernier = texte_reponse(base, base.fiches[fiche], None, ancienne.jusqu_au)
    debut = simplifier(ancienne.reponse.partition("{{")[0])[:40]
    assert simplifier(dernier).startswith(debut.strip())
    actuelle = simplifier(base.fiches[fiche].reponse)
    assert simplifier(ancienne.reponse) != actuelle
