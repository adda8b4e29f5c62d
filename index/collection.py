"""The same ranking on any collection in BEIR form, to compare with other systems on data that nobody here wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from index.classement import Classement
from index.decoupage import MOTS_PAR_PASSAGE, Unite, couper_en_mots, couper_le_chapeau
from index.encodeur import Encodeur, Vecteurs, encodeur_general
from index.lexical import Lexical
from index.mesures import ndcg, part_retrouvee, rang_reciproque, rappel
from index.vecteurs import IndexVecteurs

PASSAGES_PAR_DOCUMENT = 3


def evaluer_collection(dossier: Path, encodeur: Encodeur | None = None) -> dict[str, float | int]:
    """p@1, hit@3, hit@10, mrr@10, ndcg@10, r@100 over `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`.

    Raises ValueError naming the file and line at fault.
    """
    encodeur = encodeur or encodeur_general()
    classement = classer_corpus(lire_lignes(dossier / "corpus.jsonl"), encodeur)
    questions = list(lire_lignes(dossier / "queries.jsonl"))
    jugements = lire_jugements(dossier / "qrels.tsv")
    vecteurs = encodeur.questions([str(question["text"]) for question in questions])
    mesures = [
        _mesurer(classement, vecteur, question, jugements)
        for vecteur, question in zip(vecteurs, questions, strict=True)
    ]
    retenues = [mesure for mesure in mesures if mesure is not None]
    noms = ("p@1", "hit@3", "hit@10", "mrr@10", "ndcg@10", "r@100")
    moyennes = {nom: round(mean(m[rang] for m in retenues), 4) for rang, nom in enumerate(noms)} if retenues else {}
    return {"n": len(retenues), "documents": len(classement.documents), **moyennes}


def classer_corpus(documents: Iterable[dict[str, Any]], encodeur: Encodeur) -> Classement:
    """A ranking over documents `{_id, title, text}`: vectors of their first passages, words of their whole text."""
    unites: list[Unite] = []
    textes: list[str] = []
    for document in documents:
        unites += unites_de(document)
        textes.append(f"{document.get('title') or ''}\n{document.get('text') or ''}")
    vecteurs = np.zeros((len(unites), encodeur.dimension), dtype=np.float32)
    for genre, encoder in (("question", encodeur.questions), ("passage", encodeur.passages)):
        rangs = [rang for rang, unite in enumerate(unites) if unite.genre == genre]
        if rangs:
            vecteurs[rangs] = encoder([unites[rang].texte for rang in rangs], None)
    return Classement(unites, IndexVecteurs.construire(vecteurs), Lexical.construire(textes))


def unites_de(document: dict[str, Any]) -> Iterator[Unite]:
    """What is indexed of a document: its title if it asks a question, its first lines, its next passages.

    A title that is only a heading is not compared alone: it opens each passage instead. Without a text, it is the lead.
    """
    identifiant = str(document["_id"])
    titre, texte = (document.get("title") or "").strip(), (document.get("text") or "").strip()
    if titre.endswith("?"):
        yield Unite(document=identifiant, genre="question", texte=titre)
    chapeau, suite = couper_le_chapeau(texte)
    morceaux = [chapeau, *islice(couper_en_mots(suite, MOTS_PAR_PASSAGE), PASSAGES_PAR_DOCUMENT - 1)] if texte else []
    for rang, morceau in enumerate(morceaux):
        entier = f"{titre}. {morceau}" if titre else morceau
        yield Unite(document=identifiant, genre="passage", texte=entier, morceau=rang)
    if not morceaux and not titre.endswith("?"):
        yield Unite(document=identifiant, genre="passage", texte=titre or identifiant, morceau=1)


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


def lire_lignes(chemin: Path) -> Iterator[dict[str, Any]]:
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


def lire_jugements(chemin: Path) -> dict[str, set[str]]:
    if not chemin.exists():
        raise ValueError(f"fichier absent : {chemin}")
    jugements: dict[str, set[str]] = {}
    with chemin.open(encoding="utf-8", newline="") as flux:
        for ligne in csv.reader(flux, delimiter="\t"):
            if len(ligne) >= 3 and ligne[2].strip().lstrip("-").isdigit() and int(ligne[2]) > 0:
                jugements.setdefault(ligne[0], set()).add(ligne[1])
    return jugements
