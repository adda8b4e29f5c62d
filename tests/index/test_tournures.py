"""How a question is put: words and pairs, small words too, rare ones weighing more; nothing for what is unknown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.tournures import FICHIER, Tournures, termes

QUESTIONS = [
    "Combien d'heures faut-il prévoir ?",
    "Combien coûte une heure ?",
    "Qui contrôle les heures ?",
    "Puis-je réserver un lot ?",
    "Puis-je réserver un marché ?",
]
# So that what two questions share is not what too many hold.
AUTRES = [f"texte{rang} étranger{rang}" for rang in range(40)]


@pytest.fixture(scope="module")
def tournures() -> Tournures:
    return Tournures.apprendre([termes(texte) for texte in QUESTIONS + AUTRES])


def test_une_question_connue_se_retrouve_a_l_identique(tournures: Tournures) -> None:
    for rang, question in enumerate(QUESTIONS):
        cosinus = tournures.cosinus(question)
        assert cosinus.shape == (len(QUESTIONS + AUTRES),) and int(np.argmax(cosinus)) == rang
        assert cosinus[rang] == pytest.approx(1.0, abs=1e-6) and cosinus.max() <= 1.0 + 1e-6
        assert np.delete(cosinus, rang).max() < 0.9


def test_la_facon_de_demander_compte_autant_que_le_sujet(tournures: Tournures) -> None:
    cosinus = tournures.cosinus("Puis-je réserver une maison ?")
    assert min(cosinus[3:5]) > max(cosinus[:3])
    accents_et_casse = tournures.cosinus("PUIS-JE RESERVER UN LOT")
    assert int(np.argmax(accents_et_casse)) == 3


def test_l_ordre_des_mots_se_lit_dans_les_paires(tournures: Tournures) -> None:
    endroit, desordre = tournures.cosinus("Qui contrôle les heures ?"), tournures.cosinus("heures les contrôle qui")
    assert endroit[2] > desordre[2] > 0.3


@pytest.mark.parametrize("texte", ["", "?", "zzz yyy", "😀"])
def test_rien_de_connu_ne_ressemble_a_rien(tournures: Tournures, texte: str) -> None:
    assert not tournures.cosinus(texte).any()


def test_ce_que_trop_de_textes_disent_est_laisse() -> None:
    textes = [f"la clause numero{rang}" for rang in range(30)]
    appris = Tournures.apprendre([termes(texte) for texte in textes])
    assert not appris.cosinus("la clause").any() and appris.cosinus("numero7")[7] > 0.5


def test_aucun_texte_puis_un_texte_vide() -> None:
    assert Tournures.apprendre([]).cosinus("une question").shape == (0,)
    assert not Tournures.apprendre([termes(""), termes("un lot")]).cosinus("un lot")[0]


def test_ce_qui_est_ecrit_se_relit(tournures: Tournures, tmp_path: Path) -> None:
    tournures.enregistrer(tmp_path / FICHIER)
    relues = Tournures.ouvrir(tmp_path / FICHIER)
    for question in QUESTIONS:
        assert np.array_equal(relues.cosinus(question), tournures.cosinus(question))
