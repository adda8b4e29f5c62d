"""One turn of a guide, without Rasa: what is known and what was said, in; what to keep, ask and say, out.

The order matters: buttons, orders, side questions, answers (several at once are welcome), corrections of another field,
and only then « I did not understand ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from base_connaissance.presentation import remplir
from base_connaissance.typographie import typographier
from bot.actions.guides.champ import INCONNU, Champ
from bot.actions.guides.commandes import Commande, commande, est_question
from bot.actions.guides.guide import Conclusion, Guide
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from index.nettoyage import plier

_CORRECTION = r"\b(corrig\w*|chang\w*|modifi\w*|non|plutot|en fait|finalement|trompee?|erreur|pas)\b"


@dataclass(frozen=True)
class Bouton:
    """A suggestion of the assistant: `charge` is one of the site's (see web.services.charges)."""

    titre: str
    charge: str


@dataclass(frozen=True)
class Dit:
    """What the person did this turn: typed words, or the value of a button."""

    texte: str = ""
    valeur: str | None = None


@dataclass(frozen=True)
class Parole:
    """One message of the guide; `conclusion` comes with the last one."""

    texte: str
    boutons: tuple[Bouton, ...] = ()
    conclusion: Conclusion | None = None


@dataclass
class Tour:
    """The outcome of a turn: values to keep (None erases), the field asked next, the messages in order.

    `question` is a side question for the search, whose answer goes before `paroles`.
    """

    valeurs: dict[str, Any] = field(default_factory=dict)
    demande: str | None = None
    paroles: list[Parole] = field(default_factory=list)
    question: str | None = None
    fini: bool = False


def ouvrir(guide: Guide, valeurs: Mapping[str, Any], dit: Dit, droit: Droit, changer: str | None = None) -> Tour:
    """Begin, resume, or reopen to change one field (`changer`); reads all that the first sentence already says."""
    connues = dict(valeurs)
    if changer is not None and any(champ.nom == changer for champ in guide.champs):
        connues[changer] = None
        return _demander(guide, connues, guide.champ(changer), droit, "D'accord, changeons cela.")
    lues = dict(guide.extraire(dit.texte, droit)) if dit.texte else {}
    deja = [champ for champ in guide.repondus(connues) if champ.nom not in lues]
    connues |= lues
    debut = guide.ouverture if not deja else _noter("Je reprends", guide, connues, deja, droit)
    if lues:
        notees = [champ for champ in guide.champs if champ.nom in lues]
        debut = " ".join((debut, _noter("J'ai noté", guide, connues, notees, droit)))
        connues |= _sans_le_facultatif(guide, connues)
    return _avancer(guide, connues, droit, debut)


def _sans_le_facultatif(guide: Guide, connues: Mapping[str, Any]) -> dict[str, Any]:
    """One sentence that holds all that is needed is computed at once: what the guide can do without is not asked."""
    manquants = [champ for champ in guide.champs if connues.get(champ.nom) is None and champ.requis(connues)]
    return {champ.nom: INCONNU for champ in manquants} if all(champ.inconnu.accepte for champ in manquants) else {}


def tenir(guide: Guide, valeurs: Mapping[str, Any], demande: str, dit: Dit, droit: Droit) -> Tour:
    """One turn while `demande` is the field that was asked."""
    connues, champ = dict(valeurs), guide.champ(demande)
    if dit.valeur is not None:
        return _bouton(guide, connues, champ, dit.valeur, droit)
    ordre = commande(dit.texte)
    if ordre is not None:
        return _obeir(guide, connues, champ, ordre, droit)
    lues = _lire(guide, champ, dit.texte, droit)
    if champ.nom in lues and not est_question(dit.texte):
        connues |= lues
        notees = [c for c in guide.champs if c.nom in lues]
        return _avancer(guide, connues, droit, _noter("C'est noté", guide, connues, notees, droit))
    corrigees = _corriger(guide, champ, dit.texte, connues, droit)
    if corrigees:
        connues |= corrigees
        notees = [c for c in guide.champs if c.nom in corrigees]
        return _avancer(guide, connues, droit, _noter("Corrigé", guide, connues, notees, droit), champ)
    if est_question(dit.texte):
        tour = redemander(guide, connues, demande, droit)
        tour.question = dit.texte
        return tour
    return _incompris(guide, connues, champ, dit.texte, droit)


def redemander(guide: Guide, valeurs: Mapping[str, Any], demande: str, droit: Droit) -> Tour:
    """The same question, after something else was answered."""
    return _demander(guide, dict(valeurs), guide.champ(demande), droit, "Je reprends où nous en étions.")


def _bouton(guide: Guide, connues: dict[str, Any], champ: Champ, valeur: str, droit: Droit) -> Tour:
    if valeur in ("retour", "arreter", "recommencer", INCONNU):
        return _obeir(guide, connues, champ, valeur, droit)  # type: ignore[arg-type]
    try:
        connues[champ.nom] = champ.lire_charge(valeur, droit)
    except SaisieInvalide as erreur:
        return _demander(guide, connues, champ, droit, erreur.message)
    return _avancer(guide, connues, droit, _noter("C'est noté", guide, connues, [champ], droit))


