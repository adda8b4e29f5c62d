"""The tools, in the order of a purchase: the one list that the pages, the chat and the menu share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outil:
    """A tool: `nom` is its place in addresses and forms; `verbe` completes « Je veux … »."""

    nom: str
    titre: str
    verbe: str


OUTILS: dict[str, Outil] = {
    outil.nom: outil
    for outil in (
        Outil("leviers", "Leviers", "choisir un levier pour mon achat"),
        Outil("heures", "Heures", "calculer des heures d'insertion"),
        Outil("clauses", "Clauses", "composer ou relire une clause"),
        Outil("notation", "Notation", "évaluer des propositions d'insertion"),
        Outil("realisation", "Réalisation", "réaliser des heures d'insertion"),
        Outil("calendrier", "Calendrier", "planifier la clause après la notification"),
        Outil("eligibilite", "Éligibilité et preuves", "vérifier si une personne peut être comptée"),
    )
}
