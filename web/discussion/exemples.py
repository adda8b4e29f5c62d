"""Suggested questions for an empty chat: real phrasings of the fiches, changed every day, never typed here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from base_connaissance.modeles import PUBLICS, Base, Famille, Fiche, Public

_LONGUEUR_MAX = 80
# The families in which a newcomer of each kind starts.
_FAMILLES: dict[Public, tuple[Famille, ...]] = {
    "acheteur": ("option_juridique", "demarche"),
    "entreprise": ("demarche", "frein"),
    "formateur": ("demarche", "frein"),
}


def exemples_par_public(base: Base, jour: date) -> dict[Public, list[str]]:
    """Two questions for each kind of reader, from two families; the choice turns with the day."""
    return {public: list(_questions(base, public, jour)) for public in PUBLICS}


def exemples_de_fiche(fiche: Fiche) -> dict[Public, list[str]]:
    """The fiche's own questions, offered when the visitor comes from its page."""
    return {fiche.publics[0]: [question for question in fiche.questions if est_presentable(question)][:4]}


def est_presentable(question: str) -> bool:
    """Whether a phrasing reads well on a button: a capital, a question mark, not too long."""
    return question[0].isupper() and question.endswith("?") and len(question) <= _LONGUEUR_MAX


def _questions(base: Base, public: Public, jour: date) -> Iterator[str]:
    for famille in _FAMILLES[public]:
        fiches = [
            fiche
            for fiche in base.fiches.values()
            if fiche.famille == famille and public in fiche.publics and fiche.confiance != "a_confirmer"
            and fiche.applicable.contient(jour) and any(map(est_presentable, fiche.questions))
        ]  # fmt: skip
        # A fiche names first the readers for whom it was written.
        fiches = [fiche for fiche in fiches if fiche.publics[0] == public] or fiches
        if fiches:
            fiche = fiches[jour.toordinal() % len(fiches)]
            yield next(filter(est_presentable, fiche.questions))
