"""The glossary's definition of the one word that a visitor asks about, when no fiche answers for sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from base_connaissance.modeles import Terme
from base_connaissance.typographie import typographier
from conseil.nombres.chiffres import aplanir
from conseil.reperes import Repere

_DEMANDE = re.compile(
    r"\b(?:c ?'?est quoi|qu'est[- ]ce (?:que|qu')|que (?:signifie|veut dire)|veut dire|définition|définir)|"
    r"\b(?:sigle|acronyme)\b"
)
_ATTENTION = "Définition du glossaire de la base ; ce n'est pas une règle de droit."


def definir(question: str, glossaire: Iterable[Terme]) -> Repere | None:
    """The definition of the only term that the question names, if it asks what a word means; else None."""
    plate = aplanir(question)
    if not _DEMANDE.search(plate):
        return None
    places = [(place, terme) for terme in glossaire if (place := _place(terme, question, plate))]
    # « CDD d'insertion » names one term, not « insertion » too.
    seuls = [terme for place, terme in places if not any(_dans(place, autre) for autre, _ in places)]
    if len(seuls) != 1:
        return None
    (terme,) = seuls
    titre = f"{terme.sigle} : {terme.terme}" if terme.sigle else terme.terme
    return Repere(typographier(titre), (typographier(terme.definition),), typographier(_ATTENTION))


def _place(terme: Terme, question: str, plate: str) -> tuple[int, int] | None:
    """Where the question names a term, in its longest writing."""
    noms, sigle = [terme.terme, *terme.variantes], terme.sigle or ""
    if len(sigle) > 2:
        noms.append(sigle)
    trouves = [re.search(rf"\b{re.escape(aplanir(nom))}s?\b", plate) for nom in noms]
    if len(sigle) == 2:  # often a word: « ce », « ai »
        trouves.append(re.search(rf"\b{re.escape(sigle)}\b", question))
    return max((t.span() for t in trouves if t), key=lambda place: place[1] - place[0], default=None)


def _dans(place: tuple[int, int], autre: tuple[int, int]) -> bool:
    return place != autre and autre[0] <= place[0] and place[1] <= autre[1]