def _obeir(guide: Guide, connues: dict[str, Any], champ: Champ, ordre: Commande, droit: Droit) -> Tour:
    if ordre == "arreter":
        texte = "Je m'arrête là ; je garde vos réponses le temps de cette conversation."
        boutons = (Bouton("Reprendre", f"outil:{guide.nom}"), Bouton("Que savez-vous faire ?", "aide"))
        return Tour(connues, None, [Parole(typographier(texte), boutons)], fini=True)
    if ordre == "recommencer":
        vides = dict.fromkeys((c.nom for c in guide.champs), None)
        return _avancer(guide, vides, droit, "Reprenons depuis la première question.")
    if ordre == "retour":
        precedents = [c for c in guide.repondus(connues) if guide.champs.index(c) < guide.champs.index(champ)]
        if not precedents:
            return _demander(guide, connues, champ, droit, "C'est la première question.")
        connues[precedents[-1].nom] = None
        return _demander(guide, connues, precedents[-1], droit, "Revenons à la question précédente.")
    if ordre == "inconnu":
        if champ.inconnu.accepte:
            connues[champ.nom] = INCONNU
            return _avancer(guide, connues, droit, remplir(droit.base, champ.inconnu.phrase, droit.jour))
        phrase = remplir(droit.base, champ.inconnu.phrase, droit.jour)
        return _demander(guide, connues, champ, droit, phrase, a_la_ligne=True)
    return _demander(guide, connues, champ, droit, remplir(droit.base, champ.aide, droit.jour), a_la_ligne=True)


def _lire(guide: Guide, champ: Champ, texte: str, droit: Droit) -> dict[str, Any]:
    """Every value that an answer to `champ` holds: the sentence's fields, and the answer itself."""
    lues = dict(guide.extraire(texte, droit))
    if champ.nom not in lues:
        try:
            lues[champ.nom] = champ.lire_texte(texte, droit)
        except SaisieInvalide:
            return lues
    return lues


def _corriger(guide: Guide, demande: Champ, texte: str, connues: Mapping[str, Any], droit: Droit) -> dict[str, Any]:
    """« Non, le montant c'est 900 000 € »: other fields named in the message, with their new values."""
    simple = plier(texte)
    nommes = [champ for champ in guide.champs if champ is not demande and re.search(champ.mots, simple)]
    voulue = re.search(_CORRECTION, simple) is not None
    permis = {champ.nom for champ in guide.champs if champ is not demande and (voulue or champ in nommes)}
    lues = {nom: valeur for nom, valeur in guide.extraire(texte, droit).items() if nom in permis}
    for champ in nommes:
        if champ.nom not in lues and (connues.get(champ.nom) is not None or voulue):
            try:
                lues[champ.nom] = champ.lire_texte(re.sub(champ.mots, " ", simple), droit)
            except SaisieInvalide:
                continue
    return lues


def _incompris(guide: Guide, connues: dict[str, Any], champ: Champ, texte: str, droit: Droit) -> Tour:
    try:
        champ.lire_texte(texte, droit)
        message = "Je n'ai pas compris."
    except SaisieInvalide as erreur:
        message = erreur.message
    return _demander(guide, connues, champ, droit, message, a_la_ligne=True)


def _avancer(guide: Guide, connues: dict[str, Any], droit: Droit, debut: str, demande: Champ | None = None) -> Tour:
    """Ask what is still missing, or conclude. Answers that do not fit together reopen the field at fault."""
    suivant = guide.suivant(connues)
    if suivant is not None:
        prochain = demande if demande is not None and connues.get(demande.nom) is None else suivant
        return _demander(guide, connues, prochain, droit, debut)
    try:
        conclusion = guide.conclure(connues, droit)
    except SaisieInvalide as erreur:
        fautif = next((champ for champ in guide.champs if champ.nom == erreur.champ), guide.champs[0])
        connues[fautif.nom] = None
        return _demander(guide, connues, fautif, droit, erreur.message)
    boutons = tuple(
        Bouton(typographier(f"Changer {champ.libelle}"), f"outil:{guide.nom}:{champ.nom}")
        for champ in guide.repondus(connues)[:4]
    )
    return Tour(connues, None, [Parole(typographier(conclusion.texte), boutons, conclusion)], fini=True)


def _demander(
    guide: Guide, connues: dict[str, Any], champ: Champ, droit: Droit, debut: str, a_la_ligne: bool = False
) -> Tour:
    """Ask `champ`, after `debut`: in the same paragraph, or in the next one when `debut` explains at length."""
    question = remplir(droit.base, champ.question, droit.jour)
    texte = f"{debut}\n{question}" if a_la_ligne else f"{debut} {question}"
    proposes = champ.choix_proposes(droit)[: champ.boutons]
    boutons = [Bouton(typographier(choix.libelle), f"saisie:{choix.valeur}") for choix in proposes]
    if not any(choix.libelle.startswith("Je ne sais pas") for choix in proposes):
        boutons.append(Bouton("Je ne sais pas", f"saisie:{INCONNU}"))
    if guide.repondus(connues):
        boutons.append(Bouton("Question précédente", "saisie:retour"))
    boutons.append(Bouton("Arrêter", "saisie:arreter"))
    return Tour(connues, champ.nom, [Parole(typographier(texte), tuple(boutons))])


def _noter(verbe: str, guide: Guide, connues: Mapping[str, Any], champs: list[Champ], droit: Droit) -> str:
    """« C'est noté : le taux (5 %). »; without the values when the guide is discreet."""
    return f"{verbe}." if guide.discret else f"{verbe} : {_enumerer(guide, connues, champs, droit)}."


def _enumerer(guide: Guide, connues: Mapping[str, Any], champs: list[Champ], droit: Droit) -> str:
    return ", ".join(f"{champ.libelle} ({champ.dire(connues[champ.nom], droit)})" for champ in champs)
