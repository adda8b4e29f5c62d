"""Costs, thresholds, equivalences, held-out folds, measures: the parts of the decision that need no index."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from base_connaissance.modeles import Base
from index.arbres import Arbres
from index.calibrage import lire_couts, reprendre
from index.decision import CARACTERISTIQUES, Calibrage, Couts
from index.decoupage import Unite, decouper
from index.domaine import DEDANS, Domaine
from index.equivalences import acceptees, equivalentes
from index.intentions import HORS_CHAMP, Intentions
from index.mesures import aire_roc, erreur_de_calibration, fiabilite, risque_couverture
from index.posees import EN_PARTIE, JEUX, TOUS_LES_JEUX, lire_jeu
from index.reseaux import Vecteurs
from index.retenue import PLIS, Corpus, pli_de, plis_des_questions


def test_thresholds_follow_from_costs() -> None:
    couts = Couts(reponse_fausse=10, refus_a_tort=1, choix_hors_champ=3)
    assert couts.seuil_reponse == pytest.approx(0.9)
    assert couts.seuil_choix == pytest.approx(0.75)


def test_the_costs_in_use_make_a_wrong_answer_worth_ten_refusals() -> None:
    couts, juste, dedans = lire_couts()
    assert couts.reponse_fausse == 10 * couts.refus_a_tort
    assert sum(juste.values()) == pytest.approx(1) and sum(dedans.values()) == pytest.approx(1)


def test_a_decision_reads_back_as_written(tmp_path: Path) -> None:
    modele = Arbres(-0.5, ((0, 1, 2),), ((0.25, 1.0, 1 / 3),), ((-1.0, 0.5, 0.0, 2.0),))
    calibrage = Calibrage(modele, Arbres(), 0.9, 0.8, 0.01)
    calibrage.enregistrer(tmp_path / "decision.json")
    assert Calibrage.ouvrir(tmp_path / "decision.json") == calibrage
    assert calibrage.decider(0.95, 0.1) == "reponse"
    assert calibrage.decider(0.5, 0.85) == "choix"
    assert calibrage.decider(0.5, 0.7) == "refus"


def test_trees_say_what_the_fitted_model_says() -> None:
    tirage = np.random.default_rng(0)
    x = tirage.normal(size=(400, len(CARACTERISTIQUES)))
    y = (x[:, 0] * x[:, 1] + 0.3 * tirage.normal(size=400) > 0).astype(int)
    modele = GradientBoostingClassifier(n_estimators=30, max_depth=2, min_samples_leaf=30, random_state=0).fit(x, y)
    arbres = Arbres.de_sklearn(modele)
    assert [arbres.probabilite(ligne) for ligne in x] == pytest.approx(list(modele.predict_proba(x)[:, 1]))
    assert len({round(arbres.probabilite(ligne), 6) for ligne in x}) > 10


def test_trees_that_ask_nothing_give_the_share_of_the_examples() -> None:
    x, y = np.zeros((40, 3)), np.array([0] * 10 + [1] * 30)
    modele = GradientBoostingClassifier(n_estimators=2, max_depth=2, random_state=0).fit(x, y)
    assert Arbres.de_sklearn(modele).probabilite(x[0]) == pytest.approx(0.75)
    assert Arbres().probabilite(x[0]) == 0.5


def test_equivalences_name_fiches_of_the_base(vraie_base: Base) -> None:
    for fiche, autres in equivalentes().items():
        assert {fiche, *autres} <= vraie_base.fiches.keys()
        assert fiche not in autres
    assert acceptees(["cas-nortec"]) >= {"cas-nortec", "prestations-intellectuelles"}
    assert "cas-nortec" not in acceptees(["prestations-intellectuelles"])


def test_questions_that_another_fiche_answers_too_are_questions_of_ours(vraie_base: Base) -> None:
    lues = [json.loads(ligne) for ligne in (JEUX / "aussi_justes.jsonl").read_text(encoding="utf-8").splitlines()]
    posees = {(question, fiche.id) for fiche in vraie_base.fiches.values() for question in fiche.toutes_les_questions}
    for nom in TOUS_LES_JEUX:
        for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines():
            posees |= {(json.loads(ligne)["question"], fiche) for fiche in json.loads(ligne)["fiches"]}
    for lue in lues:
        assert (lue["question"], lue["fiche"]) in posees
        assert lue["aussi"] in vraie_base.fiches and lue["aussi"] != lue["fiche"] and lue["pourquoi"]
        assert lue["aussi"] in acceptees([lue["fiche"]], lue["question"])


@pytest.mark.parametrize("nom", [*TOUS_LES_JEUX, "hors_champ.jsonl", "suites.jsonl", "messages_doubles.jsonl"])
def test_the_sets_are_whole_and_cut_in_halves(nom: str, vraie_base: Base) -> None:
    lignes = [json.loads(ligne) for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines()]
    textes = [str(ligne.get("question") or ligne["tours"]) for ligne in lignes]
    assert len(set(textes)) == len(textes)
    assert {ligne["partie"] for ligne in lignes} == {"ajustement", "controle"}
    for ligne in lignes:
        assert set(ligne.get("fiches", ())).union(*ligne.get("parties", ())) <= vraie_base.fiches.keys()
        assert ligne.get("orientation", "hors_sujet") in vraie_base.orientations


def test_what_is_answered_in_part_only_measures(vraie_base: Base) -> None:
    lignes = [json.loads(ligne) for ligne in (JEUX / EN_PARTIE).read_text(encoding="utf-8").splitlines()]
    assert len(lignes) > 300 and {ligne["partie"] for ligne in lignes} == {"controle"}
    assert all(ligne["fiches"] and set(ligne["fiches"]) <= vraie_base.fiches.keys() for ligne in lignes)
    posees = {ligne["question"] for nom in TOUS_LES_JEUX for ligne in lire_jeu(nom, "ajustement")}
    assert not posees & {ligne["question"] for ligne in lignes}


def test_no_question_of_a_set_is_in_the_index(vraie_base: Base) -> None:
    # Written both ways, acronyms and full forms.
    connues = {unite.texte.casefold() for unite in decouper(vraie_base, date.today())}
    lignes = [json.loads(ligne) for nom in (*TOUS_LES_JEUX, "hors_champ.jsonl")
              for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines()]  # fmt: skip
    assert [x["question"] for x in lignes if x["partie"] == "controle" and x["question"].casefold() in connues] == []


def test_both_writings_of_a_question_leave_together() -> None:
    unites = [
        Unite(document="a", genre="question", texte=f"q{n} {forme}", morceau=n) for n in range(20) for forme in "xy"
    ]
    unites.append(Unite(document="a", genre="passage", texte="p"))
    plis = plis_des_questions(unites)
    assert plis[-1] == -1
    assert (plis[0:-1:2] == plis[1:-1:2]).all()
    assert set(plis[:-1]) == set(range(PLIS))
    assert pli_de("a") == pli_de("a")


def test_intentions_tell_classes_apart_and_read_back(tmp_path: Path) -> None:
    hasard = np.random.default_rng(0)
    centres = np.eye(3, 8, dtype=np.float32)
    classes = [nom for nom in ("a", "b", HORS_CHAMP + "futur") for _ in range(20)]
    vecteurs = np.repeat(centres, 20, axis=0) + hasard.normal(0, 0.1, (60, 8)).astype(np.float32)
    intentions = Intentions.apprendre(vecteurs, classes, [1.0] * 60)
    assert [intentions.classes[int(np.argmax(intentions.scores(centre)))] for centre in centres] == classes[::20]
    intentions.enregistrer(tmp_path / "intentions.npz")
    relues = Intentions.ouvrir(tmp_path / "intentions.npz")
    assert relues.classes == intentions.classes
    assert np.array_equal(relues.scores(centres[0]), intentions.scores(centres[0]))
    assert np.array_equal(relues.domaine.probabilites(centres[2]), intentions.domaine.probabilites(centres[2]))


def test_a_fiche_with_more_phrasings_weighs_no_more(vraie_base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    poids = Counter[str]()

    def apprendre(_profils: Vecteurs, classes: list[str], importance: list[float], _tete: object) -> None:
        for classe, part in zip(classes, importance, strict=True):
            poids[classe] += part

    monkeypatch.setattr(Intentions, "apprendre", apprendre)
    unites = [Unite("a", "question", f"a{rang}") for rang in range(9)] + [Unite("b", "question", "b")]
    profils = np.zeros((10, 2), np.float32)
    Corpus(vraie_base, unites, profils, [("demain", "futur")], profils[:1], 2).intentions()
    assert poids == pytest.approx({"a": 5.0, "b": 5.0, HORS_CHAMP + "futur": 1.0})


def test_the_domain_bends_where_a_straight_line_cannot_pass() -> None:
    # Out of scope on both sides of what the base answers: no line leaves both of them on its other side.
    hasard = np.random.default_rng(1)
    places = {"futur": 2.0, DEDANS: 0.0, "fraude": -2.0}
    classes = [nom for nom in places for _ in range(4000)]
    profils = hasard.normal(0, 0.3, (12000, 6)).astype(np.float32)
    profils[:, 0] += np.repeat(np.array(list(places.values()), dtype=np.float32), 4000)
    domaine = Domaine.apprendre(profils, classes)
    lues = [domaine.classes[int(np.argmax(domaine.probabilites(profil)))] for profil in profils[::1000]]
    assert lues == classes[::1000]
    assert domaine.probabilites(profils[0]).sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("dehors", [(), ("futur",)], ids=["rien hors champ", "une seule orientation"])
def test_the_domain_of_a_small_base(dehors: tuple[str, ...]) -> None:
    classes = [DEDANS, *dehors] * 40
    profils = np.array([[2.0 if classe else -2.0, 0.1] for classe in classes], dtype=np.float32)
    domaine = Domaine.apprendre(profils, classes)
    assert sorted(domaine.classes) == sorted({DEDANS, *dehors})
    parts = dict(zip(domaine.classes.tolist(), domaine.probabilites(profils[0]).tolist(), strict=True))
    assert parts[DEDANS] == max(parts.values()) and sum(parts.values()) == pytest.approx(1, abs=1e-5)


def test_measures_of_confidence() -> None:
    assert aire_roc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert aire_roc([0.5], [0.5]) == 0.5
    assert aire_roc([], [0.5]) is None
    assert risque_couverture([0.2, 0.9], [False, True]) == [(0.5, 0.0), (1.0, 0.5)]
    assert fiabilite([0.05, 0.95], [False, True]) == [(0.05, 0.0, 1), (0.95, 1.0, 1)]
    assert erreur_de_calibration([0.0, 1.0], [False, True]) == 0.0


def test_the_fit_is_kept_while_the_base_hardly_changes() -> None:
    calibrage = Calibrage(Arbres(), Arbres(), 0.9, 0.8)
    avant = [Unite(document="a", genre="question", texte=f"q{n}") for n in range(1000)]
    une = [*avant[1:], Unite(document="a", genre="question", texte="autre")]
    repris = reprendre(calibrage, avant, une)
    assert repris is not None and repris.derive == pytest.approx(0.002)
    assert reprendre(repris, avant, avant[50:]) is None


def test_intentions_learn_hundreds_of_classes() -> None:
    # Spread over so many classes, the first gradients are tiny: a solver that takes them for an end learns nothing.
    nombre, exemples, dimension = 257, 36, 384
    hasard = np.random.default_rng(2)
    centres = hasard.normal(0, 1, (nombre, dimension)).astype(np.float32) + hasard.normal(0, 3, dimension)
    bruit = hasard.normal(0, 0.3, (nombre * exemples, dimension))
    vecteurs = _unitaires(np.repeat(centres, exemples, axis=0) + bruit)
    classes = [f"c{numero:03d}" for numero in range(nombre) for _ in range(exemples)]
    intentions = Intentions.apprendre(vecteurs, classes, [1.0] * len(vecteurs))
    bruts = np.array([intentions.scores(centre) for centre in _unitaires(centres)])
    assert (bruts.argmax(axis=1) == np.arange(nombre)).all()
    parts = np.exp(bruts - bruts.max(axis=1, keepdims=True))
    assert np.median(parts.max(axis=1) / parts.sum(axis=1)) > 0.9, "une probabilité plate : rien n'a été appris"


def _unitaires(vecteurs: Vecteurs) -> Vecteurs:
    unites: Vecteurs = (vecteurs / np.linalg.norm(vecteurs, axis=1, keepdims=True)).astype(np.float32)
    return unites
