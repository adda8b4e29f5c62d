"""Role-plays: every one of the base can be played to each of its ends, and is debriefed with its references."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import ValidationError

from base_connaissance.jeux_de_role import JeuDeRole
from base_connaissance.lecture import lire_base
from formation.jeu import CoupInvalide, Partie, debriefer, lire_partie
from tests.conftest import RACINE

BASE = lire_base(RACINE / "base_connaissance")
JOUR = date(2026, 11, 25)


def parties(partie: Partie) -> Iterator[Partie]:
    """Every game that can be played from here to its end."""
    if partie.finie:
        yield partie
    for rang in range(len(partie.moment.repliques)):
        yield from parties(partie.jouer(rang))


def test_il_y_a_au_moins_dix_scenes_pour_tous_les_publics() -> None:
    assert len(BASE.jeux) >= 10
    assert {public for jeu in BASE.jeux.values() for public in jeu.publics} == {"acheteur", "entreprise", "formateur"}


@pytest.mark.parametrize("jeu", BASE.jeux.values(), ids=list(BASE.jeux))
def test_toutes_les_parties_finissent_et_se_debriefent(jeu: JeuDeRole) -> None:
    fins = set()
    for partie in parties(Partie(jeu)):
        assert lire_partie(jeu, partie.ecrite) == partie
        debrief = debriefer(BASE, partie, JOUR)
        assert len(debrief.lignes) == len(partie.coups) and debrief.sources and debrief.bilan
        assert all(ligne.autres for ligne in debrief.lignes if ligne.effet != "ouvre")
        fins.add(debrief.fin)
    assert {"accord", "rupture"} <= fins


@pytest.mark.parametrize("jeu", BASE.jeux.values(), ids=list(BASE.jeux))
def test_ouvrir_a_chaque_tour_mene_a_un_accord(jeu: JeuDeRole) -> None:
    partie = Partie(jeu)
    while not partie.finie:
        partie = partie.jouer(next(rang for rang, r in enumerate(partie.moment.repliques) if r.effet == "ouvre"))
    assert partie.moment.fin == "accord"


@pytest.mark.parametrize("ecrite", ["9", "0.0.0.0.0.0.0.0.0", "x", "0..1", "-1", "0.9", "0 1", "٠"])
def test_une_adresse_impossible_est_refusee(ecrite: str) -> None:
    with pytest.raises(CoupInvalide):
        lire_partie(next(iter(BASE.jeux.values())), ecrite)


def test_un_jeu_qui_tourne_en_rond_ou_se_perd_est_refuse() -> None:
    jeu = next(iter(BASE.jeux.values())).model_dump()
    fin = next(nom for nom, moment in jeu["moments"].items() if moment["fin"])
    en_rond = {**jeu, "moments": {**jeu["moments"], fin: jeu["moments"][jeu["debut"]]}}
    with pytest.raises(ValidationError, match="tourne en rond"):
        JeuDeRole.model_validate(en_rond)
    perdu = {**jeu, "moments": {**jeu["moments"], "perdu": jeu["moments"][fin]}}
    with pytest.raises(ValidationError, match="jamais atteints"):
        JeuDeRole.model_validate(perdu)
