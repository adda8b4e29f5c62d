"""What a message tells around its question: « Je suis élue. … », « Marché de propreté : … », « … sur un lot de bus ».

The question alone is often one of the base's; what surrounds it may change the answer, or nothing.
"""

from __future__ import annotations

import re

# « art. L. 2113-13 » does not end a sentence.
_ENTRE_DEUX_PHRASES = re.compile(r"(?<=[?!…])\s+|(?<=\.)(?<!art\.)(?<!\b[LRD]\.)\s+(?=[A-ZÀ-Ý«])")
_ANNONCE = re.compile(r"[^:?]{3,}?\s*:\s+(?P<suite>.+)")
_ACHAT = (
    r"(?:lots?|march[ée]s?|consultations?|contrats?|accords?-cadres?|prestations?|achats?|appels? d'offres|travaux|"
    r"chantiers?|projets?|missions?|commandes?)"
)
_DETERMINANT = r"(?:une?|les?|la|l'|mon|ma|mes|notre|nos|votre|vos|cet?|cette|leur)"
_LORS_DE = (
    r"(?:sur|pour|dans(?: le cadre d['e])?|avec|lors d['e]|concernant|s'agissant d['e]|[àa] propos d['e]|en cas d['e]|"
    r"quand (?:j'|on |nous )?(?:ach[èe]t|pass)\w+|si c'est)"
)
# « … sur un lot de toiture ? »: what is bought, in a few words, at the end of a clause.
_POUR_CET_ACHAT = re.compile(
    rf"[ ,]*\b{_LORS_DE}\s*(?:{_DETERMINANT}\s*)?(?:\w+ )?{_ACHAT}(?: \w+)? (?:de |d'|du |des |en )"
    r"[\w'’-]+(?: [\w'’-]+){0,4}(?=[ ,;]*[,.;?!(]|$)",
    re.IGNORECASE,
)
# Shorter, what is left says too little to be read alone: « combien d'heures ? ».
_MOTS = 4


def phrases(message: str) -> list[str]:
    """The sentences of a cleaned message."""
    return [phrase for phrase in _ENTRE_DEUX_PHRASES.split(message) if phrase]


def sans_recit(message: str) -> str:
    """The only sentence that asks, else what comes after a colon; the message itself when neither stands alone."""
    toutes = phrases(message)
    if len(toutes) > 1:
        demandes = [phrase for phrase in toutes if phrase.endswith("?")]
        nue = demandes[0] if len(demandes) == 1 else ""
    else:
        annonce = _ANNONCE.fullmatch(message)
        nue = annonce["suite"] if annonce else ""
    return _ou(nue, message)


def sans_achat(message: str) -> str:
    """The message without the purchase that it is asked for; itself when too little would be left."""
    return _ou(_POUR_CET_ACHAT.sub("", message, count=1).strip(" ,"), message)


def _ou(nue: str, message: str) -> str:
    return nue if len(nue.split()) >= _MOTS else message
