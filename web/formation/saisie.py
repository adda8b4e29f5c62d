"""The form of a session as typed, right or wrong: read, reordered, then turned into a scenario or into errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from base_connaissance.messages import en_problemes
from base_connaissance.scenarios import Etape, Scenario
from formation.durees import Besoin, arrondir, partager
from formation.proposition import PAS

# Minutes that a step added by hand starts with.
_MINUTES_NEUVES = 10
_CHAMPS = ("titre", "minutes", "question", "notes")


@dataclass
class LigneEtape:
    """One step as typed; `origine` is the step that it changes, with what it takes from the base."""

    origine: Etape
    textes: dict[str, str]

    @property
    def minutes(self) -> int:
        """The minutes typed; 0 when they are not a number."""
        texte = self.textes["minutes"].strip()
        return int(texte) if texte.isdecimal() and len(texte) < 5 else 0


@dataclass
class Saisie:
    """The whole form. `erreurs` maps a field name of the form to its French message."""

    textes: dict[str, str]
    objectifs: list[str]
    themes: list[str]
    etapes: list[LigneEtape]
    erreurs: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Minutes of all the steps."""
        return sum(ligne.minutes for ligne in self.etapes)


def depuis_scenario(scenario: Scenario) -> Saisie:
    """The form as it first appears."""
    textes = {champ: str(getattr(scenario, champ)) for champ in ("titre", "resume", "public", "minutes")}
    lignes = [LigneEtape(etape, _textes(etape)) for etape in scenario.etapes]
    return Saisie(textes, list(scenario.objectifs), list(scenario.themes), lignes)


def depuis_formulaire(form: MultiDict[str, str], reference: Scenario) -> Saisie:
    """The form as sent: the order of its `etape` fields is the order of the steps. Unknown steps are ignored."""
    connues = {etape.id: etape for etape in reference.etapes}
    lignes = [
        LigneEtape(connues[nom], {champ: _propre(form.get(f"{champ}-{nom}", "")) for champ in _CHAMPS})
        for nom in dict.fromkeys(form.getlist("etape"))
        if nom in connues
    ]
    textes = {champ: _propre(form.get(champ, "")) for champ in ("titre", "resume", "public", "minutes")}
    return Saisie(textes, form.getlist("objectifs"), form.getlist("themes"), lignes)


def appliquer(saisie: Saisie, action: str, titres: Mapping[str, str]) -> str:
    """Do what a button asks (`monter:e2`, `descendre:e2`, `retirer:e2`, `ajouter:quiz`, `ajuster`).

    Returns the step to come back to, or nothing. Unknown buttons do nothing.
    """
    geste, _, cible = action.partition(":")
    rang = next((rang for rang, ligne in enumerate(saisie.etapes) if ligne.origine.id == cible), None)
    if geste == "ajouter" and cible in titres:
        return _ajouter(saisie, cible, titres[cible])
    if geste == "ajuster":
        _ajuster(saisie)
    elif rang is not None and geste in {"monter", "descendre"}:
        autre = rang + (1 if geste == "descendre" else -1)
        if 0 <= autre < len(saisie.etapes):
            saisie.etapes[rang], saisie.etapes[autre] = saisie.etapes[autre], saisie.etapes[rang]
        return cible
    elif rang is not None and geste == "retirer" and len(saisie.etapes) > 1:
        del saisie.etapes[rang]
        return saisie.etapes[max(0, rang - 1)].origine.id
    return ""


def en_scenario(saisie: Saisie, reference: Scenario) -> Scenario | None:
    """The scenario typed; None, the errors being kept in `saisie`, if a field is wrong."""
    etapes = [_etape(ligne) for ligne in saisie.etapes]
    donnees: dict[str, Any] = {
        **saisie.textes, "minutes": _nombre(saisie.textes["minutes"]), "objectifs": saisie.objectifs,
        "themes": saisie.themes, "etapes": etapes, "empreintes": reference.empreintes,
    }  # fmt: skip
    try:
        return Scenario.model_validate(donnees)
    except ValidationError as erreur:
        for detail, probleme in zip(erreur.errors(), en_problemes(erreur, "", {}), strict=True):
            nom = _champ(detail["loc"], saisie)
            saisie.erreurs.setdefault(nom, probleme.message.partition(" : ")[2] or probleme.message)
        return None


def _etape(ligne: LigneEtape) -> dict[str, Any]:
    textes = ligne.textes
    champs = {
        "titre": textes["titre"], "minutes": _nombre(textes["minutes"]), "question": textes["question"].strip() or None,
        "notes": textes["notes"].strip() or None,
    }  # fmt: skip
    return ligne.origine.model_dump() | champs


def _champ(loc: tuple[int | str, ...], saisie: Saisie) -> str:
    if len(loc) >= 3 and loc[0] == "etapes" and isinstance(loc[1], int):
        return f"{loc[2]}-{saisie.etapes[loc[1]].origine.id}"
    return str(loc[0]) if loc else "titre"


def _textes(etape: Etape) -> dict[str, str]:
    return {champ: str(getattr(etape, champ) or "") for champ in _CHAMPS}


def _nombre(texte: str) -> int | str:
    return int(texte) if texte.strip().isdecimal() and len(texte.strip()) < 6 else texte


def _ajouter(saisie: Saisie, moment: str, titre: str) -> str:
    pris = {ligne.origine.id for ligne in saisie.etapes}
    nom = next(f"e{rang}" for rang in range(1, len(pris) + 2) if f"e{rang}" not in pris)
    etape = Etape(id=nom, moment=moment, titre=titre, minutes=_MINUTES_NEUVES)
    # Before the end of the session rather than after it: a closing stays last.
    place = len(saisie.etapes)
    while place > 1 and saisie.etapes[place - 1].origine.moment in {"cloture", "engagement"} and moment != "cloture":
        place -= 1
    saisie.etapes.insert(place, LigneEtape(etape, _textes(etape)))
    return nom


def _ajuster(saisie: Saisie) -> None:
    """Stretch or shrink every step in proportion, so that they take the time there is."""
    total = _nombre(saisie.textes["minutes"])
    if not isinstance(total, int) or total < len(saisie.etapes):
        return
    besoins = [Besoin(1, total, max(1, ligne.minutes)) for ligne in saisie.etapes]
    durees = arrondir(partager(total, besoins), PAS, [1] * len(besoins))
    for ligne, minutes in zip(saisie.etapes, durees, strict=True):
        ligne.textes = ligne.textes | {"minutes": str(minutes)}


def _propre(texte: str) -> str:
    """Line ends of one kind, no other control character: they are never typed on purpose."""
    return "".join(s for s in texte.replace("\r\n", "\n") if s == "\n" or unicodedata.category(s) not in {"Cc", "Cs"})


def remplacer_etape(scenario: Scenario, etape: Etape) -> Scenario:
    """The scenario with that step in the place of the one of the same identifier."""
    etapes = tuple(etape if autre.id == etape.id else autre for autre in scenario.etapes)
    return scenario.model_copy(update={"etapes": etapes})
