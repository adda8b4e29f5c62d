"""The shape of the base: one pydantic model per kind of thing, the single source of truth for its schema.

Texts hold figures as `{{ name }}` references, resolved for a date by `presentation`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, model_validator

from base_connaissance.champs import Confiance as Confiance
from base_connaissance.champs import Identifiant, Modele, NomParametre, Phrase
from base_connaissance.champs import Public as Public
from base_connaissance.citations import Citation
from base_connaissance.clauses import ClauseType
from base_connaissance.cpv import CodeCpv
from base_connaissance.jeux_de_role import JeuDeRole
from base_connaissance.leviers import ConditionLevier, Levier
from base_connaissance.notation import ControleGrille, SousCritereType
from base_connaissance.questionnaire.modeles import Item
from base_connaissance.realisation import Metier, Montage, Moyen
from base_connaissance.relecture import RegleRelecture
from base_connaissance.scenarios import JeuDeCartes, Kit, Moment, ObjectifSeance, Scenario, ThemeSeance
from base_connaissance.tables import EtapeCalendrier, FamilleAchat, QuestionEligibilite, RegleEligibilite

Phase = Literal["programmation", "sourcing", "redaction", "analyse", "notification", "execution", "bilan"]
Famille = Literal[
    "principe", "option_juridique", "structure", "demarche", "achat", "frein", "cas", "environnement", "territoire"
]
Nature = Literal[
    "loi", "decret", "arrete", "avis", "directive", "jurisprudence", "guide", "page", "entretien", "donnees", "code"
]

# The two sides of a contract: in `attentes`, what each expects of the other.
Camp = Literal["acheteur", "entreprise"]
PUBLICS: tuple[Public, ...] = ("acheteur", "entreprise", "formateur")
DOSSIERS: dict[str, Famille] = {
    "principes": "principe",
    "options_juridiques": "option_juridique",
    "structures": "structure",
    "demarches": "demarche",
    "achats": "achat",
    "freins": "frein",
    "cas": "cas",
    "environnement": "environnement",
    "territoire": "territoire",
}

Jour = date


class Periode(Modele):
    """Dates between which a statement is the law; `fin` is the last day it holds, None if open."""

    debut: date
    fin: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Periode:
        if self.fin is not None and self.fin < self.debut:
            raise ValueError("la date de fin précède la date de début")
        return self

    def contient(self, jour: date) -> bool:
        """Whether the statement holds on that day."""
        return self.debut <= jour and (self.fin is None or jour <= self.fin)


class Chiffre(Modele):
    """A figure that belongs to one fiche only (a case, an order of magnitude), ready to print, with its source."""

    valeur: Phrase
    source: Identifiant


class ReponseAnterieure(Modele):
    """What applied until a past day (included), when the rule changed."""

    jusqu_au: date
    reponse: Phrase
    sources: tuple[Identifiant, ...] = ()


class Section(Modele):
    """One `##` part of a fiche. `texte` is Markdown; `html` is sanitised, with `{{ }}` still to fill."""

    titre: Phrase
    ancre: str
    texte: str
    html: str


class EnTete(Modele):
    """The front matter of a fiche, as an editor writes it."""

    titre: Phrase = Field(max_length=120)
    famille: Famille
    publics: tuple[Public, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)
    reponse: Phrase
    reponses_par_public: dict[Public, Phrase] = Field(default_factory=dict)
    attentes: dict[Camp, Phrase] = Field(default_factory=dict)
    anterieurement: tuple[ReponseAnterieure, ...] = ()
    questions: tuple[Phrase, ...] = Field(min_length=6)
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    applicable: Periode
    verifie_le: date
    a_revoir_le: date
    confiance: Confiance
    voir_aussi: tuple[Identifiant, ...] = ()
    parametres: tuple[NomParametre, ...] = ()
    chiffres: dict[NomParametre, Chiffre] = Field(default_factory=dict)


class Fiche(EnTete):
    """One subject of the base: its direct answer, the questions that lead to it, its sources and its body.

    `formulations` are other ways of asking, indexed but never displayed. `sections_des_questions` maps a question to
    the anchor of the section that completes the direct answer for it.
    """

    id: Identifiant
    chemin: str
    sections: tuple[Section, ...]
    formulations: tuple[Phrase, ...] = ()
    sections_des_questions: dict[Phrase, str] = Field(default_factory=dict)

    @property
    def toutes_les_questions(self) -> tuple[str, ...]:
        """The title, the questions shown and the other phrasings, without repetition."""
        return tuple(dict.fromkeys((self.titre, *self.questions, *self.formulations)))

    def reponse_pour(self, public: Public | None) -> str:
        """The answer written for this public, else the common one (figures unfilled)."""
        return self.reponses_par_public.get(public, self.reponse) if public else self.reponse


class Source(Modele):
    """Where a statement comes from. `url` only in a form known to be stable; `vu_le` is the day it was read."""

    id: Identifiant
    nature: Nature
    titre: Phrase
    code: str | None = None
    article: str | None = None
    date: Jour | None = None
    url: str | None = None
    vu_le: Jour
    note: str | None = None


class Valeur(Modele):
    """The value of a parameter from a date on; `haut` is the upper bound when the value is a range."""

    valeur: FiniteFloat
    haut: FiniteFloat | None = None
    source: Identifiant
    confiance: Confiance


class Parametre(Modele):
    """A dated figure of law or practice. `valeurs` maps the first day of effect to the value."""

    id: NomParametre
    libelle: Phrase
    unite: str
    valeurs: dict[date, Valeur] = Field(min_length=1)

    def a_la_date(self, jour: date) -> Valeur | None:
        """The value in force on that day; None before the first known one."""
        debuts = [debut for debut in self.valeurs if debut <= jour]
        return self.valeurs[max(debuts)] if debuts else None


class Terme(Modele):
    """A glossary entry. `variantes` are the ways people write it; `a_eviter` is a wording to avoid."""

    terme: Phrase
    sigle: str | None = None
    definition: Phrase
    code: str | None = None
    variantes: tuple[str, ...] = ()
    a_eviter: Phrase | None = None
    fiche: Identifiant | None = None


class Nouveaute(Modele):
    """A change of law or practice, dated by its effect."""

    date_effet: date
    titre: Phrase
    resume: Phrase
    fiches: tuple[Identifiant, ...] = ()
    sources: tuple[Identifiant, ...] = Field(min_length=1)


class Orientation(Modele):
    """What the assistant says when it refuses, and to whom it points.

    `reconnaissance` holds patterns (on accent-free lower case) that reveal the case before any search; `sauf`, those
    that rule it out whatever the index guesses.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    texte: Phrase
    fiches: tuple[Identifiant, ...] = ()
    reconnaissance: tuple[str, ...] = ()
    sauf: tuple[str, ...] = ()


