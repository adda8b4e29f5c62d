"""The law and the practice as they stood on one day: dated figures and their sources, asked by name.

Tools never hold a figure; they ask a `Droit` for it, and pass on its source and confidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Confiance
from base_connaissance.presentation import formater_date, formater_valeur, libelle_source, valeur_au
from base_connaissance.typographie import typographier
from conseil.resultat import FicheLiee, SourceUtilisee


@dataclass(frozen=True)
class ChiffreDate:
    """A parameter on a day: `valeur` (and `haut` for a range) in `unite`, as printed in `texte`, with its source."""

    nom: str
    libelle: str
    valeur: float
    haut: float | None
    unite: str
    texte: str
    source: str
    confiance: Confiance
    depuis: date


@dataclass(frozen=True)
class Droit:
    """A base read on a day (`jour`). Every figure, source and fiche that a result shows comes from here."""

    base: Base
    jour: date

    def chiffre(self, nom: str) -> ChiffreDate:
        """The parameter in force on that day. Raises ParametreInconnu when none is known."""
        parametre = self.base.parametres.get(nom)
        valeur = parametre.a_la_date(self.jour) if parametre else None
        if parametre is None or valeur is None:
            raise ParametreInconnu(nom)
        depuis = max(debut for debut in parametre.valeurs if debut <= self.jour)
        return ChiffreDate(
            nom, typographier(parametre.libelle), valeur.valeur, valeur.haut, parametre.unite,
            valeur_au(self.base, nom, self.jour), valeur.source, valeur.confiance, depuis,
        )  # fmt: skip

    def connait(self, nom: str) -> bool:
        """Whether a value of this parameter is known for that day."""
        parametre = self.base.parametres.get(nom)
        return parametre is not None and parametre.a_la_date(self.jour) is not None

    def reference(self, chiffre: ChiffreDate) -> str:
        """« Code de la commande publique, art. …, valeur depuis le 1er janvier 2026 », with a doubt said if any."""
        texte = f"{libelle_source(self.base.sources[chiffre.source])}, valeur depuis le {formater_date(chiffre.depuis)}"
        return typographier(f"{texte} (à confirmer)" if chiffre.confiance == "a_confirmer" else texte)

    def sources(self, identifiants: Iterable[str]) -> tuple[SourceUtilisee, ...]:
        """The sources of a result, each once, in order; unknown identifiers raise KeyError (a fault of ours)."""
        return tuple(
            SourceUtilisee(
                id=source.id, titre=libelle_source(source), article=source.article, url=source.url,
                nature=source.nature, vu_le=source.vu_le,
            )
            for source in (self.base.sources[identifiant] for identifiant in dict.fromkeys(identifiants))
        )  # fmt: skip

    def fiches(self, identifiants: Iterable[str]) -> tuple[FicheLiee, ...]:
        """Links to fiches, each once; a fiche that the base does not hold (any more) is left out."""
        connues = (self.base.fiches.get(identifiant) for identifiant in dict.fromkeys(identifiants))
        return tuple(FicheLiee(id=fiche.id, titre=typographier(fiche.titre)) for fiche in connues if fiche is not None)

    @staticmethod
    def ecrire(valeur: float, unite: str) -> str:
        """A value with its unit, in French notation."""
        return formater_valeur(valeur, unite)
