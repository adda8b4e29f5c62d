"""Every acronym that a reader meets stands in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte, textes

_SIGLE = re.compile(r"\b[A-ZÉ][A-ZÉ0-9]+(?:[a-z]?)\b")
_ROMAINS = re.compile(r"[IVX]+$")
_NUMERO = re.compile(r"^[A-Z]\d+$")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Unknown acronyms, once per fiche; Roman numerals and article numbers excepted."""
    connus = sigles_connus(contexte)
    for ecrit in contexte.ecrits():
        for sigle in sorted(sigles_de(textes(ecrit)) - connus):
            yield contexte.probleme(ecrit, sigle, f"sigle absent du glossaire : « {sigle} »")


def sigles_connus(contexte: Contexte) -> set[str]:
    """The acronyms and words of the glossary."""
    connus = {nom for terme in contexte.base.glossaire for nom in (terme.sigle, terme.terme, *terme.variantes) if nom}
    return connus | {mot for nom in connus for mot in nom.split()}


def sigles_de(textes_lus: Iterable[str]) -> set[str]:
    """The acronyms written in these texts; Roman numerals and article numbers excepted."""
    trouves = {sigle for texte in textes_lus for sigle in _SIGLE.findall(texte)}
    return {sigle for sigle in trouves if not (_ROMAINS.match(sigle) or _NUMERO.match(sigle))}
