"""The decision table of the legal levers, `conseil/leviers*.yml`: shared conditions, and what each lever asks of them.

A reference to a condition is its name, or `!name` when it must not hold. Sentences hold figures as `{{ name }}`;
`{repere}` stands for the figure compared in a condition, known only once a purchase is examined.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from base_connaissance.champs import Confiance, Identifiant, Modele, NomParametre, Phrase

Groupe = Literal["execution", "attribution", "reservation", "procedure", "preparation", "cadre"]
Reference = Annotated[str, Field(pattern=r"^!?[a-z][a-z0-9_]*$")]


class ConditionLevier(Modele):
    """A condition of the law or of the practice, in the words shown when it holds, when it does not, when unknown.

    `si_oui` and `si_non` open a counterfactual (« Si … »); `garde` warns against a wrong use of it; `ouverte` is the
    sentence said when the texts themselves do not settle the point. `usage` marks practice, not law.
    """

    id: NomParametre
    oui: Phrase
    non: Phrase
    question: Phrase
    si_oui: Phrase
    si_non: Phrase
    garde: Phrase | None = None
    ouverte: Phrase | None = None
    usage: bool = False
    sources: tuple[Identifiant, ...] = ()
    fiche: Identifiant | None = None


class Obligation(Modele):
    """A duty between two days: due when all of `si` hold, lifted by a written reason when one of `sauf` holds."""

    depuis: date
    jusqu_au: date | None = None
    si: tuple[Reference, ...] = ()
    sauf: tuple[Reference, ...] = ()
    texte: Phrase
    leve: Phrase | None = None
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    fiche: Identifiant

    def en_vigueur(self, jour: date) -> bool:
        """Whether the duty existed on that day."""
        return self.depuis <= jour and (self.jusqu_au is None or jour <= self.jusqu_au)


class Remarque(Modele):
    """A sentence said when all of `si` hold, between two days.

    `ouverte`: the texts do not settle the point, a duty becomes « à faire trancher »; `a_confirmer` marks the verdict.
    """

    si: tuple[Reference, ...] = ()
    texte: Phrase
    ouverte: bool = False
    a_confirmer: bool = False
    depuis: date | None = None
    jusqu_au: date | None = None
    sources: tuple[Identifiant, ...] = ()

    def en_vigueur(self, jour: date) -> bool:
        """Whether the sentence is to be said for that day."""
        return (self.depuis is None or self.depuis <= jour) and (self.jusqu_au is None or jour <= self.jusqu_au)


class PourConcession(Modele):
    """What replaces the sources and the fiche of a lever when the contract is a concession."""

    sources: tuple[Identifiant, ...] = Field(min_length=1)
    fiche: Identifiant


class Levier(Modele):
    """A lever: needed conditions (one unmet, and it is impossible), duties, warnings, and its own words.

    `depuis` is the first day on which it existed in the form described, `avant` what to say before it.
    `defense_reglee`: the table says what becomes of it in defence or security; for the others that is to be confirmed.
    """

    id: NomParametre
    titre: Phrase = Field(max_length=90)
    groupe: Groupe
    resume: Phrase
    depuis: date
    avant: Phrase | None = None
    requises: tuple[Reference, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    deconseils: tuple[Remarque, ...] = ()
    reserves: tuple[Remarque, ...] = ()
    possible: Phrase
    fiche: Identifiant
    fiches: tuple[Identifiant, ...] = ()
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    concession: PourConcession | None = None
    defense_reglee: bool = False
    confiance: Confiance

    def references(self) -> tuple[str, ...]:
        """Every condition named by the lever, each once, without its sign."""
        blocs = [self.requises, *(bloc for o in self.obligations for bloc in (o.si, o.sauf))]
        blocs += [remarque.si for remarque in (*self.deconseils, *self.reserves)]
        return tuple(dict.fromkeys(reference.removeprefix("!") for bloc in blocs for reference in bloc))

    def phrases(self) -> tuple[str, ...]:
        """Every sentence that a reader may see."""
        duties = [texte for o in self.obligations for texte in (o.texte, o.leve) if texte]
        remarques = [remarque.texte for remarque in (*self.deconseils, *self.reserves)]
        return tuple(filter(None, (self.titre, self.resume, self.avant, self.possible, *duties, *remarques)))

    def toutes_les_sources(self) -> tuple[str, ...]:
        """Every source cited, each once."""
        citees = [*self.sources, *(s for o in self.obligations for s in o.sources)]
        citees += [s for remarque in (*self.deconseils, *self.reserves) for s in remarque.sources]
        return tuple(dict.fromkeys([*citees, *(self.concession.sources if self.concession else ())]))

    def toutes_les_fiches(self) -> tuple[str, ...]:
        """Every fiche cited, each once, the main one first."""
        citees = [self.fiche, *self.fiches, *(o.fiche for o in self.obligations)]
        return tuple(dict.fromkeys([*citees, *([self.concession.fiche] if self.concession else [])]))
