"""Training sessions: what a scenario is made of, and what proposes one (moments, themes, goals).

A scenario copies nothing out of the base: its steps hold identifiers, resolved for the day of the session.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from base_connaissance.champs import Identifiant, Modele, Phrase
from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.fichiers import lire_texte
from base_connaissance.messages import en_problemes
from base_connaissance.yaml_situe import lire_yaml

PublicSeance = Literal["acheteurs", "entreprises", "elus", "mixte"]
PUBLICS_SEANCE: tuple[PublicSeance, ...] = ("acheteurs", "entreprises", "elus", "mixte")
DUREE_MINIMALE, DUREE_MAXIMALE = 30, 480
TAILLE_MAXIMALE = 100_000

Minutes = Annotated[int, Field(ge=1, le=DUREE_MAXIMALE)]
Titre = Annotated[Phrase, Field(max_length=120)]


class Moment(Modele):
    """A kind of step. A proposal gives it `minimum` minutes, then a share of what is left in proportion to `part`.

    `priorite` 1 is in every session; the higher, the more time there must be for it. `question` is asked to the room
    unless the trainer writes another.
    """

    id: Identifiant
    libelle: Phrase
    but: Phrase
    consigne: Phrase
    question: Phrase | None = None
    minimum: Minutes
    maximum: Minutes
    part: int = Field(ge=0)
    priorite: int = Field(ge=1)


class ThemeSeance(Modele):
    """A subject of sessions and the fiches that treat it: the rules to show, the cases, the objections it meets."""

    id: Identifiant
    libelle: Phrase
    publics: tuple[PublicSeance, ...] = Field(min_length=1)
    fiches: tuple[Identifiant, ...] = Field(min_length=1)
    cas: tuple[Identifiant, ...] = ()
    objections: tuple[Identifiant, ...] = ()


class ObjectifSeance(Modele):
    """What a session is for; `renforce` adds to the share of some moments."""

    id: Identifiant
    libelle: Phrase
    renforce: dict[Identifiant, int] = Field(default_factory=dict)


class JeuDeCartes(Modele):
    """A set of cards to cut out: one per fiche."""

    id: Identifiant
    libelle: Phrase
    fiches: tuple[Identifiant, ...] = Field(min_length=1)


class Feuille(Modele):
    """A table to fill in by hand: a row for each of `entrees`, or `lignes` empty rows."""

    titre: Phrase
    colonnes: tuple[Phrase, ...] = Field(min_length=1, max_length=5)
    entrees: tuple[Phrase, ...] = ()
    lignes: int = Field(default=0, ge=0, le=20)


class Kit(Modele):
    """What a facilitator takes to a visit or a meeting: parts of a fiche, word for word, and sheets to fill in."""

    id: Identifiant
    titre: Phrase
    fiche: Identifiant
    parties: tuple[Phrase, ...] = Field(min_length=1)
    feuilles: tuple[Feuille, ...] = Field(min_length=1)


class Etape(Modele):
    """One step of a session. `question` is asked to the room; `notes` are for the facilitator's eyes only.

    `objections` are fiches of the « frein » family; in a « positions » step their titles are the statements on which
    participants take sides. `jeux` are role-plays.
    """

    id: Identifiant
    moment: Identifiant
    titre: Titre
    minutes: Minutes
    question: Annotated[Phrase, Field(max_length=300)] | None = None
    fiches: tuple[Identifiant, ...] = Field(default=(), max_length=20)
    objections: tuple[Identifiant, ...] = Field(default=(), max_length=30)
    quiz: tuple[Identifiant, ...] = Field(default=(), max_length=40)
    jeux: tuple[Identifiant, ...] = Field(default=(), max_length=5)
    notes: Annotated[str, Field(max_length=3000)] | None = None


class Scenario(Modele):
    """A whole session. `minutes` is the time there is; `empreintes` says what the base was when it was saved.

    Keys of `empreintes` are « fiche:… », « quiz:… », « jeu:… »; see `formation.empreintes`.
    """

    titre: Titre
    resume: Annotated[Phrase, Field(max_length=400)]
    public: PublicSeance
    minutes: int = Field(ge=DUREE_MINIMALE, le=DUREE_MAXIMALE)
    objectifs: tuple[Identifiant, ...] = ()
    themes: tuple[Identifiant, ...] = ()
    etapes: tuple[Etape, ...] = Field(min_length=1, max_length=40)
    empreintes: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _distinct(self) -> Scenario:
        vues: set[str] = set()
        for etape in self.etapes:
            if etape.id in vues:
                raise ValueError(f"deux étapes portent l'identifiant « {etape.id} »")
            vues.add(etape.id)
        return self

    @property
    def ecart(self) -> int:
        """Minutes that the steps take beyond the time there is; negative when time is left."""
        return sum(etape.minutes for etape in self.etapes) - self.minutes


def lire_scenario(texte: str, nom: str) -> Scenario:
    """A scenario from its YAML. Raises BaseInvalide: every problem, in French, with its line in `nom`."""
    if len(texte.encode()) > TAILLE_MAXIMALE:
        raise BaseInvalide([Probleme(nom, 1, "le fichier dépasse 100 ko : ce n'est pas un scénario")])
    donnees, lignes = lire_yaml(texte, nom)
    if not isinstance(donnees, dict):
        raise BaseInvalide([Probleme(nom, 1, "un scénario est un ensemble « clé : valeur »")])
    try:
        return Scenario.model_validate(donnees)
    except ValidationError as erreur:
        raise BaseInvalide(en_problemes(erreur, nom, lignes)) from erreur


def ecrire_scenario(scenario: Scenario) -> str:
    """Its YAML, fields in the order of the model, what is empty left out; read again, it is the same scenario."""
    donnees: dict[str, Any] = scenario.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(donnees, allow_unicode=True, sort_keys=False, width=110)


def lire_scenarios(racine: Path) -> dict[str, Scenario]:
    """The ready scenarios under `racine/scenarios/`, by file name. Raises BaseInvalide with every problem of form."""
    scenarios: dict[str, Scenario] = {}
    problemes: list[Probleme] = []
    for chemin in sorted((racine / "scenarios").glob("*.yml")):
        nom = (Path(racine.name) / chemin.relative_to(racine)).as_posix()
        try:
            scenarios[chemin.stem] = lire_scenario(lire_texte(chemin, nom), nom)
        except BaseInvalide as erreur:
            problemes += erreur.problemes
    if problemes:
        raise BaseInvalide(sorted(problemes))
    return scenarios
