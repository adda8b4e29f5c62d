"""Cutting the base into units to index: the questions people ask, and the passages that answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from base_connaissance.erreurs import BaseInvalide, ParametreInconnu, Probleme
from base_connaissance.modeles import Base, Fiche, Section
from base_connaissance.presentation import html_section, remplir
from base_connaissance.rendu import texte_brut
from index.sigles import ecrire_en_toutes_lettres, table_des_sigles

Genre = Literal["question", "passage"]
MOTS_PAR_PASSAGE = 160
SIGNES_DU_CHAPEAU = 600


@dataclass(frozen=True, slots=True)
class Unite:
    """One indexed text.

    `ancre` is the section of a passage (None for direct answers), or the one that completes the direct answer for a
    question, when editors said which; `morceau` is the rank of a passage in its section, or of a question in its fiche
    (0 for the title): the two writings of one question share it. `posee`: asked by somebody, not written by editors
    (`index.posees`).
    """

    document: str
    genre: Genre
    texte: str
    ancre: str | None = None
    morceau: int = 0
    posee: bool = False

    @property
    def est_chapeau(self) -> bool:
        """Whether this passage opens its document: a direct answer of a fiche, the first lines of a text."""
        return self.genre == "passage" and self.ancre is None and self.morceau == 0

    @property
    def cle(self) -> str:
        """Content hash: two equal texts of one genre share one vector."""
        return hashlib.sha256(f"{self.genre}\0{self.texte}".encode()).hexdigest()[:32]


def decouper(base: Base, jour: date) -> list[Unite]:
    """Every unit of the base, figures filled for `jour`, by fiche.

    Raises BaseInvalide naming each fiche that asks for a figure without a value.
    """
    unites: list[Unite] = []
    problemes = []
    for fiche in base.fiches.values():
        try:
            unites += _unites(base, fiche, jour)
        except ParametreInconnu as erreur:
            problemes.append(Probleme(fiche.chemin, 1, f"aucune valeur au {jour} pour {{{{ {erreur.args[0]} }}}}"))
    if problemes:
        raise BaseInvalide(problemes)
    return unites


def _unites(base: Base, fiche: Fiche, jour: date) -> Iterator[Unite]:
    sigles = table_des_sigles(base)
    for rang, question in enumerate(fiche.toutes_les_questions):
        for texte in dict.fromkeys((question, ecrire_en_toutes_lettres(question, sigles))):
            ancre = fiche.sections_des_questions.get(question)
            yield Unite(document=fiche.id, genre="question", texte=texte, ancre=ancre, morceau=rang)
    for reponse in dict.fromkeys((fiche.reponse, *fiche.reponses_par_public.values())):
        yield Unite(document=fiche.id, genre="passage", texte=f"{fiche.titre}. {remplir(base, reponse, jour, fiche)}")
    for ancienne in fiche.anterieurement:
        texte = remplir(base, ancienne.reponse, ancienne.jusqu_au, fiche)
        yield Unite(document=fiche.id, genre="passage", texte=f"{fiche.titre}. {texte}")
    for section in fiche.sections:
        for rang, morceau in enumerate(morceaux(base, fiche, section, jour)):
            texte = f"{fiche.titre}. {section.titre} : {morceau}"
            yield Unite(document=fiche.id, genre="passage", texte=texte, ancre=section.ancre, morceau=rang)


def morceaux(base: Base, fiche: Fiche, section: Section, jour: date) -> list[str]:
    """The passages of a section as plain text, figures filled for `jour`."""
    return list(_couper_html(html_section(base, fiche, section, jour)))


@lru_cache(maxsize=4096)
def _couper_html(html: str) -> tuple[str, ...]:
    # An answer cuts its section twice: to quote it, then to prove the quotation.
    return tuple(couper_en_mots(texte_brut(html), MOTS_PAR_PASSAGE))


def couper_en_mots(texte: str, taille: int) -> Iterator[str]:
    """Pieces of at most `taille` words, cut at ends of sentences when there are some."""
    morceau: list[str] = []
    for phrase in texte.replace(" ; ", " ;\n").replace(". ", ".\n").splitlines():
        mots = phrase.split()
        if morceau and len(morceau) + len(mots) > taille:
            yield " ".join(morceau)
            morceau = []
        while len(mots) > taille:
            yield " ".join(mots[:taille])
            mots = mots[taille:]
        morceau += mots
    if morceau:
        yield " ".join(morceau)


def couper_le_chapeau(texte: str, taille: int = SIGNES_DU_CHAPEAU) -> tuple[str, str]:
    """The first `taille` characters, cut between two words, and the rest."""
    if len(texte) <= taille:
        return texte, ""
    coupe = texte.rfind(" ", 1, taille + 1)
    coupe = coupe if coupe > 0 else taille
    return texte[:coupe], texte[coupe:].lstrip()
