"""Applying one rule to one draft. Negations are read: « aucune condition de domicile » asks for none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from base_connaissance.modeles import Base
from base_connaissance.relecture import RegleRelecture
from conseil.droit import Droit
from conseil.redaction.relecture.modeles import Passage
from conseil.redaction.relecture.texte import Phrase

_PORTEE_AVANT = 110
_PORTEE_APRES = 90
_NEGATION = re.compile(
    r"\b(?:ne|ni|sans|aucune?s?|jamais|nul(?:le)?|pas)\b|\bn'"
    r"|\bnon\b(?!-| (?:seulement|respect|realis|execut|fait|conform|atteint|remis))"
)
_RESTRICTION = re.compile(r"(?:\bne\b|\bn').*?\b(?:que\b|qu')")
# « Nul ne peut exiger que » forbids all the same.
_ABSOLUE = re.compile(r"\b(?:nul(?:le)?|aucune?|jamais|sans|ni)\b")
# « Si les heures ne sont pas faites, une pénalité… » : the condition denies, what follows does not.
_CONDITION = re.compile(r"\b(?:si|lorsque|quand|en cas|a defaut|faute)\b[^,]*,")
_NIE_APRES = re.compile(
    r"^[^.]{0,50}?(?:\bne |\bn')[a-z' ]{1,25}?\b(?:pas|ni|jamais|aucune?|plus|nullement)\b"
    r"|^[^.]{0,30}\b(?:interdite?s?|exclue?s?|proscrite?s?)\b"
)
_RUPTURE = re.compile(r"\b(?:mais|toutefois|cependant|en revanche|sauf)\b|[.;]")
_ARTICLE = re.compile(r"\b([lrd])\.? ?(\d{4}(?:-\d+)+)\b")


def passages(regle: RegleRelecture, lues: Sequence[Phrase], droit: Droit) -> tuple[Passage, ...]:
    """The words of the draft that the rule catches, in order, none within another (`texte` left to the caller)."""
    anciens = _anciennes_valeurs(droit, regle.ancien_parametre) if regle.ancien_parametre else ()
    motifs = (*regle.motifs, *anciens)
    connus = _articles(droit.base) if regle.articles_inconnus else None
    trouves = sorted(
        (phrase.debut + debut, phrase.debut + fin) if regle.casse else phrase.situer(debut, fin)
        for phrase in lues
        for debut, fin in _reperer(regle, phrase, motifs, connus)
    )
    return tuple(Passage(debut=debut, fin=fin, texte="") for debut, fin in _fondre(trouves))


def present(motifs: Sequence[str], plie: str) -> bool:
    """Whether one of the patterns matches somewhere in the folded draft."""
    return any(_compiler(motif).search(plie) for motif in motifs)


def _reperer(
    regle: RegleRelecture, phrase: Phrase, motifs: Sequence[str], connus: frozenset[str] | None
) -> Iterator[tuple[int, int]]:
    texte = phrase.brut.replace("\n", " ") if regle.casse else phrase.plie
    if (regle.avec and not present(regle.avec, texte)) or present(regle.sans, texte):
        return
    minuscules = _minuscules(texte) if regle.casse else texte
    for debut, fin in (*_motifs(motifs, texte), *_articles_inconnus(texte, connus)):
        if not (regle.nie and est_nie(minuscules, debut, fin)):
            yield debut, fin


def _motifs(motifs: Sequence[str], texte: str) -> Iterator[tuple[int, int]]:
    for motif in motifs:
        yield from (trouve.span() for trouve in _compiler(motif).finditer(texte) if trouve.end() > trouve.start())


def _articles_inconnus(texte: str, connus: frozenset[str] | None) -> Iterator[tuple[int, int]]:
    if connus is not None:
        yield from (
            trouve.span() for trouve in _ARTICLE.finditer(texte) if f"{trouve[1]}{trouve[2]}" not in connus
        )  # fmt: skip


def est_nie(texte: str, debut: int, fin: int) -> bool:
    """Whether the words `debut` to `fin` stand under a negation of their own sentence.

    « ne … que » restricts, it does not deny; « mais » and the like end the reach of what came before.
    """
    avant = _CONDITION.sub(" ", _RUPTURE.split(texte[max(0, debut - _PORTEE_AVANT) : debut])[-1])
    restreint = _RESTRICTION.search(avant + texte[debut:fin]) and not _ABSOLUE.search(avant)
    if _NEGATION.search(avant) and not restreint:
        return True
    return _NIE_APRES.search(_RUPTURE.split(texte[fin : fin + _PORTEE_APRES])[0]) is not None


def _fondre(trouves: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    fondus: list[tuple[int, int]] = []
    for debut, fin in trouves:
        if fondus and debut <= fondus[-1][1]:
            fondus[-1] = (fondus[-1][0], max(fin, fondus[-1][1]))
        else:
            fondus.append((debut, fin))
    return fondus


def _anciennes_valeurs(droit: Droit, nom: str) -> Iterator[str]:
    """Patterns for the amounts that this parameter no longer has on the day of the law."""
    parametre = droit.base.parametres.get(nom)
    actuelle = parametre.a_la_date(droit.jour) if parametre else None
    if parametre is None or actuelle is None:
        return
    for debut, valeur in parametre.valeurs.items():
        if debut <= droit.jour and valeur.valeur != actuelle.valeur:
            yield r"(?<!\d)(?<!\d )" + f"{int(valeur.valeur):,}".replace(",", " ?") + r"(?! ?\d{3})"


def _articles(base: Base) -> frozenset[str]:
    lus = (source.article or "" for source in base.sources.values())
    return frozenset(f"{lettre}{numero}" for article in lus for lettre, numero in _ARTICLE.findall(article.lower()))


@lru_cache(maxsize=1024)
def _compiler(motif: str) -> re.Pattern[str]:
    return re.compile(motif)


def _minuscules(texte: str) -> str:
    """Lower case, sign for sign: « İ » would become two."""
    return "".join(signe.lower() if len(signe.lower()) == 1 else signe for signe in texte)
