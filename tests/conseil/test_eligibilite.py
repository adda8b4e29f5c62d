"""Eligibility by categories: the situations, and what no set of answers can make it say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conseil.droit import Droit
from conseil.eligibilite import DemandeEligibilite, ResultatEligibilite, examiner_eligibilite
from conseil.erreurs import SaisieInvalide

FICHIER = Path(__file__).resolve().parents[1] / "situations" / "eligibilite.yml"
SITUATIONS = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))


def examiner(droit: Droit, **reponses: Any) -> ResultatEligibilite:
    reponses["situation"] = tuple(reponses.get("situation", ()))
    return examiner_eligibilite(DemandeEligibilite(**reponses), droit)


def simplifier(texte: str) -> str:
    return " ".join(texte.replace("’", "'").split()).lower()


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["nom"])
def test_situation(droit: Droit, situation: dict[str, Any]) -> None:
    entree, sortie = dict(situation["entree"]), situation["sortie"]
    assert entree.pop("outil") == "eligibilite"
    if "refuse" in sortie:
        with pytest.raises(SaisieInvalide) as refus:
            examiner(droit, **entree)
        assert refus.value.champ == sortie["refuse"]
        return
    resultat = examiner(droit, **entree)
    assert resultat.verdict == sortie["verdict"]
    trouves = {constat.id for constat in resultat.constats}
    assert set(sortie.get("constats", ())) <= trouves
    assert not set(sortie.get("absents", ())) & trouves
    assert set(sortie.get("preuves", ())) <= set(resultat.preuves)
    dit = simplifier(" ".join([resultat.resume, *(constat.texte for constat in resultat.constats)]))
    assert simplifier(sortie.get("dit", "")) in dit


def test_every_rule_has_a_situation_that_meets_it(droit: Droit) -> None:
    vues: set[str] = set()
    for situation in SITUATIONS:
        if "refuse" not in situation["sortie"]:
            entree = {cle: valeur for cle, valeur in situation["entree"].items() if cle != "outil"}
            vues |= {constat.id for constat in examiner(droit, **entree).constats}
    sans = set(droit.base.regles_eligibilite) - vues
    assert sans <= {"jeune", "presence_inconnue", "pass_inconnu"}, sans


def test_questions_are_few_and_ask_nothing_personal(droit: Droit) -> None:
    questions = droit.base.questions_eligibilite
    assert len(questions) <= 8
    textes = " ".join([q.texte + (q.aide or "") + " ".join(q.reponses.values()) for q in questions.values()]).lower()
    for interdit in ("adresse", "date de naissance", "nationalité", "prénom", "maladie", "diagnostic", "numéro"):
        assert interdit not in textes


@settings(max_examples=200)
@given(data=st.data())
def test_whatever_the_answers_the_market_decides(droit: Droit, data: st.DataObject) -> None:
    questions = droit.base.questions_eligibilite
    reponses: dict[str, Any] = {}
    for nom, question in questions.items():
        codes = st.sampled_from(sorted(question.reponses))
        if question.multiple:
            libres = sorted(set(question.reponses) - set(question.exclusives))
            reponses[nom] = data.draw(st.lists(st.sampled_from(libres), unique=True))
        elif nom in {"but", "voie"} or data.draw(st.booleans()):
            reponses[nom] = data.draw(codes)
    resultat = examiner(droit, **reponses)
    assert "marché" in resultat.resume or resultat.verdict == "pass_iae"
    assert resultat.limites[0].startswith("Les documents du marché")
    assert not re.search(r"\b(?:compte|comptent) toujours\b|\bgaranti", resultat.resume)
    if any(constat.effet == "bloquant" for constat in resultat.constats) and reponses["but"] != "pass":
        assert resultat.verdict == "a_regler"
        assert resultat.constats[0].effet == "bloquant"
    for constat in resultat.constats:
        assert constat.reference
        assert constat.fiche in droit.base.fiches


def test_all_routes_answer_both_questions(droit: Droit) -> None:
    for voie in droit.base.questions_eligibilite["voie"].reponses:
        effets = {constat.effet for constat in examiner(droit, but="les_deux", voie=voie).constats}
        assert "pass_iae" in effets, voie
