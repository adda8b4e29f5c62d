"""Items as JSON: `item_public` for the player, without a hint of the answer; `item_complet` with answers and sources.

Options are shuffled by a seed. Each has a `cle` that depends neither on its place nor on the seed, so that votes of
people who see different orders can be counted together, and that says nothing of which one is right.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from base_connaissance.modeles import Base, Fiche
from base_connaissance.presentation import libelle_source
from base_connaissance.questionnaire.modeles import (
    THEMES,
    Item,
    ItemAppariement,
    ItemCas,
    ItemOrdre,
    Question,
    QuestionChoix,
    QuestionNombre,
    QuestionPlusieurs,
    QuestionVraiFaux,
)
from base_connaissance.questionnaire.resolution import resoudre

Json = dict[str, Any]


def item_public(base: Base, item: Item, jour: date, graine: int | str) -> Json:
    """What a player may see: `id, type, niveau, publics, theme, theme_libelle, enonce`, and by type `options`
    (choix, plusieurs, vrai_faux), `unite` (nombre), `etapes` (ordre), `gauche` and `droite` (appariement), `questions`
    (cas). Each option is `{cle, texte}`. Raises ParametreInconnu when a figure has no value on that day."""
    resolu = resoudre(base, item, jour)
    return _entete(resolu) | _contenu(item.id, resolu, graine)


def item_complet(base: Base, item: Item, jour: date, graine: int | str = 0) -> Json:
    """The same, plus `reponse` (as a right answer is sent), `explication`, `fiche`, `sources` and, by type, `juste` and
    `pourquoi` on each option, `correction`, `tolerance`. Raises ParametreInconnu like `item_public`."""
    resolu = resoudre(base, item, jour)
    complet = _entete(resolu) | _contenu(item.id, resolu, graine) | _solution(item.id, resolu)
    fiche = base.fiches[item.fiche]
    return complet | {"fiche": {"id": fiche.id, "titre": fiche.titre}, "sources": sources_de(base, fiche)}


def sources_de(base: Base, fiche: Fiche) -> list[Json]:
    """The sources of the fiche: `id, titre, url, verifie_le` (the day the fiche was checked)."""
    return [
        {
            "id": source.id,
            "titre": libelle_source(source),
            "url": source.url,
            "verifie_le": fiche.verifie_le.isoformat(),
        }
        for source in (base.sources[nom] for nom in fiche.sources if nom in base.sources)
    ]


def cle(racine: str, rang: int, texte: str) -> str:
    """The opaque key of an option: eight hexadecimal digits."""
    return hashlib.sha256(f"{racine}|{rang}|{texte}".encode()).hexdigest()[:8]


def cles(racine: str, textes: Sequence[str]) -> list[str]:
    """The keys of options, in the order of the file."""
    return [cle(racine, rang, texte) for rang, texte in enumerate(textes)]


def cote(racine: str, cote: str) -> str:
    """The root of the keys of one side of a matching item."""
    return f"{racine}/{cote}"


def sous_racine(item: str, rang: int) -> str:
    """The identifier of a question of a case: `q-exemple/1` for the first."""
    return f"{item}/{rang + 1}"


def _entete(resolu: Item) -> Json:
    return {
        "id": resolu.id, "type": resolu.type, "niveau": resolu.niveau, "publics": list(resolu.publics),
        "theme": resolu.theme, "theme_libelle": THEMES[resolu.theme], "enonce": resolu.enonce,
    }  # fmt: skip


def _contenu(racine: str, question: Item | Question, graine: int | str) -> Json:
    match question:
        case QuestionChoix() | QuestionPlusieurs():
            return {"options": _melangees(racine, [option.texte for option in question.choix], graine)}
        case QuestionVraiFaux():
            return {"options": [{"cle": "vrai", "texte": "Vrai"}, {"cle": "faux", "texte": "Faux"}]}
        case QuestionNombre():
            return {"unite": question.unite}
        case ItemOrdre():
            return {"etapes": _melangees(racine, question.etapes, graine)}
        case ItemAppariement():
            gauche, droite = [p.gauche for p in question.paires], [p.droite for p in question.paires]
            return {
                "gauche": _melangees(cote(racine, "gauche"), gauche, graine),
                "droite": _melangees(cote(racine, "droite"), droite, graine),
            }
        case ItemCas():
            return {
                "questions": [
                    {"id": sous_racine(racine, rang), "type": sous.type, "enonce": sous.enonce}
                    | _contenu(sous_racine(racine, rang), sous, graine)
                    for rang, sous in enumerate(question.questions)
                ]
            }


def _solution(racine: str, question: Item | Question) -> Json:
    match question:
        case QuestionChoix() | QuestionPlusieurs():
            noms = cles(racine, [option.texte for option in question.choix])
            justes = [nom for nom, option in zip(noms, question.choix, strict=True) if option.juste]
            jugements = {
                n: {"juste": o.juste, "pourquoi": o.pourquoi} for n, o in zip(noms, question.choix, strict=True)
            }
            reponse: Any = justes[0] if isinstance(question, QuestionChoix) else justes
            return {"reponse": reponse, "jugements": jugements, "explication": question.explication}
        case QuestionVraiFaux():
            textes = {"correction": question.correction, "explication": question.explication or question.correction}
            return {"reponse": "vrai" if question.juste else "faux", **textes}
        case QuestionNombre():
            return {
                "reponse": question.reponse, "tolerance": question.tolerance, "explication": question.explication
            }  # fmt: skip
        case ItemOrdre():
            return {"reponse": cles(racine, question.etapes), "explication": question.explication}
        case ItemAppariement():
            gauche = cles(cote(racine, "gauche"), [p.gauche for p in question.paires])
            droite = cles(cote(racine, "droite"), [p.droite for p in question.paires])
            return {"reponse": dict(zip(gauche, droite, strict=True)), "explication": question.explication}
        case ItemCas():
            solutions = {
                sous_racine(racine, rang): _solution(sous_racine(racine, rang), sous)
                for rang, sous in enumerate(question.questions)
            }
            return {"reponse": {nom: s["reponse"] for nom, s in solutions.items()}, "solutions": solutions}


def _melangees(racine: str, textes: Sequence[str], graine: int | str) -> list[Json]:
    options = [{"cle": nom, "texte": texte} for nom, texte in zip(cles(racine, textes), textes, strict=True)]
    random.Random(f"{graine}|{racine}").shuffle(options)
    return options
