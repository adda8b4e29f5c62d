"""One turn of a guided tool, without Rasa: a toy guide with a free number, a choice and an optional date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from base_connaissance.modeles import Base
from bot.actions.guides.champ import INCONNU, Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from bot.actions.guides.tour import Dit, Tour, ouvrir, tenir
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.nombres import lire_donnees_heures, lire_montant
from conseil.resultat import Resultat


def _montant(texte: str, _droit: Droit) -> float:
    return lire_montant(texte).valeur


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    if valeurs["montant"] == 13_000:
        raise SaisieInvalide("montant", "Ce montant ne va pas avec le reste.")
    resultat = Resultat(outil="jouet", resume="Fini.", date_droit=droit.jour, empreinte_base=droit.base.empreinte)
    return Conclusion(f"Résultat : {valeurs['montant']:.0f}, {valeurs['nature']}.", resultat, "/outils/jouet?x=1")


def _extraire(texte: str, _droit: Droit) -> dict[str, Any]:
    lues = lire_donnees_heures(texte).valeurs()
    return {"montant": lues["montant_ht"]} if "montant_ht" in lues else {}


JOUET = Guide(
    nom="jouet", titre="Jouet", intention="jouer", ouverture="Jouons.", extraire=_extraire, conclure=_conclure,
    lien=lambda _valeurs: "/outils/jouet", champs=(
        Champ("montant", "le montant", "Quel montant ?", "Il sert de base.", Inconnu("Prenez une fourchette."),
              lire=_montant, ecrire=lambda valeur: f"{valeur:.0f} €", mots=r"\bmontant\b|\bbudget\b"),
        Champ("nature", "la nature", "Quelle nature ?", "Elle change tout.", Inconnu("Choisissez la plus proche."),
              choix=(Choix("travaux", "Travaux", r"\bchantier"), Choix("services", "Services")), mots=r"\bnature\b"),
        Champ("remarque", "la remarque", "Une remarque ?", "Facultatif.", Inconnu("Très bien.", accepte=True),
              lire=lambda texte, _droit: texte, requis=lambda valeurs: valeurs.get("nature") == "services"),
    ),
)  # fmt: skip


@pytest.fixture
def droit(petite_base: Base) -> Droit:
    """The small base, on a fixed day."""
    return Droit(petite_base, date(2026, 11, 22))


def dire(tour: Tour, texte: str, droit: Droit) -> Tour:
    """The next turn."""
    assert tour.demande is not None
    return tenir(JOUET, tour.valeurs, tour.demande, Dit(texte), droit)


def test_du_debut_a_la_fin(droit: Droit) -> None:
    tour = ouvrir(JOUET, {}, Dit("on joue"), droit)
    assert tour.demande == "montant" and tour.paroles[0].texte.startswith("Jouons. Quel montant")
    tour = dire(tour, "400 k€ HT", droit)
    assert (tour.demande, tour.valeurs["montant"]) == ("nature", 400_000)
    tour = dire(tour, "c'est un chantier", droit)
    assert tour.fini and tour.paroles[0].conclusion is not None
    assert "400000, travaux." in tour.paroles[0].texte
    assert [bouton.charge for bouton in tour.paroles[0].boutons] == ["outil:jouet:montant", "outil:jouet:nature"]


def test_la_premiere_phrase_porte_deja_des_donnees(droit: Droit) -> None:
    tour = ouvrir(JOUET, {}, Dit("jouons avec 250 000 €"), droit)
    assert tour.demande == "nature"
    assert "J'ai noté : le montant (250000 €)" in tour.paroles[0].texte.replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize("texte", ["stop", "j'arrête", "laissez tomber", "on arrête là"])
def test_arreter_garde_les_reponses_et_propose_de_reprendre(droit: Droit, texte: str) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit("jouons avec 250 000 €"), droit), texte, droit)
    assert tour.fini and tour.demande is None and tour.valeurs["montant"] == 250_000
    assert tour.paroles[0].boutons[0].charge == "outil:jouet"
    reprise = ouvrir(JOUET, tour.valeurs, Dit("reprendre"), droit)
    assert reprise.demande == "nature" and reprise.paroles[0].texte.startswith("Je reprends")


def test_revenir_a_la_question_precedente(droit: Droit) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit("jouons avec 250 000 €"), droit), "retour", droit)
    assert tour.demande == "montant" and tour.valeurs["montant"] is None
    assert "première question" in dire(tour, "question précédente", droit).paroles[0].texte


def test_je_ne_sais_pas_bloque_ou_passe_selon_le_champ(droit: Droit) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit(""), droit), "je ne sais pas", droit)
    assert tour.demande == "montant" and tour.paroles[0].texte.startswith("Prenez une fourchette.")
    tour = dire(dire(dire(tour, "90 000 €", droit), "services", droit), "aucune idée", droit)
    assert tour.fini and tour.valeurs["remarque"] == INCONNU


@pytest.mark.parametrize(
    "texte", ["non, le montant c'est 900 000 €", "corrigez le budget : 900 k€", "900 000 € plutôt"]
)
def test_corriger_un_autre_champ(droit: Droit, texte: str) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit("jouons avec 250 000 €"), droit), texte, droit)
    assert (tour.demande, tour.valeurs["montant"]) == ("nature", 900_000)
    assert tour.paroles[0].texte.startswith("Corrigé")


def test_une_question_a_cote_ne_perd_rien(droit: Droit) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit("jouons avec 250 000 €"), droit), "est-ce que 5 % c'est légal ?", droit)
    assert tour.question == "est-ce que 5 % c'est légal ?"
    assert (tour.demande, tour.valeurs["montant"]) == ("nature", 250_000)


def test_pourquoi_explique_la_question(droit: Droit) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit(""), droit), "pourquoi ?", droit)
    assert tour.paroles[0].texte.startswith("Il sert de base.") and tour.demande == "montant"


def test_une_reponse_illisible_dit_ce_qui_est_attendu(droit: Droit) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit(""), droit), "beaucoup", droit)
    assert tour.demande == "montant" and "400 000 €" in tour.paroles[0].texte.replace("\u00a0", " ").replace(
        "\u202f", " "
    )


def test_un_bouton_repond_et_un_bouton_etranger_est_refuse(droit: Droit) -> None:
    ouvert = ouvrir(JOUET, {}, Dit("jouons avec 250 000 €"), droit)
    assert tenir(JOUET, ouvert.valeurs, "nature", Dit(valeur="travaux"), droit).fini
    refuse = tenir(JOUET, ouvert.valeurs, "nature", Dit(valeur="autre"), droit)
    assert refuse.demande == "nature" and not refuse.fini


def test_des_reponses_incompatibles_rouvrent_le_champ_en_cause(droit: Droit) -> None:
    tour = dire(dire(ouvrir(JOUET, {}, Dit(""), droit), "13 000 €", droit), "travaux", droit)
    assert tour.demande == "montant" and tour.valeurs["montant"] is None and not tour.fini


def test_changer_un_champ_apres_le_resultat(droit: Droit) -> None:
    tour = ouvrir(JOUET, {"montant": 250_000, "nature": "travaux"}, Dit(), droit, changer="montant")
    assert tour.demande == "montant" and tour.valeurs["nature"] == "travaux"
    assert dire(tour, "300 000 €", droit).fini


def test_et_avec_recalcule_aussitot(droit: Droit) -> None:
    tour = ouvrir(JOUET, {"montant": 250_000, "nature": "travaux"}, Dit("et avec 300 k€ ?"), droit)
    assert tour.fini and "300000" in tour.paroles[0].texte


def test_recommencer_vide_tout(droit: Droit) -> None:
    tour = dire(ouvrir(JOUET, {}, Dit("jouons avec 250 000 €"), droit), "recommencer", droit)
    assert tour.demande == "montant" and not any(tour.valeurs.values())
