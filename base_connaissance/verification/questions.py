"""A question leads to one fiche only, and never repeats itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.formulations import inconnues
from base_connaissance.modeles import Fiche
from base_connaissance.verification.contexte import Contexte


def normaliser(question: str) -> str:
    """Lower case, no accents, no punctuation: what two phrasings must differ by."""
    simple = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", simple))


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """The same words (accents and punctuation apart) twice in the base. Near-duplicates: `python -m index doublons`."""
    vues: dict[str, Fiche] = {}
    for fiche in contexte.base.fiches.values():
        for question in (*fiche.questions, *fiche.formulations):
            cle = normaliser(question)
            if cle in vues:
                yield contexte.probleme(
                    fiche, question, f"question déjà dans la fiche « {vues[cle].id} » : « {question} »"
                )
            vues[cle] = fiche
    if contexte.seule is None:
        yield from inconnues(contexte.racine, contexte.base.fiches)
