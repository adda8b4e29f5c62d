"""Scenarios that hold together: what their steps name exists, is of the right kind, and the durations add up."""

from __future__ import annotations

from collections.abc import Container, Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.scenarios import Etape, Scenario
from base_connaissance.verification.contexte import Contexte
from base_connaissance.yaml_situe import Lignes, ligne_de, lire_yaml


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Missing targets in scenarios, themes, goals, cards and kits; a session longer or shorter than its steps."""
    yield from _registres(contexte)
    for nom, scenario in contexte.base.scenarios.items():
        fichier = f"scenarios/{nom}.yml"
        texte = (contexte.racine / fichier).read_text(encoding="utf-8")
        _, lignes = lire_yaml(texte, fichier)
        for chemin, message in (*_ensemble(contexte, scenario), *_etapes(contexte, scenario)):
            yield Probleme(f"{contexte.racine.name}/{fichier}", _ligne(lignes, chemin), message)


def manquants(contexte: Contexte, etape: Etape) -> Iterator[tuple[str, int, str]]:
    """What the step names and the base does not have: field, rank in the field, French message."""
    base = contexte.base
    connus: dict[str, tuple[Container[str], str]] = {
        "fiches": (base.fiches, "la fiche « {} » n'existe pas"),
        "objections": (
            [fiche.id for fiche in base.fiches.values() if fiche.famille == "frein"],
            "« {} » n'est pas une fiche de la famille « frein »",
        ),
        "quiz": (base.quiz, "la question de quiz « {} » n'existe pas"),
        "jeux": (base.jeux, "le jeu de rôle « {} » n'existe pas"),
    }
    for champ, (connues, message) in connus.items():
        for rang, identifiant in enumerate(getattr(etape, champ)):
            if identifiant not in connues:
                yield champ, rang, message.format(identifiant)


def _ensemble(contexte: Contexte, scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str]]:
    base = contexte.base
    if scenario.ecart:
        total = scenario.minutes + scenario.ecart
        yield ("minutes",), f"les étapes durent {total} min, la séance {scenario.minutes} min"
    if scenario.empreintes:
        yield ("empreintes",), "un scénario livré avec la base n'a pas d'empreintes : il la suit"
    for rang, theme in enumerate(scenario.themes):
        if theme not in base.themes_seance:
            yield ("themes", rang), f"le thème « {theme} » n'est pas dans seances/themes.yml"
    for rang, objectif in enumerate(scenario.objectifs):
        if objectif not in base.objectifs_seance:
            yield ("objectifs", rang), f"l'objectif « {objectif} » n'est pas dans seances/objectifs.yml"


def _etapes(contexte: Contexte, scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for rang, etape in enumerate(scenario.etapes):
        if etape.moment not in contexte.base.moments:
            yield ("etapes", rang, "moment"), f"le moment « {etape.moment} » n'est pas dans seances/moments.yml"
        for champ, place, message in manquants(contexte, etape):
            yield ("etapes", rang, champ, place), message


def _registres(contexte: Contexte) -> Iterator[Probleme]:
    base, dossier = contexte.base, f"{contexte.racine.name}/seances"
    for theme in base.themes_seance.values():
        for identifiant in (*theme.fiches, *theme.cas, *theme.objections):
            if identifiant not in base.fiches:
                yield Probleme(f"{dossier}/themes.yml", 1, f"« {theme.id} » : fiche inconnue « {identifiant} »")
    for objectif in base.objectifs_seance.values():
        for nom in objectif.renforce:
            if nom not in base.moments:
                yield Probleme(f"{dossier}/objectifs.yml", 1, f"« {objectif.id} » : moment inconnu « {nom} »")
    for jeu in base.cartes.values():
        for identifiant in jeu.fiches:
            if identifiant not in base.fiches:
                yield Probleme(f"{dossier}/cartes.yml", 1, f"« {jeu.id} » : fiche inconnue « {identifiant} »")
    for kit in base.kits.values():
        fiche = base.fiches.get(kit.fiche)
        if fiche is None:
            yield Probleme(f"{dossier}/kits.yml", 1, f"« {kit.id} » : fiche inconnue « {kit.fiche} »")
            continue
        for partie in kit.parties:
            if partie not in {section.titre for section in fiche.sections}:
                yield Probleme(f"{dossier}/kits.yml", 1, f"« {kit.id} » : la fiche n'a pas de partie « {partie} »")
    for moment in base.moments.values():
        if moment.maximum < moment.minimum:
            yield Probleme(f"{dossier}/moments.yml", 1, f"« {moment.id} » : maximum inférieur au minimum")


def _ligne(lignes: Lignes, chemin: tuple[str | int, ...]) -> int:
    return ligne_de(lignes, chemin)
