"""Nothing of the scaffold is left: each « (à remplir) » of `nouvelle` waits for an editor's words."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte, reponses

MARQUE = "(à remplir)"


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """One error per text that still holds the mark."""
    for fiche in contexte.fiches():
        corps = (ligne for section in fiche.sections for ligne in section.texte.splitlines())
        for texte in (fiche.titre, *reponses(fiche), *fiche.questions, *corps):
            if MARQUE in texte:
                debut = texte[texte.index(MARQUE) :]
                yield contexte.probleme(fiche, debut, f"passage laissé à remplir : « {debut[:60].strip()} »")
