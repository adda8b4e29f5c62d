"""Quiz items: one question bound to one fiche, of one of seven types. Texts hold figures as `{{ name }}` references.

A « distracteur » is a wrong option: it says why it is wrong (`pourquoi`). `hypotheses` are the figures of an imagined
situation, the only ones that may be typed in what an item states. `empreinte` is stamped by `quiz valider`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import Field, FiniteFloat, model_validator

from base_connaissance.champs import Identifiant, Modele, Phrase, Public

Niveau = Literal[1, 2, 3]
Theme = Literal[
    "obligation", "seuils", "leviers", "reservation", "criteres", "heures", "redaction", "execution", "realisation",
    "structures", "publics", "achats", "freins", "environnement", "territoire", "principes",
]  # fmt: skip
THEMES: dict[Theme, str] = {
    "obligation": "L'obligation de 2026",
    "seuils": "Seuils, montants et procédures",
    "leviers": "Choisir un levier",
    "reservation": "Réserver un marché ou un lot",
    "criteres": "Noter l'insertion",
    "heures": "Calculer les heures",
    "redaction": "Préparer et écrire la clause",
    "execution": "Suivre, prouver, sanctionner",
    "realisation": "Réaliser la clause",
    "structures": "Les structures",
    "publics": "Les personnes et leur parcours",
    "achats": "Familles d'achat et exemples",
    "freins": "Lever les freins",
    "environnement": "Social et environnement",
    "territoire": "Métropole de Lyon",
    "principes": "Principes et repères",
}
REFERENCE_SEULE = r"^\{\{ ?[a-z][a-z0-9_]* ?\}\}$"

T = TypeVar("T")
Deux = Annotated[tuple[T, ...], Field(min_length=2, max_length=8)]


class Option(Modele):
    """One answer offered. A wrong one is a distractor."""

    texte: Phrase
    juste: bool
    pourquoi: Phrase | None = None


class Paire(Modele):
    """Two things that go together."""

    gauche: Phrase
    droite: Phrase


class _Question(Modele):
    enonce: Phrase
    explication: Phrase


class QuestionChoix(_Question):
    """One right option among several."""

    type: Literal["choix"]
    choix: Deux[Option]

    @model_validator(mode="after")
    def _one_right(self) -> QuestionChoix:
        if (justes := sum(option.juste for option in self.choix)) != 1:
            raise ValueError(f"une seule bonne réponse est attendue, {justes} trouvées")
        return self


class QuestionPlusieurs(_Question):
    """At least two right options, at least one distractor."""

    type: Literal["plusieurs"]
    choix: Deux[Option]

    @model_validator(mode="after")
    def _several_right(self) -> QuestionPlusieurs:
        justes = sum(option.juste for option in self.choix)
        if justes < 2 or justes == len(self.choix):
            raise ValueError("deux bonnes réponses au moins et un distracteur au moins sont attendus")
        return self


class QuestionVraiFaux(Modele):
    """A statement to judge. When it is false, `correction` says what is true and `explication` may be left out."""

    type: Literal["vrai_faux"]
    enonce: Phrase
    juste: bool
    correction: Phrase | None = None
    explication: Phrase | None = None

    @model_validator(mode="after")
    def _corrected(self) -> QuestionVraiFaux:
        if not self.juste and self.correction is None:
            raise ValueError("une affirmation fausse demande une « correction »")
        if self.juste and self.explication is None:
            raise ValueError("une affirmation vraie demande une « explication »")
        return self


class QuestionNombre(_Question):
    """A number to find, in `unite`, right within `tolerance` (same unit); the answer may be one `{{ parametre }}`."""

    type: Literal["nombre"]
    reponse: FiniteFloat | Annotated[str, Field(pattern=REFERENCE_SEULE)]
    tolerance: FiniteFloat = Field(default=0, ge=0)
    unite: Phrase


Question = Annotated[
    QuestionChoix | QuestionPlusieurs | QuestionVraiFaux | QuestionNombre, Field(discriminator="type")
]  # fmt: skip


class EnTeteItem(Modele):
    """What every item has. `theme` is the name of its file."""

    id: Identifiant
    fiche: Identifiant
    niveau: Niveau
    publics: tuple[Public, ...] = Field(min_length=1)
    theme: Theme
    hypotheses: tuple[Phrase, ...] = ()
    empreinte: str | None = None


class ItemChoix(EnTeteItem, QuestionChoix):
    """An item with one right option."""


class ItemPlusieurs(EnTeteItem, QuestionPlusieurs):
    """An item with several right options."""


class ItemVraiFaux(EnTeteItem, QuestionVraiFaux):
    """A statement to judge, as an item."""


class ItemNombre(EnTeteItem, QuestionNombre):
    """A number to find, as an item."""


class ItemOrdre(EnTeteItem, _Question):
    """Steps to put in order; `etapes` holds them in the right one."""

    type: Literal["ordre"]
    etapes: Annotated[tuple[Phrase, ...], Field(min_length=3, max_length=7)]


class ItemAppariement(EnTeteItem, _Question):
    """Pairs to match."""

    type: Literal["appariement"]
    paires: Annotated[tuple[Paire, ...], Field(min_length=3, max_length=6)]


class ItemCas(EnTeteItem):
    """A short case (`enonce` is the situation) and two to four questions about it."""

    type: Literal["cas"]
    enonce: Phrase
    questions: Annotated[tuple[Question, ...], Field(min_length=2, max_length=4)]


Item = Annotated[
    ItemChoix | ItemPlusieurs | ItemVraiFaux | ItemNombre | ItemOrdre | ItemAppariement | ItemCas,
    Field(discriminator="type"),
]
MODELES: dict[str, type[EnTeteItem]] = {
    "choix": ItemChoix, "plusieurs": ItemPlusieurs, "vrai_faux": ItemVraiFaux, "nombre": ItemNombre,
    "ordre": ItemOrdre, "appariement": ItemAppariement, "cas": ItemCas,
}  # fmt: skip