class Base(Modele):
    """The whole base as read and checked; `empreinte` is the sha256 of its content, `lue_le` the day of reading."""

    fiches: dict[str, Fiche]
    sources: dict[str, Source]
    parametres: dict[str, Parametre]
    glossaire: tuple[Terme, ...] = ()
    nouveautes: tuple[Nouveaute, ...] = ()
    orientations: dict[str, Orientation] = Field(default_factory=dict)
    citations: dict[str, Citation] = Field(default_factory=dict)
    clauses: dict[str, ClauseType] = Field(default_factory=dict)
    conditions: dict[str, ConditionLevier] = Field(default_factory=dict)
    leviers: dict[str, Levier] = Field(default_factory=dict)
    cpv: tuple[CodeCpv, ...] = ()
    moyens: dict[str, Moyen] = Field(default_factory=dict)
    montages: dict[str, Montage] = Field(default_factory=dict)
    metiers: dict[str, Metier] = Field(default_factory=dict)
    familles_achat: dict[str, FamilleAchat] = Field(default_factory=dict)
    etapes_calendrier: dict[str, EtapeCalendrier] = Field(default_factory=dict)
    questions_eligibilite: dict[str, QuestionEligibilite] = Field(default_factory=dict)
    regles_eligibilite: dict[str, RegleEligibilite] = Field(default_factory=dict)
    relecture: dict[str, RegleRelecture] = Field(default_factory=dict)
    sous_criteres: dict[str, SousCritereType] = Field(default_factory=dict)
    controles_grille: dict[str, ControleGrille] = Field(default_factory=dict)
    moments: dict[str, Moment] = Field(default_factory=dict)
    themes_seance: dict[str, ThemeSeance] = Field(default_factory=dict)
    objectifs_seance: dict[str, ObjectifSeance] = Field(default_factory=dict)
    cartes: dict[str, JeuDeCartes] = Field(default_factory=dict)
    kits: dict[str, Kit] = Field(default_factory=dict)
    scenarios: dict[str, Scenario] = Field(default_factory=dict)
    quiz: dict[str, Item] = Field(default_factory=dict)
    jeux: dict[str, JeuDeRole] = Field(default_factory=dict)
    empreinte: str
