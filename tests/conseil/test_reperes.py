"""An amount in a question, compared with the dated thresholds that a fiche cites."""

from __future__ import annotations

from datetime import date

import pytest

from base_connaissance.modeles import Base
from conseil.droit import Droit
from conseil.reperes import SEUILS, Repere, situer

JOUR = date(2026, 11, 26)


def lire(base: Base, question: str, noms: tuple[str, ...] = SEUILS, jour: date = JOUR) -> Repere | None:
    return situer(question, noms, Droit(base, jour))


def en_clair(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_un_montant_annuel_est_multiplie_et_compare_des_deux_cotes(vraie_base: Base) -> None:
    repere = lire(vraie_base, "Nettoyage à 250 000 € par an pendant 4 ans, est-ce obligatoire ?")
    assert repere is not None
    assert en_clair(repere.titre) == "Votre montant : 1 M€, soit « 250 000 € par an » sur 4 ans"
    lignes = [en_clair(ligne) for ligne in repere.lignes]
    assert len(lignes) == len(SEUILS)
    collectivites = "Seuil européen, fournitures et services, pouvoirs adjudicateurs autres que l’État"
    assert f"{collectivites}, 216 000 € HT : atteint ou dépassé." in lignes
    assert lignes[-1] == "Seuil européen, marchés de travaux et contrats de concession, 5 404 000 € HT : en dessous."
    assert "26 novembre 2026" in en_clair(repere.attention)


@pytest.mark.parametrize(("montant", "place"), [("215 999 €", "en dessous"), ("216 000 €", "atteint ou dépassé")])
def test_le_seuil_lui_meme_est_atteint(vraie_base: Base, montant: str, place: str) -> None:
    repere = lire(vraie_base, f"Une clause pour {montant} HT ?", ("seuil_europeen_fs_collectivites",))
    assert repere is not None and repere.lignes[0].endswith(f"{place}.")


def test_seuls_les_seuils_cites_sont_montres_a_leur_valeur_du_jour(vraie_base: Base) -> None:
    repere = lire(
        vraie_base, "un marché de 218 k€", ("seuil_europeen_fs_collectivites", "decp_seuil"), date(2025, 6, 1)
    )
    assert repere is not None
    assert [en_clair(ligne).split(", ")[-1] for ligne in repere.lignes] == ["221 000 € HT : en dessous."]


@pytest.mark.parametrize(
    "question",
    [
        "La clause est-elle obligatoire ?",
        "Que change la loi du 22 août 2021 pour 300 heures ?",
        "Puis-je acheter pour 45 000 € TTC à une entreprise d'insertion ?",
        "Entre 100 000 et 200 000 euros, que faire ?",
        "Un lot à 90 000 € et un autre à 150 000 € ?",
        "250 k€ par an",
        "ça coûte 30 €/h",
    ],
)
def test_sans_montant_unique_et_hors_taxes_rien_n_est_compare(vraie_base: Base, question: str) -> None:
    assert lire(vraie_base, question) is None


def test_une_fiche_sans_seuil_n_appelle_pas_de_comparaison(vraie_base: Base) -> None:
    assert lire(vraie_base, "un marché de 218 k€", ("sous_traitance_silence",)) is None
