"""The second reading: its measured promises, its quotes, its negations, and texts that only mean harm."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_connaissance.relecture import Brouillon
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.redaction.blocs import lignes_de, lire_markdown
from conseil.redaction.relecture import LONGUEUR_MAXIMALE, DemandeRelecture, ResultatRelecture, relire
from conseil.redaction.relecture.moteur import est_nie
from conseil.redaction.relecture.texte import phrases
from tests.conseil.redaction.mesure import JEUX, MARQUE, RAPPORT, lire_jeu, mesurer, tableau


def lire(droit: Droit, texte: str, nature: Brouillon | None = "clause") -> ResultatRelecture:
    return relire(DemandeRelecture(texte=texte, type=nature), droit)


def risques(droit: Droit, texte: str, nature: Brouillon | None = "clause") -> set[str]:
    return {t.regle for t in lire(droit, texte, nature).trouvailles if t.sorte == "risque"}


def test_the_drafts_are_enough_and_name_known_rules(droit: Droit) -> None:
    brouillons = [brouillon for jeu in JEUX for brouillon in lire_jeu(jeu)]
    assert len(brouillons) >= 80
    assert len({brouillon["id"] for brouillon in brouillons}) == len(brouillons)
    assert {r for b in brouillons for r in b["risques"]} <= set(droit.base.relecture)
    assert sum(not brouillon["risques"] for brouillon in brouillons) >= 15


def test_the_measured_promises_hold(droit: Droit) -> None:
    planchers = {"ajustement": ((0.98, 0.98), (0.98, 0.98)), "controle": ((0.95, 0.95), (0.93, 0.96))}
    for jeu, attendus in planchers.items():
        for mesure, (precision, rappel) in zip(mesurer(jeu, droit), attendus, strict=True):
            assert mesure.precision >= precision, (jeu, mesure.fautes)
            assert mesure.rappel >= rappel, (jeu, mesure.fautes)


def test_the_report_tells_the_present_measure(droit: Droit) -> None:
    ecrit = RAPPORT.read_text(encoding="utf-8").split(MARQUE)[1]
    assert ecrit == "\n" + "\n".join(tableau(droit)) + "\n", "python -m tests.conseil.redaction.mesure"


def test_model_clauses_hold_no_risky_wording(droit: Droit) -> None:
    for clause in droit.base.clauses.values():
        natures: dict[str, Brouillon] = {"avis": "avis", "rc": "critere" if "critere" in clause.cas else "clause"}
        nature = "reserve" if "reserve" in clause.id else natures.get(clause.document, "clause")
        if clause.id in {"annexe-grille-niveaux", "cadre-reponse-critere"}:
            nature = "critere"
        texte = "\n\n".join(lignes_de(lire_markdown(clause.texte)))
        assert risques(droit, texte, nature) == set(), clause.id  # type: ignore[arg-type]


def test_the_execution_clauses_with_those_they_call_for_lack_nothing(droit: Droit) -> None:
    for depart in ("ccap-execution-travaux", "ccap-execution-services", "ccap-prestations-intellectuelles"):
        clause = droit.base.clauses[depart]
        liens = [*clause.liens, "ccap-facilitateur", "ccap-depart-remplacement"]
        noms = [depart, *(lien for lien in liens if lien.startswith("ccap"))]
        textes = [ligne for nom in noms for ligne in lignes_de(lire_markdown(droit.base.clauses[nom].texte))]
        assert [t.regle for t in lire(droit, "\n\n".join(textes)).trouvailles] == [], depart


def test_quotes_are_the_words_of_the_draft(droit: Droit) -> None:
    texte = (
        "Œuvre d'art : l’équipe embauchera\u00a0des   habitants de la commune.\nİ Le titulaire a 100 heures à faire."
    )
    (trouvaille,) = [t for t in lire(droit, texte).trouvailles if t.regle == "domicile-impose"]
    (passage,) = trouvaille.passages
    assert texte[passage.debut : passage.fin] == passage.texte == "habitants de"


def test_every_finding_says_why_how_and_on_whose_authority(droit: Droit) -> None:
    for jeu in JEUX:
        for brouillon in lire_jeu(jeu):
            resultat = lire(droit, brouillon["texte"], brouillon["type"])
            for trouvaille in resultat.trouvailles:
                assert trouvaille.pourquoi
                assert trouvaille.correction
                assert trouvaille.sources
                assert trouvaille.fiches
                assert "{{" not in trouvaille.pourquoi + trouvaille.correction
                assert (trouvaille.sorte == "manque") == (not trouvaille.passages)


@pytest.mark.parametrize(
    ("texte", "nie"),
    [
        ("aucune condition de domicile n'est posee", True), ("sans condition de domicile", True),
        ("une condition de domicile est posee", False), ("le titulaire ne peut exiger de condition de domicile", True),
        ("la condition de domicile n'est pas admise", True), ("ne sont admises que la condition de domicile", False),
        ("si les heures ne sont pas faites, la condition de domicile joue", False),
        ("rien n'est exige mais la condition de domicile demeure", False),
        ("nul ne peut exiger que la condition de domicile soit remplie", True),
        ("en cas de non-respect de la condition de domicile", False),
    ],
)  # fmt: skip
def test_negations(texte: str, nie: bool) -> None:
    debut = texte.index("condition de domicile")
    assert est_nie(texte, debut, debut + len("condition de domicile")) is nie


def test_figures_follow_the_day_of_the_law(droit: Droit) -> None:
    texte = "Le seuil européen applicable à ce marché de services est de 221 000 € HT à la date de la consultation."
    assert "seuil-europeen-perime" in risques(droit, texte)
    avant = Droit(droit.base, date(2025, 6, 1))
    assert "seuil-europeen-perime" not in risques(avant, texte)
    assert "seuil-europeen-perime" not in risques(droit, texte.replace("221", "216"))
    assert "seuil-europeen-perime" not in risques(
        droit, "Le seuil européen est franchi : le marché vaut 3 221 000 € HT."
    )


def test_articles_of_the_base_pass_and_others_are_asked_about(droit: Droit) -> None:
    connus = (
        "Les conditions sont liées à l'objet (art. L. 2112-2, L2112-3 et R. 2152-7 du code de la commande publique)."
    )
    assert "article-non-lu" not in risques(droit, connus)
    assert "article-non-lu" in risques(droit, connus + " Voir aussi l'article R. 9999-1.")


@pytest.mark.parametrize(("texte", "attendu"), [("", "phrase entière"), ("a" * 39, "phrase entière"),
                                                ("a" * (LONGUEUR_MAXIMALE + 1), "20\u202f001")])  # fmt: skip
def test_too_short_or_too_long(droit: Droit, texte: str, attendu: str) -> None:
    with pytest.raises(SaisieInvalide, match="texte") as erreur:
        lire(droit, texte)
    assert attendu in erreur.value.message.replace("’", "'")


def test_sentences_survive_a_copy_and_paste() -> None:
    texte = "Article 9\nLe titulaire fait les heures, dans les formes de l'art. 5 du\nCCAP. Puis :\n- un ;\n- deux."
    assert [phrase.plie.strip() for phrase in phrases(texte)] == [
        "article 9", "le titulaire fait les heures, dans les formes de l'art. 5 du ccap.", "puis :", "- un ;", "- deux."
    ]  # fmt: skip


def test_any_text_is_read(droit: Droit) -> None:
    # An inner function: hypothesis would print the whole base with each example.
    @given(st.text(min_size=40, max_size=400))
    @settings(max_examples=60)
    def verifier(texte: str) -> None:
        if len(texte.strip()) < 40:
            return
        resultat = lire(droit, texte, None)
        for trouvaille in resultat.trouvailles:
            for passage in trouvaille.passages:
                assert texte[passage.debut : passage.fin] == passage.texte

    verifier()
