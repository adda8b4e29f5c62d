"""Visit and meeting kits: parts of a practice fiche, word for word, with the facts of the day and sheets to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_date, formater_nombre
from base_connaissance.scenarios import Feuille, Kit
from formation.fiches_lues import FicheLue, lire_fiche, section_de


@dataclass(frozen=True)
class Circonstances:
    """What is known beforehand; the rest, names and telephone numbers first, is filled in by hand."""

    objet: str = ""
    jour: date | None = None
    heure: str = ""
    lieu: str = ""
    heures_dues: float | None = None


@dataclass(frozen=True)
class KitCompose:
    """A kit ready to print. `rubriques` are (label, value or empty), `parties` (title, safe HTML)."""

    titre: str
    fiche: FicheLue
    rubriques: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    feuilles: tuple[Feuille, ...]


def composer_kit(base: Base, kit: Kit, circonstances: Circonstances, jour: date) -> KitCompose:
    """The kit filled with what is known. Raises KeyError when its fiche is not in the base."""
    fiche = lire_fiche(base, kit.fiche, "mixte", jour)
    if fiche is None:
        raise KeyError(kit.fiche)
    heures = circonstances.heures_dues
    rubriques = (
        ("Objet du marché", circonstances.objet),
        ("Date", formater_date(circonstances.jour) if circonstances.jour else ""),
        ("Heure", circonstances.heure),
        ("Lieu", circonstances.lieu),
        ("Heures d'insertion prévues", "" if heures is None else formater_nombre(heures)),
        ("Acheteur", ""),
        ("Entreprise", ""),
        ("Facilitateur", ""),
    )
    parties = ((titre, section_de(base, kit.fiche, titre, jour)) for titre in kit.parties)
    return KitCompose(
        titre=kit.titre,
        fiche=fiche,
        rubriques=rubriques,
        parties=tuple((titre, texte) for titre, texte in parties if texte),
        feuilles=kit.feuilles,
    )
