"""Model clauses: one Markdown file each, the text of a contract document with typed variables `[[heures]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from base_connaissance.champs import Confiance, Identifiant, Modele, NomParametre, Phrase
from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.fichiers import lire_texte
from base_connaissance.messages import en_problemes
from base_connaissance.yaml_situe import Lignes, ligne_de, lire_yaml, separer

Document = Literal["avis", "rc", "ccap", "ae", "annexe", "cadre_reponse", "motif", "suivi"]
Cas = Literal[
    "travaux", "services", "accord_cadre", "prestations_intellectuelles", "marche_reserve", "critere", "tous",
    "concession",
]  # fmt: skip
TypeVariable = Literal["entier", "nombre", "montant", "taux", "date", "texte", "choix", "liste"]

VARIABLE = re.compile(r"\[\[([^\[\]]*)\]\]")
SECTIONS = {"Pourquoi": "pourquoi", "Texte": "texte", "Précautions": "precautions"}
_TITRE = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_DECIMAL = r"\d+(,\d+)?"
_FORMES = {"entier": r"\d+", "nombre": _DECIMAL, "montant": r"\d+(,\d{1,2})?", "taux": _DECIMAL}


class Variable(Modele):
    """A blank of a clause. Values are text: digits with a decimal comma, ISO dates, « ; » between items of a list.

    A `montant` is in euros and a `taux` in percent: both bring their sign, other units stand in the clause. A
    paragraph or list item that holds an unfilled optional variable is to be left out.
    """

    libelle: Phrase
    type: TypeVariable
    exemple: Phrase
    choix: tuple[Phrase, ...] = ()
    obligatoire: bool = True

    @model_validator(mode="after")
    def _coherent(self) -> Variable:
        if self.type == "choix" and len(self.choix) < 2:
            raise ValueError("le type « choix » demande au moins deux valeurs dans « choix »")
        if self.choix and self.type not in ("choix", "liste"):
            raise ValueError(f"« choix » ne va pas avec le type « {self.type} »")
        if not self.accepte(self.exemple):
            raise ValueError(f"l'exemple « {self.exemple} » ne convient pas au type « {self.type} »")
        return self

    def accepte(self, valeur: str) -> bool:
        """Whether `valeur` is well formed for this type."""
        if self.type == "date":
            return _is_iso_date(valeur)
        if self.type in _FORMES:
            return re.fullmatch(_FORMES[self.type], valeur) is not None
        elements = [element.strip() for element in valeur.split(";")] if self.type == "liste" else [valeur]
        return all(element and (not self.choix or element in self.choix) for element in elements)


class EnTeteClause(Modele):
    """The front matter of a clause, as an editor writes it. `liens` are the clauses that must come with it."""

    titre: Phrase = Field(max_length=120)
    document: Document
    cas: tuple[Cas, ...] = Field(min_length=1)
    variables: dict[NomParametre, Variable] = Field(default_factory=dict)
    liens: tuple[Identifiant, ...] = ()
    fiches: tuple[Identifiant, ...] = Field(min_length=1)
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    verifie_le: date
    a_revoir_le: date
    confiance: Confiance


class ClauseType(EnTeteClause):
    """A model clause: why, the text to copy, what to mind. The three bodies are Markdown."""

    id: Identifiant
    chemin: str
    pourquoi: str
    texte: str
    precautions: str


def lire_clauses(racine: Path) -> dict[str, ClauseType]:
    """Every clause under `racine/clauses/<document>/`, by identifier.

    Raises BaseInvalide with every problem of form: schema, sections, variables without declaration or without use.
    """
    clauses: dict[str, ClauseType] = {}
    problemes: list[Probleme] = []
    for chemin in sorted((racine / "clauses").glob("*/*.md")):
        nom = (Path(racine.name) / chemin.relative_to(racine)).as_posix()
        try:
            clause = _lire(chemin, chemin.relative_to(racine).as_posix(), nom)
        except BaseInvalide as erreur:
            problemes += erreur.problemes
            continue
        if clause.id in clauses:
            problemes.append(Probleme(nom, 1, f"une autre clause porte déjà l'identifiant « {clause.id} »"))
        clauses[clause.id] = clause
    if problemes:
        raise BaseInvalide(sorted(problemes))
    return clauses


def _lire(chemin: Path, relatif: str, nom: str) -> ClauseType:
    entete_yaml, corps, debut = separer(lire_texte(chemin, nom), nom)
    donnees, lignes = lire_yaml(entete_yaml, nom, premiere_ligne=2)
    try:
        entete = EnTeteClause.model_validate(donnees)
        champs = {champ: getattr(entete, champ) for champ in EnTeteClause.model_fields}
        clause = ClauseType(**champs, **_sections(corps, nom, debut), id=chemin.stem, chemin=relatif)
    except ValidationError as erreur:
        raise BaseInvalide(en_problemes(erreur, nom, lignes)) from erreur
    problemes = list(_variables(clause, corps.splitlines(), lignes, nom, debut))
    if clause.document != chemin.parent.name:
        message = f"le document « {clause.document} » ne va pas avec le dossier « {chemin.parent.name} »"
        problemes.append(Probleme(nom, ligne_de(lignes, ("document",)), message))
    if problemes:
        raise BaseInvalide(problemes)
    return clause


def _sections(corps: str, nom: str, debut: int) -> dict[str, Any]:
    avant, *morceaux = _TITRE.split(corps)
    titres = morceaux[::2]
    if avant.strip() or titres != list(SECTIONS) or not all(texte.strip() for texte in morceaux[1::2]):
        attendues = ", ".join(f"« ## {titre} »" for titre in SECTIONS)
        raise BaseInvalide([Probleme(nom, debut, f"sections attendues, dans cet ordre et non vides : {attendues}")])
    return {SECTIONS[titre]: texte.strip() for titre, texte in zip(titres, morceaux[1::2], strict=True)}


def _variables(clause: ClauseType, corps: list[str], lignes: Lignes, nom: str, debut: int) -> Iterator[Probleme]:
    for rang, ligne in enumerate(corps, start=debut):
        for variable in VARIABLE.findall(ligne):
            if variable not in clause.variables:
                yield Probleme(nom, rang, f"la variable « [[{variable}]] » n'est pas déclarée dans « variables »")
        if "[[" in (reste := VARIABLE.sub("", ligne)) or "]]" in reste:
            yield Probleme(nom, rang, "crochets doubles mal fermés : écrivez « [[nom_de_variable]] »")
    utilisees = set(VARIABLE.findall(clause.texte))
    for variable in clause.variables:
        if variable not in utilisees:
            message = f"la variable « {variable} » est déclarée mais absente de « ## Texte »"
            yield Probleme(nom, ligne_de(lignes, ("variables", variable)), message)


def _is_iso_date(valeur: str) -> bool:
    try:
        date.fromisoformat(valeur)
    except ValueError:
        return False
    return True
