"""What a question says once courtesies and contact details are set aside: « bonjour, tu peux m'expliquer … stp »."""

from __future__ import annotations

import re
from functools import lru_cache

_POUVOIR = (
    r"tu peux|vous pouvez|peux[- ]tu|pouvez[- ]vous|pourriez[- ]vous|pourrais[- ]tu|saurais[- ]tu|sauriez[- ]vous"
)
_DIRE = r"dire|expliquer|pr[ée]ciser|indiquer|rappeler|renseigner sur"
_VOULOIR = r"(?:je|j'|nous|on)\s*(?:voudrais?|voudrions|aimerais?|souhaite(?:rais|ons)?|cherche(?:ons)?|veux|voulons)"
_SAVOIR = r"savoir|comprendre|conna[iî]tre|[àa] savoir|[àa] comprendre|avoir des infos sur"
_POLITESSE = r"s'il (?:te|vous) pla[iî]t"

_COORDONNEES = re.compile(
    r"(?:\b(?:mon|ma|notre)\s+(?:(?:e-?)?mail|courriel|adresse(?:\s+mail)?|num[ée]ro|t[ée]l[ée]phone|portable)\s*"
    r"(?:est|c'est|:)?\s*(?:le\s+)?)?"
    r"(?:[\w.+-]+@[\w-]+\.[\w.-]+|(?:\+33\s?|\b0)[1-9](?:[\s.-]?\d{2}){4})\b[\s,;.:]*",
    re.IGNORECASE,
)
# No contact detail without one of these: what most questions are spared.
_COORDONNEES_POSSIBLES = re.compile(r"@|\d\d")
_OUVERTURE = re.compile(
    rf"^(?:(?:bonjour|bonsoir|salut|coucou|hello|madame|monsieur|svp|stp|{_POLITESSE}|merci d'avance|"
    r"j'ai une question|petite question|une question|alors|euh)\b[\s,.!:;]*)+",
    re.IGNORECASE,
)
# Who speaks, only when a demand follows: « je suis artisan et je ne peux pas… » says something about the question.
_PRESENTATION = re.compile(
    rf"^(?:je|nous|on)\s+(?:suis|sommes|est|travaille|travaillons)\b[^?.!]{{0,60}}?(?:[,.]|\bet)\s+"
    rf"(?=(?:{_VOULOIR}|{_POUVOIR})\b)",
    re.IGNORECASE,
)
_DEMANDE = re.compile(
    rf"^(?:est-ce que\s+)?(?:(?:{_POUVOIR}|merci de|veuillez)\s+(?:me |nous |m'|bien )*(?:{_DIRE})|"
    r"(?:dis|dites|explique[zs]?|pr[ée]cise[zs]?|indique[zs]?|rappelle[zs]?)[- ](?:moi|nous)|"
    rf"{_VOULOIR}\s+(?:bien\s+)?(?:{_SAVOIR}))\b\s*(?:si\b|,|:)?\s*",
    re.IGNORECASE,
)
_FERMETURE = re.compile(
    rf"[\s,.!;]*\b(?:stp|svp|{_POLITESSE}|merci(?: (?:d'avance|beaucoup|bien|[àa] vous))?|cordialement|"
    r"bonne journ[ée]e)"
    r"[\s.!]*(?P<point>\?)?[\s.!]*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def alleger(question: str) -> str:
    """The question without greetings, contact details and « could you tell me »; whole if nothing would remain."""
    allegee = _COORDONNEES.sub(" ", question) if _COORDONNEES_POSSIBLES.search(question) else question
    for motif in (_OUVERTURE, _PRESENTATION, _DEMANDE):
        allegee = motif.sub("", allegee.strip())
    allegee = _FERMETURE.sub(lambda trouve: trouve["point"] or "", allegee).strip(" ,;:")
    return allegee if re.search(r"\w{2,}", allegee) else question
