"""NLU examples of `poser_question`, written from the base and the sets that fit the search, at training time.

Nobody copies questions by hand. What is out of scope is a question too: the search knows how to refuse it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from typing import Any

from base_connaissance.modeles import Base, Terme
from index.posees import lire_dans_le_champ, lire_jeu
from index.situations import situer

# More questions would lengthen the training (20 ms each) without moving the held-out accuracy.
QUESTIONS_MAXIMUM = 500
_MOTS_MAXIMUM = 80
_PAS_DE_POLITESSE, _PAS_DE_SITUATION = 8, 6
_POSEES_MAXIMUM = 150
_POLITESSES = (
    "Bonjour, {q}", "{Q} Merci", "bonjour {q}", "Bonsoir, {q}", "svp {q}", "{Q} Bonne soirée",
    "{Q} Merci d'avance. Cordialement, Paul", "Parfait, merci. {Q}", "J'aurais besoin de votre aide. {Q}",
    "Bonjour, je me permets de vous écrire. {Q} Merci de votre aide, bien à vous", "{Q} À bientôt et merci",
    "D'accord, je vous remercie. {Q}",
)  # fmt: skip
_ANNOTATION = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")"})
_MOT = re.compile(r"[^\W\d_]{6,}")
_MAJUSCULE = re.compile(r"^[A-Z](?=[a-zà-ÿ' ])")


def exemples_de_question(base: Base) -> list[str]:
    """Distinct examples: the fiches' questions in turn, other people's, some told, the glossary, single words."""
    questions = [
        *islice(_tour_a_tour(base), QUESTIONS_MAXIMUM),
        *_un_peu(lire_dans_le_champ("ajustement")), *_un_peu(lire_jeu("hors_champ.jsonl", "ajustement")),
    ]  # fmt: skip
    exemples = [
        *questions, *_avec_politesse(questions), *_en_situation(questions), *_du_glossaire(base.glossaire),
        *_mots_du_metier(base),
    ]  # fmt: skip
    return list(dict.fromkeys(" ".join(exemple.translate(_ANNOTATION).split()) for exemple in exemples))


def fichier_nlu(exemples: Iterable[str]) -> str:
    """The examples as a Rasa NLU file."""
    lignes = "".join(f"    - {exemple}\n" for exemple in exemples)
    entete = '# Written by bot/entrainement.py from the fiches. Do not edit.\nversion: "3.1"\nnlu:\n'
    return f"{entete}- intent: poser_question\n  examples: |\n{lignes}"


def _tour_a_tour(base: Base) -> Iterator[str]:
    """The title of each fiche, then its first question, then its second…: a cut leaves every subject represented."""
    fiches = [base.fiches[identifiant] for identifiant in sorted(base.fiches)]
    for rangee in zip_longest(*((fiche.titre, *fiche.questions) for fiche in fiches)):
        yield from (question for question in rangee if question)


def _un_peu(lignes: list[dict[str, Any]]) -> list[str]:
    """Some questions of a set, from end to end of it."""
    return [ligne["question"] for ligne in lignes[:: -(-len(lignes) // _POSEES_MAXIMUM)]]


def _avec_politesse(questions: list[str]) -> Iterator[str]:
    """« Bonjour, … », a whole letter: still a question, and without these, courtesies would be heard first."""
    for rang, question in enumerate(questions[::_PAS_DE_POLITESSE]):
        minuscule = _MAJUSCULE.sub(lambda lettre: lettre[0].lower(), question)
        yield _POLITESSES[rang % len(_POLITESSES)].format(q=minuscule, Q=question)


def _en_situation(questions: list[str]) -> Iterator[str]:
    """« Je suis acheteuse. … » asks: it does not only say who speaks."""
    return (situer(question, "ajustement", None) for question in questions[::_PAS_DE_SITUATION])


def _du_glossaire(termes: Iterable[Terme]) -> Iterator[str]:
    """Acronyms, often typed alone; asked in full they look like « qui êtes-vous ? »."""
    for terme in termes:
        if terme.sigle:
            yield from (terme.sigle, f"c'est quoi {terme.sigle}", f"Qu'est-ce qu'une {terme.sigle} ?")


def _mots_du_metier(base: Base) -> list[str]:
    """Single words that people type as in a search box (« sanctions », « seuils »), most frequent in titles first."""
    comptes = Counter(mot.lower() for fiche in base.fiches.values() for mot in set(_MOT.findall(fiche.titre)))
    return sorted(comptes, key=lambda mot: (-comptes[mot], mot))[:_MOTS_MAXIMUM]
