"""The vector index: exact when small, chosen by size, its kinds agree, and a rebuild encodes only what is new."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faiss
import numpy as np
import pytest

from index.encodeur import Encodeur
from index.encodeur_memorise import FICHIER, EncodeurMemorise, Memoire
from index.vecteurs import IndexVecteurs, Palier, palier_pour, paliers

DIMENSION, NOMBRE = 24, 3500  # fewer than the bytes begin at


@pytest.fixture(scope="module")
def nuage() -> np.ndarray:
    """Groups of unit vectors, as texts make them."""
    hasard = np.random.default_rng(0)
    centres = hasard.normal(size=(40, DIMENSION))
    points = centres[hasard.integers(0, 40, NOMBRE)] + 0.3 * hasard.normal(size=(NOMBRE, DIMENSION))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def en_octets(nuage: np.ndarray) -> IndexVecteurs:
    return IndexVecteurs.construire(nuage, Palier(sorte="flat", octets=1))


def test_le_palier_suit_le_nombre_et_le_dernier_est_sans_limite() -> None:
    assert palier_pour(10).sorte == palier_pour(100_000).sorte == "flat"
    assert palier_pour(100_001).sorte != "flat"
    assert palier_pour(10**9) == paliers()[-1]
    limites = [palier.jusqu_a for palier in paliers()[:-1]]
    assert limites == sorted(limites, key=lambda n: n or 0) and paliers()[-1].jusqu_a is None


@pytest.mark.parametrize("k", [1, 10, NOMBRE - 1, NOMBRE, 9999])
def test_l_index_exact_est_un_simple_tri_des_cosinus(nuage: np.ndarray, k: int) -> None:
    index = IndexVecteurs.construire(nuage)
    cosinus, rangs = index.voisins(nuage[3], k)
    attendus = nuage @ nuage[3]
    assert len(rangs) == min(k, NOMBRE) == len(set(rangs.tolist())) and rangs[0] == 3
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
    assert np.mean(communs) >= 0.97 and relu.nombre == NOMBRE
    assert np.array_equal(relu.vecteurs(), nuage)
    assert np.array_equal(relu.extraits(np.array([7, 2])), nuage[[7, 2]])
    cosinus, rangs = relu.voisins(nuage[3], 50)
    assert np.allclose(cosinus, nuage[rangs] @ nuage[3], atol=1e-3) and rangs[0] == 3
    tous = relu.cosinus(nuage[3], 50)
    assert tous.shape == (NOMBRE,) and np.allclose(tous[rangs], cosinus, atol=1e-3)
    assert relu.exact or tous.min() >= cosinus.min() - 1e-3


def test_les_octets_prennent_le_quart_et_se_relisent(
    nuage: np.ndarray, en_octets: IndexVecteurs, tmp_path: Path
) -> None:
    en_octets.enregistrer(tmp_path / "v.faiss")
    assert (tmp_path / "v.faiss").stat().st_size < 1.1 * nuage.size
    relu = IndexVecteurs.ouvrir(tmp_path / "v.faiss")
    etendues = nuage.max(axis=0) - nuage.min(axis=0)
    assert np.all(np.abs(relu.vecteurs() - nuage) <= 0.51 * etendues / 255)
    assert np.allclose(relu.vecteurs(), faiss.read_index(str(tmp_path / "v.faiss")).reconstruct_n(0, NOMBRE), atol=1e-6)
    assert np.array_equal(relu.extraits(np.array([7, 2])), relu.vecteurs()[[7, 2]])
    assert np.array_equal(relu.cosinus(nuage[5], 1), en_octets.cosinus(nuage[5], 1))


def test_le_balayage_par_octets_suit_les_cosinus(nuage: np.ndarray, en_octets: IndexVecteurs) -> None:
    assert en_octets.exact
    for vecteur in nuage[::400]:
        exacts, lus = nuage @ vecteur, en_octets.cosinus(vecteur, 1)
        assert (lus - exacts).std() < exacts.std() / 50
        cosinus, rangs = en_octets.voisins(vecteur, 10)
        assert np.array_equal(cosinus, lus[rangs]) and np.all(np.diff(cosinus) <= 0)
        assert exacts[rangs].min() > np.sort(exacts)[-10] - exacts.std() / 20


def test_une_question_nulle_ne_ressemble_a_rien(en_octets: IndexVecteurs) -> None:
    assert not en_octets.cosinus(np.zeros(DIMENSION, np.float32), 1).any()


def test_un_ensemble_de_questions_se_lit_comme_chacune(nuage: np.ndarray) -> None:
    sortes = Palier(sorte="flat"), Palier(sorte="flat", octets=1), Palier(sorte="hnsw")
    for index in (IndexVecteurs.construire(nuage, sorte) for sorte in sortes):
        ensemble = index.cosinus_ensemble(nuage[:5], 50)
        seuls = np.stack([index.cosinus(vecteur, 50) for vecteur in nuage[:5]])
        assert ensemble.shape == (5, NOMBRE) and (ensemble - seuls).std() < ensemble.std() / 10


def test_le_balayage_sert_plusieurs_fils_a_la_fois(nuage: np.ndarray, en_octets: IndexVecteurs) -> None:
    seuls = [en_octets.cosinus(vecteur, 1) for vecteur in nuage[:64]]
    with ThreadPoolExecutor(8) as fils:
        ensemble = list(fils.map(lambda vecteur: en_octets.cosinus(vecteur, 1), nuage[:64]))
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
