"""The bank as it is served: enough items, of every type, for every reader; and where each one stands."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from base_connaissance.etat import FAMILLES
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import PUBLICS, Base
from base_connaissance.questionnaire.etat import EtatItem, etat_item, items_jouables, selectionner
from base_connaissance.questionnaire.modeles import MODELES, THEMES
from tests.base_connaissance.copies import CLAUSE, JOUR, Copie
from tests.base_connaissance.quiz_exemples import ITEMS

BANQUE = "quiz/obligation.yml"
SEUILS = "parametres/seuils.yml"


@pytest.fixture
def banque(copie: Copie) -> Copie:
    """The small base with its items, all stamped."""
    copie.ecrire(BANQUE, ITEMS)
    copie.valider()
    return copie


def etat(copie: Copie, item: str, jour: date = JOUR) -> EtatItem:
    base = lire_base(copie.racine)
    return etat_item(base, base.quiz[item], jour)


def test_the_bank_covers_types_themes_families_readers_and_levels(base: Base) -> None:
    items = list(base.quiz.values())
    assert len(items) >= 200
    assert min(Counter(item.type for item in items)[nom] for nom in MODELES) >= 12  # type: ignore[index]
    assert set(THEMES) == {item.theme for item in items}
    assert set(FAMILLES) == {base.fiches[item.fiche].famille for item in items}
    for public in PUBLICS:
        assert {item.niveau for item in selectionner(base, public=public)} == {1, 2, 3}


def test_true_and_false_are_balanced(base: Base) -> None:
    verites = [item.juste for item in base.quiz.values() if item.type == "vrai_faux"]
    assert 0.35 <= sum(verites) / len(verites) <= 0.65


def test_items_rest_on_checked_fiches(base: Base) -> None:
    assert {base.fiches[item.fiche].confiance for item in base.quiz.values()} <= {"vu", "croise"}


def test_a_stamped_item_is_playable_and_survives_the_index(banque: Copie) -> None:
    base = lire_base(banque.racine)
    assert len(items_jouables(base, JOUR)) == len(base.quiz) == 9
    assert Base.model_validate_json(base.model_dump_json()) == base


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "raison"),
    [
        (CLAUSE, "rien d'autre", "presque rien d'autre", "la fiche a changé"),
        (CLAUSE, "À partir de {{ seuil }} HT, vous", "Au-delà de {{ seuil }} HT, vous", "la fiche a changé"),
        (SEUILS, "valeur: 216000", "valeur: 217000", "un chiffre a changé"),
        (BANQUE, "À partir de quel montant ?", "Dès quel montant ?", "l'item a changé"),
        (BANQUE, "empreinte: ", "empreinte: x", "validation illisible"),
    ],
)
def test_a_change_sends_the_item_back_to_a_reader(
    banque: Copie, fichier: str, avant: str, apres: str, raison: str
) -> None:
    if raison == "validation illisible":
        banque.remplacer(BANQUE, banque.texte(BANQUE).split("empreinte: ")[1].split("\n")[0], "illisible")
    else:
        banque.remplacer(fichier, avant, apres)
    trouve = etat(banque, "q-choix")
    assert (trouve.etat, trouve.raisons) == ("a_revoir", (raison,))
    assert "q-choix" not in {item.id for item in items_jouables(lire_base(banque.racine), JOUR)}
    (probleme,) = [p for p in banque.problemes() if "q-choix" in p.message]
    assert (probleme.niveau, raison in probleme.message) == ("avertissement", True)
    banque.valider()
    assert etat(banque, "q-choix").etat == "jouable"


def test_a_space_or_an_apostrophe_in_the_fiche_changes_nothing(banque: Copie) -> None:
    banque.remplacer(CLAUSE, "rien d'autre.", "rien  d’autre .")
    assert etat(banque, "q-choix").etat == "jouable"


def test_a_new_value_coming_into_force_stops_the_item(banque: Copie) -> None:
    banque.remplacer(
        SEUILS, "2026-01-01: {", "2027-01-01: {valeur: 9, source: avis-nouveau, confiance: vu}\n    2026-01-01: {"
    )
    banque.valider()
    assert etat(banque, "q-choix").etat == "jouable"
    assert etat(banque, "q-choix", date(2027, 1, 1)).raisons == ("un chiffre a changé",)
    assert etat(banque, "q-vrai", date(2027, 1, 1)).etat == "jouable"


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "raison"),
    [
        (CLAUSE, "confiance: croise", "confiance: a_confirmer", "la fiche « clause-obligatoire » est à confirmer"),
        (
            SEUILS,
            "avis-nouveau, confiance: croise",
            "avis-nouveau, confiance: a_confirmer",
            "le chiffre « seuil » est à",
        ),
        (CLAUSE, "{debut: 2026-01-01}", "{debut: 2026-12-01}", "ne s'applique pas au 2026-11-22"),
        (BANQUE, "fiche: clause-obligatoire", "fiche: clause-perdue", "la fiche « clause-perdue » n'existe pas"),
        (BANQUE, "100 000 € HT", "{{ seuil }} HT", "deux réponses identiques"),
        (BANQUE, "{{ seuil }} HT", "{{ delai }} HT", "aucune valeur pour « delai »"),
    ],
)
def test_what_makes_an_item_unavailable(banque: Copie, fichier: str, avant: str, apres: str, raison: str) -> None:
    banque.remplacer(fichier, avant, apres)
    trouve = etat(banque, "q-choix")
    assert trouve.etat == "indisponible"
    assert any(raison in dite for dite in trouve.raisons)


def test_a_fiche_due_for_review_is_a_warning_only(banque: Copie) -> None:
    trouve = etat(banque, "q-choix", date(2027, 3, 2))
    assert (trouve.etat, trouve.avertissements) == (
        "jouable", ("la fiche « clause-obligatoire » est à revoir depuis le 2027-03-01",)
    )  # fmt: skip
