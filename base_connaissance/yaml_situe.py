"""YAML read with PyYAML, keeping the line of every key so that an error can be shown where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from base_connaissance.erreurs import BaseInvalide, Probleme

Lignes = dict[tuple[str | int, ...], int]
_SEPARATEUR = "---"


_PROFONDEUR = 20
_DATE = "tag:yaml.org,2002:timestamp"
_CONSEILS = {
    "mapping values are not allowed": "un « : » dans un texte ; mettez ce texte entre guillemets droits",
    "found character that cannot start": "un signe de YAML (@, %, tabulation…) au début d'un texte : guillemets droits",
    "did not find expected": "guillemets, crochets, accolades ou retrait mal fermés, ici ou juste avant",
    "found unexpected end": "des guillemets ne sont pas fermés",
    "control characters": "un caractère de contrôle invisible",
}


class _LoaderSansDoublon(yaml.CSafeLoader):
    """PyYAML keeps the last of two equal keys silently; an editor must be told. The C parser is twenty times faster."""


def _mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _refus("une clé est un mot, pas une liste", key_node.start_mark)
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise _refus(f"la clé « {key} » est écrite deux fois", key_node.start_mark)
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


def _jour(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value  # `2026-02-30`: left as a text, which the model refuses with its line


_LoaderSansDoublon.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_LoaderSansDoublon.add_constructor(_DATE, _jour)


def separer(texte: str, fichier: str) -> tuple[str, str, int]:
    """Front matter, body and first line of the body of a file. Raises BaseInvalide if the marks are missing."""
    lignes = texte.splitlines()
    if not lignes or lignes[0].strip() != _SEPARATEUR:
        raise BaseInvalide([Probleme(fichier, 1, "le fichier doit commencer par une ligne « --- »")])
    for rang, ligne in enumerate(lignes[1:], start=1):
        if ligne.strip() == _SEPARATEUR:
            return "\n".join(lignes[1:rang]), "\n".join(lignes[rang + 1 :]), rang + 2
    raise BaseInvalide([Probleme(fichier, 1, "la seconde ligne « --- » qui ferme l'en-tête est absente")])


def lire_yaml(texte: str, fichier: str | Path, premiere_ligne: int = 1) -> tuple[Any, Lignes]:
    """Parse `texte`; return the data and the file line of each key path.

    `premiere_ligne` is the line of the file where `texte` begins. Raises BaseInvalide with one located problem.
    """
    try:
        _refuser_les_pieges(texte)
        loader = _LoaderSansDoublon(texte)
        noeud = loader.get_single_node()
        donnees = loader.construct_document(noeud) if noeud is not None else None
    except (yaml.YAMLError, ValueError) as error:
        # PyYAML lets the errors of its own conversions out: `0b_` is a number for it, then a ValueError.
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        ligne = premiere_ligne + (mark.line if mark else 0)
        raison = _dire(getattr(error, "problem", None) or str(error).splitlines()[0])
        raise BaseInvalide([Probleme(str(fichier), ligne, f"YAML illisible : {raison}")]) from error
    lignes: Lignes = {(): premiere_ligne}
    if noeud is not None:
        _situer(noeud, (), lignes, premiere_ligne)
    return donnees, lignes


def _refus(message: str, mark: Any) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, message, mark)


def _dire(raison: str) -> str:
    return next((conseil for debut, conseil in _CONSEILS.items() if debut in raison), raison)


def _refuser_les_pieges(texte: str) -> None:
    """Raise on what a fiche never needs and could exhaust memory or the C stack: aliases, tags, absurd nesting."""
    profondeur = 0
    for event in yaml.parse(texte, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            profondeur += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            profondeur -= 1
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            raise _refus(f"une étiquette « {event.tag} » n'est pas admise", event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _refus("une reprise « *nom » n'est pas admise : écrivez le texte en entier", event.start_mark)
        if profondeur > _PROFONDEUR:
            raise _refus("trop de niveaux imbriqués", event.start_mark)


def _situer(noeud: yaml.Node, chemin: tuple[str | int, ...], lignes: Lignes, premiere: int) -> None:
    if isinstance(noeud, yaml.MappingNode):
        for cle, valeur in noeud.value:
            sous_chemin = (*chemin, str(cle.value))
            lignes[sous_chemin] = premiere + cle.start_mark.line
            _situer(valeur, sous_chemin, lignes, premiere)
    elif isinstance(noeud, yaml.SequenceNode):
        for rang, valeur in enumerate(noeud.value):
            sous_chemin = (*chemin, rang)
            lignes[sous_chemin] = premiere + valeur.start_mark.line
            _situer(valeur, sous_chemin, lignes, premiere)


def ligne_de(lignes: Lignes, chemin: tuple[Any, ...]) -> int:
    """The line of the deepest known part of a key path."""
    parts = tuple(part if isinstance(part, int) else str(part) for part in chemin)
    while parts and parts not in lignes:
        parts = parts[:-1]
    return lignes.get(parts, 1)
