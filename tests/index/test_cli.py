"""The commands of the contract, run as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.__main__ import main


def lancer(*arguments: str) -> tuple[int, str]:
    resultat = CliRunner().invoke(main, list(arguments))
    return resultat.exit_code, resultat.stdout if resultat.exit_code == 0 else resultat.output


def test_chercher_en_json() -> None:
    code, sortie = lancer("chercher", "C'est quoi un GEIQ ?", "--public", "entreprise", "--json")
    assert code == 0
    reponse = json.loads(sortie)
    assert reponse["fiche"] == "geiq" and reponse["sources"]


def test_chercher_a_une_date() -> None:
    titre = "Acheter sans publicité ni mise en concurrence : les montants 2026"
    _, avant = lancer("chercher", titre, "--date", "2026-03-31")
    _, apres = lancer("chercher", titre, "--date", "2026-04-01")
    assert "40\u202f000" in avant and "60\u202f000" in apres


def test_question_vide() -> None:
    code, sortie = lancer("chercher", "   ")
    assert code == 1 and "vide" in sortie


def test_evaluer_un_fichier(tmp_path: Path) -> None:
    fichier = tmp_path / "q.jsonl"
    lignes = [
        {"question": "C'est quoi un GEIQ ?", "fiches": ["geiq"]},
        {"question": "Quel temps fera-t-il demain ?", "fiches": []},
    ]
    fichier.write_text("\n".join(json.dumps(ligne) for ligne in lignes))
    code, sortie = lancer("evaluer", str(fichier), "--json")
    mesures = json.loads(sortie)
    assert code == 0 and mesures["n"] == 2 and mesures["rappel@1"] == 1.0 and mesures["rappel_refus"] == 1.0


@pytest.mark.parametrize("contenu", ["{", '{"question": 3, "fiches": []}', ""])
def test_evaluer_dit_la_ligne_fautive(tmp_path: Path, contenu: str) -> None:
    fichier = tmp_path / "q.jsonl"
    fichier.write_text(contenu)
    code, sortie = lancer("evaluer", str(fichier))
    assert code == 1 and "q.jsonl" in sortie


def test_evaluer_une_collection_beir(tmp_path: Path) -> None:
    documents = [
        ("d1", "La collecte des déchets", "Les bacs sont sortis le soir."),
        ("d2", "Le cinéma", "Films et séances."),
    ]
    (tmp_path / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": i, "title": t, "text": x}) for i, t, x in documents)
    )
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "quand sortir les bacs de déchets ?"}))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    code, sortie = lancer("evaluer", "--corpus", str(tmp_path), "--json")
    mesures = json.loads(sortie)
    assert code == 0 and mesures["p@1"] == 1.0
    assert {"p@1", "hit@3", "hit@10", "mrr@10", "ndcg@10", "r@100"} <= set(mesures)


def test_evaluer_une_collection_incomplete(tmp_path: Path) -> None:
    code, sortie = lancer("evaluer", "--corpus", str(tmp_path))
    assert code == 1 and "corpus.jsonl" in sortie
