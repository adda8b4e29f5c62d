"""The golden cases of `tests/situations/notation.yml`: marks, order, and the checks of a grid."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from conseil.droit import Droit
from conseil.notation import DemandeNotation, ResultatNotation, evaluer_offres
from tests.conftest import RACINE

CAS: list[dict[str, Any]] = yaml.safe_load((RACINE / "tests/situations/notation.yml").read_text(encoding="utf-8"))


def rendre(resultat: ResultatNotation) -> dict[str, Any]:
    """What the cases speak of."""
    return {
        "qualites": [offre.qualite for offre in resultat.offres],
        "points": [offre.points for offre in resultat.offres],
        "rangs": [offre.rang for offre in resultat.offres],
        "totaux": [offre.total for offre in resultat.offres],
        "heures": [offre.note_heures for offre in resultat.offres],
        "a_discuter": [sum(detail.a_discuter for detail in offre.details) for offre in resultat.offres],
        "stable": resultat.stable,
        "bascules": [bascule.valeur for bascule in resultat.heures.bascules] if resultat.heures else None,
        "poids": [resultat.poids_critere.bas, resultat.poids_critere.haut] if resultat.poids_critere else None,
        "tout_conforme": all(controle.verdict == "conforme" for controle in resultat.controles),
    }


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: cas["nom"])
def test_situation(droit: Droit, cas: dict[str, Any]) -> None:
    demande = DemandeNotation.model_validate_json(json.dumps(cas["entree"]))
    resultat = evaluer_offres(demande, Droit(droit.base, cas.get("date", droit.jour)))
    rendu, sortie = rendre(resultat), dict(cas["sortie"])
    verdicts = {controle.controle: controle.verdict for controle in resultat.controles}
    confiances = {controle.controle: controle.confiance for controle in resultat.controles}
    assert sortie.pop("sans_controle", None) not in verdicts
    assert verdicts.items() >= sortie.pop("verdicts", {}).items()
    assert confiances.items() >= sortie.pop("confiances", {}).items()
    for nom, bornes in sortie.pop("bornes", {}).items():
        (ligne,) = [ligne for ligne in resultat.sensibilite if ligne.sous_critere == nom]
        assert [ligne.bas, ligne.haut] == bornes
    for phrase in sortie.pop("dit", ()):
        assert phrase in " ".join(resultat.avertissements).replace("’", "'")
    assert {nom: rendu[nom] for nom in sortie} == sortie


def test_each_case_has_its_own_name() -> None:
    assert len({cas["nom"] for cas in CAS}) == len(CAS) >= 20
