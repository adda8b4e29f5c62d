"""One question of a guide: what is asked, how an answer is read, what « je ne sais pas » does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from index.nettoyage import plier

Valeurs = Mapping[str, Any]
Lecteur = Callable[[str, Droit], Any]
# What a slot holds once a person has said that they do not know, and the guide can do without.
INCONNU = "inconnu"


@dataclass(frozen=True)
class Choix:
    """One of the answers offered as buttons; `mots` is a pattern (accent-free) that also means it."""

    valeur: str
    libelle: str
    mots: str = ""


@dataclass(frozen=True)
class Inconnu:
    """What follows « je ne sais pas »: the sentence said, and whether the guide goes on without the answer."""

    phrase: str
    accepte: bool = False


@dataclass(frozen=True)
class Champ:
    """A field. `nom` ends its slot's name; `libelle` reads inside a sentence (« le montant hors taxes »).

    `lire` turns free text into a JSON value or raises SaisieInvalide; without it, only `choix` are accepted; with
    `plusieurs`, it is tried before them. `convertir` turns a choice into the value kept (a figure for its name). `mots`
    is the pattern (accent-free) by which a correction names the field. `requis` tells, from the answers so far, whether
    the question makes sense. At most `boutons` of the choices are shown as buttons; all of them are understood.

    `question`, `aide` and the sentence of `inconnu` may hold `{{ parametre }}` figures.
    """

    nom: str
    libelle: str
    question: str
    aide: str
    inconnu: Inconnu
    lire: Lecteur | None = None
    ecrire: Callable[[Any], str] = str
    choix: Callable[[Droit], tuple[Choix, ...]] | tuple[Choix, ...] = ()
    mots: str = r"(?!)"
    requis: Callable[[Valeurs], bool] = field(default=lambda _valeurs: True)
    convertir: Callable[[str, Droit], Any] = field(default=lambda valeur, _droit: valeur)
    plusieurs: bool = False
    boutons: int = 8

    def choix_proposes(self, droit: Droit) -> tuple[Choix, ...]:
        """The answers offered as buttons on that day."""
        return self.choix(droit) if callable(self.choix) else self.choix

    def lire_texte(self, texte: str, droit: Droit) -> Any:
        """The value of a typed answer. Raises SaisieInvalide, with a sentence that says what is expected."""
        choisi = None if self.plusieurs else self._choisi(texte, droit)
        if choisi is not None:
            return choisi
        if self.lire is not None:
            return self.lire(texte, droit)
        attendus = ", ".join(f"« {choix.libelle} »" for choix in self.choix_proposes(droit))
        raise SaisieInvalide(self.nom, f"Je n'ai pas reconnu de réponse. J'attends l'une de celles-ci : {attendus}.")

    def lire_charge(self, valeur: str, droit: Droit) -> Any:
        """The value of a button. Raises SaisieInvalide for a choice that this field does not offer."""
        if any(choix.valeur == valeur for choix in self.choix_proposes(droit)):
            return self.convertir(valeur, droit)
        raise SaisieInvalide(self.nom, "Ce choix ne répond pas à la question en cours.")

    def dire(self, valeur: Any, droit: Droit) -> str:
        """The value as the assistant says it back."""
        if valeur == INCONNU:
            return "non connu"
        for choix in self.choix_proposes(droit):
            if choix.valeur == valeur:
                return choix.libelle
        return self.ecrire(valeur)

    def _choisi(self, texte: str, droit: Droit) -> Any:
        simple = plier(texte).strip(" .!")
        for choix in self.choix_proposes(droit):
            if simple in {plier(choix.libelle), choix.valeur} or (choix.mots and re.search(choix.mots, simple)):
                return self.lire_charge(choix.valeur, droit)
        return None
