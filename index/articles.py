"""Article numbers in a question (`L. 2113-13`, `R2152-7`, « article l2112-2-1 ») and the fiches that rest on them."""

from __future__ import annotations

import re
from collections import Counter

from base_connaissance.modeles import Base, Fiche

_ARTICLE = re.compile(r"\b([LRD])\.?\s?(\d{1,4})\s?((?:-\s?\d+)*)\b", re.IGNORECASE)
_AVANCE = 0.2
_POIDS_DES_REPONSES = 3


def articles_cites(question: str) -> list[str]:
    """Normalised article numbers of the question, e.g. ["l2113-13"], in order."""
    return [
        (lettre + numero + suite).lower().replace(" ", "")
        for lettre, numero, suite in _ARTICLE.findall(question)
        if suite or len(numero) == 4
    ]


def fiches_par_article(base: Base) -> dict[str, dict[str, float]]:
    """For each article number, the fiches that cite it: 1 for the only one that names it first, 0.5 or more for others.

    Several fiches often name one article first (L. 2112-2-1): none of them is its fiche, the rest of the question says.
    When there is no rest (« L. 2112-2 »), those that speak of it most come first.
    """
    citantes: dict[str, dict[str, bool]] = {}
    for fiche in base.fiches.values():
        for rang, source_id in enumerate(fiche.sources):
            article = base.sources[source_id].article if source_id in base.sources else None
            for numero in articles_cites(article or ""):
                par_fiche = citantes.setdefault(numero, {})
                par_fiche[fiche.id] = par_fiche.get(fiche.id, False) or rang == 0
    mentions = {fiche.id: _mentions(fiche) for fiche in base.fiches.values()}
    parts = {}
    for numero, par_fiche in citantes.items():
        plus = max(1, *(mentions[fiche][numero] for fiche in par_fiche))
        seule = sum(par_fiche.values()) == 1
        parts[numero] = {
            fiche: 1.0 if en_tete and seule else 0.5 + _AVANCE * mentions[fiche][numero] / plus
            for fiche, en_tete in par_fiche.items()
        }
    return parts


def _mentions(fiche: Fiche) -> Counter[str]:
    """How often a fiche names each article; its direct answer counts more than its sections."""
    compte: Counter[str] = Counter()
    for reponse in (fiche.reponse, *fiche.reponses_par_public.values()):
        compte.update({numero: _POIDS_DES_REPONSES for numero in set(articles_cites(reponse))})
    for section in fiche.sections:
        compte.update(articles_cites(section.texte))
    return compte
