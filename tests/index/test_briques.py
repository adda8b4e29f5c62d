"""The small pieces: cleaning, articles, acronyms, dates, follow-ups, cutting, measures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import articles_cites
from index.dates_question import Periode, date_demandee, periode_demandee, sans_date
from index.decoupage import couper_en_mots
from index.erreurs import QuestionInvalide
from index.mesures import ndcg, part_retrouvee, rang_reciproque, rappel
from index.nettoyage import LONGUEUR_MAXIMALE, nettoyer, plier
from index.sigles import avec_minuscules, developper, ecrire_en_toutes_lettres
from index.suite import est_une_suite, seul_le_public_change


@given(st.text(max_size=600))
def test_nettoyer_rend_un_texte_propre_ou_une_erreur_dite(texte: str) -> None:
    try:
        propre = nettoyer(texte)
    except QuestionInvalide as erreur:
        assert erreur.message
        return
    assert 0 < len(propre) <= LONGUEUR_MAXIMALE * 3
    assert propre == propre.strip() and "\n" not in propre and "  " not in propre
    assert nettoyer(propre[:LONGUEUR_MAXIMALE]) is not None


@pytest.mark.parametrize(
    ("question", "attendus"),
    [
        ("L. 2113-13", ["l2113-13"]),
        ("que disent R2152-7 et l'article L.2112-2-1 ?", ["r2152-7", "l2112-2-1"]),
        ("d 2111-3", ["d2111-3"]),
        ("L3-1 et L3", ["l3-1"]),
        ("le lot 3 du marché", []),
        ("plus de 2000 euros", []),
    ],
)
def test_articles_cites(question: str, attendus: list[str]) -> None:
    assert articles_cites(question) == attendus


@pytest.mark.parametrize(
    ("question", "attendue"),
    [
        ("la règle au 12 mars 2025", date(2025, 3, 12)),
        ("avant le 21 août 2026 ?", date(2026, 8, 20)),
        ("au 1er avril 2026", date(2026, 4, 1)),
        ("à la date du 31/03/2026", date(2026, 3, 31)),
        ("que change la loi en août 2026 ?", None),
        ("au 45 mars 2025", None),
        ("le seuil au rabais", None),
    ],
)
def test_date_demandee(question: str, attendue: date | None) -> None:
    assert date_demandee(question) == attendue


AUJOURD_HUI = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("question", "debut", "fin"),
    [
        ("Consultation lancée en juin 2026 au seul prix, c'était régulier ?", date(2026, 6, 1), date(2026, 6, 30)),
        ("J'ai lancé mon marché de fournitures en mai 2026", date(2026, 5, 1), date(2026, 5, 31)),
        ("En février 2026, nous avons acheté des services", date(2026, 2, 1), date(2026, 2, 28)),
        ("marché engagé en 2025, quel seuil ?", date(2025, 1, 1), date(2025, 12, 31)),
        ("consultation lancée le 10 août 2026", date(2026, 8, 10), date(2026, 8, 10)),
        ("J'ai publié mon avis le 3/9/2026, suis-je obligé ?", date(2026, 9, 3), date(2026, 9, 3)),
        ("pour l'appel d'offres du 25 août 2026", date(2026, 8, 25), date(2026, 8, 25)),
        ("Un avis paru en août 2026 oblige-t-il à une clause ?", date(2026, 8, 1), date(2026, 8, 31)),
        ("avis de la consultation paru le 11 août 2026", date(2026, 8, 11), date(2026, 8, 11)),
        ("L'avis de notre marché est paru le 10 août 2026", date(2026, 8, 10), date(2026, 8, 10)),
        ("Nous avons publié en mai 2026, la clause était-elle due ?", date(2026, 5, 1), date(2026, 5, 31)),
        ("marché de nettoyage publié en juin 2026, quelle règle ?", date(2026, 6, 1), date(2026, 6, 30)),
        ("marché lancé en 2026, quelle règle ?", date(2026, 1, 1), AUJOURD_HUI),
        ("marché lancé en novembre 2026", date(2026, 11, 1), AUJOURD_HUI),
        ("l'appel d'offres de février 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("au 12 mars 2025, pour un marché lancé en 2024", date(2025, 3, 12), date(2025, 3, 12)),
    ],
)
def test_le_mois_ou_l_annee_d_un_achat_commence(question: str, debut: date, fin: date) -> None:
    assert periode_demandee(question, AUJOURD_HUI) == Periode(debut, fin)


@pytest.mark.parametrize(
    "question",
    [
        "Quel était le bilan des clauses du Grand Lyon en 2011 ?",
        "Où en est le plan national lancé en mars 2022 ?",
        "Sytral avait lancé un marché avec clause en 2021",
        "la consultation que la ville avait publiée en 2021",
        "un candidat résilié en 2025 peut-il revenir ?",
        "marché lancé en 2024, reconduit en 2026",
        "un marché qui sera lancé en 2026",
        "je lance en novembre 2026 une procédure",
        "marché lancé en décembre 2026",
        "que s'est-il passé en 2026 ?",
        "les consultations lancées après la fin août 2026",
        "que prévoit le CCAG de 2021 ?",
        "le décret publié le 30 décembre 2025 change-t-il les seuils ?",
        "marché lancé le 45 mars 2025",
        "contrat signé le 4 mai 2024, que faire ?",
        "un article sur les marchés publics paru en mai 2024 dit le contraire",
        "l'étude publiée en 2020 sur les clauses vaut-elle encore ?",
        "que dit l'avis du Conseil d'État publié en mars 2025 ?",
        "le guide du marché réservé publié en 2022 est-il à jour ?",
        "le guide des marchés paru en 2022 est-il à jour ?",
    ],
)
def test_une_annee_n_est_pas_toujours_celle_de_l_achat(question: str) -> None:
    assert periode_demandee(question, AUJOURD_HUI) is None


def test_sigles() -> None:
    sigles = avec_minuscules(
        {"EI": "entreprise d'insertion", "SIAE": "structure d'insertion par l'activité économique"}
    )
    assert developper("c'est quoi une EI", sigles) == "c'est quoi une EI (entreprise d'insertion)"
    assert developper("une siae ?", sigles).endswith("(structure d'insertion par l'activité économique)")
    assert developper("ei", sigles) == "ei"
    assert ecrire_en_toutes_lettres("Une EI ?", sigles) == "Une entreprise d'insertion ?"


def test_suites() -> None:
    assert est_une_suite("et pour les travaux ?")
    assert est_une_suite("Pourquoi ?")
    assert not est_une_suite("Quels sont les seuils européens en 2026 ?")
    assert seul_le_public_change("et pour une entreprise ?") == "entreprise"
    assert seul_le_public_change("et si l'entreprise refuse ?") is None


@given(st.lists(st.text("abcdefé.; ", min_size=1, max_size=20), max_size=40), st.integers(1, 30))
def test_couper_ne_perd_aucun_mot(phrases: list[str], taille: int) -> None:
    texte = ". ".join(phrases)
    morceaux = list(couper_en_mots(texte, taille))
    assert " ".join(morceaux).split() == texte.split()
    assert all(len(morceau.split()) <= taille for morceau in morceaux)


def test_mesures() -> None:
    classes = ["b", "a", "c"]
    assert rappel(classes, {"a"}, 1) == 0 and rappel(classes, {"a"}, 2) == 1
    assert rang_reciproque(classes, {"a"}, 10) == 0.5
    assert part_retrouvee(classes, {"a", "z"}, 10) == 0.5
    assert ndcg(["a", "b"], {"a", "b"}, 10) == 1.0
    assert 0 < ndcg(classes, {"a"}, 10) < 1


def test_plier() -> None:
    assert plier("L’Œuvre Été") == "l'oeuvre ete"


@pytest.mark.parametrize(
    ("question", "nue"),
    [
        ("La clause était-elle obligatoire au 1er juin 2026 ?", "La clause était-elle obligatoire ?"),
        ("Avant le 21 août 2026, fallait-il une clause à l'œuvre ?", "fallait-il une clause à l'œuvre ?"),
        ("À l'œuvre depuis ? Qui est éligible (marché publié le 2/09/2026) ?", "À l'œuvre depuis ? Qui est éligible ?"),
        ("Nous avons lancé la voirie en mars 2026. Et la clause ?", "Nous avons lancé la voirie. Et la clause ?"),
        ("Quel critère pour une consultation lancée le 10 mars 2026 ?", "Quel critère ?"),
        ("Que change le décret du 2 mai 2022 ?", "Que change le décret du 2 mai 2022 ?"),
        ("au 1er juin 2026 ?", "au 1er juin 2026 ?"),
        ("Faut-il une clause ?", "Faut-il une clause ?"),
    ],
)
def test_une_question_sans_ses_jours(question: str, nue: str) -> None:
    assert sans_date(question) == nue
