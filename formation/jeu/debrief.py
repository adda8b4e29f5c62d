"""The debrief of a game: what was said, what it did and why, what could have been said, what to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from base_connaissance.jeux_de_role import Effet, Fin
from base_connaissance.modeles import Base
from base_connaissance.presentation import libelle_source
from base_connaissance.typographie import typographier
from formation.jeu.partie import Partie

EFFETS: dict[Effet, str] = {
    "ouvre": "a ouvert la conversation",
    "neutre": "n'a rien changé",
    "ferme": "a fermé la conversation",
}
FINS: dict[Fin, str] = {"accord": "Accord", "partiel": "Accord partiel", "rupture": "Rupture"}


@dataclass(frozen=True)
class LigneDebrief:
    """One exchange. `autres` are the replies that would have opened it, when the one given did not."""

    personnage: str
    reponse: str
    effet: Effet
    pourquoi: str
    fiche: str
    titre_fiche: str
    autres: tuple[str, ...]


@dataclass(frozen=True)
class Debrief:
    """The whole sheet; `sources` are those of the fiches, as printed."""

    lignes: tuple[LigneDebrief, ...]
    fin: Fin | None
    bilan: str
    ouvertes: int
    sources: tuple[str, ...]
    jour: date


def debriefer(base: Base, partie: Partie, jour: date) -> Debrief:
    """The sheet of a game, finished or not."""
    lignes = []
    for moment, replique in partie.echanges():
        ouvertures = tuple(typographier(r.dit) for r in moment.repliques if r.effet == "ouvre" and r is not replique)
        fiche = base.fiches.get(replique.fiche)
        ligne = LigneDebrief(
            typographier(moment.dit), typographier(replique.dit), replique.effet, typographier(replique.pourquoi),
            replique.fiche, typographier(fiche.titre) if fiche else replique.fiche,
            () if replique.effet == "ouvre" else ouvertures,
        )  # fmt: skip
        lignes.append(ligne)
    return Debrief(
        tuple(lignes), partie.moment.fin, typographier(partie.moment.bilan or ""),
        sum(ligne.effet == "ouvre" for ligne in lignes), _sources(base, lignes), jour,
    )  # fmt: skip


def _sources(base: Base, lignes: list[LigneDebrief]) -> tuple[str, ...]:
    fiches = [base.fiches[ligne.fiche] for ligne in lignes if ligne.fiche in base.fiches]
    identifiants = dict.fromkeys(nom for fiche in fiches for nom in fiche.sources)
    return tuple(libelle_source(base.sources[nom]) for nom in identifiants if nom in base.sources)
