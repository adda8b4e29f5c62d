"""Several questions in one message: each is asked apart, and the answer says which ones it is for.

People type as they speak: « On refait la voirie, 800 k€. Faut-il une clause ? Et qui la contrôle ? » Read as one text,
such a message is near no fiche, or near one that answers half of it. What is said around the questions goes with each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from base_connaissance.typographie import typographier
from index.equivalences import acceptees
from index.modeles import Candidat, Reponse
from index.nettoyage import plier
from index.recit import phrases

MAXIMUM = 3
_MOTS_D_UNE_QUESTION = 3
_PROPOSES = 3
_SUGGESTIONS = 4
_MOT = re.compile(r"\w{2,}")
# « Est-elle déductible ? » says nothing without the question before it; « faut-il » and « la clause est-elle » do.
_RENVOI = re.compile(
    r"(?:(?:et|mais|sinon|alors),? )*(?!faut-il|existe-t-il|s'agit-il|est-il (?:possible|permis|utile|legal))"
    r"[\w']+-(?:t-)?(?:il|elle)s?\b"
)
_POLITESSE = re.compile(r"(?:bonjour|bonsoir|salut|merci|cordialement|bonne)\b.{0,25}", re.IGNORECASE)
_RANGS = ("première", "deuxième", "troisième")


class Partie(NamedTuple):
    """One question of a message, by its rank in it, and what it got when asked apart."""

    rang: int
    reponse: Reponse

    @property
    def sure(self) -> bool:
        """Whether it was answered."""
        return self.reponse.decision == "reponse"

    @property
    def hesitante(self) -> bool:
        """Whether the base may answer it."""
        return self.reponse.decision == "choix"

    @property
    def nom(self) -> str:
        """« première »."""
        return _RANGS[self.rang]


def separer(message: str) -> tuple[str, ...]:
    """The questions of a cleaned message, each after what is said around them all.

    Empty when it asks one only: nothing is to be asked apart.
    """
    questions, dits = list[str](), list[str]()
    for phrase in phrases(message):
        if phrase.endswith("?") and len(_MOT.findall(phrase)) >= _MOTS_D_UNE_QUESTION:
            questions.append(f"{questions[-1]} {phrase}" if questions and _RENVOI.match(plier(phrase)) else phrase)
        elif phrase.endswith("?") and questions:  # « Et combien ? » says nothing alone
            questions[-1] += f" {phrase}"
        elif not _POLITESSE.fullmatch(phrase):
            dits.append(phrase)
    return tuple(" ".join([*dits, question]) for question in questions) if len(questions) > 1 else ()


def reunir(entiere: Reponse, parties: Sequence[Partie], laissees: int = 0) -> Reponse:
    """One answer from what the whole message and each of its questions (none for a single one) got.

    `laissees`: how many more it holds, which were not asked.

    The first question answered makes it; what answers the others is offered. With none, the answer to the whole message
    stands, else the nearest fiches of each question are proposed.
    """
    sures = [partie for partie in parties if partie.sure]
    if not sures:
        return entiere if entiere.decision == "reponse" else _proposer(entiere, parties)
    principale = sures[0].reponse
    traitees = [partie for partie in sures if _disent_pareil(principale, partie.reponse)]
    autres = [partie for partie in parties if partie not in traitees]
    if _disent_pareil(entiere, principale):  # it was sure to answer the whole: nothing to say of what only specifies it
        autres = [partie for partie in autres if _proche(partie.reponse) != principale.fiche]
    offertes = (candidat for partie in autres for candidat in _offrir(partie))
    avis = [*_avis_des(autres)]
    if autres or laissees:
        avis.insert(0, _dire(parties, traitees, autres, principale, laissees))
    return principale.model_copy(update={
        "question": entiere.question,
        "suggestions": tuple(_distincts([*offertes, *principale.suggestions], principale.fiche))[:_SUGGESTIONS],
        "avertissements": tuple(dict.fromkeys([*principale.avertissements, *avis])),
    })  # fmt: skip


def _disent_pareil(une: Reponse, autre: Reponse) -> bool:
    """Whether both were answered, by the same fiche or by two that answer alike."""
    return une.fiche is not None and autre.fiche in acceptees([une.fiche])


def _proche(reponse: Reponse) -> str | None:
    """The fiche that a question without an answer comes nearest to."""
    return reponse.candidats[0].fiche if reponse.fiche is None and reponse.candidats else None


def _proposer(entiere: Reponse, parties: Sequence[Partie]) -> Reponse:
    """The nearest fiches of each question that the base may answer."""
    hesitantes = [partie for partie in parties if partie.hesitante]
    if not hesitantes or entiere.sujet is not None:
        return entiere
    # The first of each, then the second of each…: a choice of one would mean something else (`Reponse.sujet`).
    rangees = zip_longest(*(partie.reponse.candidats for partie in hesitantes))
    candidats = tuple(_distincts((c for rangee in rangees for c in rangee if c is not None), None))[:_PROPOSES]
    avis = typographier("Votre message pose plusieurs questions. Posez-les une à une : chacune sera mieux comprise.")
    return entiere.model_copy(update={
        "decision": "choix", "motif": None, "orientation": None, "suggestions": (), "candidats": candidats,
        "avertissements": tuple(dict.fromkeys([*entiere.avertissements, *_avis_des(hesitantes), avis])),
    })  # fmt: skip


def _offrir(partie: Partie) -> Iterator[Candidat]:
    """The fiche that answers a question, or the nearest when the base may answer it."""
    reponse = partie.reponse
    if reponse.fiche is not None and reponse.titre is not None:
        yield Candidat(fiche=reponse.fiche, titre=reponse.titre, score=0.0)
    elif partie.hesitante:
        yield from reponse.candidats[:1]


def _avis_des(parties: Sequence[Partie]) -> Iterator[str]:
    """What was said of questions that wait for a precision: the day of law, say."""
    return (avis for partie in parties if partie.hesitante for avis in partie.reponse.avertissements)


def _distincts(candidats: Iterable[Candidat], deja: str | None) -> Iterator[Candidat]:
    vues = {deja}
    for candidat in candidats:
        if candidat.fiche not in vues:
            vues.add(candidat.fiche)
            yield candidat


def _dire(
    parties: Sequence[Partie], traitees: Sequence[Partie], autres: Sequence[Partie], principale: Reponse, laissees: int
) -> str:
    """Which questions the answer is for, and what becomes of each of the others."""
    nombre = "deux" if len(parties) + laissees == 2 else "plusieurs"
    phrases = [f"Votre message pose {nombre} questions : cette réponse vaut pour la {_et(traitees)}."]
    for partie in autres:
        if partie.sure:
            phrases.append(f"Pour la {partie.nom}, voyez « {partie.reponse.titre} », ci-dessous.")
        elif _proche(partie.reponse) == principale.fiche:
            phrases.append(f"Si elle ne suffit pas à la {partie.nom}, posez celle-ci seule.")
        elif partie.hesitante:
            proche = partie.reponse.candidats[0].titre
            phrases.append(f"Pour la {partie.nom}, le plus proche est « {proche} », ci-dessous ; posez-la seule.")
        else:
            phrases.append(f"Pour la {partie.nom}, aucune réponse n'est sûre : posez-la seule.")
    if laissees:
        phrases.append(f"Au-delà de la {parties[-1].nom}, posez vos questions à part.")
    return typographier(" ".join(phrases))


def _et(parties: Sequence[Partie]) -> str:
    *premieres, derniere = [partie.nom for partie in parties]
    return f"{', la '.join(premieres)} et la {derniere}" if premieres else derniere
