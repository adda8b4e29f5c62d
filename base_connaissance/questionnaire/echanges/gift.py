"""Writing GIFT, the text format of Moodle's question banks.

Each question is preceded by a `// clausier {…}` comment with what GIFT cannot hold (fiche, theme, level, readers…).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

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

MARQUE = "// clausier "
SEPARATEUR_CAS = " — "
_CONTROLES = re.compile(r"([\\~=#{}:])")


def ecrire_gift(items: Iterable[Item]) -> bytes:
    """The items as a GIFT file in UTF-8, one Moodle category per theme."""
    blocs: list[str] = []
    theme = None
    for item in sorted(items, key=lambda item: list(THEMES).index(item.theme)):
        if item.theme != theme:
            theme = item.theme
            blocs.append(f"$CATEGORY: $course$/top/Clausier/{THEMES[theme].replace('/', ' ')}")
        blocs += _blocs(item)
    return ("\n\n".join(blocs) + "\n").encode()


def echapper(texte: str) -> str:
    """The text with GIFT's control characters escaped, on one line."""
    return _CONTROLES.sub(r"\\\1", texte).replace("\n", "\\n")


def _blocs(item: Item) -> Iterator[str]:
    communs: dict[str, Any] = {
        "fiche": item.fiche, "theme": item.theme, "niveau": item.niveau, "publics": list(item.publics),
    }  # fmt: skip
    if item.hypotheses:
        communs["hypotheses"] = list(item.hypotheses)
    if not isinstance(item, ItemCas):
        yield _bloc(item.id, item.enonce, item, {"id": item.id, "type": item.type} | communs)
        return
    for rang, sous in enumerate(item.questions, start=1):
        notes = {"id": item.id, "type": "cas", "question": rang, "questions": len(item.questions), "nature": sous.type}
        titre, enonce = f"{item.id}/{rang}", f"{item.enonce}{SEPARATEUR_CAS}{sous.enonce}"
        yield _bloc(titre, enonce, sous, notes | communs | {"situation": item.enonce})


def _bloc(titre: str, enonce: str, question: Item | Question, notes: dict[str, Any]) -> str:
    if isinstance(question, QuestionNombre):
        notes = notes | {"unite": question.unite}
    reponses = "\n".join(f"\t{ligne}" for ligne in _reponses(question))
    explication = getattr(question, "explication", None)
    retour = f"\n\t####{echapper(explication)}" if explication else ""
    commentaire = MARQUE + json.dumps(notes, ensure_ascii=False)
    return f"{commentaire}\n::{echapper(titre)}::{echapper(enonce)} {{\n{reponses}{retour}\n}}"


def _reponses(question: Item | Question) -> Iterator[str]:
    match question:
        case QuestionChoix():
            for option in question.choix:
                yield f"{'=' if option.juste else '~'}{echapper(option.texte)}{_retour(option.pourquoi)}"
        case QuestionPlusieurs():
            part = f"{100 / sum(option.juste for option in question.choix):.5f}".rstrip("0").rstrip(".")
            for option in question.choix:
                poids = part if option.juste else f"-{part}"
                yield f"~%{poids}%{echapper(option.texte)}{_retour(option.pourquoi)}"
        case QuestionVraiFaux():
            yield f"{'TRUE' if question.juste else 'FALSE'}{_retour(question.correction)}"
        case QuestionNombre():
            reponse = question.reponse if isinstance(question.reponse, str) else repr(question.reponse)
            yield f"#{echapper(reponse)}:{question.tolerance!r}"
        case ItemOrdre():
            yield from (f"={echapper(etape)} -> {rang}" for rang, etape in enumerate(question.etapes, start=1))
        case ItemAppariement():
            yield from (f"={echapper(paire.gauche)} -> {echapper(paire.droite)}" for paire in question.paires)


def _retour(texte: str | None) -> str:
    return f"#{echapper(texte)}" if texte else ""
