"""Measuring answers on a file of questions: ranking, coverage, errors among answers, refusals, time."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from index.erreurs import QuestionInvalide
from index.mesures import ndcg, rang_reciproque, rappel
from index.recherche import Recherche, ouvrir

Mesures = dict[str, float | int | None]


def lire_questions(fichier: Path) -> list[dict[str, Any]]:
    """Lines `{"question", "fiches": [...], "public"?}`. Raises ValueError naming the line at fault."""
    questions = []
    for numero, ligne in enumerate(fichier.read_text(encoding="utf-8").splitlines(), start=1):
        if not ligne.strip():
            continue
        try:
            lue = json.loads(ligne)
        except json.JSONDecodeError as erreur:
            raise ValueError(f"{fichier}:{numero} : JSON illisible ({erreur.msg})") from erreur
        if (
            not isinstance(lue, dict)
            or not isinstance(lue.get("question"), str)
            or not isinstance(lue.get("fiches"), list)
        ):
            raise ValueError(f"{fichier}:{numero} : « question » (texte) et « fiches » (liste) sont attendus")
        questions.append(lue)
    if not questions:
        raise ValueError(f"{fichier} : aucune question")
    return questions


def evaluer_fichier(fichier: Path) -> Mesures:
    """Every measure of the contract on the questions of a file."""
    return evaluer(ouvrir(), lire_questions(fichier))


def evaluer(recherche: Recherche, questions: list[dict[str, Any]]) -> Mesures:
    """Measures over questions; those with an empty `fiches` must be refused (or left to a choice)."""
    observations = [_observer(recherche, question) for question in questions]
    dedans = [o for o in observations if o["attendus"]]
    dehors = [o for o in observations if not o["attendus"]]
    repondues = [o for o in observations if o["decision"] == "reponse"]
    latences = [o["duree_ms"] for o in observations]
    return {
        "n": len(observations),
        "rappel@1": _moyenne(rappel(o["classes"], o["attendus"], 1) for o in dedans),
        "rappel@3": _moyenne(rappel(o["classes"], o["attendus"], 3) for o in dedans),
        "mrr@10": _moyenne(rang_reciproque(o["classes"], o["attendus"], 10) for o in dedans),
        "ndcg@10": _moyenne(ndcg(o["classes"], o["attendus"], 10) for o in dedans),
        "couverture": _moyenne(float(o["decision"] == "reponse") for o in dedans),
        "taux_erreur": _moyenne(float(o["fiche"] not in o["attendus"]) for o in repondues),
        "rappel_refus": _moyenne(float(o["decision"] == "refus") for o in dehors),
        "latence_p50_ms": round(float(np.percentile(latences, 50)), 1),
        "latence_p95_ms": round(float(np.percentile(latences, 95)), 1),
    }


def _observer(recherche: Recherche, question: dict[str, Any]) -> dict[str, Any]:
    depart = time.perf_counter()
    try:
        reponse = recherche.repondre(question["question"], question.get("public"))
    except QuestionInvalide:  # nothing to search (« ???? »): as good as refused
        return {"attendus": set(question["fiches"]), "decision": "refus", "fiche": None, "classes": [], "duree_ms": 0.0}
    duree = (time.perf_counter() - depart) * 1000
    classes = [candidat.fiche for candidat in recherche.chercher_fiches(question["question"], 10)]
    return {
        "attendus": set(question["fiches"]), "decision": reponse.decision, "fiche": reponse.fiche,
        "classes": classes, "duree_ms": duree,
    }  # fmt: skip


def _moyenne(valeurs: Any) -> float | None:
    liste = list(valeurs)
    return round(mean(liste), 4) if liste else None
