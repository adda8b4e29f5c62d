"""Quiz items that can be played and trusted: bound, stamped, no typed figure, short, each distractor explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from base_connaissance.erreurs import Probleme
from base_connaissance.presentation import REFERENCE
from base_connaissance.questionnaire.etat import etat_item
from base_connaissance.questionnaire.modeles import (
    Item,
    ItemAppariement,
    ItemCas,
    ItemOrdre,
    Question,
    QuestionChoix,
    QuestionPlusieurs,
    QuestionVraiFaux,
)
from base_connaissance.verification.chiffres import FIGURE
from base_connaissance.verification.contexte import Contexte
from base_connaissance.verification.lisibilite import MOTS_PHRASE
from base_connaissance.verification.longueurs import compter_mots
from base_connaissance.verification.orthographe import mots_de, mots_inconnus
from base_connaissance.verification.sigles import sigles_connus, sigles_de
from base_connaissance.verification.signes import FAUTES
from base_connaissance.yaml_situe import lire_yaml

MOTS_MAXIMUM = {"enonce": 70, "explication": 60, "correction": 60, "pourquoi": 40, "texte": 30, "etapes": 25,
                "gauche": 25, "droite": 25}  # fmt: skip
_FIN_DE_PHRASE = re.compile(r"(?<!\bart)(?<!\b[LRD])(?<!\bn°)[.!?;:](?=\s|$)")
_ENTRE_GUILLEMETS = re.compile(r"«[^»]*»")


@dataclass(frozen=True)
class _Texte:
    """One text of an item. `juste` says whether the item affirms it: a distractor or a false statement is not."""

    champ: str
    texte: str
    juste: bool = True


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Errors of content item by item; an item that cannot be played on that day is a warning."""
    items = [item for item in contexte.base.quiz.values() if contexte.seule in {None, item.fiche}]
    motifs = _pieges(contexte) if items else []
    connus = sigles_connus(contexte)
    mots = {item.id: mots_de(" ".join(texte.texte for texte in _textes(item))) for item in items}
    inconnus = mots_inconnus(contexte, set().union(*mots.values())) if items else set()
    for item in items:
        yield from _etat(contexte, item)
        yield from _distracteurs(contexte, item)
        yield from _chiffres(contexte, item)
        for texte in _textes(item):
            yield from _forme(contexte, item, texte)
            yield from _affirmation(contexte, item, texte, motifs)
        for sigle in sorted(sigles_de(texte.texte for texte in _textes(item)) - connus):
            yield _probleme(contexte, item, sigle, f"sigle absent du glossaire : « {sigle} »")
        for mot in sorted(mots[item.id] & inconnus):
            yield _probleme(contexte, item, mot, f"mot inconnu : « {mot} »", grave=False)


def _etat(contexte: Contexte, item: Item) -> Iterator[Probleme]:
    etat = etat_item(contexte.base, item, contexte.jour)
    for raison in etat.raisons:
        grave = "n'existe pas" in raison or "identiques" in raison or "aucune valeur" in raison
        suite = f" : relisez-le, puis « quiz valider {item.id} »" if etat.etat == "a_revoir" else ""
        etiquette = "item à revoir" if etat.etat == "a_revoir" else "item indisponible"
        # The fiche is named so that whoever edits it alone (`verifier_fiche`, the preview) sees the finding too.
        yield _probleme(contexte, item, "", f"{etiquette} (fiche « {item.fiche} »), {raison}{suite}", grave=grave)


def _distracteurs(contexte: Contexte, item: Item) -> Iterator[Probleme]:
    for question in _questions(item):
        for option in getattr(question, "choix", ()):
            if not option.juste and option.pourquoi is None:
                yield _probleme(contexte, item, option.texte, f"distracteur sans « pourquoi » : « {option.texte} »")


def _chiffres(contexte: Contexte, item: Item) -> Iterator[Probleme]:
    for texte in _textes(item):
        reste = REFERENCE.sub(" ", texte.texte) if texte.juste else ""
        for hypothese in sorted(item.hypotheses, key=len, reverse=True):
            reste = reste.replace(hypothese, " ")
        for trouve in FIGURE.finditer(reste):
            figure = " ".join(trouve[0].split())
            remede = "utilisez un paramètre, ou déclarez-le dans « hypotheses » s'il est imaginé"
            yield _probleme(contexte, item, figure, f"chiffre écrit en dur « {figure} » : {remede}")
    for hypothese in item.hypotheses:
        if not any(hypothese in texte.texte for texte in _textes(item)):
            yield _probleme(contexte, item, hypothese, f"l'hypothèse « {hypothese} » n'est pas dans l'item")


