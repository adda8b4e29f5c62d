"""Clauses that hold together: what they name exists, one variable means one thing, a blank left empty reads well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.clauses import VARIABLE, ClauseType, Variable
from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte

# A `montant` brings its « € » and a `taux` its « % »: written again, the sign would be printed twice.
_SIGNE_APRES = re.compile(r"\[\[([a-z0-9_]+)\]\]\s?(?:€|%|euros?\b|pour cent\b)")
_ALINEA = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*|]|\d+\.|[a-z]\)) )")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Missing targets, variables that disagree between clauses, doubled signs, unsafe optional variables."""
    connues: dict[str, tuple[ClauseType, Variable]] = {}
    for clause in contexte.base.clauses.values():
        yield from _cibles(contexte, clause)
        yield from _alineas(contexte, clause)
        for nom, variable in clause.variables.items():
            premiere, reference = connues.setdefault(nom, (clause, variable))
            if (variable.libelle, variable.type, variable.choix) != (
                reference.libelle,
                reference.type,
                reference.choix,
            ):
                message = f"la variable « {nom} » est déclarée autrement dans la clause « {premiere.id} »"
                yield contexte.probleme(clause, f"{nom}:", message)


def _cibles(contexte: Contexte, clause: ClauseType) -> Iterator[Probleme]:
    base = contexte.base
    for lien in clause.liens:
        if lien not in base.clauses:
            yield contexte.probleme(clause, lien, f"la clause liée « {lien} » n'existe pas")
        if lien == clause.id:
            yield contexte.probleme(clause, "liens", "la clause se cite elle-même dans « liens »")
    for fiche in clause.fiches:
        if fiche not in base.fiches:
            yield contexte.probleme(clause, fiche, f"la fiche « {fiche} » n'existe pas")
    for source in clause.sources:
        if source not in base.sources:
            yield contexte.probleme(clause, source, f"la source « {source} » n'est pas dans sources.yml")


def _alineas(contexte: Contexte, clause: ClauseType) -> Iterator[Probleme]:
    for trouve in _SIGNE_APRES.finditer(clause.texte):
        if clause.variables[trouve[1]].type in ("montant", "taux"):
            yield contexte.probleme(clause, trouve[0], f"« {trouve[0]} » : le signe vient déjà avec la valeur")
    for alinea in _ALINEA.split(clause.texte):
        noms = dict.fromkeys(VARIABLE.findall(alinea))
        if len({clause.variables[nom].obligatoire for nom in noms}) == 2:
            facultative = next(nom for nom in noms if not clause.variables[nom].obligatoire)
            message = f"« [[{facultative}]] », facultative, partage son alinéa avec une variable obligatoire"
            yield contexte.probleme(clause, f"[[{facultative}]]", message)
