"""No figure of law or practice is typed in a text: each one is a `{{ reference }}` with its date and its source.

A usage that no sure source confirms may stand in a section, said to be so; never in the answer that people repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.clauses import ClauseType
from base_connaissance.erreurs import Probleme
from base_connaissance.presentation import REFERENCE
from base_connaissance.verification.contexte import Contexte, reponses, textes

_UNITE = r"(?:€|%|M€|k€|euros?|millions?|milliards?|heures?|h|mois|ans?|jours?|semaines?|salariés|ETP|points)\b"
FIGURE = re.compile(rf"\d[\d\s\u00a0\u202f.,]*(?:\s*(?:à|et|ou|-|–)\s*\d[\d\s,]*)?\s?(?:{_UNITE}|€|%)")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Digits followed by a unit anywhere in an answer or in the body."""
    for ecrit in contexte.ecrits():
        for texte in textes(ecrit):
            for trouve in FIGURE.finditer(REFERENCE.sub(" ", texte)):
                figure = " ".join(trouve[0].split())
                remede = "une variable" if isinstance(ecrit, ClauseType) else "un paramètre"
                yield contexte.probleme(ecrit, figure, f"chiffre écrit en dur « {figure} » : utilisez {remede}")
    yield from _usages_en_reponse(contexte)


def _usages_en_reponse(contexte: Contexte) -> Iterator[Probleme]:
    parametres = contexte.base.parametres
    for fiche in contexte.fiches():
        if fiche.confiance == "a_confirmer":
            continue
        for nom in REFERENCE.findall(" ".join(reponses(fiche))):
            valeur = parametres[nom].a_la_date(contexte.jour) if nom in parametres else None
            if valeur is not None and valeur.confiance == "a_confirmer":
                yield contexte.probleme(
                    fiche, nom, f"« {nom} » est à confirmer : dites-le dans une section, pas dans une réponse directe"
                )
