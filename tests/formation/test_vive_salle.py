"""Codes, states, running order, reading answers, counting them, words and groups."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from base_connaissance.erreurs import ReponseInvalide
from base_connaissance.modeles import Base
from base_connaissance.questionnaire.affichage import item_complet, item_public
from base_connaissance.questionnaire.correction import corriger
from formation.empreintes import jouable
from formation.vive.codes import ALPHABET, lire_code, tirer_code
from formation.vive.depouillement import compter_positions, compter_quiz
from formation.vive.deroule import MESURE_APRES, MESURE_AVANT, composer_deroule
from formation.vive.etats import GesteRefuse, gestes_possibles, passer
from formation.vive.groupes import grouper
from formation.vive.mots import frequences, racines
from formation.vive.saisie import lire_reponse

JOUR = date(2026, 11, 25)


def test_codes() -> None:
    codes = {tirer_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("ILOQUV01") & set(ALPHABET)
    for code in codes:
        assert lire_code(f" {code[:3].lower()}-{code[3:]} ") == code
    for faux in ("", "ABC", "ABCDEFG", "ABCDEI", "ABCDE1", "AB CDÉ F", "ＡＢＣＤＥＦ"):
        assert lire_code(faux) is None


def test_states() -> None:
    assert passer("attente", "ouvrir") == "ouverte"
    assert passer("ouverte", "clore") == "close"
    assert passer("close", "ouvrir") == "ouverte"
    assert passer("close", "montrer") == "montree"
    assert passer("ouverte", "ouvrir") == "ouverte"  # a double click
    assert gestes_possibles("close") == ("ouvrir", "montrer")
    for etat, geste in (("montree", "ouvrir"), ("ouverte", "montrer"), ("attente", "montrer"), ("attente", "clore")):
        with pytest.raises(GesteRefuse):
            passer(etat, geste)  # type: ignore[arg-type]


def test_running_orders_have_unique_points_and_both_measures(vraie_base: Base) -> None:
    for nom, scenario in vraie_base.scenarios.items():
        deroule = composer_deroule(vraie_base, scenario, JOUR, ["q-clause-definition", "q-inconnu"])
        points = [point.id for point in deroule]
        assert len(points) == len(set(points)), nom
        assert points[:2] == ["titre", MESURE_AVANT]
        assert points.index(MESURE_APRES) > points.index(MESURE_AVANT) + 3
        assert deroule[1].items == ("q-clause-definition",)
        for vote in (point for point in deroule if point.genre == "vote"):
            assert points.index(vote.source) == points.index(vote.id) - 1
        assert MESURE_AVANT not in {point.id for point in composer_deroule(vraie_base, scenario, JOUR)}


def test_every_item_of_the_bank_is_answered_right_through_a_form(vraie_base: Base) -> None:
    lus = 0
    for item in vraie_base.quiz.values():
        if not jouable(vraie_base, item.id, JOUR):
            continue
        complet = item_complet(vraie_base, item, JOUR)
        champs = _champs(complet, complet["reponse"])
        reponse = lire_reponse(item_public(vraie_base, item, JOUR, 7), champs)
        assert corriger(vraie_base, item, reponse, JOUR).juste, item.id
        for tableau in compter_quiz(complet, [reponse] * 5):
            assert tableau.total == 5
            assert any(ligne.nombre == 5 and ligne.juste for ligne in tableau.lignes), item.id
            assert sum(ligne.nombre for ligne in tableau.lignes if ligne.juste is False) == 0
        assert lire_reponse(item_public(vraie_base, item, JOUR, 7), {}) is None
        lus += 1
    assert lus > 200


def _champs(contenu: dict, reponse: object) -> dict[str, list[str]]:  # type: ignore[type-arg]
    """The fields of a form that give this answer."""
    nom = contenu["id"]
    match contenu["type"]:
        case "cas":
            return {k: v for sous in contenu["questions"] for k, v in _champs(sous, reponse[sous["id"]]).items()}  # type: ignore[index]
        case "ordre":
            return {f"{nom}.{cle}": [str(rang)] for rang, cle in enumerate(reponse, start=1)}  # type: ignore[arg-type]
        case "appariement":
            return {f"{nom}.{gauche}": [droite] for gauche, droite in reponse.items()}  # type: ignore[attr-defined]
        case "plusieurs":
            return {nom: list(reponse)}  # type: ignore[call-overload]
        case "nombre":
            return {nom: [str(reponse).replace(".", ",")]}
        case _:
            return {nom: [str(reponse)]}


def test_answers_that_are_not_whole_are_refused() -> None:
    lignes = [{"cle": "a"}, {"cle": "b"}, {"cle": "c"}]
    ordre = {"id": "q-o", "type": "ordre", "etapes": lignes}
    assert lire_reponse(ordre, {"q-o.a": ["2"], "q-o.b": ["1"], "q-o.c": ["3"]}) == ["b", "a", "c"]
    for rangs in (("1", "1", "2"), ("1", "2", ""), ("0", "1", "2"), ("1", "2", "4")):
        with pytest.raises(ReponseInvalide):
            lire_reponse(ordre, {f"q-o.{cle}": [rang] for cle, rang in zip("abc", rangs, strict=True)})
    paires = {"id": "q-p", "type": "appariement", "gauche": lignes}
    with pytest.raises(ReponseInvalide):
        lire_reponse(paires, {"q-p.a": ["x"]})
    for nombre in ("douze", "nan", "1e999", "9" * 400):
        with pytest.raises(ReponseInvalide):
            lire_reponse({"id": "q-n", "type": "nombre"}, {"q-n": [nombre]})


def test_counts_are_hidden_under_five() -> None:
    peu = compter_positions(["accord"] * 4)
    assert (peu.montrable, peu.lignes) == (False, ())
    assez = compter_positions(["accord"] * 4 + ["depend"])
    assert [(ligne.libelle, ligne.nombre, assez.part(ligne)) for ligne in assez.lignes] == [
        ("D'accord", 4, 80.0), ("Pas d'accord", 0, 0.0), ("Ça dépend", 1, 20.0),
    ]  # fmt: skip


def test_words_of_a_room() -> None:
    textes = ["Trop de papiers à remplir", "Les papiers, encore les papiers", "Un papier par mois", "Le chantier"]
    assert frequences(textes) == [("papiers", 3)]
    assert frequences(["", "…", "12 34"]) == []
    assert racines("Des œuvres à l'été") == racines("oeuvre été")


def test_groups_without_a_model_go_by_stems() -> None:
    assert grouper(["Trop cher !", "trop chers", "Le tuteur", "…"]) == [[0, 1], [2], [3]]
    assert grouper([]) == []


def test_groups_by_vectors() -> None:
    axes = np.eye(3, dtype=np.float32)
    vecteurs = np.stack([axes[0], axes[1], axes[0] + 0.1 * axes[2], axes[1], axes[0]]) + 5
    assert grouper(list("abcde"), vecteurs, np.full(3, 5, dtype=np.float32)) == [[0, 4, 2], [1, 3]]
    assert grouper(["seul"], vecteurs[:1]) == [[0]]
    memes = np.ones((4, 3), dtype=np.float32)
    assert grouper(list("abcd"), memes, np.ones(3, dtype=np.float32)) != []
