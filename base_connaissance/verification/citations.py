"""Quotations of the law: word for word, from the register `citations.yml`, and of a source that the fiche gives."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.citations import citations_annoncees, infideles, simplifier
from base_connaissance.erreurs import Probleme
from base_connaissance.modeles import Fiche
from base_connaissance.verification.contexte import Contexte, textes

_REGISTRE = "citations.yml"


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """An error per quotation that is not in the register, or whose source the fiche does not list."""
    extraits = contexte.base.citations.values()
    citees: set[str] = set()
    for ecrit in contexte.ecrits():
        for texte in textes(ecrit):
            for faute in infideles(texte, extraits):
                yield contexte.probleme(
                    ecrit, faute, f"« {faute[:60]} » passe pour une citation de texte et n'est pas dans {_REGISTRE}"
                )
            for citee in citations_annoncees(texte):
                sources = {e.source for e in extraits if simplifier(citee) in simplifier(e.texte)}
                citees |= sources
                if isinstance(ecrit, Fiche) and sources and not sources & set(ecrit.sources):
                    message = f"« {citee[:60]} » cite {', '.join(sorted(sources))}, absente des sources de la fiche"
                    yield contexte.probleme(ecrit, citee, message)
    if contexte.seule is None:
        yield from _du_registre(contexte, citees)


def _du_registre(contexte: Contexte, citees: set[str]) -> Iterator[Probleme]:
    fichier = f"{contexte.racine.name}/{_REGISTRE}"
    for extrait in contexte.base.citations.values():
        if extrait.source not in contexte.base.sources:
            yield Probleme(fichier, 1, f"« {extrait.id} » : source inconnue « {extrait.source} »")
        elif extrait.source not in citees:
            yield Probleme(fichier, 1, f"« {extrait.id} » n'est citée nulle part : retirez-la", "avertissement")
