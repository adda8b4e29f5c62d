"""Scales, groups and weights of the ranking; documents with a title only, a text only, or nothing at all."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.classement import Classement
from index.collection import evaluer_collection, unites_de
from index.decoupage import SIGNES_DU_CHAPEAU, Unite, couper_le_chapeau
from index.fusion import POIDS_JSON, Covariances, Maxima, Poids, Recensement, reduire, relatif
from index.lexical import Lexical, racines
from index.vecteurs import IndexVecteurs


class EncodeurDeMots:
    """A stand-in for the model: one dimension per hashed word, normalised."""

    dimension = 64

    def questions(self, textes: list[str], avance: object = None) -> np.ndarray:
        vecteurs = np.full((len(textes), self.dimension), 0.01, dtype=np.float32)
        for rang, texte in enumerate(textes):
            for mot in racines([texte])[0]:
                vecteurs[rang, sum(map(ord, mot)) % self.dimension] += 1
        return vecteurs / np.linalg.norm(vecteurs, axis=1, keepdims=True)

    passages = questions


def test_les_deux_echelles_donnent_la_moyenne_et_la_variance_exactes_de_chaque_sorte() -> None:
    tirage = np.random.default_rng(0)
    sortes = [tirage.normal(size=(500, 8)).astype(np.float32) * etendue + 2 for etendue in (1, 3)]
    question = tirage.normal(size=8).astype(np.float32)
    cosinus = np.stack([vecteurs @ question for vecteurs in sortes])
    premiere = np.arange(1000) < 500
    comptees = Recensement([premiere, ~premiere]).moments(cosinus.ravel())
    for moments in (Covariances.mesurer(sortes).moments(question), comptees):
        reduits = reduire(cosinus, *moments)
        assert reduits.mean(axis=1) == pytest.approx([0, 0], abs=1e-3)
        assert reduits.std(axis=1) == pytest.approx([1, 1], abs=1e-3)


def test_une_sorte_absente_ne_gene_pas_les_autres() -> None:
    vecteurs, absente = np.eye(4, dtype=np.float32), np.zeros(4, dtype=bool)
    comptees = Recensement([absente, ~absente]).moments(vecteurs[0])
    for moments in (Covariances.mesurer([vecteurs[:0], vecteurs]).moments(vecteurs[0]), comptees):
        assert np.isnan(reduire(np.full((2, 4), np.nan, np.float32), *moments)).all()
        assert moments[0] == pytest.approx([0, 0.25])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.floats(-1, 1, width=32)), max_size=30))
def test_maxima_rend_celui_de_chaque_document_et_de_chaque_sorte(lignes: list[tuple[int, int, float]]) -> None:
    document_de, sorte_de = (np.array([ligne[rang] for ligne in lignes], dtype=np.int64) for rang in (0, 1))
    scores = np.array([ligne[2] for ligne in lignes], dtype=np.float32)
    maxima = Maxima(document_de, sorte_de, 6, 3).de(scores)
    for sorte, document in np.ndindex(3, 6):
        siens = scores[(document_de == document) & (sorte_de == sorte)]
        assert np.isnan(maxima[sorte, document]) if not len(siens) else maxima[sorte, document] == siens.max()


def test_relatif_baisse_avec_le_nombre_de_mots() -> None:
    bruts = np.array([0.0, 2.0, 4.0], dtype=np.float32)
    assert relatif(bruts, 1).tolist() == [0.0, 0.5, 1.0]
    assert relatif(bruts, 4).max() == 0.5
    assert not relatif(np.zeros(3, dtype=np.float32), 0).any()


def test_les_poids_sont_ceux_du_fichier() -> None:
    assert asdict(Poids()) == json.loads(POIDS_JSON.read_text(encoding="utf-8"))["poids"]
    assert all(valeur >= 0 for nom, valeur in asdict(Poids()).items() if nom != "absent")


@given(st.text(max_size=1500))
def test_le_chapeau_ne_perd_aucun_mot(texte: str) -> None:
    chapeau, suite = couper_le_chapeau(texte)
    assert len(chapeau) <= SIGNES_DU_CHAPEAU
    assert "".join(f"{chapeau}{suite}".split()) == "".join(texte.split())


@pytest.mark.parametrize(
    ("document", "genres"),
    [
        ({"_id": "1", "title": "Préavis", "text": "Un mois."}, ["passage"]),
        ({"_id": "2", "title": "Quel préavis ?", "text": "Un mois."}, ["question", "passage"]),
        ({"_id": "3", "title": "Quel préavis ?", "text": ""}, ["question"]),
        ({"_id": "4", "title": "Préavis", "text": None}, ["passage"]),
        ({"_id": "5", "text": "mot " * 2000}, ["passage"] * 3),
        ({"_id": "6"}, ["passage"]),
    ],
)
def test_unites_d_un_document(document: dict[str, str], genres: list[str]) -> None:
    assert [unite.genre for unite in unites_de(document)] == genres


def test_classer_sans_vecteur_puis_avec() -> None:
    unites = [
        Unite(document="a", genre="question", texte="Quel est le préavis ?"),
        Unite(document="a", genre="passage", texte="Le préavis dure un mois."),
        Unite(document="b", genre="passage", texte="Les congés se posent en été."),
    ]
    lexical = Lexical.construire(["Quel est le préavis ? Le préavis dure un mois.", "Les congés se posent en été."])
    seul = Classement(unites, None, lexical).signaux("les congés d'été", None)
    assert int(np.argmax(seul.fusion)) == 1
    encodeur = EncodeurDeMots()
    vecteurs = encodeur.passages([unite.texte for unite in unites])
    classement = Classement(unites, IndexVecteurs.construire(vecteurs), lexical)
    avec = classement.signaux("durée du préavis", encodeur.questions(["durée du préavis"])[0])
    assert int(np.argmax(avec.fusion)) == 0
    assert np.isfinite(avec.fusion).all() and np.isfinite(avec.composantes["question"]).all()


def test_les_cosinus_lointains_se_valent_les_proches_et_leur_echelle_restent() -> None:
    vecteurs = np.random.default_rng(0).normal(size=(5000, 24)).astype(np.float32)
    vecteurs /= np.linalg.norm(vecteurs, axis=1, keepdims=True)
    unites = [Unite(document=str(rang % 50), genre="question", texte="x") for rang in range(5000)]
    classement = Classement(unites, IndexVecteurs.construire(vecteurs), Lexical.construire(["x"] * 50))
    exacts, lus = np.sort(vecteurs @ vecteurs[7])[::-1], np.sort(classement.signaux("x", vecteurs[7]).cosinus)[::-1]
    precision = float(exacts.std()) / 50  # of bytes, along few axes
    assert lus[:100] == pytest.approx(exacts[:100], abs=precision)
    assert (lus[2048:] == lus[2048]).all() and lus[2048] == pytest.approx(exacts[2048], abs=precision)


def test_evaluer_une_collection_de_titres_de_textes_et_de_vides(tmp_path: Path) -> None:
    documents = [
        {"_id": "a", "title": "Préavis de démission", "text": ""},
        {"_id": "b", "title": "", "text": "Les congés payés se posent en été."},
        {"_id": "c", "title": "", "text": ""},
    ]
    lignes = [json.dumps(document, ensure_ascii=False) for document in documents]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lignes), encoding="utf-8")
    questions = [{"_id": "q1", "text": "quel préavis"}, {"_id": "q2", "text": "poser ses congés"}]
    lignes = [json.dumps(question, ensure_ascii=False) for question in questions]
    (tmp_path / "queries.jsonl").write_text("\n".join(lignes), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tb\t1\n", encoding="utf-8")
    mesures = evaluer_collection(tmp_path, EncodeurDeMots())  # type: ignore[arg-type]
    assert mesures["n"] == 2 and mesures["documents"] == 3
    assert mesures["p@1"] == 1.0


def test_racines_sans_accent_et_avec() -> None:
    assert racines(["Économiques, entreprises"]) == racines(["economiques entreprise"])
    assert racines(["L. 2113-13"]) == [["l2113-13"]]
