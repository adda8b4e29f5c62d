"""What a question says once courtesies, signature and contact details are set aside, and capitals are lowered.

« bonjour, tu peux m'expliquer … stp », « … Merci d'avance. Bien cordialement, Claire », « QUI PEUT RÉPONDRE ? ».
"""

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
    rf"^(?:(?:bonjour|bonsoir|bjr|salut|slt|coucou|hello|all[ôo]|ch[eè]re?s? (?:coll[èe]gues?|madame|monsieur)|madame|"
    rf"monsieur|mesdames|messieurs|[àa] tous|[àa] toutes|svp|stp|{_POLITESSE}|merci d'avance|alors|euh|"
    r"(?:bon|dis|dites)(?=\s*,)|(?:j'ai |j'aurais |juste |encore )?(?:une |petite |une petite |une autre )question|"
    r"(?:excusez[- ]moi|excuse[- ]moi|d[ée]sol[ée]e?|pardon)(?: de (?:te|vous) d[ée]ranger)?|"
    r"j'esp[èe]re que (?:tu vas|vous allez|tout va) bien|"
    r"je me permets de (?:te |vous )?(?:contacter|solliciter|[ée]crire|demander))(?!\w)[\s,.!:;]*)+",
    re.IGNORECASE,
)
# How to answer, not what.
_MANIERE = re.compile(
    r"^(?:r[ée]pond(?:s|ez)(?:[- ](?:moi|nous))?\s+)?"
    r"(?:en (?:une|deux|trois|quelques|peu de|\d+) (?:phrases?|mots?|lignes?)|en bref|bri[èe]vement|simplement)"
    r"\s*[:,]\s*",
    re.IGNORECASE,
)
# Who speaks, only when a demand follows: « je suis artisan et je ne peux pas… » says something about the question.
_PRESENTATION = re.compile(
    rf"^(?:je|nous|on)\s+(?:suis|sommes|est|travaille|travaillons)\b[^?.!]{{0,60}}?(?:[,.]|\bet)\s+"
    rf"(?=(?:{_VOULOIR}|{_POUVOIR})\b)",
    re.IGNORECASE,
)
# « Tu peux me dire si… » asks; « Si… » with its capital begins the question.
_DEMANDE = re.compile(
    rf"^(?:est-ce que\s+)?(?:(?:{_POUVOIR}|merci de|veuillez)\s+(?:me |nous |m'|bien )*(?:{_DIRE})|"
    r"(?:dis|dites|explique[zs]?|pr[ée]cise[zs]?|indique[zs]?|rappelle[zs]?)[- ](?:moi|nous)|"
    rf"{_VOULOIR}\s+(?:bien\s+)?(?:{_SAVOIR}))\b(?:\s+(?:stp|svp|{_POLITESSE})(?!\w))?\s*(?:(?-i:si)\b|,|:)?\s*",
    re.IGNORECASE,
)
_REMERCIER = (
    r"(?:d'avance |par avance )?(?:(?:je|nous) (?:te|vous) )?(?:merci|remercie(?:ons)?)"
    r"(?: (?:d'avance|par avance|beaucoup|bcp|bien|infiniment|mille fois|[àa] vous|[àa] tous))*"
    r"(?: (?:pour|de) (?:ta|tes|ton|votre|vos) (?:\w+ )?"
    r"(?:aide|retours?|r[ée]ponses?|lumi[èe]res|[ée]clairages?|conseils?))?"
)
_FIN_DE_LETTRE = r"(?:(?:bien |tr[èe]s )?cordialement|cdt|bien [àa] (?:toi|vous)|salutations(?: distingu[ée]es)?)"
_FERMETURE = re.compile(
    rf"[\s,.!;]*\b(?:et )?(?:stp|svp|{_POLITESSE}|{_REMERCIER}|{_FIN_DE_LETTRE}|[àa] bient[ôo]t|au revoir|bon week-end|"
    r"c'est urgent|bonne (?:journ[ée]e|soir[ée]e|semaine|fin de journ[ée]e)|"
    r"dans l'attente de (?:ton|votre|ta) (?:retour|r[ée]ponse))"
    r"[\s.!,]*(?P<point>\?)?[\s.!,]*$",
    re.IGNORECASE,
)
# After a formula that ends a letter, a name, perhaps a service; after thanks, a name only: no question any more.
_NOM = r"(?-i:[A-ZÀ-Ý][\w'-]+)"
_SIGNATURE = re.compile(
    rf"(?:(?<=[.?!,;])\s*{_FIN_DE_LETTRE}|\s{_FIN_DE_LETTRE}\s*,\s*(?=(?-i:[A-ZÀ-Ý])))\b[\s,.:–-]*[^?]{{0,60}}$|"
    rf"(?<=[.?!,;])\s*{_REMERCIER}[\s,.!]+{_NOM}(?:\s{_NOM}){{0,2}}\.?$",
    re.IGNORECASE,
)
_CAPITALES, _LETTRES = 0.8, 12
_DIT = re.compile(r"\w{2,}")
_FORMULES = 4  # « merci d'avance, bonne journée, à bientôt »


@lru_cache(maxsize=64)
def alleger(question: str) -> str:
    """The question without greetings, contact details and « could you tell me »; whole if nothing would remain."""
    reste = _sans_politesse(question)
    return reste if _DIT.search(reste) else question


def est_une_politesse(question: str) -> bool:
    """Whether nothing is asked: « bonjour », « merci, bonne journée »."""
    return _DIT.search(_sans_politesse(question)) is None


def _sans_politesse(question: str) -> str:
    allegee = _COORDONNEES.sub(" ", question) if _COORDONNEES_POSSIBLES.search(question) else question
    allegee = _SIGNATURE.sub("", allegee.strip())
    for motif in (_OUVERTURE, _PRESENTATION, _MANIERE, _DEMANDE):
        allegee = motif.sub("", allegee.strip())
    for _ in range(_FORMULES):
        fermee = _FERMETURE.sub(lambda trouve: trouve["point"] or "", allegee)
        if fermee == allegee:
            break
        allegee = fermee
    return _baisser(allegee.strip(" ,;:"))


def _baisser(texte: str) -> str:
    """Small letters when nearly all are capitals: a question of acronyms alone stays."""
    lettres = [lettre for lettre in texte if lettre.isalpha()]
    if len(lettres) < _LETTRES or sum(map(str.isupper, lettres)) < _CAPITALES * len(lettres):
        return texte
    return texte[0] + texte[1:].lower()
