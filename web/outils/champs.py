"""Forms in the address: what was typed is kept, what is understood becomes a model, what is wrong is said by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from base_connaissance.erreurs import ParametreInconnu
from conseil.erreurs import SaisieInvalide
from web.messages import dire

Modele = TypeVar("Modele", bound=BaseModel)
Sortie = TypeVar("Sortie")
Lecteur = Callable[[str, str], Any]
LONGUEUR_MAXIMALE = 200
GENERAL = ""  # the key of an error that belongs to no field
_ABSENTE = "Une donnée nécessaire à ce calcul manque à la base. Votre saisie est gardée ; le reste du site fonctionne."


@dataclass(frozen=True)
class Plusieurs:
    """A reader for checkboxes that share a name: the codes ticked, each among `admis`."""

    admis: frozenset[str]


@dataclass
class Formulaire:
    """`textes` as typed (a list for checkboxes), `valeurs` as read, `erreurs` by field, in French."""

    textes: dict[str, Any]
    valeurs: dict[str, Any] = field(default_factory=dict)
    erreurs: dict[str, str] = field(default_factory=dict)

    @property
    def rempli(self) -> bool:
        """Whether anything was sent."""
        return any(self.textes.values())

    def texte(self, nom: str) -> Any:
        """What was typed in a field, or nothing."""
        return self.textes.get(nom, "")

    def adresse(self, **changements: Any) -> dict[str, Any]:
        """The query of this state, empty fields left out, with some values changed (None removes)."""
        etat = {**self.textes, **changements}
        return {nom: valeur for nom, valeur in etat.items() if valeur not in ("", None, [])}

    def refuser(self, champ: str, message: str) -> None:
        """Note what is wrong with a field; the first error of a field stays."""
        self.erreurs.setdefault(champ if champ in self.textes else GENERAL, message)

    def construire(self, modele: type[Modele]) -> Modele | None:
        """The model, or None with its errors noted."""
        if self.erreurs:
            return None
        try:
            return modele.model_validate(self.valeurs)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.refuser(str(detail["loc"][0]) if detail["loc"] else GENERAL, _en_phrase(dire(detail)))
            return None

    def executer(self, modele: type[Modele], calculer: Callable[[Modele], Sortie]) -> Sortie | None:
        """The result of the tool, or None: nothing sent yet, or something to correct (see `erreurs`)."""
        demande = self.construire(modele) if self.rempli else None
        if demande is None:
            return None
        try:
            return calculer(demande)
        except SaisieInvalide as error:
            self.refuser(error.champ, error.message)
        except ParametreInconnu:
            self.refuser(GENERAL, _ABSENTE)
        return None


def lire_formulaire(args: MultiDict[str, str], lecteurs: Mapping[str, Lecteur | Plusieurs]) -> Formulaire:
    """Read the fields that `lecteurs` names; others are ignored (they may come from another page's address).

    A reader takes the text and the field's name, and raises SaisieInvalide; empty texts are not read.
    """
    formulaire = Formulaire(
        {
            nom: args.getlist(nom) if isinstance(lecteur, Plusieurs) else args.get(nom, "").strip()
            for nom, lecteur in lecteurs.items()
        }
    )
    for nom, lecteur in lecteurs.items():
        if not (brut := formulaire.textes[nom]):
            continue
        if isinstance(lecteur, Plusieurs):
            formulaire.textes[nom] = [code for code in dict.fromkeys(brut) if code in lecteur.admis]
            formulaire.valeurs[nom] = tuple(formulaire.textes[nom])
            continue
        try:
            formulaire.valeurs[nom] = lecteur(_borner(brut, nom, lecteur), nom)
        except SaisieInvalide as error:
            formulaire.refuser(nom, error.message)
    return formulaire


def choix(admis: Iterable[str]) -> Lecteur:
    """A reader for a closed list."""
    codes = frozenset(admis)

    def lire(texte: str, champ: str) -> str:
        if texte not in codes:
            raise SaisieInvalide(champ, "Ce choix n'existe pas dans la liste : choisissez-en un autre.")
        return texte

    return lire


def plusieurs(admis: Iterable[str]) -> Plusieurs:
    """A reader for checkboxes."""
    return Plusieurs(frozenset(admis))


def texte_libre(longueur: int = LONGUEUR_MAXIMALE) -> Lecteur:
    """A reader for free text of at most `longueur` characters."""

    def lire(texte: str, champ: str) -> str:
        if len(texte) > longueur:
            raise SaisieInvalide(champ, f"Ce texte compte {len(texte)} caractères ; la limite est de {longueur}.")
        return " ".join(texte.split())

    lire.longueur = longueur  # type: ignore[attr-defined]
    return lire


def _borner(texte: str, champ: str, lecteur: Lecteur) -> str:
    if len(texte) > max(LONGUEUR_MAXIMALE, getattr(lecteur, "longueur", 0)):
        raise SaisieInvalide(champ, "Ce texte est trop long pour ce champ : raccourcissez-le.")
    return texte


def _en_phrase(message: str) -> str:
    message = message.replace("champ obligatoire absent", "ce champ est nécessaire au calcul")
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith('.') else '.'}"