def _forme(contexte: Contexte, item: Item, texte: _Texte) -> Iterator[Probleme]:
    if (mots := compter_mots(texte.texte)) > MOTS_MAXIMUM[texte.champ]:
        message = f"« {texte.champ} » de {mots} mots ({MOTS_MAXIMUM[texte.champ]} au plus)"
        yield _probleme(contexte, item, texte.texte, message)
    for phrase in _FIN_DE_PHRASE.split(texte.texte):
        if (mots := compter_mots(phrase)) > MOTS_PHRASE:
            yield _probleme(contexte, item, phrase, f"phrase de {mots} mots", grave=False)
    for motif, message in FAUTES:
        if (trouve := motif.search(texte.texte)) is not None:
            yield _probleme(
                contexte, item, trouve[0], f"{message} : « {texte.texte[max(0, trouve.start() - 12) :][:30]} »"
            )
    if texte.texte.count("«") != texte.texte.count("»"):
        yield _probleme(contexte, item, texte.texte, "guillemets ouverts et fermés en nombre différent")


def _affirmation(
    contexte: Contexte, item: Item, texte: _Texte, motifs: list[tuple[str, re.Pattern[str]]]
) -> Iterator[Probleme]:
    if not texte.juste or texte.champ == "pourquoi":
        return
    for piege, motif in motifs:
        if (trouve := motif.search(_ENTRE_GUILLEMETS.sub(" ", texte.texte))) is not None:
            yield _probleme(contexte, item, trouve[0], f"piège « {piege} » affirmé : « {trouve[0]} »")


def _pieges(contexte: Contexte) -> list[tuple[str, re.Pattern[str]]]:
    chemin = contexte.racine / "pieges.yml"
    if not chemin.exists():
        return []
    pieges, _ = lire_yaml(chemin.read_text(encoding="utf-8"), "pieges.yml")
    return [(p["id"], re.compile(p["interdit"], re.IGNORECASE)) for p in pieges if p.get("interdit")]


def _questions(item: Item) -> tuple[Item | Question, ...]:
    return item.questions if isinstance(item, ItemCas) else (item,)


def _textes(item: Item) -> Iterator[_Texte]:
    if isinstance(item, ItemCas):
        yield _Texte("enonce", item.enonce)
    for question in _questions(item):
        yield _Texte("enonce", question.enonce, not isinstance(question, QuestionVraiFaux) or question.juste)
        for champ in ("explication", "correction"):
            if (texte := getattr(question, champ, None)) is not None:
                yield _Texte(champ, texte)
        if isinstance(question, QuestionChoix | QuestionPlusieurs):
            for option in question.choix:
                yield _Texte("texte", option.texte, option.juste)
                if option.pourquoi is not None:
                    yield _Texte("pourquoi", option.pourquoi)
        if isinstance(question, ItemOrdre):
            yield from (_Texte("etapes", etape) for etape in question.etapes)
        if isinstance(question, ItemAppariement):
            for paire in question.paires:
                yield _Texte("gauche", paire.gauche)
                yield _Texte("droite", paire.droite)


def _probleme(contexte: Contexte, item: Item, extrait: str, message: str, *, grave: bool = True) -> Probleme:
    """Located at the first line of the item that holds the extract, else at its `id`."""
    relatif = Path("quiz") / f"{item.theme}.yml"
    lignes = (contexte.racine / relatif).read_text(encoding="utf-8").splitlines()
    debut = next((rang for rang, ligne in enumerate(lignes) if re.search(rf"\bid: *['\"]?{item.id}\b(?!-)", ligne)), 0)
    fin = next((r for r in range(debut + 1, len(lignes)) if lignes[r].startswith("- ")), len(lignes))
    repere = extrait.strip()[:40]
    ligne = next((r for r in range(debut, fin) if repere and repere in lignes[r]), debut)
    nom = (Path(contexte.racine.name) / relatif).as_posix()
    return Probleme(nom, ligne + 1, f"« {item.id} » : {message}", "erreur" if grave else "avertissement")
