"""Word-for-word quotations of the law: a short register of exact extracts, and what counts as quoting one.

A quotation is taken for one of the law when its sentence announces it (an article number, « le texte dit »…) or when it
stands in a block quote. Every such quotation must be a part of a registered extract; nothing else may pass for the law.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from base_connaissance.champs import Identifiant, Modele, Phrase

MOTS_MINIMUM = 4
_TEXTES = r"(?:texte|loi|code|article|décret|arrêté|directive|règlement|avis)"
_VERBES = r"(?:dit|dispose|prévoit|prévoient|vise|visent|parle|parlent|écrit|précise|réserve|définit|emploie|renvoie)"
_ANNONCE = re.compile(rf"\b[LRD]\.\s?\d{{3,4}}(?:-\d+)*|\b{_TEXTES}\b[^.;]{{0,60}}?\b{_VERBES}\b", re.IGNORECASE)
_GUILLEMETS = re.compile(r"«\s*([^«»]+?)\s*»")
_FIN_DE_PHRASE = re.compile(r"[.!?…]\s+(?=[A-ZÀ-Ý«])|\n")
_BLOC = re.compile(r"^>\s?(.+)$", re.MULTILINE)
_MARQUES = re.compile(r"[*_`]")


class Citation(Modele):
    """An exact extract of a source that the base may quote. Short, for a quotation only."""

    id: Identifiant
    source: Identifiant
    texte: Phrase


def citations_annoncees(texte: str) -> Iterator[str]:
    """The quotations of `texte` (Markdown or plain) that a reader would take for the words of the law."""
    yield from (bloc[1] for bloc in _BLOC.finditer(texte))
    for trouve in _GUILLEMETS.finditer(texte):
        phrase = _FIN_DE_PHRASE.split(texte[: trouve.start()])[-1]
        if len(trouve[1].split()) >= MOTS_MINIMUM and _ANNONCE.search(_MARQUES.sub("", phrase)):
            yield trouve[1]


def infideles(texte: str, extraits: Iterable[Citation]) -> list[str]:
    """The announced quotations of `texte` that are a part of no registered extract."""
    annoncees = list(citations_annoncees(texte))
    connus = [simplifier(extrait.texte) for extrait in extraits] if annoncees else []
    return [c for c in annoncees if not any(simplifier(c) in connu for connu in connus)]


def simplifier(texte: str) -> str:
    """The words and signs alone: emphasis, kinds of spaces and apostrophes do not count, nor a final stop."""
    simple = unicodedata.normalize("NFKC", _MARQUES.sub("", texte)).replace("’", "'").casefold()
    simple = re.sub(r"\s+([;:,.!?])", r"\1", simple)
    return re.sub(r"\s+", " ", simple).strip(" .;:,")
