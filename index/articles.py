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


def fiches_par_article(base: Base) -> dict[str, list[str]]:
    """For each article number, the fiches that cite it, those that rest on fewest sources first (most specific)."""
    index: dict[str, list[str]] = {}
    for fiche in sorted(base.fiches.values(), key=lambda f: len(f.sources)):
        for rang, source_id in enumerate(fiche.sources):
            article = base.sources[source_id].article if source_id in base.sources else None
            if article:
                for numero in articles_cites(article):
                    liste = index.setdefault(numero, [])
                    liste.insert(0, fiche.id) if rang == 0 else liste.append(fiche.id)
    return index
