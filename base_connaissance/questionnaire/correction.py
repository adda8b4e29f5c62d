"""Marking an answer. Pure: an item, an answer, a day; nothing is kept.

Points go from 0 to 1. *choix*, *vrai_faux*, *nombre*: all or nothing. *plusieurs*: (right options chosen − distractors
chosen) ÷ right options, never below 0. *ordre*: pairs of steps in the right order minus pairs in the wrong one, ÷ all
pairs, never below 0 (a random order is worth about nothing). *appariement*: share of right pairs. *cas*: mean of its
questions. `juste` means all the points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

from base_connaissance.champs import Modele
from base_connaissance.erreurs import ReponseInvalide
from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_nombre
from base_connaissance.questionnaire.affichage import cles, cote, sources_de, sous_racine
from base_connaissance.questionnaire.modeles import (
    Item,
    ItemAppariement,
    ItemCas,
    ItemOrdre,
    Option,
    Question,
    QuestionChoix,
    QuestionNombre,
    QuestionPlusieurs,
    QuestionVraiFaux,
)
from base_connaissance.questionnaire.resolution import resoudre
from base_connaissance.typographie import NBSP

_OUI, _NON = {"vrai", "v", "true", "oui"}, {"faux", "f", "false", "non"}


class Correction(Modele):
    """The mark of one answer. `bonne_reponse` lists the right answer as people read it, one line each; `pourquoi` says
    why each distractor chosen is wrong; `details` are the questions of a case."""

    id: str
    juste: bool
    points: float
    explication: str
    bonne_reponse: tuple[str, ...]
    pourquoi: tuple[str, ...] = ()
    sources: tuple[dict[str, Any], ...] = ()
    details: tuple[Correction, ...] = ()


def corriger(base: Base, item: Item, reponse: Any, jour: date) -> Correction:
    """Mark `reponse`, given as `affichage.item_complet` gives its own `reponse`.

    That is: the `cle` chosen (choix); a list of them (plusieurs, ordre); « vrai » or « faux », or a boolean; a number,
    or its French writing; `{cle of gauche: cle of droite}`; for a case, `{id of the question: answer}`. None means no
    answer: no point. Raises ReponseInvalide naming the field if it is malformed, ParametreInconnu if a figure of the
    item has no value on that day.
    """
    resolu = resoudre(base, item, jour)
    corrige = _corriger(item.id, resolu, reponse, "reponse")
    return corrige.model_copy(update={"sources": tuple(sources_de(base, base.fiches[item.fiche]))})


def _corriger(racine: str, question: Item | Question, reponse: Any, champ: str) -> Correction:
    match question:
        case ItemCas():
            return _cas(racine, question, reponse, champ)
        case QuestionChoix() | QuestionPlusieurs():
            points, pourquoi = _options(racine, question, reponse, champ)
            bonne = tuple(option.texte for option in question.choix if option.juste)
        case QuestionVraiFaux():
            points = float(reponse is not None and _verite(reponse, champ) == question.juste)
            pourquoi, bonne = (), ("Vrai" if question.juste else f"Faux. {question.correction}",)
        case QuestionNombre():
            points, pourquoi = _nombre(question, reponse, champ), ()
            bonne = (f"{formater_nombre(float(question.reponse))}{NBSP}{question.unite}",)
        case ItemOrdre():
            points, pourquoi = _ordre(cles(racine, question.etapes), reponse, champ), ()
            bonne = question.etapes
        case ItemAppariement():
            points, pourquoi = _paires(racine, question, reponse, champ), ()
            bonne = tuple(f"{paire.gauche} → {paire.droite}" for paire in question.paires)
    explication = getattr(question, "explication", None) or getattr(question, "correction", None) or ""
    return Correction(
        id=racine, juste=points == 1, points=points, explication=explication, bonne_reponse=bonne, pourquoi=pourquoi
    )


def _options(
    racine: str, question: QuestionChoix | QuestionPlusieurs, reponse: Any, champ: str
) -> tuple[float, tuple[str, ...]]:
    par_cle = dict(zip(cles(racine, [option.texte for option in question.choix]), question.choix, strict=True))
    if reponse is None:
        return 0.0, ()
    if isinstance(question, QuestionChoix):
        choisies = [_connue(par_cle, reponse, champ)]
    else:
        choisies = [_connue(par_cle, nom, champ) for nom in _liste(reponse, champ)]
    justes = sum(option.juste for option in choisies)
    attendues = sum(option.juste for option in question.choix)
    points = max(0.0, (justes - (len(choisies) - justes)) / attendues)
    return points, tuple(option.pourquoi for option in choisies if not option.juste and option.pourquoi)


def _connue(par_cle: dict[str, Option], nom: Any, champ: str) -> Option:
    if not isinstance(nom, str) or nom not in par_cle:
        raise ReponseInvalide(champ, f"« {str(nom)[:40]} » n'est pas une réponse proposée")
    return par_cle[nom]


def _liste(reponse: Any, champ: str) -> list[Any]:
    if not isinstance(reponse, list | tuple):
        raise ReponseInvalide(champ, "une liste est attendue")
    if any(not isinstance(nom, str) for nom in reponse):
        raise ReponseInvalide(champ, "une liste de textes est attendue")
    if len(set(reponse)) != len(reponse):
        raise ReponseInvalide(champ, "la même réponse figure deux fois")
    return list(reponse)


def _verite(reponse: Any, champ: str) -> bool:
    if isinstance(reponse, bool):
        return reponse
    mot = reponse.strip().lower() if isinstance(reponse, str) else ""
    if mot not in _OUI | _NON:
        raise ReponseInvalide(champ, "« vrai » ou « faux » est attendu")
    return mot in _OUI


def lire_nombre(reponse: Any, champ: str) -> float:
    """A number as people type it: « 1 000,5 » is 1000.5. Raises ReponseInvalide if it is not a finite one."""
    if isinstance(reponse, str):
        try:
            reponse = float("".join(reponse.split()).replace(",", "."))
        except ValueError as erreur:
            raise ReponseInvalide(champ, "un nombre est attendu, en chiffres") from erreur
    if isinstance(reponse, bool) or not isinstance(reponse, int | float) or abs(reponse) > 1e15:
        raise ReponseInvalide(champ, "un nombre est attendu, en chiffres")
    if not math.isfinite(reponse):
        raise ReponseInvalide(champ, "un nombre fini est attendu")
    return float(reponse)


def _nombre(question: QuestionNombre, reponse: Any, champ: str) -> float:
    if reponse is None:
        return 0.0
    ecart = abs(lire_nombre(reponse, champ) - float(question.reponse))
    return float(ecart <= question.tolerance + 1e-9)


def _ordre(attendu: Sequence[str], reponse: Any, champ: str) -> float:
    if reponse is None:
        return 0.0
    propose = _liste(reponse, champ)
    if set(propose) != set(attendu):
        raise ReponseInvalide(champ, "chaque étape doit figurer une fois, et aucune autre")
    rangs = [attendu.index(nom) for nom in propose]
    couples = list(combinations(rangs, 2))
    bons = sum(avant < apres for avant, apres in couples)
    return max(0.0, (2 * bons - len(couples)) / len(couples))


def _paires(racine: str, question: ItemAppariement, reponse: Any, champ: str) -> float:
    if reponse is None:
        return 0.0
    gauche = cles(cote(racine, "gauche"), [paire.gauche for paire in question.paires])
    droite = cles(cote(racine, "droite"), [paire.droite for paire in question.paires])
    if not isinstance(reponse, dict):
        raise ReponseInvalide(champ, "un ensemble « gauche : droite » est attendu")
    for nom, valeur in reponse.items():
        if nom not in gauche or valeur not in droite:
            raise ReponseInvalide(champ, f"« {str(nom)[:20]} : {str(valeur)[:20]} » n'est pas une paire possible")
    justes = sum(bool(reponse.get(g) == d) for g, d in zip(gauche, droite, strict=True))
    return justes / len(gauche)


def _cas(racine: str, cas: ItemCas, reponse: Any, champ: str) -> Correction:
    noms = [sous_racine(racine, rang) for rang in range(len(cas.questions))]
    if reponse is not None and not isinstance(reponse, dict):
        raise ReponseInvalide(champ, "un ensemble « question : réponse » est attendu")
    for inconnue in set(reponse or {}) - set(noms):
        raise ReponseInvalide(champ, f"« {str(inconnue)[:40]} » n'est pas une question de ce cas")
    details = tuple(
        _corriger(nom, sous, (reponse or {}).get(nom), f"{champ}.{nom}")
        for nom, sous in zip(noms, cas.questions, strict=True)
    )
    points = sum(detail.points for detail in details) / len(details)
    return Correction(
        id=racine, juste=all(detail.juste for detail in details), points=points,
        explication=" ".join(detail.explication for detail in details),
        bonne_reponse=tuple(ligne for detail in details for ligne in detail.bonne_reponse), details=details,
    )  # fmt: skip
