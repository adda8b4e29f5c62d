"""The vector index: exact when small, chosen by size, its kinds agree, and a rebuild encodes only what is new."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.balayage import Balayage
from index.encodeur import Encodeur
from index.encodeur_memorise import FICHIER, EncodeurMemorise, Memoire
from index.vecteurs import IndexVecteurs, Palier, arrondir, palier_pour, paliers

DIMENSION = 24


@pytest.fixture(scope="module")
def nuage() -> np.ndarray:
    """Groups of unit vectors, as texts make them, at the precision that a build keeps."""
    hasard = np.random.default_rng(0)
    centres = hasard.normal(size=(40, DIMENSION))
    points = centres[hasard.integers(0, 40, 4000)] + 0.3 * hasard.normal(size=(4000, DIMENSION))
    return arrondir((points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32))


def test_le_palier_suit_le_nombre_et_le_dernier_est_sans_limite() -> None:
    assert palier_pour(10).sorte == palier_pour(100_000).sorte == "flat"
    assert palier_pour(100_001).sorte != "flat"
    assert palier_pour(10**9) == paliers()[-1]
    limites = [palier.jusqu_a for palier in paliers()[:-1]]
    assert limites == sorted(limites, key=lambda n: n or 0) and paliers()[-1].jusqu_a is None


@pytest.mark.parametrize("k", [1, 10, 3999, 4000, 9999])
def test_l_index_exact_est_un_simple_tri_des_cosinus(nuage: np.ndarray, k: int) -> None:
    index = IndexVecteurs.construire(nuage)
    cosinus, rangs = index.voisins(nuage[3], k)
    attendus = nuage @ nuage[3]
    assert len(rangs) == min(k, 4000) == len(set(rangs.tolist())) and rangs[0] == 3
    assert np.allclose(cosinus, np.sort(attendus)[::-1][:k], atol=1e-6)
    assert np.allclose(cosinus, attendus[rangs], atol=1e-6)


@pytest.mark.parametrize(
    "palier",
    [Palier(sorte="hnsw"), Palier(sorte="ivf", listes=32, sondes=16, relus=600), Palier(sorte="flat")],
    ids=lambda p: p.sorte,
)
def test_chaque_sorte_retrouve_les_memes_et_se_relit(nuage: np.ndarray, palier: Palier, tmp_path: Path) -> None:
    exact = IndexVecteurs.construire(nuage)
    IndexVecteurs.construire(nuage, palier).enregistrer(tmp_path / "v.faiss")
    relu = IndexVecteurs.ouvrir(tmp_path / "v.faiss")
    communs = [len({*exact.voisins(v, 10)[1]} & {*relu.voisins(v, 10)[1]}) / 10 for v in nuage[::40]]
    assert np.mean(communs) >= 0.97 and relu.nombre == 4000
    assert np.array_equal(relu.vecteurs(), nuage)
    assert np.array_equal(relu.extraits(np.array([7, 2])), nuage[[7, 2]])
    cosinus, rangs = relu.voisins(nuage[3], 50)
    assert np.allclose(cosinus, nuage[rangs] @ nuage[3], atol=1e-3) and rangs[0] == 3
    tous = relu.cosinus(nuage[3], 50)
    assert tous.shape == (4000,) and np.allclose(tous[rangs], cosinus, atol=1e-3)
    assert relu.exact or tous.min() >= cosinus.min() - 1e-3


def test_la_demi_precision_prend_la_moitie_et_arrondit_au_plus_pres(tmp_path: Path) -> None:
    vecteurs = np.random.default_rng(1).normal(size=(5000, DIMENSION)).astype(np.float32)
    vecteurs /= np.linalg.norm(vecteurs, axis=1, keepdims=True)
    index = IndexVecteurs.construire(vecteurs)
    assert np.array_equal(index.vecteurs(), arrondir(vecteurs))
    index.enregistrer(tmp_path / "v.faiss")
    assert (tmp_path / "v.faiss").stat().st_size < 2.1 * vecteurs.size
    attendus = vecteurs @ vecteurs[7]
    cosinus, rangs = index.voisins(vecteurs[7], 20)
    assert np.allclose(cosinus, np.sort(attendus)[::-1][:20], atol=3e-4) and rangs[0] == 7


def test_un_ensemble_de_questions_se_lit_comme_chacune(nuage: np.ndarray) -> None:
    for index in (IndexVecteurs.construire(nuage), IndexVecteurs.construire(nuage, Palier(sorte="hnsw"))):
        ensemble = index.cosinus_ensemble(nuage[:5], 50)
        seuls = np.stack([index.cosinus(vecteur, 50) for vecteur in nuage[:5]])
        assert ensemble.shape == (5, 4000) and (ensemble - seuls).std() < ensemble.std() / 10


def test_le_balayage_par_octets_suit_les_cosinus_et_relit_les_meilleurs(nuage: np.ndarray) -> None:
    balayage = Balayage(nuage)
    for vecteur in nuage[::400]:
        exacts, lus = nuage @ vecteur, balayage.cosinus(vecteur)
        assert (lus - exacts).std() < exacts.std() / 10
        meilleurs = np.argsort(-exacts)[:40]
        assert np.allclose(lus[meilleurs], exacts[meilleurs], atol=1e-6)


def test_le_balayage_sert_plusieurs_fils_a_la_fois(nuage: np.ndarray) -> None:
    balayage = Balayage(nuage)
    seuls = [balayage.cosinus(vecteur) for vecteur in nuage[:64]]
    with ThreadPoolExecutor(8) as fils:
        ensemble = list(fils.map(lambda vecteur: balayage.cosinus(vecteur), nuage[:64]))
    assert all(np.array_equal(un, autre) for un, autre in zip(seuls, ensemble, strict=True))


class EncodeurFactice(Encodeur):
    """Vectors drawn from the text; counts what it encodes."""

    def __init__(self) -> None:
        super().__init__("factice", "", "")
        self.encodes: list[str] = []

    @property
    def dimension(self) -> int:
        return 3

    def _profiler(self, textes, genre):  # type: ignore[no-untyped-def]
        self.encodes += textes
        return np.array([[len(texte), genre == "question", ord(texte[0])] for texte in textes], dtype=np.float32)

    def _lancer(self, texte):  # type: ignore[no-untyped-def]
        return lambda: self._profiler([texte], "question")[0]


def test_un_texte_connu_n_est_plus_jamais_encode(tmp_path: Path) -> None:
    source = EncodeurFactice()
    premier = EncodeurMemorise(source)
    attendus = premier.questions(["a", "bb", "a"])
    premier.passages(["a"])
    assert sorted(source.encodes) == ["a", "a", "bb"], "« a » compte une fois comme question, une comme passage"
    premier.enregistrer(tmp_path / FICHIER)

    second = EncodeurMemorise(source, Memoire.lire(tmp_path / FICHIER))
    assert np.array_equal(second.questions(["a", "bb", "a"]), attendus)
    assert np.array_equal(second.question("bb"), attendus[1]) and second.dimension == 3
    assert len(source.encodes) == 3
    second.enregistrer(tmp_path / FICHIER)
    assert len(Memoire.lire(tmp_path / FICHIER).profils) == 2, "ce qui ne sert plus n'est pas gardé"
    assert Memoire.lire(tmp_path / "absent.npz") == Memoire()


def test_les_dernieres_questions_sont_retenues() -> None:
    source = EncodeurFactice()
    for texte in ("un", "deux", "un"):
        source.question(texte)
    assert source.encodes == ["un", "deux"]
    petit = EncodeurFactice()
    petit._taille_memoire = 2
    for texte in ("un", "deux", "un", "trois", "un", "deux"):
        petit.question(texte)
    assert petit.encodes == ["un", "deux", "trois", "deux"], "la moins récente est oubliée la première"
