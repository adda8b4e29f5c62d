"""« au 12 mars 2025 », « avant le 21 août 2026 », « lancée en juin 2025 »: the days whose law is asked for, if any."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from index.nettoyage import plier

_MOIS = {
    nom: numero
    for numero, nom in enumerate(
        [
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre",
        ],
        start=1,
    )
}
_NOMS = "|".join(_MOIS)
_JOUR = rf"(\d{{1,2}})(?:er)?(?:\s+({_NOMS})\s+|/(\d{{1,2}})/)(\d{{4}})"
_DATE = re.compile(r"\b(avant le|jusqu'au|a la date du|en date du|au)\s+" + _JOUR)
_AVANT = re.compile(rf"\bavant\s+(?:({_NOMS})\s+)?(20\d\d)\b")
# A month or a year counts only for a purchase begun then: elsewhere it may be that of a plan, a law, a story.
_QUAND = rf"(?:en |courant |au mois de |au mois d'|mi-)(?:({_NOMS}) )?(20\d\d)\b"
_ACCORD = r"(?:e|s|es)?"
_COMMENCE = rf"(?:lance|engage|demarre|passe|achete|commande){_ACCORD}"
_PARU = rf"(?:publie|paru){_ACCORD}"
_LANCE = rf"(?:{_COMMENCE}|{_PARU})"
_ACHAT = r"(?:marche|consultation|achat|procedure|appel d'offres|concession|accord-cadre|mapa|avis)"
# Articles, guides and rulings come out too, and the notice of a court is not that of a purchase.
_AUTRE_CHOSE = re.compile(
    r"\b(?:plan|programme|charte|dispositif|loi|decret|arrete|ordonnance|reforme|schema|action|projet)s? "
    rf"(?:\S+ ){{0,2}}{_LANCE}"
    r"|\b(?:guide|article|fiche|etude|rapport|arret|jugement|circulaire|note|livre"
    rf"|avis d(?:u |e la |e l'|'un )(?!{_ACHAT})) ?(?:\S+ ){{0,4}}{_PARU}"
)
_CONSULTATION = r"(?:consultation|procedure|appel d'offres|mapa)s?"
# Before the verb: « avait lancé » tells a story, « a-t-il lancé » asks one.
_NON_RACONTE = r"(?<!\bavait )(?<!\bavaient )(?<!-il )\b"
_NOMME = rf"(?:\S+ )?{_ACHAT}(?: \S+){{0,3}}? "
_A_COMMENCE = (
    rf"(?:{_NON_RACONTE}(?:{_COMMENCE} (?:{_NOMME})?|{_PARU} {_NOMME})"
    rf"|\b(?:{_ACHAT}|nous|on|j'ai)(?: \S+){{0,4}}? {_NON_RACONTE}{_PARU} )"
)
_JOUR_DE_L_ACHAT = re.compile(rf"(?:{_A_COMMENCE}le|\b{_CONSULTATION} du) {_JOUR}")
_PERIODES = tuple(
    re.compile(motif)
    for motif in (
        rf"{_A_COMMENCE}{_QUAND}",
        rf"\b{_CONSULTATION} (?:de |d')({_NOMS}) (20\d\d)\b",
        rf"^en (?:({_NOMS}) )?(20\d\d),? (?:nous avons|on a|j'ai)\b",
    )
)
_IMPARFAIT = (
    r"\b(?:etai(?:t|ent)|fallait|pouv(?:ait|aient|ions)|dev(?:ait|aient|ions)|valai(?:t|ent)|appliquai(?:t|ent))\b"
)
_EVOQUEE = re.compile(rf"(?:{_IMPARFAIT}.*?\b{_QUAND}|\b{_QUAND}.*?{_IMPARFAIT})")
_REPRIS = rf"(?:il|elle|c'est|c'etait|nous l'avons|on l'a|(?:une?|la|le|l'|cette|ce|notre) ?{_ACHAT})"
_SEULE = re.compile(
    rf"(?:(?:et|mais|non|ok|oui|pardon) )?(?:(?:si|pour) )?(?:{_REPRIS} )?(?:(?:a ete|est) )?"
    rf"(?:{_LANCE} )?(?:(?:le |du |au )?{_JOUR}|{_QUAND}|(aujourd'hui|maintenant|a ce jour|actuellement))"
)
# Not yet begun, in a month or a year that runs: « sera lancée en 2026 » is answered by the rule of today.
_PAS_ENCORE = re.compile(rf"\b(?:je|on|nous|qui|sera|seront|serait|etre) {_LANCE}\b")
_ANNEES = re.compile(r"\b20\d\d\b")
# The day and what only carries it: « (marché publié le 2 septembre 2026) », « pour un achat lancé en mars 2026 ».
_PORTEUR = rf"(?:(?:pour|dans|avec|si) (?:un|une|le|la|l'|notre|mon|ma|cette|ce) ?)?{_ACHAT}s? (?:est |a ete )?"
_LE_JOUR = rf"(?:avant le|jusqu'au|a la date du|en date du|au|le|(?<=consultation )du) {_JOUR}"
_DITE = re.compile(
    rf"[ ,;(]*\b(?:{_PORTEUR}(?={_LANCE}))?(?:{_LANCE} )?"
    rf"(?:{_LE_JOUR}|avant (?:(?:{_NOMS}) )?20\d\d\b|{_QUAND})[ ,;:)]*"
)


@dataclass(frozen=True)
class Periode:
    """From `debut` to `fin`, both counted: one day, or a month, or a year."""

    debut: date
    fin: date

    @classmethod
    def du_jour(cls, jour: date) -> Periode:
        """One day."""
        return cls(jour, jour)

    def jusqu_a(self, aujourd_hui: date) -> Periode | None:
        """The part that is not to come, if any."""
        return Periode(self.debut, min(self.fin, aujourd_hui)) if self.debut <= aujourd_hui else None


def periode_demandee(question: str, aujourd_hui: date) -> Periode | None:
    """The day named by « au … », « avant le … » (the eve), « jusqu'au … »; the day, month or year of a purchase begun.

    None if absent, absurd, to come (for a month or a year), or one date among others. A month or a year that runs
    goes to today. « avant août 2026 » is the eve of its first day, « avant 2026 » the eve of the year.
    """
    simple = plier(question)
    if (jour := _jour(simple)) is not None:
        return Periode.du_jour(jour)
    trouvees = [trouve for motif in _PERIODES if (trouve := motif.search(simple))]
    if not trouvees or _AUTRE_CHOSE.search(simple) or len(set(_ANNEES.findall(simple))) > 1:
        return None
    periode = _periode(*trouvees[0].groups())
    if periode.fin >= aujourd_hui and _PAS_ENCORE.search(simple):
        return None
    return periode.jusqu_a(aujourd_hui)


def periode_evoquee(question: str, aujourd_hui: date) -> Periode | None:
    """The only month or year, now over, of a sentence about the past: « quel était le seuil en 2025 ? ».

    It may be that of a story: only a rule that has changed since should be told as it was then.
    """
    simple = plier(question)
    trouvee = _EVOQUEE.search(simple)
    if trouvee is None or _AUTRE_CHOSE.search(simple) or len(set(_ANNEES.findall(simple))) > 1:
        return None
    avant, annee_avant, apres, annee_apres = trouvee.groups()
    periode = _periode(avant or apres, annee_avant or annee_apres)
    return periode if periode.fin < aujourd_hui else None


def periode_seule(question: str, aujourd_hui: date) -> Periode | None:
    """The day, month or year that the whole text names: « le 10 août 2026 », « et en 2025 ? », « et maintenant ? »."""
    trouvee = _SEULE.fullmatch(plier(question).replace(",", "").strip(" ?.!"))
    if trouvee is None:
        return None
    jour, mois, numero, annee, mois_seul, annee_seule, ce_jour = trouvee.groups()
    if ce_jour:
        return Periode.du_jour(aujourd_hui)
    if annee_seule:
        periode = _periode(mois_seul, annee_seule)
        return periode.jusqu_a(aujourd_hui) or periode
    lue = _lire("le", jour, mois, numero, annee)
    return Periode.du_jour(lue) if lue else None


def sans_date(question: str) -> str:
    """The question without the days that it names: what it asks, whenever. Itself when nothing else would be left."""
    bornes = [0, *accumulate(len(plier(signe)) for signe in question)]
    restes, suite = list[str](), 0
    for dite in _DITE.finditer(plier(question)):
        restes.append(question[suite : bisect_right(bornes, dite.start()) - 1])
        suite = bisect_left(bornes, dite.end())
    texte = " ".join([*restes, question[suite:]]).replace(" .", ".").strip()
    return texte if restes and any(signe.isalpha() for signe in texte) else question


def _periode(nom: str | None, annee: str) -> Periode:
    debut = date(int(annee), _MOIS.get(nom or "janvier", 1), 1)
    dernier_mois = debut.month if nom else 12
    return Periode(debut, date(debut.year, dernier_mois, calendar.monthrange(debut.year, dernier_mois)[1]))


def date_demandee(question: str) -> date | None:
    """The only day that the question can mean, if it says one."""
    return _jour(plier(question))


def _jour(simple: str) -> date | None:
    trouve = _DATE.search(simple)
    if trouve is None and not _AUTRE_CHOSE.search(simple) and (achat := _JOUR_DE_L_ACHAT.search(simple)):
        return _lire("le", *achat.groups())
    if trouve is None:
        mois_seul = _AVANT.search(simple)
        if mois_seul is None:
            return None
        return date(int(mois_seul[2]), _MOIS.get(mois_seul[1] or "janvier", 1), 1) - timedelta(days=1)
    return _lire(*trouve.groups())


def _lire(avant: str, jour: str, nom: str | None, numero: str | None, annee: str) -> date | None:
    """The day written so, or its eve; None for a day that does not exist."""
    try:
        lue = date(int(annee), _MOIS[nom] if nom else int(numero or 0), int(jour))
    except ValueError:
        return None
    return lue - timedelta(days=1) if avant == "avant le" else lue
