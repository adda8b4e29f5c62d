"""Reading GIFT: ours, whole again thanks to the comments, or Moodle's, with what it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from base_connaissance.questionnaire.echanges.gift import MARQUE, SEPARATEUR_CAS
from base_connaissance.questionnaire.echanges.rapport import Echange, LigneLue
from base_connaissance.questionnaire.modeles import REFERENCE_SEULE

_ECHAPPE = re.compile(r"\\([\\~=#{}:n])")
_TITRE = re.compile(r"::((?:\\.|(?!::).)*)::", re.DOTALL)
_POIDS = re.compile(r"%(-?[\d.]+)%")
_NON_ECHAPPE = r"(?<!\\)(?:\\\\)*"
_ACCOLADES = re.compile(rf"^(.*?{_NON_ECHAPPE})\{{(.*?{_NON_ECHAPPE})\}}(.*)$", re.DOTALL)
_VRAI, _FAUX = {"T", "TRUE"}, {"F", "FALSE"}


class _Illisible(ValueError):
    """Why one question cannot be read."""


def lire_gift(octets: bytes) -> Iterator[LigneLue]:
    """The items of a GIFT file. Raises Echange if it is not text."""
    try:
        texte = octets.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as erreur:
        raise Echange("ce fichier GIFT n'est pas en UTF-8 : enregistrez-le dans ce format") from erreur
    cas: dict[str, list[LigneLue]] = {}
    for numero, notes, bloc in _decouper(texte):
        try:
            lue = LigneLue(ligne=numero, donnees=_item(bloc, notes))
        except _Illisible as erreur:
            lue = LigneLue(ligne=numero, donnees={"id": notes.get("id", "")}, refus=str(erreur))
        if notes.get("type") == "cas" and lue.refus is None:
            cas.setdefault(str(notes.get("id")), []).append(lue)
        else:
            yield lue
    for lues in cas.values():
        yield _rassembler(lues)


def _decouper(texte: str) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Line number, notes and text of each question; blank lines part questions."""
    notes: dict[str, Any] = {}
    bloc: list[str] = []
    debut = 0
    for numero, ligne in enumerate([*texte.split("\n"), ""], start=1):
        nue = ligne.strip()
        if nue.startswith(MARQUE):
            notes = _notes(nue.removeprefix(MARQUE))
        elif nue and not nue.startswith(("//", "$CATEGORY")):
            debut = debut or numero
            bloc.append(ligne)
        elif not nue and bloc:
            yield debut, notes, "\n".join(bloc)
            notes, bloc, debut = {}, [], 0


def _notes(texte: str) -> dict[str, Any]:
    """The notes of one of our comments; none if a hand has spoilt them."""
    try:
        notes = json.loads(texte)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(notes, dict):
        return {}
    rangs = [notes.get("question"), notes.get("questions")] if notes.get("type") == "cas" else []
    return notes if all(isinstance(rang, int) for rang in rangs) else {}


def _item(bloc: str, notes: dict[str, Any]) -> dict[str, Any]:
    titre = _TITRE.match(bloc.strip())
    trouve = _ACCOLADES.match(bloc.strip()[titre.end() if titre else 0 :])
    if trouve is None:
        raise _Illisible("« reponse » : accolades absentes, sans quoi la question n'a pas de réponse")
    avant, reponses, apres = (partie.strip() for partie in trouve.groups())
    enonce = re.sub(r"^\[(html|moodle|plain|markdown)\]", "", avant)
    entete = {nom: notes[nom] for nom in ("id", "fiche", "theme", "niveau", "publics", "hypotheses") if nom in notes}
    if "id" not in entete and titre:
        entete["id"] = _nettoyer(titre[1])
    reponses, _, explication = _couper(reponses, "####")
    question = _question(reponses.strip(), notes)
    if explication.strip():
        question["explication"] = _nettoyer(explication)
    trou = " … " if apres else ""
    return entete | {"enonce": _nettoyer(enonce + trou + apres)} | question | _cas(notes)


def _cas(notes: dict[str, Any]) -> dict[str, Any]:
    return {nom: notes[nom] for nom in ("situation", "question", "questions") if nom in notes}


def _question(reponses: str, notes: dict[str, Any]) -> dict[str, Any]:
    mot, _, retour = _couper(reponses, "#")
    if mot.strip().upper() in _VRAI | _FAUX:
        correction = {"correction": _nettoyer(_couper(retour, "#")[0])} if retour.strip() else {}
        return {"type": "vrai_faux", "juste": mot.strip().upper() in _VRAI} | correction
    if reponses.startswith("#"):
        return _numerique(reponses[1:], notes)
    options = _options(reponses)
    if options and all(signe == "=" and "->" in texte for signe, texte in options):
        return _paires(options, notes)
    return _choix(options)


