"""Counting answers, once an activity is closed: rows ready for bars and for a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from base_connaissance.presentation import formater_nombre
from formation.vive.confidentialite import montrable
from formation.vive.deroule import POSITIONS

_VALEURS_MONTREES = 8


@dataclass(frozen=True)
class Ligne:
    """One row: how many chose it. `juste` is None where nothing is right or wrong."""

    libelle: str
    nombre: int
    juste: bool | None = None


@dataclass(frozen=True)
class Tableau:
    """The result of one question. Under the threshold, `lignes` is empty and `total` is not to be shown."""

    titre: str
    total: int
    lignes: tuple[Ligne, ...]

    @property
    def montrable(self) -> bool:
        """Whether enough people answered."""
        return montrable(self.total)

    def part(self, ligne: Ligne) -> float:
        """Percent of the answers; a question with several answers adds up to more than 100."""
        return round(100 * ligne.nombre / self.total, 1) if self.total else 0.0


def compter(titre: str, choix: Mapping[str, str], valeurs: Sequence[str]) -> Tableau:
    """One choice each, among `choix` (value → label): positions, votes."""
    return _proteger(titre, len(valeurs), _lignes(choix, Counter(valeurs), None))


def compter_positions(valeurs: Sequence[str]) -> Tableau:
    """Sides taken on a statement."""
    return compter("Positions", POSITIONS, valeurs)


def compter_quiz(complet: Mapping[str, Any], valeurs: Sequence[Any]) -> list[Tableau]:
    """The tables of an item (JSON of `item_complet`): one, or one per question of a case. None is no answer."""
    if complet["type"] != "cas":
        return [_question(str(complet["enonce"]), complet, complet, valeurs)]
    tables = []
    for sous in complet["questions"]:
        reponses = [valeur.get(sous["id"]) for valeur in valeurs if isinstance(valeur, dict)]
        tables.append(_question(str(sous["enonce"]), sous, complet["solutions"][sous["id"]], reponses))
    return tables


def _question(titre: str, contenu: Mapping[str, Any], solution: Mapping[str, Any], valeurs: Sequence[Any]) -> Tableau:
    donnees = [valeur for valeur in valeurs if valeur is not None]
    juste = solution["reponse"]
    match contenu["type"]:
        case "choix" | "vrai_faux":
            lignes = _lignes(_textes(contenu["options"]), Counter(donnees), {juste})
        case "plusieurs":
            choisies = Counter(cle for valeur in donnees for cle in valeur)
            lignes = _lignes(_textes(contenu["options"]), choisies, set(juste))
        case "nombre":
            lignes = _nombres(donnees, float(juste), float(solution["tolerance"]), str(contenu["unite"]))
        case "ordre":
            lignes = _ordre(_textes(contenu["etapes"]), donnees, juste)
        case _:
            lignes = _paires(contenu, donnees, juste)
    return _proteger(titre, len(donnees), lignes)


def _lignes(choix: Mapping[str, str], nombres: Mapping[str, int], justes: set[str] | None) -> list[Ligne]:
    return [
        Ligne(libelle, nombres.get(cle, 0), None if justes is None else cle in justes) for cle, libelle in choix.items()
    ]


def _nombres(valeurs: Sequence[float], juste: float, tolerance: float, unite: str) -> list[Ligne]:
    """The numbers given most, in increasing order; the others together."""
    compte = Counter(float(valeur) for valeur in valeurs)
    gardees = sorted(valeur for valeur, _ in compte.most_common(_VALEURS_MONTREES))
    lignes = [
        Ligne(f"{formater_nombre(valeur)} {unite}", compte[valeur], abs(valeur - juste) <= tolerance + 1e-9)
        for valeur in gardees
    ]
    autres = sum(compte.values()) - sum(ligne.nombre for ligne in lignes)
    return [*lignes, Ligne("Autres nombres", autres, None)] if autres else lignes


def _ordre(textes: Mapping[str, str], valeurs: Sequence[Sequence[str]], juste: Sequence[str]) -> list[Ligne]:
    """Each step in the right order, and how many put it there."""
    return [
        Ligne(f"{rang}. {textes[cle]}", sum(valeur[rang - 1] == cle for valeur in valeurs), True)
        for rang, cle in enumerate(juste, start=1)
    ]


def _paires(
    contenu: Mapping[str, Any], valeurs: Sequence[Mapping[str, str]], juste: Mapping[str, str]
) -> list[Ligne]:  # fmt: skip
    gauche, droite = _textes(contenu["gauche"]), _textes(contenu["droite"])
    return [
        Ligne(f"{gauche[g]} → {droite[d]}", sum(valeur.get(g) == d for valeur in valeurs), True)
        for g, d in juste.items()
    ]


def _textes(options: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {option["cle"]: option["texte"] for option in options}


def _proteger(titre: str, total: int, lignes: Sequence[Ligne]) -> Tableau:
    return Tableau(titre, total, tuple(lignes) if montrable(total) else ())
