"""The excerpt shown under a direct answer: where editors filed the nearest question, then words, then meaning."""

from __future__ import annotations

import json

import numpy as np
import pytest

from base_connaissance.modeles import Base
from index.classement import Classement, textes_des_passages, textes_par_document
from index.decoupage import Unite
from index.lexical import Lexical
from index.posees import JEUX
from index.vecteurs import IndexVecteurs

UNITES = [
    Unite("f", "question", "Qui signe le relevé ?", "preuves"),
    Unite("f", "question", "Combien d'heures faut-il ?", "volume"),
    Unite("f", "question", "Une question sans section"),
    Unite("f", "passage", "Titre. Réponse directe."),
    Unite("f", "passage", "Titre. Preuves : le relevé est signé.", "preuves"),
    Unite("f", "passage", "Titre. Volume : un nombre est écrit.", "volume"),
    Unite("f", "passage", "Titre. Pièges : « le relevé suffit ».", "pieges"),
]


def classement(proches: dict[int, float]) -> tuple[Classement, np.ndarray]:
    """A ranking whose first axis is the question asked: `proches` gives the cosine of some units, 0.5 elsewhere."""
    cosinus = np.full(len(UNITES), 0.5, dtype=np.float32)
    for rang, valeur in proches.items():
        cosinus[rang] = valeur
    vecteurs = np.zeros((len(UNITES), len(UNITES) + 1), dtype=np.float32)
    vecteurs[:, 0] = cosinus
    vecteurs[range(len(UNITES)), range(1, len(UNITES) + 1)] = np.sqrt(1 - cosinus**2)
    trouve = Classement(
        UNITES, IndexVecteurs.construire(vecteurs), Lexical.construire(textes_par_document(UNITES)),
        mots_des_unites=Lexical.construire(textes_des_passages(UNITES)),
    )  # fmt: skip
    return trouve, np.eye(len(UNITES) + 1, dtype=np.float32)[0]


@pytest.mark.parametrize(
    ("question", "proches", "attendue"),
    [
        ("dis-moi", {0: 0.9}, "preuves"),
        ("dis-moi", {1: 0.9}, "volume"),
        ("dis-moi", {2: 0.9, 5: 0.6}, "volume"),  # no section for the nearest question: meaning decides
        ("relevé signé", {}, "preuves"),  # nothing else to go by: words decide
        ("le relevé suffit", {6: 0.99}, "preuves"),  # a wrong idea is never quoted alone
    ],
)
def test_l_extrait_suit_la_question_rangee_la_plus_proche(
    question: str, proches: dict[int, float], attendue: str
) -> None:
    moteur, vecteur = classement(proches)
    passage = moteur.meilleur_passage("f", moteur.signaux(question, vecteur))
    assert passage is not None and passage.ancre == attendue


def test_une_fiche_sans_section_a_citer_n_a_pas_d_extrait() -> None:
    unites = [UNITES[0], UNITES[3], UNITES[6]]
    moteur = Classement(unites, None, Lexical.construire(textes_par_document(unites)))
    assert moteur.meilleur_passage("f", moteur.signaux("relevé", None)) is None


def test_les_extraits_juges_nomment_des_sections_de_la_base(vraie_base: Base) -> None:
    lignes = [json.loads(ligne) for ligne in (JEUX / "extraits.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lignes) >= 700
    inconnus = [
        ligne for ligne in lignes
        if ligne["section"] not in {section.ancre for section in vraie_base.fiches[ligne["fiche"]].sections}
    ]  # fmt: skip
    assert inconnus == []


def test_presque_toutes_les_questions_sont_rangees(vraie_base: Base) -> None:
    fiches = vraie_base.fiches.values()
    questions = sum(len({*fiche.questions, *fiche.formulations}) for fiche in fiches)
    assert sum(len(fiche.sections_des_questions) for fiche in fiches) >= 0.9 * questions
