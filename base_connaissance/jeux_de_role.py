"""Role-plays: a written conversation with a reluctant person, that branches on what the player answers.

A play is a tree of moments. At each, the character speaks and the player picks (or types) one of a few replies; the
last moments end it. What each reply is worth, and why, is told afterwards, with the fiche that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from base_connaissance.champs import Identifiant, Modele, NomParametre, Phrase, Public

Effet = Literal["ouvre", "neutre", "ferme"]
Fin = Literal["accord", "partiel", "rupture"]
_REPLIQUES_MINIMALES, _REPLIQUES_MAXIMALES = 2, 4


class Replique(Modele):
    """What the player may answer. `variantes` are other words for it, by which a typed answer is recognised.

    `effet` says whether it opens or closes the conversation; `pourquoi` is for the debrief, backed by `fiche`.
    """

    dit: Phrase = Field(max_length=240)
    variantes: tuple[Phrase, ...] = ()
    effet: Effet
    pourquoi: Phrase = Field(max_length=300)
    fiche: Identifiant
    vers: NomParametre


class MomentDeJeu(Modele):
    """A moment: what the character says (`dit`), how (`jeu`, for who plays it aloud), and the possible replies.

    A last moment has no reply, a `fin` and a `bilan`.
    """

    dit: Phrase = Field(max_length=320)
    jeu: Phrase | None = None
    repliques: tuple[Replique, ...] = ()
    fin: Fin | None = None
    bilan: Phrase | None = None

    @model_validator(mode="after")
    def _coherent(self) -> MomentDeJeu:
        if (self.fin is None) != (self.bilan is None) or (self.fin is None) != bool(self.repliques):
            raise ValueError("un moment a des répliques, ou bien une fin et son bilan")
        if self.repliques and not _REPLIQUES_MINIMALES <= len(self.repliques) <= _REPLIQUES_MAXIMALES:
            raise ValueError(f"de {_REPLIQUES_MINIMALES} à {_REPLIQUES_MAXIMALES} répliques par moment")
        return self


class JeuDeRole(Modele):
    """A play. `personnage` is played by the assistant (or a colleague), `joueur` by the person who practises.

    `observer` is shared out among those who watch; `debrief` are the questions put to the room afterwards.
    """

    id: Identifiant
    titre: Phrase = Field(max_length=90)
    publics: tuple[Public, ...] = Field(min_length=1)
    minutes: int = Field(ge=3, le=30)
    situation: Phrase = Field(max_length=500)
    personnage: Phrase = Field(max_length=80)
    joueur: Phrase = Field(max_length=80)
    objectif: Phrase = Field(max_length=240)
    observer: tuple[Phrase, ...] = Field(min_length=2)
    debrief: tuple[Phrase, ...] = Field(min_length=2)
    debut: NomParametre
    moments: dict[NomParametre, MomentDeJeu] = Field(min_length=4)

    @model_validator(mode="after")
    def _arbre(self) -> JeuDeRole:
        connus = set(self.moments)
        for nom, moment in self.moments.items():
            for replique in moment.repliques:
                if replique.vers not in connus:
                    raise ValueError(f"« {nom} » mène à « {replique.vers} », qui n'existe pas")
        if self.debut not in connus:
            raise ValueError(f"le jeu commence à « {self.debut} », qui n'existe pas")
        atteints = set(self._parcourir(self.debut, ()))
        if perdus := connus - atteints:
            raise ValueError(f"moments jamais atteints : {', '.join(sorted(perdus))}")
        return self

    def _parcourir(self, nom: str, chemin: tuple[str, ...]) -> Iterator[str]:
        """Every moment reached from `nom`. Raises ValueError when a play could turn in circles."""
        if nom in chemin:
            raise ValueError(f"le jeu tourne en rond : {' → '.join((*chemin, nom))}")
        yield nom
        for replique in self.moments[nom].repliques:
            yield from self._parcourir(replique.vers, (*chemin, nom))

    @property
    def fiches(self) -> tuple[str, ...]:
        """The fiches behind the replies, each once."""
        return tuple(dict.fromkeys(r.fiche for moment in self.moments.values() for r in moment.repliques))
