"""A guide: its fields in order, what it reads in one whole sentence, and the result it ends with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.actions.guides.champ import Champ, Valeurs
from conseil.droit import Droit
from conseil.resultat import Resultat


@dataclass(frozen=True)
class Conclusion:
    """What a guide ends with: the words, the full result, and the page that shows and shares it."""

    texte: str
    resultat: Resultat
    lien: str


@dataclass(frozen=True)
class Guide:
    """A tool of the chat. `nom` is the tool's name everywhere (page, form, slots); `intention` opens it.

    `extraire` reads every field it finds in a sentence (values as the fields give them). `conclure` computes; it raises
    SaisieInvalide naming a field when the answers do not fit together. `lien` is the page's address for what is known.
    """

    nom: str
    titre: str
    intention: str
    ouverture: str
    champs: tuple[Champ, ...]
    conclure: Callable[[Valeurs, Droit], Conclusion]
    lien: Callable[[Valeurs], str]
    extraire: Callable[[str, Droit], Mapping[str, Any]] = field(default=lambda _texte, _droit: {})
    # Answers about a person are never said back: nothing of them must stay in the conversation.
    discret: bool = False
    # How many fields a plain sentence must hold to open the guide without being asked to.
    donnees_suffisantes: int = 99

    @property
    def formulaire(self) -> str:
        """The name of its Rasa form."""
        return f"formulaire_{self.nom}"

    def case(self, champ: str) -> str:
        """The name of the slot of a field."""
        return f"{self.nom}_{champ}"

    def champ(self, nom: str) -> Champ:
        """The field of that name. Raises KeyError."""
        return next((champ for champ in self.champs if champ.nom == nom), None) or _absent(nom)

    def suivant(self, valeurs: Valeurs) -> Champ | None:
        """The next field to ask, None when everything needed is known."""
        return next((c for c in self.champs if valeurs.get(c.nom) is None and c.requis(valeurs)), None)

    def repondus(self, valeurs: Valeurs) -> list[Champ]:
        """The fields already answered, in order."""
        return [champ for champ in self.champs if valeurs.get(champ.nom) is not None]


def _absent(nom: str) -> Champ:
    raise KeyError(nom)
