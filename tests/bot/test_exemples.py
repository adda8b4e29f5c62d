"""The NLU examples of `poser_question`, generated from the base."""

from __future__ import annotations

import pytest
import yaml

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from bot import exemples
from bot.entrainement import dossier_nlu
from bot.exemples import exemples_de_question, fichier_nlu
from settings import settings


def test_les_questions_titres_et_sigles_de_la_base_y_sont(petite_base: Base) -> None:
    produits = set(exemples_de_question(petite_base))
    for fiche in petite_base.fiches.values():
        assert {fiche.titre, *fiche.questions} <= produits
    assert {terme.sigle for terme in petite_base.glossaire if terme.sigle} <= produits


def test_ils_sont_distincts_et_sans_annotation_d_entite(petite_base: Base) -> None:
    fiche = petite_base.fiches["obligation-2026"]
    piegee = fiche.model_copy(update={"questions": (*fiche.questions, "un [texte](public) {piégé}")})
    produits = exemples_de_question(petite_base.model_copy(update={"fiches": {fiche.id: piegee}}))
    assert len(produits) == len(set(produits))
    assert not [produit for produit in produits if set("[]{}") & set(produit)]


def test_certaines_questions_sont_precedees_d_une_politesse(petite_base: Base) -> None:
    assert any(produit.startswith("Bonjour, ") for produit in exemples_de_question(petite_base))


def test_une_coupe_laisse_chaque_fiche_representee(petite_base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exemples, "QUESTIONS_MAXIMUM", 2 * len(petite_base.fiches))
    produits = exemples_de_question(petite_base)
    assert all({fiche.titre, fiche.questions[0]} <= set(produits) for fiche in petite_base.fiches.values())


def test_le_fichier_est_un_nlu_que_yaml_relit(petite_base: Base) -> None:
    produits = exemples_de_question(petite_base)
    (bloc,) = yaml.safe_load(fichier_nlu(produits))["nlu"]
    assert bloc["intent"] == "poser_question"
    assert [ligne[2:] for ligne in bloc["examples"].splitlines()] == produits


def test_le_fichier_qui_a_servi_vient_de_la_base_actuelle() -> None:
    servi = (dossier_nlu(settings) / "questions_des_fiches.yml").read_text(encoding="utf-8")
    assert servi == fichier_nlu(exemples_de_question(lire_base(settings.base_dir))), "lancez « make build »"
