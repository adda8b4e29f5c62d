"""The Rasa project's files agree with each other, with our actions and with the site's buttons.

Rasa silently ignores a YAML file it cannot read, hence our own reading.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

import pytest
import yaml

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import PUBLICS
from bot import projet_guides
from bot.actions import ACTIONS
from bot.actions.guides.guide import Guide
from bot.actions.guides.registre import GUIDES
from bot.processus import PROJET
from settings import settings
from web.services.charges import lire_charge

# Triggered by buttons only: no words lead to it.
SANS_EXEMPLES = {"choisir_fiche", "ouvrir_outil", "saisir"}
# Filled at training time from the fiches.
GENEREE = "poser_question"


def lire(chemin: str) -> Any:
    """A YAML file of the project."""
    return yaml.safe_load((PROJET / chemin).read_text(encoding="utf-8"))


def exemples(*chemins: str) -> dict[str, list[str]]:
    """NLU examples by intent."""
    blocs = chain.from_iterable(lire(chemin)["nlu"] for chemin in chemins)
    return {bloc["intent"]: [ligne[2:] for ligne in bloc["examples"].splitlines()] for bloc in blocs}


ENTRAINEMENT = exemples(*(f"data/nlu/{chemin.name}" for chemin in sorted((PROJET / "data" / "nlu").glob("*.yml"))))
TENUS_A_PART = exemples("tests/test_nlu.yml")
REGLES = lire("data/regles/regles.yml")["rules"]
REGLES_DES_GUIDES = lire("data/regles/guides.yml")["rules"]
PAROLES = lire("domain/paroles.yml")["responses"]
INTENTIONS = {*lire("domain/intentions.yml")["intents"], *lire("domain/guides.yml")["intents"]}


def test_tous_les_fichiers_yaml_se_lisent() -> None:
    for chemin in PROJET.rglob("*.yml"):
        assert yaml.safe_load(chemin.read_text(encoding="utf-8")), chemin


def test_chaque_intention_et_chaque_repli_a_exactement_une_regle() -> None:
    regles = [*REGLES, *REGLES_DES_GUIDES]
    declenchees = [regle["steps"][0]["intent"] for regle in regles if "intent" in regle["steps"][0]]
    assert sorted(declenchees) == sorted(INTENTIONS | {"nlu_fallback"})


def test_une_regle_fait_une_seule_chose() -> None:
    for regle in REGLES:
        assert len(regle["steps"]) == 2, regle["rule"]


def test_le_repli_du_dialogue_revient_a_l_ecoute() -> None:
    politique = next(p for p in lire("config.yml")["policies"] if p["name"] == "RulePolicy")
    repli = politique["core_fallback_action_name"]
    assert any(regle["steps"] == [{"action": repli}, {"action": "action_listen"}] for regle in REGLES)


def test_les_actions_du_domaine_sont_celles_du_serveur() -> None:
    du_domaine = {*lire("domain/actions.yml")["actions"], *lire("domain/guides.yml")["actions"]}
    assert du_domaine == {action.nom for action in ACTIONS}


def test_les_fichiers_des_guides_sont_ceux_de_leurs_tables() -> None:
    for chemin, texte in projet_guides.textes().items():
        assert chemin.read_text(encoding="utf-8") == texte, "lancez « .venv/bin/python -m bot.projet_guides »"


@pytest.mark.parametrize("guide", GUIDES.values(), ids=list(GUIDES))
def test_un_guide_dit_pourquoi_et_que_faire_quand_on_ne_sait_pas(guide: Guide) -> None:
    for champ in guide.champs:
        assert champ.question.endswith(("?", ".")) and champ.aide and champ.inconnu.phrase
        for texte in (guide.ouverture, champ.question, champ.aide, champ.inconnu.phrase):
            assert not re.search(r"\b(tu|toi|ton|tes|te)\b", texte.lower())
            assert not re.search(r"\d{2,} ?(€|euros|heures|%)", texte), "un chiffre de droit ou de pratique"


def test_chaque_parole_sert_et_existe() -> None:
    code = "".join(chemin.read_text(encoding="utf-8") for chemin in (PROJET / "actions").rglob("*.py"))
    dans_le_code = set(re.findall(r'"(utter_\w+)"', code)) | {f"utter_public_{public}" for public in PUBLICS}
    dans_les_regles = {etape.get("action", "") for regle in REGLES for etape in regle["steps"]}
    assert dans_le_code | {nom for nom in dans_les_regles if nom.startswith("utter_")} == set(PAROLES)


def test_les_boutons_sont_des_charges_que_le_site_accepte() -> None:
    fiches = lire_base(settings.base_dir).fiches
    boutons = [bouton for variantes in PAROLES.values() for parole in variantes for bouton in parole.get("buttons", [])]
    assert boutons
    for bouton in boutons:
        assert lire_charge(bouton["payload"], fiches)


@pytest.mark.parametrize("nom", sorted(PAROLES))
def test_une_parole_est_breve_vouvoie_et_n_enonce_aucun_droit(nom: str) -> None:
    for parole in PAROLES[nom]:
        texte = parole["text"]
        assert len(texte.split()) <= 80
        assert not re.search(r"\b(tu|toi|ton|tes|te)\b", texte.lower())
        assert not re.search(r"\d|article|€", texte)


@pytest.mark.parametrize("intention", sorted(INTENTIONS - SANS_EXEMPLES))
def test_assez_d_exemples_varies(intention: str) -> None:
    ecrits = ENTRAINEMENT[intention]
    assert len(ecrits) == len(set(ecrits)) >= 25


def test_les_phrases_tenues_a_part_le_sont_vraiment() -> None:
    assert set(TENUS_A_PART) == INTENTIONS - SANS_EXEMPLES
    assert sum(map(len, TENUS_A_PART.values())) >= 200
    appris = {exemple.lower() for exemple in chain.from_iterable(ENTRAINEMENT.values())}
    assert not appris & {exemple.lower() for exemple in chain.from_iterable(TENUS_A_PART.values())}


def test_les_exemples_ecrits_ne_copient_pas_les_fiches() -> None:
    des_fiches = {q for fiche in lire_base(settings.base_dir).fiches.values() for q in (fiche.titre, *fiche.questions)}
    # A fragment of a few words may coincide by chance; a sentence may not.
    assert not des_fiches & {ecrit for ecrit in ENTRAINEMENT[GENEREE] if len(ecrit.split()) >= 6}


def test_les_composants_n_importent_rien_de_nous() -> None:
    nous = r"^\s*(from|import) (base_connaissance|index|bot|web|conseil|settings|tools)\b"
    for chemin in (PROJET / "composants").glob("*.py"):
        assert not re.search(nous, chemin.read_text(encoding="utf-8"), re.MULTILINE)


def test_une_graine_rend_l_entrainement_reproductible() -> None:
    reglages = lire("config.yml")
    assert reglages["random_seed"] == 1
    assert all("random_state" in c for c in reglages["pipeline"] if c["name"] == "LogisticRegressionClassifier")
