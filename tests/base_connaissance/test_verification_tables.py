"""The tools' tables: each fault of content is found, with its file and line."""

from __future__ import annotations

import pytest

from base_connaissance.modeles import Base
from tests.base_connaissance.copies import Copie

FAMILLES = "conseil/familles_achat.yml"
CALENDRIER = "conseil/calendrier.yml"
QUESTIONS = "conseil/eligibilite_questions.yml"
REGLES = "conseil/eligibilite.yml"
JUSTES = {
    "parametres/parts.yml": "part: {libelle: Part, unite: '%', valeurs: {2024-01-01: {valeur: 50, source: entretien, "
    "confiance: vu}}}\n",
    FAMILLES: "# familles\nmur: {libelle: Mur, groupe: Travaux, parametre: part, fiche: frein-temps}\n",
    CALENDRIER: "lancer:\n  titre: Lancer\n  quand: {ancre: fin, parametre: duree}\n  fait: acheteur\n"
    "  geste: Écrire.\n"
    "  rappel: Lancement.\n  fiche: frein-temps\n",
    QUESTIONS: "voie:\n  texte: Par où ?\n  reponses: {directe: Directe, autre: Autre}\n",
    REGLES: "directe:\n  si: {voie: [directe]}\n  effet: information\n  titre: Directe\n  texte: Lisez le marché.\n"
    "  sources: [entretien]\n  confiance: vu\n  fiche: frein-temps\n",
}
FAUTES = [
    (FAMILLES, "parametre: part", "parametre: seuil", "« seuil » n'est pas une part"),
    (FAMILLES, "fiche: frein-temps", "fiche: absente", "la fiche « absente » n'existe pas"),
    (CALENDRIER, "fiche: frein-temps", "fiche: absente", "la fiche « absente » n'existe pas"),
    (CALENDRIER, "parametre: duree", "parametre: seuil", "« seuil » n'est pas une durée"),
    (CALENDRIER, "  fiche:", "  regle: true\n  fiche:", "doit dire sa source"),
    (CALENDRIER, "geste: Écrire.", 'geste: "Avant {{ inconnu }}."', "aucune valeur pour « {{ inconnu }} »"),
    (QUESTIONS, "  reponses:", "  exclusives: [aucune]\n  reponses:", "« aucune » n'est pas une réponse"),
    (REGLES, "voie: [directe]", "voie: [indirecte]", "« indirecte » n'est pas une réponse de « voie »"),
    (REGLES, "si: {voie:", "si: {chemin:", "la question « chemin » n'est pas dans"),
    (REGLES, "[entretien]", "[inconnue]", "la source « inconnue » n'est pas dans sources.yml"),
]


@pytest.fixture
def tables(copie: Copie) -> Copie:
    """The small base with one right line in each table."""
    for fichier, contenu in JUSTES.items():
        copie.ecrire(fichier, contenu)
    return copie


def test_right_tables_have_no_fault(tables: Copie) -> None:
    assert tables.problemes() == []


@pytest.mark.parametrize(("fichier", "avant", "apres", "message"), FAUTES)
def test_each_fault_is_found_where_it_is(tables: Copie, fichier: str, avant: str, apres: str, message: str) -> None:
    tables.remplacer(fichier, avant, apres)
    trouves = [probleme for probleme in tables.problemes() if message in probleme.message]
    assert trouves
    assert trouves[0].fichier.endswith(fichier)
    assert trouves[0].ligne == (2 if fichier == FAMILLES else 1)


def test_every_known_share_has_its_family(base: Base) -> None:
    familles = {famille.parametre for famille in base.familles_achat.values()}
    parts = {nom for nom in base.parametres if nom.startswith("part_mo_")}
    assert parts - familles == {"part_mo_repere_etat_2008"}
