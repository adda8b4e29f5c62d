"""What was true on a day, on both sides of each change of rule; an expired text is never served as current."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.lecture import lire_au_mieux
from base_connaissance.modeles import Fiche
from base_connaissance.presentation import connue_au, phrase_inconnue, remplir, reponse_anterieure, texte_reponse
from index.composition import composer_fiche
from settings import settings

BASE, _ = lire_au_mieux(settings.base_dir)
UN_JOUR = timedelta(days=1)
AUJOURD_HUI = date(2026, 11, 25)


def changements() -> Iterator[tuple[str, date]]:
    """Each fiche whose rule changed, with the last day of each former statement."""
    for fiche in BASE.fiches.values():
        for ancienne in fiche.anterieurement:
            yield fiche.id, ancienne.jusqu_au


def repondre(fiche: Fiche, jour: date) -> str | None:
    try:
        return composer_fiche(BASE, fiche, "?", None, jour, 1.0, None, [], AUJOURD_HUI).reponse
    except ParametreInconnu:
        return None


@pytest.mark.parametrize(("identifiant", "dernier"), list(changements()), ids=str)
def test_la_regle_servie_est_celle_du_jour(identifiant: str, dernier: date) -> None:
    fiche = BASE.fiches[identifiant]
    avant, apres = reponse_anterieure(fiche, dernier), reponse_anterieure(fiche, dernier + UN_JOUR)
    assert avant is not None and avant != apres
    ancienne = remplir(BASE, avant.reponse, dernier, fiche)
    assert repondre(fiche, dernier) == ancienne
    assert repondre(fiche, dernier + UN_JOUR) != ancienne
    if fiche.applicable.contient(AUJOURD_HUI):
        assert repondre(fiche, AUJOURD_HUI) != ancienne, "un texte périmé n'est jamais servi comme actuel"


@pytest.mark.parametrize(("identifiant", "dernier"), list(changements()), ids=str)
def test_une_reponse_d_hier_est_annoncee_comme_telle(identifiant: str, dernier: date) -> None:
    fiche = BASE.fiches[identifiant]
    try:
        reponse = composer_fiche(BASE, fiche, "?", None, dernier, 1.0, None, [], AUJOURD_HUI)
    except ParametreInconnu:
        pytest.skip("un chiffre de la règle d'alors n'est pas connu : la réponse est refusée")
    assert any("droit applicable au" in avis for avis in reponse.avertissements)
    assert reponse.extrait is None and reponse.date_droit == dernier


def test_hors_de_ses_dates_une_fiche_ne_dit_rien_de_sa_regle() -> None:
    vues = 0
    for fiche in BASE.fiches.values():
        jours = [fiche.applicable.debut - UN_JOUR]
        jours += [fiche.applicable.fin + UN_JOUR] if fiche.applicable.fin else []
        for jour in jours:
            if not connue_au(fiche, jour):
                vues += 1
                phrase = phrase_inconnue(fiche, jour)
                assert "la base ne dit pas celle du" in phrase
                assert texte_sur(fiche) not in phrase
    assert vues > 50


def texte_sur(fiche: Fiche) -> str:
    try:
        return texte_reponse(BASE, fiche, None, AUJOURD_HUI)
    except ParametreInconnu:
        return "(inconnue)"
