"""Follow-ups that only make sense after the previous answer: « et pour les travaux ? », « combien ? », « pourquoi ? ».

Three sorts: a word that asks for more of the same fiche, a change of reader or of date, and an elliptical question,
read with the subject of the last fiche. Measured on `jeux/suites.jsonl`.
"""

from __future__ import annotations

import re
from datetime import date

from base_connaissance.modeles import Base, Fiche, Public
from index.dates_question import Periode, date_demandee, periode_seule
from index.modeles import Contexte
from index.nettoyage import plier

_MOTS_MAXIMUM = 12
_MOTS_BREFS = 6
_REPRISE = re.compile(
    r"^(et\b|mais\b|ou alors\b|ou bien\b|meme chose\b|pareil\b|idem\b|dans ce cas\b|du coup\b|donc\b|sinon\b|alors\b|"
    r"c'est-a-dire|par exemple\b|oui mais\b|ok\b|d'accord\b)"
)
# Pronouns that point to the previous answer: never taken alone for a subject.
_ANAPHORE = re.compile(
    r"\b(celui-ci|celle-ci|ceux-ci|ca|cela|l'autre|la-dedans|la dessus|la-dessus|dedans|en (faut|mettre|avoir|prendre)|"
    r"(le|la|les) (contacter|justifier|prouver|contester|joindre|mettre|mets)|l'a (pas )?(eu|fait|obtenu)|"
    r"(il|elle|ils|elles) (compte|peut|doit|faut|dure|sont|a|ont)\w*)\b"
)
_MEME_FICHE = re.compile(
    r"(et )?(alors )?(pourquoi|comment( faire)?|combien|c'est-a-dire|depuis quand|par exemple|"
    r"(un|des|tu as un|donne[sz]?( moi)? un) exemples?|"
    r"(quell?e?s?|tes|vos|les|tu as des|et les) (articles?|sources?|textes?|references?)|ca vient d'ou|tu es sur|"
    r"(dis m'en|en savoir) plus|plus de details?|precise[rz]?|developpe[rz]?|la suite|c'est la loi qui le dit)"
)
_PUBLICS: tuple[tuple[re.Pattern[str], Public], ...] = (
    (re.compile(r"\b(entreprise|titulaire|candidat|prestataire)s?\b"), "entreprise"),
    (re.compile(r"\b(acheteur|acheteuse|collectivite|maitre d'ouvrage)s?\b"), "acheteur"),
    (re.compile(r"\b(formateur|formatrice|animateur|animatrice)s?\b"), "formateur"),
)
_SEUL_PUBLIC = (
    r"(et|mais|idem|pareil)( si| nous)?,? ?(je suis|on est|nous sommes|pour|cote|en tant que|du cote)?"
    r"( de)?( d')?( une?| les| des| l'| la| le)? ?"
)


def est_une_suite(question: str) -> bool:
    """Whether the question leans on the previous turn."""
    simple = plier(question).strip()
    if len(simple.split()) > _MOTS_MAXIMUM:
        return False
    return bool(_REPRISE.match(simple) or _ANAPHORE.search(simple) or demande_la_meme_fiche(question))


def peut_etre_une_suite(question: str) -> bool:
    """A follow-up, or a question so short that it may be one: « jusqu'à combien ? »."""
    return est_une_suite(question) or len(question.split()) <= _MOTS_BREFS


def demande_la_meme_fiche(question: str) -> bool:
    """« pourquoi ? », « un exemple ? », « quelles sources ? »: more of the last answer, no new subject."""
    return _MEME_FICHE.fullmatch(plier(question).strip(" ?.!…")) is not None


def fiche_precedente(base: Base, contexte: Contexte | None) -> Fiche | None:
    """The fiche of the last answer."""
    return base.fiches.get(contexte.derniere_fiche) if contexte and contexte.derniere_fiche else None


def completer(base: Base, question: str, contexte: Contexte | None) -> str:
    """The question made whole with the subject of the last fiche, when it is a follow-up; else unchanged."""
    fiche = fiche_precedente(base, contexte)
    if fiche is None or not peut_etre_une_suite(question):
        return question
    return f"{question} ({fiche.titre})"


def seul_le_public_change(question: str) -> Public | None:
    """The public named by a follow-up that changes nothing else: « et pour une entreprise ? »."""
    simple = plier(question).strip(" ?.!")
    for motif, public in _PUBLICS:
        if simple.startswith(("et", "mais", "idem", "pareil")) and re.fullmatch(_SEUL_PUBLIC + motif.pattern, simple):
            return public
    return None


def seule_la_periode_change(question: str, aujourd_hui: date) -> Periode | None:
    """The day, month or year of a follow-up that says nothing else: « et avant août 2026 ? », « le 10 août 2026 »."""
    simple = plier(question).strip(" ?.!")
    if re.fullmatch(r"(et|mais) \D{0,18}(\d{1,2}(er)?\D{1,12})?\d{4}", simple) and (jour := date_demandee(question)):
        return Periode.du_jour(jour)
    return periode_seule(question, aujourd_hui)
