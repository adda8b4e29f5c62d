"""Questions that people could ask, with the fiches that answer them: read from `jeux/`, and indexed by half.

Each set comes in halves: « controle » is only asked by the evaluation; « ajustement » fits the decision, then joins the
index, so that a question in somebody's own words finds its fiche.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from base_connaissance.modeles import Base
from index.allegement import alleger
from index.decoupage import Unite
from index.situations import situer_les_lignes

JEUX = Path(__file__).parent / "jeux"
# Never indexed, not even its fitting half: its control half tells what happens to the words of people never read.
TEMOIN = "questions_de_terrain.jsonl"
# As one speaks, searches, tells: twenty questions a fiche, by readers of its direct answer. Indexed, and fits nothing:
# the lines of its fitting half that the search of the time gave to another fiche without a doubt were left out, so that
# what is left is easier than what people ask. Its control half is whole.
PARLEES = "questions_parlees.jsonl"
# What sixteen readers, each in a role, asked out of their own knowledge of the trade before they opened the base, then
# filed severely; eight of them only teach. What is answered in part (`fiches`: those on the point) stands apart, all of
# it to measure: docs/decisions/0016-questions-libres.md.
LIBRES = "questions_libres.jsonl"
EN_PARTIE = "questions_en_partie.jsonl"
# Each with the share of the fit that it belongs to (`jeux/couts.json`). The first was written by hand with the base;
# two by other readers of the direct answers: real cases, indirect words, then what people type in a hurry (an amount, a
# place, three words); three by readers of the facts who had opened no fiche, the second as a FAQ asks, the third as
# buyers, companies, trainers, headlines and telephones do; one asks each fiche in four ways, from three words to a
# story. The last two, details of a section and questions without the words of the trade, are so hard that alone they
# would make the decision timid.
JEUX_DANS_LE_CHAMP = {
    "dans_le_champ.jsonl": "dans_le_champ", "questions_neuves.jsonl": "dans_le_champ",
    "questions_concretes.jsonl": "dans_le_champ", "questions_des_faits.jsonl": "dans_le_champ",
    "questions_variees.jsonl": "dans_le_champ", "questions_courantes.jsonl": "dans_le_champ",
    LIBRES: "libres",
    TEMOIN: "dans_le_champ",
    "questions_des_sections.jsonl": "difficiles", "questions_indirectes.jsonl": "difficiles",
}  # fmt: skip
# Of so many questions of the easier sets, one is asked again in a situation (`index.situations`).
UNE_EN_SITUATION_SUR = 4
TOUS_LES_JEUX = (*JEUX_DANS_LE_CHAMP, PARLEES)
JEUX_INDEXES = tuple(nom for nom in TOUS_LES_JEUX if nom != TEMOIN)


def lire_jeu(nom: str, partie: str) -> list[dict[str, Any]]:
    """Lines of one half (« ajustement » or « controle ») of a set of questions."""
    lignes = [json.loads(ligne) for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines() if ligne.strip()]
    return [ligne for ligne in lignes if ligne["partie"] == partie]


def lire_dans_le_champ(partie: str) -> list[dict[str, Any]]:
    """Lines of one half of the sets of questions that the base answers, `PARLEES` apart."""
    return [ligne for nom in JEUX_DANS_LE_CHAMP for ligne in lire_jeu(nom, partie)]


def lignes_posees(base: Base) -> list[tuple[str, dict[str, Any]]]:
    """The fitting half of what the base answers, each line with its share of the fit; some in a situation too."""
    lignes = [
        (part, ligne)
        for nom, part in JEUX_DANS_LE_CHAMP.items()
        for ligne in lire_jeu(nom, "ajustement")
        if base.fiches.keys() & ligne["fiches"]
    ]
    simples = [ligne for part, ligne in lignes if part == "dans_le_champ"][::UNE_EN_SITUATION_SUR]
    situees = situer_les_lignes(base.fiches, simples, "ajustement")
    return lignes + [("dans_le_champ", ligne) for ligne in situees]


def question_seule(ligne: Mapping[str, Any]) -> str:
    """The question of a line as it was judged, without its situation or its slips."""
    return str(ligne.get("origine", ligne["question"]))


def unites_posees(base: Base) -> list[Unite]:
    """The fitting halves of `JEUX_INDEXES`, each question under the first fiche that answers it.

    Left out: what editors wrote word for word. Filed under a section when `extraits.jsonl` says which.
    """
    connues = {question for fiche in base.fiches.values() for question in fiche.toutes_les_questions}
    jugees = lire_jeu("extraits.jsonl", "ajustement")
    rangees = {(ligne["question"], ligne["fiche"]): ligne["section"] for ligne in jugees}
    trouvees: dict[str, Unite] = {}
    for ligne in (ligne for nom in JEUX_INDEXES for ligne in lire_jeu(nom, "ajustement")):
        question, fiche = ligne["question"], next((nom for nom in ligne["fiches"] if nom in base.fiches), None)
        if fiche is not None and question not in connues:
            texte = alleger(question)
            ancre = rangees.get((question, fiche))
            trouvees.setdefault(texte, Unite(fiche, "question", texte, ancre, posee=True))
    return sorted(trouvees.values(), key=lambda unite: (unite.document, unite.texte))
