"""A quiz item as it is printed or projected: the question, what may be answered, the right answer and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_nombre
from base_connaissance.questionnaire.affichage import item_complet
from formation.empreintes import jouable


@dataclass(frozen=True)
class QuestionLue:
    """One question. `choix` are what is offered, in the order shown; `reponse` is the right one, in words."""

    item: str
    enonce: str
    choix: tuple[str, ...]
    reponse: tuple[str, ...]
    explication: str
    fiche: str


def lire_quiz(base: Base, items: Iterable[str], jour: date) -> list[QuestionLue]:
    """The questions of these items that may be asked on that day: an item « à revoir » is left out, never played."""
    questions: list[QuestionLue] = []
    for nom in dict.fromkeys(items):
        if jouable(base, nom, jour):
            complet = item_complet(base, base.quiz[nom], jour)
            questions += _questions(complet)
    return questions


def _questions(complet: dict[str, Any]) -> Iterable[QuestionLue]:
    fiche = complet["fiche"]["id"]
    if complet["type"] != "cas":
        yield _question(complet["id"], complet["enonce"], complet, complet, fiche)
        return
    for sous in complet["questions"]:
        enonce = f"{complet['enonce']} {sous['enonce']}"
        yield _question(complet["id"], enonce, sous, complet["solutions"][sous["id"]], fiche)


def _question(item: str, enonce: str, contenu: dict[str, Any], solution: dict[str, Any], fiche: str) -> QuestionLue:
    choix, reponse = _choix(contenu), _reponse(contenu, solution)
    explication = solution.get("explication") or solution.get("correction") or ""
    return QuestionLue(item, enonce, choix, reponse, explication, fiche)


def _choix(contenu: dict[str, Any]) -> tuple[str, ...]:
    if "gauche" in contenu:
        gauche, droite = ([option["texte"] for option in contenu[cote]] for cote in ("gauche", "droite"))
        return (" / ".join(gauche), " / ".join(droite))
    options = contenu.get("options") or contenu.get("etapes") or ()
    return tuple(option["texte"] for option in options)


def _reponse(contenu: dict[str, Any], solution: dict[str, Any]) -> tuple[str, ...]:
    juste = solution["reponse"]
    if isinstance(juste, int | float):
        return (f"{formater_nombre(juste)} {contenu['unite']}",)
    if isinstance(juste, dict):
        gauche = {option["cle"]: option["texte"] for option in contenu["gauche"]}
        droite = {option["cle"]: option["texte"] for option in contenu["droite"]}
        return tuple(f"{gauche[cle]} : {droite[valeur]}" for cle, valeur in juste.items())
    textes = {option["cle"]: option["texte"] for option in contenu.get("options") or contenu["etapes"]}
    return tuple(textes[cle] for cle in ([juste] if isinstance(juste, str) else juste))
