"""The same ranking on any collection in BEIR form, to compare with other systems on data that nobody here wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from index.classement import Classement, Poids, textes_par_document
from index.decoupage import MOTS_PAR_PASSAGE, Unite, couper_en_mots
from index.encodeur import Encodeur, Vecteurs, encodeur_par_defaut
from index.lexical import Lexical
from index.mesures import ndcg, part_retrouvee, rang_reciproque, rappel
from index.vecteurs import IndexVecteurs

PASSAGES_PAR_DOCUMENT = 3


def evaluer_collection(dossier: Path, encodeur: Encodeur | None = None) -> dict[str, float | int]:
    """p@1, hit@3, hit@10, mrr@10, ndcg@10, r@100 over `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`.

    Titles are indexed as questions, texts as passages. Raises ValueError naming the file and line at fault.
    """
    encodeur = encodeur or encodeur_par_defaut()
    unites = [unite for document in _lignes(dossier / "corpus.jsonl") for unite in _unites(document)]
    questions = list(_lignes(dossier / "queries.jsonl"))
    jugements = _jugements(dossier / "qrels.tsv")
    classement = classer_corpus(unites, encodeur)
    vecteurs = encodeur.questions([str(question["text"]) for question in questions])
    mesures = [
        _mesurer(classement, vecteur, question, jugements)
        for vecteur, question in zip(vecteurs, questions, strict=True)
    ]
    retenues = [mesure for mesure in mesures if mesure is not None]
    noms = ("p@1", "hit@3", "hit@10", "mrr@10", "ndcg@10", "r@100")
    moyennes = {nom: round(mean(m[rang] for m in retenues), 4) for rang, nom in enumerate(noms)} if retenues else {}
    return {"n": len(retenues), "documents": len(classement.documents), **moyennes}


def classer_corpus(unites: list[Unite], encodeur: Encodeur) -> Classement:
    """A ranking over units that are not fiches."""
    vecteurs = np.zeros((len(unites), encodeur.dimension), dtype=np.float32)
    for genre, encoder in (("question", encodeur.questions), ("passage", encodeur.passages)):
        rangs = [rang for rang, unite in enumerate(unites) if unite.genre == genre]
        if rangs:
            vecteurs[rangs] = encoder([unites[rang].texte for rang in rangs], None)
    lexical = Lexical.construire(textes_par_document(unites))
    return Classement(unites, IndexVecteurs.construire(vecteurs), lexical, Poids())


def _unites(document: dict[str, Any]) -> Iterator[Unite]:
    identifiant, titre, texte = (
        str(document["_id"]),
        (document.get("title") or "").strip(),
        (document.get("text") or "").strip(),
    )
    if titre:
        yield Unite(document=identifiant, genre="question", texte=titre)
    for rang, morceau in enumerate(couper_en_mots(texte, MOTS_PAR_PASSAGE)):
        if rang < PASSAGES_PAR_DOCUMENT:
            yield Unite(
                document=identifiant, genre="passage", texte=f"{titre}. {morceau}" if titre else morceau, morceau=rang
            )
    if not titre and not texte:
        yield Unite(document=identifiant, genre="passage", texte=identifiant)


def _mesurer(
    classement: Classement, vecteur: Vecteurs, question: dict[str, Any], jugements: dict[str, set[str]]
) -> tuple[float, ...] | None:
    attendus = jugements.get(str(question["_id"])) or jugements.get(str(question.get("topic")))
    if not attendus:
        return None
    texte = str(question["text"])
    signaux = classement.signaux(texte, vecteur)
    ordre = np.argsort(-signaux.fusion, kind="stable")[:100]
    classes = [classement.documents[int(rang)] for rang in ordre]
    return (
        rappel(classes, attendus, 1), rappel(classes, attendus, 3), rappel(classes, attendus, 10),
        rang_reciproque(classes, attendus, 10), ndcg(classes, attendus, 10), part_retrouvee(classes, attendus, 100),
    )  # fmt: skip


def _lignes(chemin: Path) -> Iterator[dict[str, Any]]:
    if not chemin.exists():
        raise ValueError(f"fichier absent : {chemin}")
    with chemin.open(encoding="utf-8") as flux:
        for numero, ligne in enumerate(flux, start=1):
            try:
                objet = json.loads(ligne)
                objet["_id"]
            except (json.JSONDecodeError, KeyError, TypeError) as erreur:
                raise ValueError(f"{chemin}:{numero} : objet JSON avec « _id » attendu") from erreur
            yield objet


def _jugements(chemin: Path) -> dict[str, set[str]]:
    if not chemin.exists():
        raise ValueError(f"fichier absent : {chemin}")
    jugements: dict[str, set[str]] = {}
    with chemin.open(encoding="utf-8", newline="") as flux:
        for ligne in csv.reader(flux, delimiter="\t"):
            if len(ligne) >= 3 and ligne[2].strip().lstrip("-").isdigit() and int(ligne[2]) > 0:
                jugements.setdefault(ligne[0], set()).add(ligne[1])
    return jugements
