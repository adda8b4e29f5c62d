"""What differs between two scenarios, said in French: shown when two people saved the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from base_connaissance.scenarios import Etape, Scenario

_CHAMPS = {"titre": "titre", "resume": "résumé", "public": "public", "minutes": "durée"}
_CHAMPS_ETAPE = {"titre": "titre", "minutes": "minutes", "question": "question", "notes": "notes", "moment": "moment"}
_LISTES = {"fiches": "fiches", "objections": "objections", "quiz": "questions de quiz", "jeux": "jeux de rôle"}
_LISTES_SEANCE = {"objectifs": "objectifs", "themes": "thèmes"}


def comparer(avant: Scenario, apres: Scenario) -> list[str]:
    """One sentence per difference, from `avant` to `apres`; empty when nothing that a trainer writes differs."""
    return list(_differences(avant, apres))


def _differences(avant: Scenario, apres: Scenario) -> Iterator[str]:
    yield from _champs("Séance", avant, apres, _CHAMPS)
    yield from _listes("Séance", avant, apres, _LISTES_SEANCE)
    anciennes = {etape.id: etape for etape in avant.etapes}
    nouvelles = {etape.id: etape for etape in apres.etapes}
    for nom, etape in anciennes.items():
        if nom not in nouvelles:
            yield f"Étape « {etape.titre} » : retirée."
    for nom, etape in nouvelles.items():
        if nom not in anciennes:
            yield f"Étape « {etape.titre} » : ajoutée."
        else:
            ou = f"Étape « {etape.titre} »"
            yield from _champs(ou, anciennes[nom], etape, _CHAMPS_ETAPE)
            yield from _listes(ou, anciennes[nom], etape, _LISTES)
    if [nom for nom in anciennes if nom in nouvelles] != [nom for nom in nouvelles if nom in anciennes]:
        ordre = ", ".join(f"« {etape.titre} »" for etape in apres.etapes)
        yield f"L'ordre des étapes change : {ordre}."


def _champs(
    ou: str, avant: Scenario | Etape, apres: Scenario | Etape, champs: dict[str, str]
) -> Iterator[str]:  # fmt: skip
    for champ, libelle in champs.items():
        ancien, nouveau = getattr(avant, champ), getattr(apres, champ)
        if ancien != nouveau:
            yield f"{ou}, {libelle} : {_dire(ancien)} → {_dire(nouveau)}."


def _listes(
    ou: str, avant: Scenario | Etape, apres: Scenario | Etape, champs: dict[str, str]
) -> Iterator[str]:  # fmt: skip
    for champ, libelle in champs.items():
        ancienne, nouvelle = getattr(avant, champ), getattr(apres, champ)
        if ancienne == nouvelle:
            continue
        ajouts, retraits = _absents(nouvelle, ancienne), _absents(ancienne, nouvelle)
        if ajouts:
            yield f"{ou}, {libelle} : ajout de {', '.join(ajouts)}."
        if retraits:
            yield f"{ou}, {libelle} : retrait de {', '.join(retraits)}."
        if not ajouts and not retraits:
            yield f"{ou}, {libelle} : ordre changé."


def _absents(ici: Sequence[str], la: Sequence[str]) -> list[str]:
    return [nom for nom in ici if nom not in la]


def _dire(valeur: object) -> str:
    return "rien" if valeur is None else f"« {valeur} »"
