"""Rasa's own checks, run as a Rasa user would: `rasa data validate` and `rasa test` on held-out sentences."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.entrainement import dossier_nlu, generer
from bot.exemples import fichier_nlu
from bot.processus import PROJET, model_path, rasa_environment, rasa_executable
from index.posees import lire_dans_le_champ, lire_jeu
from index.situations import situer
from settings import settings

# Bars. Accuracy counts the intent heard; « volées » are questions that would get small talk instead of a search.
EXACTITUDE = 0.90
QUESTIONS_VOLEES = 0.05


# A question told, in a purchase or in a letter, must go to the search: a tool or a goodbye would be beside the point.
DITES_VOLEES = 0.03
LETTRES = (
    "{}", "Bonjour, j'espère que vous allez bien. {} Merci d'avance pour votre retour. Bien cordialement, Claire",
    "Super, merci ! {}", "{} Cordialement, Jean", "Je suis perdue. {}",
)  # fmt: skip


def lancer_rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Rasa command in the project, without raising."""
    commande = [str(rasa_executable()), *arguments]
    environ = rasa_environment(settings) | {"NO_COLOR": "1"}
    return subprocess.run(commande, cwd=PROJET, env=environ, capture_output=True, text=True, timeout=300, check=False)


Essai = tuple[subprocess.CompletedProcess[str], Path]


@pytest.fixture(scope="module")
def essai(modele_entraine: None, tmp_path_factory: pytest.TempPathFactory) -> Essai:
    """`rasa test` on the stories and on the held-out sentences."""
    sortie = tmp_path_factory.mktemp("rasa_test")
    fini = lancer_rasa(
        "test", "--model", str(model_path(settings)), "--stories", "tests/test_stories.yml",
        "--nlu", "tests/test_nlu.yml", "--out", str(sortie), "--no-plot", "--fail-on-prediction-errors",
    )  # fmt: skip
    return fini, sortie


def lire(essai: Essai, nom: str) -> Any:
    """A report of `rasa test`."""
    fini, sortie = essai
    assert fini.returncode == 0, fini.stderr[-2000:]
    return json.loads((sortie / nom).read_text(encoding="utf-8"))


def test_les_donnees_sont_valides_et_sans_avertissement_inattendu() -> None:
    generer(settings)
    fini = lancer_rasa(
        "data", "validate", "--config", "config.yml", "--domain", "domain", "--data", "data", str(dossier_nlu(settings))
    )
    assert fini.returncode == 0, fini.stderr[-2000:]
    avertis = set(re.findall(r"UserWarning: (?:The )?(?:intent|utterance) '(\w+)'", fini.stdout + fini.stderr))
    # Said by our actions, which Rasa does not read; some intents come from the site's buttons only.
    dites = set(re.findall(r"\butter_\w+", "".join(p.read_text() for p in (PROJET / "actions").rglob("*.py"))))
    boutons = {"choisir_fiche", "ouvrir_outil", "saisir"}
    assert {nom for nom in avertis if not nom.startswith("utter_public_")} <= dites | boutons


def test_les_conversations_ecrites_se_deroulent(essai: Essai) -> None:
    assert lire(essai, "story_report.json")["conversation_accuracy"]["accuracy"] == 1.0


def test_l_exactitude_sur_des_phrases_jamais_apprises(essai: Essai) -> None:
    assert lire(essai, "intent_report.json")["accuracy"] >= EXACTITUDE


def test_peu_de_questions_recoivent_une_politesse(essai: Essai) -> None:
    pipeline = yaml.safe_load((PROJET / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    seuil = next(composant["threshold"] for composant in pipeline if composant["name"] == "FallbackClassifier")
    questions = lire(essai, "intent_report.json")["poser_question"]["support"]
    volees = [
        erreur["text"]
        for erreur in lire(essai, "intent_errors.json")
        if erreur["intent"] == "poser_question" and erreur["intent_prediction"]["confidence"] >= seuil
    ]
    assert len(volees) / questions <= QUESTIONS_VOLEES, volees


def test_une_question_dite_en_situation_ou_par_lettre_va_a_la_recherche(modele_entraine: None, tmp_path: Path) -> None:
    """Questions, turns of phrase and purchases that no training has seen, half of them out of scope."""
    lignes = [*lire_dans_le_champ("controle")[::15], *lire_jeu("hors_champ.jsonl", "controle")[::15]]
    dites = [
        LETTRES[rang % len(LETTRES)].format(situer(ligne["question"], "controle", None))
        for rang, ligne in enumerate(lignes)
    ]
    assert len(dites) > 300
    # Rasa judges intents only when there are two.
    autre = "- intent: saluer\n  examples: |\n    - bonjour\n"
    (tmp_path / "nlu.yml").write_text(fichier_nlu(" ".join(dite.split()) for dite in dites) + autre, encoding="utf-8")
    fini = lancer_rasa(
        "test", "nlu", "--model", str(model_path(settings)), "--nlu", str(tmp_path / "nlu.yml"), "--no-plot",
        "--successes", "--out", str(tmp_path),
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr[-2000:]
    erreurs = json.loads((tmp_path / "intent_errors.json").read_text(encoding="utf-8"))
    volees = [lue for lue in erreurs if lue["intent_prediction"]["name"] != "nlu_fallback"]
    entendues = len(json.loads((tmp_path / "intent_successes.json").read_text(encoding="utf-8"))) + len(erreurs)
    assert entendues > 0.95 * len(dites) and len(volees) / entendues <= DITES_VOLEES, volees
