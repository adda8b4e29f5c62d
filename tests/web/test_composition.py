"""From an answer of the search to the buttons of the chat."""

from __future__ import annotations

from datetime import date

from base_connaissance.modeles import Base
from index.composition import composer_refus
from index.modeles import Candidat
from web.services.composition import de_reponse

JOUR = date(2026, 11, 22)


def _charges(base: Base, motif: str, candidats: list[Candidat]) -> list[str]:
    refus = composer_refus(base, base.orientations[motif], motif, "une question", JOUR, 0.3, candidats)
    return [suggestion.charge for suggestion in de_reponse(refus, "secours").suggestions]


def test_a_refusal_inside_the_domain_offers_the_nearest_fiches(vraie_base: Base) -> None:
    proches = [
        Candidat(fiche=nom, titre=vraie_base.fiches[nom].titre, score=1.0)
        for nom in ("frein-trop-cher", "cout-horaire")
    ]
    assert _charges(vraie_base, "non_couvert", proches) == ["fiche:frein-trop-cher", "fiche:cout-horaire", "humain"]


def test_a_refusal_outside_the_domain_offers_what_its_orientation_names(vraie_base: Base) -> None:
    attendues = [f"fiche:{nom}" for nom in vraie_base.orientations["hors_sujet"].fiches]
    assert _charges(vraie_base, "hors_sujet", []) == [*attendues, "humain"]
