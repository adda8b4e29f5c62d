"""YAML read with PyYAML, keeping the line of every key so that an error can be shown where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from base_connaissance.erreurs import BaseInvalide, Probleme

Lignes = dict[tuple[str | int, ...], int]


class _LoaderSansDoublon(yaml.SafeLoader):
    """PyYAML keeps the last of two equal keys silently; an editor must be told."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"la clé « {key} » est écrite deux fois", key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_LoaderSansDoublon.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def lire_yaml(texte: str, fichier: str | Path, premiere_ligne: int = 1) -> tuple[Any, Lignes]:
    """Parse `texte`; return the data and the file line of each key path.

    `premiere_ligne` is the line of the file where `texte` begins. Raises BaseInvalide with one located problem.
    """
    try:
        noeud = yaml.compose(texte, Loader=_LoaderSansDoublon)
        donnees = yaml.load(texte, Loader=_LoaderSansDoublon)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        ligne = premiere_ligne + (mark.line if mark else 0)
        raison = getattr(error, "problem", None) or str(error)
        raise BaseInvalide([Probleme(str(fichier), ligne, f"YAML illisible : {raison}")]) from error
    lignes: Lignes = {(): premiere_ligne}
    if noeud is not None:
        _situer(noeud, (), lignes, premiere_ligne)
    return donnees, lignes


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
