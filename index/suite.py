"""Follow-ups that only make sense after the previous answer: « et pour les travaux ? », « et si… »."""

from __future__ import annotations

import re

from base_connaissance.modeles import Base, Public
from index.modeles import Contexte
from index.nettoyage import plier

_REPRISE = re.compile(
    r"^(et\b|mais\b|ou alors\b|meme chose\b|pareil\b|idem\b|dans ce cas\b|du coup\b|pourquoi\b ?\??$|comment\b ?\??$|"
    r"c'est-a-dire|par exemple\b|quel(le)?s? (article|source|montant|delai)s?\b ?\??$)"
)
_MOTS_MAXIMUM = 12
_PUBLICS: tuple[tuple[re.Pattern[str], Public], ...] = (
    (re.compile(r"\b(entreprise|titulaire|candidat|prestataire)s?\b"), "entreprise"),
    (re.compile(r"\b(acheteur|acheteuse|collectivite|maitre d'ouvrage)s?\b"), "acheteur"),
    (re.compile(r"\b(formateur|formatrice|animateur|animatrice)s?\b"), "formateur"),
)


def est_une_suite(question: str) -> bool:
    """Whether the question leans on the previous turn."""
    simple = plier(question)
    return len(simple.split()) <= _MOTS_MAXIMUM and _REPRISE.match(simple) is not None


def completer(base: Base, question: str, contexte: Contexte | None) -> str:
    """The question made whole with the subject of the last fiche, when it is a follow-up; else unchanged."""
    fiche = base.fiches.get(contexte.derniere_fiche) if contexte and contexte.derniere_fiche else None
    if fiche is None or not est_une_suite(question):
        return question
    return f"{question} ({fiche.titre})"


def seul_le_public_change(question: str) -> Public | None:
    """The public named by a follow-up that changes nothing else: « et pour une entreprise ? »."""
    simple = plier(question).strip(" ?.!")
    for motif, public in _PUBLICS:
        if est_une_suite(question) and re.fullmatch(
            r"(et|mais|idem|pareil)( si je suis| pour| cote)?( une?| les| l'| la)? ?" + motif.pattern, simple
        ):
            return public
    return None
