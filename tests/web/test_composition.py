"""From an answer of the search to the buttons of the chat."""

from __future__ import annotations

from datetime import date

from base_connaissance.modeles import Base
from index.composition import composer_refus
from index.modeles import Candidat, Reponse
from web.services.composition import de_reponse

JOUR = date(2026, 11, 22)


def _charges(base: Base, motif: str, candidats: list[Candidat]) -> list[str]:
    refus = composer_refus(base, base.orientations[motif], motif, "une question", JOUR, 0.3, candidats)
    return [suggestion.charge for suggestion in de_reponse(refus, "secours", base).suggestions]


def test_a_refusal_inside_the_domain_offers_the_nearest_fiches(vraie_base: Base) -> None:
    proches = [
        Candidat(fiche=nom, titre=vraie_base.fiches[nom].titre, score=1.0)
        for nom in ("frein-trop-cher", "cout-horaire")
    ]
    assert _charges(vraie_base, "non_couvert", proches) == ["fiche:frein-trop-cher", "fiche:cout-horaire", "humain"]


def test_a_refusal_outside_the_domain_offers_what_its_orientation_names(vraie_base: Base) -> None:
    attendues = [f"fiche:{nom}" for nom in vraie_base.orientations["hors_sujet"].fiches]
    assert _charges(vraie_base, "hors_sujet", []) == [*attendues, "humain"]


def test_the_amount_of_a_question_is_placed_among_the_thresholds_of_the_fiches_shown(vraie_base: Base) -> None:
    question = "Un marché de canalisations à 2 M€, est-ce obligatoire ?"
    proches = [Candidat(fiche="obligation-2026", titre="x", score=1.0), Candidat(fiche="voirie", titre="y", score=0.5)]
    choix = Reponse(question=question, decision="choix", probabilite=0.5, candidats=tuple(proches), date_droit=JOUR,
                    empreinte_base=vraie_base.empreinte)  # fmt: skip
    repere = de_reponse(choix, "bot", vraie_base).repere
    assert repere is not None and "2" in repere.titre
    assert any("travaux" in ligne and ligne.endswith("en dessous.") for ligne in repere.lignes)
    sans = choix.model_copy(update={"candidats": (Candidat(fiche="accueillir", titre="z", score=1.0),)})
    assert de_reponse(sans, "bot", vraie_base).repere is None
    assert "pour cette date" in de_reponse(sans, "bot", vraie_base).texte, "one fiche: the day alone is in doubt"
    assert "certain d’avoir compris" in de_reponse(choix, "bot", vraie_base).texte


def test_a_word_that_no_fiche_explains_for_sure_is_defined(vraie_base: Base) -> None:
    refus = Reponse(question="C'est quoi un PLIE ?", decision="refus", probabilite=0.2, date_droit=JOUR,
                    empreinte_base=vraie_base.empreinte)  # fmt: skip
    repere = de_reponse(refus, "bot", vraie_base).repere
    assert repere is not None and repere.titre.startswith("PLIE")
    reponse = refus.model_copy(update={"decision": "reponse", "fiche": "accueillir", "reponse": "Préparez l'équipe."})
    assert de_reponse(reponse, "bot", vraie_base).repere is None
