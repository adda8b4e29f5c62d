"""Every acronym that a reader meets stands in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte, textes

_SIGLE = re.compile(r"\b[A-ZÉ][A-ZÉ0-9]+(?:[a-z]?)\b")
_ROMAINS = re.compile(r"[IVX]+$")
_NUMERO = re.compile(r"^[A-Z]\d+$")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Unknown acronyms, once per fiche; Roman numerals and article numbers excepted."""
    connus = {nom for terme in contexte.base.glossaire for nom in (terme.sigle, terme.terme, *terme.variantes) if nom}
    connus |= {mot for nom in connus for mot in nom.split()}
    for ecrit in contexte.ecrits():
        inconnus = {s for texte in textes(ecrit) for s in _SIGLE.findall(texte)} - connus
        for sigle in sorted(inconnus):
            if not (_ROMAINS.match(sigle) or _NUMERO.match(sigle)):
                yield contexte.probleme(ecrit, sigle, f"sigle absent du glossaire : « {sigle} »")
