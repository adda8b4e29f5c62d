"""Tables for those who fulfil: the ways to do hours, example mixes of them, and the tasks that trades are made of.

`conseil/realisation_moyens.yml`, `conseil/realisation_montages.yml`, `conseil/missions.yml`. Practice, not law: the
contract prevails. Sentences hold figures as `{{ name }}`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from base_connaissance.champs import Confiance, Identifiant, Modele, NomParametre, Phrase

FamilleMoyen = Literal["embauche", "mise_a_disposition", "sous_traitance"]
Acces = Literal["oui", "apres_consignes", "qualifie"]


class Moyen(Modele):
    """A way to do hours: what counts and under which condition, what to do, keep, and whom to call."""

    id: NomParametre
    titre: Phrase = Field(max_length=80)
    famille: FamilleMoyen
    pour_quoi: Phrase
    ce_qui_compte: Phrase
    condition: Phrase
    cette_semaine: tuple[Phrase, ...] = Field(min_length=1)
    preuves: tuple[Phrase, ...] = Field(min_length=1)
    appeler: tuple[Phrase, ...] = Field(min_length=1)
    fiche: Identifiant
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    confiance: Confiance

    def phrases(self) -> tuple[str, ...]:
        """Every sentence that a reader may see."""
        listes = (*self.cette_semaine, *self.preuves, *self.appeler)
        return (self.titre, self.pour_quoi, self.ce_qui_compte, self.condition, *listes)


class PartMontage(Modele):
    """A share (percent of the hours) done by a means, from some month on (0: the first)."""

    moyen: NomParametre
    part: int = Field(gt=0, le=100)
    debut: int = Field(ge=0, le=24)


class Montage(Modele):
    """An example mix of ways; its shares and starts are settings of the tool, to be adapted."""

    id: NomParametre
    titre: Phrase = Field(max_length=60)
    quand: Phrase
    parts: tuple[PartMontage, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Montage:
        if sum(part.part for part in self.parts) != 100:
            raise ValueError("les parts d'un montage font 100")
        return self


class Tache(Modele):
    """A task of a trade. `prerequis` and `risques` are to be checked with the person in charge of safety."""

    nom: Phrase
    acces: Acces = "oui"
    prerequis: tuple[Phrase, ...] = ()
    risques: tuple[Phrase, ...] = ()


class Metier(Modele):
    """A trade cut into tasks, after its fiche: leads to be checked with the facilitator, never a norm."""

    id: NomParametre
    titre: Phrase
    fiche: Identifiant
    precaution: Phrase
    taches: dict[NomParametre, Tache] = Field(min_length=3)

    def phrases(self) -> tuple[str, ...]:
        """Every sentence that a reader may see."""
        taches = [texte for t in self.taches.values() for texte in (t.nom, *t.prerequis, *t.risques)]
        return (self.titre, self.precaution, *taches)
