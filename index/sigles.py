"""Acronyms of the trade written out, from the glossary.

Words are searched with the acronym and its full form; questions of the base are indexed in both writings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from base_connaissance.modeles import Base

_MOT = re.compile(r"\b\w[\w-]*\b")


def table_des_sigles(base: Base) -> dict[str, str]:
    """Acronym → full term."""
    return {terme.sigle: terme.terme for terme in base.glossaire if terme.sigle and terme.sigle != terme.terme}


def avec_minuscules(sigles: Mapping[str, str]) -> dict[str, str]:
    """The same table, where acronyms from 3 letters on are also in lower case: as people type them."""
    return dict(sigles) | {sigle.lower(): terme for sigle, terme in sigles.items() if len(sigle) > 2}


def developper(question: str, formes: Mapping[str, str]) -> str:
    """The question followed by the full form of each acronym of `formes` that it holds."""
    trouves = {formes[mot] for mot in _MOT.findall(question) if mot in formes}
    nouveaux = sorted(terme for terme in trouves if terme.lower() not in question.lower())
    return f"{question} ({', '.join(nouveaux)})" if nouveaux else question


def ecrire_en_toutes_lettres(texte: str, sigles: Mapping[str, str]) -> str:
    """The text with each acronym replaced: « C'est quoi une EI ? » → « C'est quoi une entreprise d'insertion ? »."""
    return _MOT.sub(lambda mot: sigles.get(mot[0], mot[0]), texte)