def _numerique(texte: str, notes: dict[str, Any]) -> dict[str, Any]:
    valeur, _, tolerance = _couper(texte.strip(), ":")
    valeur = _nettoyer(valeur)
    if ".." in valeur:
        bas, _, haut = valeur.partition("..")
        milieu, ecart = (_flottant(bas) + _flottant(haut)) / 2, (_flottant(haut) - _flottant(bas)) / 2
        return {"type": "nombre", "reponse": milieu, "tolerance": ecart, "unite": notes.get("unite", "unités")}
    reponse = valeur if re.match(REFERENCE_SEULE, valeur) else _flottant(valeur)
    return {
        "type": "nombre", "reponse": reponse, "tolerance": _flottant(tolerance or "0"),
        "unite": notes.get("unite", "unités"),
    }  # fmt: skip


def _flottant(texte: str) -> float:
    try:
        return float(texte.strip())
    except ValueError as erreur:
        raise _Illisible("« reponse » : un seul nombre, avec sa tolérance, est lu") from erreur


def _options(reponses: str) -> list[tuple[str, str]]:
    morceaux = re.split(r"(?<!\\)([=~])", reponses)
    if morceaux[0].strip():
        raise _Illisible("« reponse » : forme inconnue")
    return [(signe, texte.strip()) for signe, texte in zip(morceaux[1::2], morceaux[2::2], strict=True)]


def _paires(options: list[tuple[str, str]], notes: dict[str, Any]) -> dict[str, Any]:
    couples = [tuple(_nettoyer(cote) for cote in texte.split("->", 1)) for _, texte in options]
    if notes.get("type") == "ordre":
        if not all(rang.isdecimal() for _, rang in couples):
            raise _Illisible("« etapes » : un rang n'est pas un nombre")
        return {"type": "ordre", "etapes": tuple(etape for etape, _ in sorted(couples, key=lambda c: int(c[1])))}
    return {
        "type": "appariement", "paires": tuple({"gauche": gauche, "droite": droite} for gauche, droite in couples)
    }  # fmt: skip


def _choix(options: list[tuple[str, str]]) -> dict[str, Any]:
    choix = []
    pondere = False
    for signe, texte in options:
        poids = _POIDS.match(texte)
        pondere = pondere or (poids is not None and signe == "~")
        intitule, _, retour = _couper(texte[poids.end() if poids else 0 :], "#")
        juste = signe == "=" or (poids is not None and float(poids[1]) > 0)
        pourquoi = {"pourquoi": _nettoyer(retour)} if retour.strip() else {}
        choix.append({"texte": _nettoyer(intitule), "juste": juste} | pourquoi)
    if len(choix) < 2 or all(option["juste"] for option in choix):
        raise _Illisible("« type » : question ouverte ou à réponse courte, que la banque ne connaît pas")
    plusieurs = pondere and sum(bool(option["juste"]) for option in choix) > 1
    return {"type": "plusieurs" if plusieurs else "choix", "choix": tuple(choix)}


def _rassembler(lues: list[LigneLue]) -> LigneLue:
    """The case made of its questions, all there or refused."""
    premiere = lues[0].donnees
    attendues = premiere.get("questions")
    rangs = sorted(int(lue.donnees.get("question", 0)) for lue in lues)
    entete = {
        nom: premiere[nom] for nom in ("id", "fiche", "theme", "niveau", "publics", "hypotheses") if nom in premiere
    }
    if len(rangs) != attendues or rangs != list(range(1, len(rangs) + 1)):
        refus = f"« questions » : {len(rangs)} questions du cas lues sur {attendues}"
        return LigneLue(ligne=lues[0].ligne, donnees=entete, refus=refus)
    situation = str(premiere.get("situation", ""))
    questions = []
    for lue in sorted(lues, key=lambda lue: int(lue.donnees["question"])):
        gardes = set(entete) | {"situation", "question", "questions"}
        question = {nom: valeur for nom, valeur in lue.donnees.items() if nom not in gardes}
        question["enonce"] = str(question["enonce"]).removeprefix(situation + SEPARATEUR_CAS)
        questions.append(question)
    donnees = entete | {"type": "cas", "enonce": situation, "questions": tuple(questions)}
    return LigneLue(ligne=lues[0].ligne, donnees=donnees)


def _couper(texte: str, signe: str) -> tuple[str, str, str]:
    """Like `str.partition`, at the first `signe` that is not escaped."""
    trouve = re.search(rf"{_NON_ECHAPPE}{re.escape(signe)}", texte)
    if trouve is None:
        return texte, "", ""
    return texte[: trouve.end() - len(signe)], signe, texte[trouve.end() :]


def _nettoyer(texte: str) -> str:
    return _ECHAPPE.sub(lambda t: " " if t[1] == "n" else t[1], texte).strip()
