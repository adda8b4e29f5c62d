"""Article numbers in a question (`L. 2113-13`, `R2152-7`, « article l2112-2-1 ») and the fiches that rest on them."""

from __future__ import annotations

import re

from base_connaissance.modeles import Base

_ARTICLE = re.compile(r"\b([LRD])\.?\s?(\d{1,4})\s?((?:-\s?\d+)*)\b", re.IGNORECASE)


def articles_cites(question: str) -> list[str]:
    """Normalised article numbers of the question, e.g. ["l2113-13"], in order."""
    return [
        (lettre + numero + suite).lower().replace(" ", "")
        for lettre, numero, suite in _ARTICLE.findall(question)
        if suite or len(numero) == 4
    ]


def fiches_par_article(base: Base) -> dict[str, dict[str, float]]:
    """For each article number, the fiches that cite it: 1 for the only one that names it first, 0.5 for the others.

    Several fiches often name one article first (L. 2112-2-1): none of them is its fiche, the rest of the question says.
    """
    citantes: dict[str, dict[str, bool]] = {}
    for fiche in base.fiches.values():
        for rang, source_id in enumerate(fiche.sources):
            article = base.sources[source_id].article if source_id in base.sources else None
            for numero in articles_cites(article or ""):
                par_fiche = citantes.setdefault(numero, {})
                par_fiche[fiche.id] = par_fiche.get(fiche.id, False) or rang == 0
    return {
        numero: {
            fiche: 1.0 if en_tete and sum(par_fiche.values()) == 1 else 0.5 for fiche, en_tete in par_fiche.items()
        }
        for numero, par_fiche in citantes.items()
    }
