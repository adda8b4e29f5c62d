"""The networks that turn texts into vectors: OpenVINO for the embedded model, SentenceTransformer for any other."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from index import residu
from index.jetons import PIECES, Jetons

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vecteurs = npt.NDArray[np.float32]
Attente = Callable[[], Vecteurs]
GRAPHE = Path("openvino") / "openvino_model.xml"
# The same network as the base has taught it (`index.adaptation`).
GRAPHE_ADAPTE = GRAPHE.with_name("adapted_model.xml")
_JETONS_MAXIMUM = 512
# Texts of one inference where that saves time: beyond so many tokens, a text fills the processor's registers alone.
_LOT, _JETONS_D_UN_LOT = 8, 48
_UN_PREMIER = threading.Lock()


class Reseau(Protocol):
    """What an encoder needs; texts come with their prompt."""

    @property
    def dimension(self) -> int:
        """Length of the vectors."""

    def encoder(self, textes: Sequence[str]) -> Vecteurs:
        """Unit vectors, float32, of shape (n, dimension), in the order of the texts."""

    def profiler(self, textes: Sequence[str]) -> Vecteurs:
        """The same vectors, each followed by what else the network tells of its text (nothing, for some networks)."""

    def lancer(self, texte: str) -> Attente:
        """Begin the profile of one text, while its caller does something else; the call returned waits for it."""


class ReseauOpenvino:
    """The embedded model on its 4-bit weights; cosine with float32 ≥ 0.9995, whatever the machine's instructions.

    A question alone is one inference (`lancer`). Many texts go in batches of one size and one length, neither padding
    nor mask: a vector does not depend on its neighbours (to the last bit on the processors met so far), so that an
    incremental build equals a full one.
    """

    def __init__(self, dossier: Path, graphe: Path = GRAPHE) -> None:
        import openvino as ov

        self._jetons = Jetons(dossier / PIECES, _JETONS_MAXIMUM)
        fils = _fils()
        modele = ov.Core().compile_model(dossier / graphe, "CPU", reglages_openvino(fils))
        self._modele, self._libres = modele, list[Any]()
        self._file = ov.AsyncInferQueue(modele, fils)
        self._verrou = threading.Lock()
        self._largeurs = [int(sortie.partial_shape[1].get_length()) for sortie in modele.outputs]
        self._premiere_inference()
        residu.rendre()

    def _premiere_inference(self) -> None:
        """Have OpenVINO build what it shares between requests, while one thread alone knows this network.

        Its table of number types is a C++ static, made at the first inference with the interpreter let go: a second
        thread in its own first inference then waits for the table holding the interpreter, and both wait for ever (seen
        in a worker whose first visitor came while it warmed up: about one start in thirty on a busy machine). A second
        network of the process, loaded meanwhile, waits for its turn.
        """
        with _UN_PREMIER:
            self.lancer(" ")()

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._largeurs[0]

    def encoder(self, textes: Sequence[str]) -> Vecteurs:
        """Unit vectors of the texts, cut after 512 tokens."""
        return self.profiler(textes)[:, : self.dimension]

    def profiler(self, textes: Sequence[str]) -> Vecteurs:
        """Each vector, then the unit mean of the network's middle layer."""
        jetons = [self._jetons.couper(texte) for texte in textes]
        profils = np.zeros((len(jetons), sum(self._largeurs)), dtype=np.float32)

        def ranger(requete: Any, rangs: npt.NDArray[np.int64]) -> None:
            profils[rangs] = _profils_de(requete)

        with self._verrou:
            self._file.set_callback(ranger)
            for rangs in _lots(list(map(len, jetons))):
                self._file.start_async({0: np.array([jetons[rang] for rang in rangs], dtype=np.int64)}, rangs)
            self._file.wait_all()
        return profils

    def lancer(self, texte: str) -> Attente:
        """See `Reseau`. A request that is never waited for is lost, and nothing else."""
        try:
            requete = self._libres.pop()
        except IndexError:
            requete = self._modele.create_infer_request()
        requete.start_async({0: np.array([self._jetons.couper(texte)], dtype=np.int64)})

        def attendre() -> Vecteurs:
            requete.wait()
            profil: Vecteurs = _profils_de(requete)[0]
            self._libres.append(requete)
            return profil

        return attendre


class ReseauTorch:
    """Any SentenceTransformer model, on CPU."""

    def __init__(self, nom: str) -> None:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        torch.set_num_threads(_fils())
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._modele: SentenceTransformer = SentenceTransformer(nom, device="cpu")
        self._modele.eval()

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return int(self._modele.get_embedding_dimension() or 0)

    def encoder(self, textes: Sequence[str]) -> Vecteurs:
        """Unit vectors of the texts."""
        vecteurs: Any = self._modele.encode(
            list(textes), batch_size=_LOT, normalize_embeddings=True, convert_to_numpy=True,
            show_progress_bar=False, prompt="",
        )  # fmt: skip
        return np.asarray(vecteurs, dtype=np.float32)

    def profiler(self, textes: Sequence[str]) -> Vecteurs:
        """The vectors, and nothing more."""
        return self.encoder(textes)

    def lancer(self, texte: str) -> Attente:
        """Nothing is done before the call."""
        return lambda: self.profiler([texte])[0]


def _lots(longueurs: Sequence[int]) -> Iterator[npt.NDArray[np.int64]]:
    """Ranks of the texts of each inference, shortest first: a long text alone, else `_LOT` of one length.

    The last ones of a length are repeated as often as it takes: an inference of another size may add in another order.
    """
    par_longueur = defaultdict[int, list[int]](list)
    for rang, longueur in enumerate(longueurs):
        par_longueur[longueur].append(rang)
    for longueur, rangs in sorted(par_longueur.items()):
        pas = _LOT if longueur <= _JETONS_D_UN_LOT else 1
        for debut in range(0, len(rangs), pas):
            yield np.resize(rangs[debut : debut + pas], pas)


def _profils_de(requete: Any) -> Vecteurs:
    """A copy of what a request has computed, one row per text."""
    profils: Vecteurs = np.concatenate([sortie.data for sortie in requete.output_tensors], axis=1)
    return profils


def reglages_openvino(fils: int) -> dict[str, Any]:
    """How OpenVINO runs a graph here: as many streams as threads, none bound to a core.

    « f32 » keeps bfloat16 out: newer processors would take it by themselves and give other vectors.
    """
    return {
        "INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": fils, "NUM_STREAMS": fils,
        "ENABLE_CPU_PINNING": False,
    }  # fmt: skip


def charger(nom: str, moteur: str, adapte: bool = False) -> Reseau:
    """Load the model `nom` (folder or identifier) with the engine asked for: « auto », « openvino » or « torch ».

    `adapte`: as the base has taught it, where the folder holds that too.
    """
    graphe = graphe_de(nom, moteur, adapte)
    return ReseauTorch(nom) if graphe is None else ReseauOpenvino(Path(nom), graphe)


def empreinte(nom: str, moteur: str, adapte: bool = False) -> str:
    """What the vectors of this model depend on, apart from prompts: the engine and the weights that it reads."""
    if (graphe := graphe_de(nom, moteur, adapte)) is not None:
        poids = (Path(nom) / graphe).with_suffix(".bin")
        return f"openvino:{_sha256(poids)[:32]}:{_sha256(Path(nom) / PIECES)[:32]}"
    chemin = Path(nom) / "model.safetensors"
    return _sha256(chemin) if chemin.exists() else nom


def graphe_de(nom: str, moteur: str, adapte: bool) -> Path | None:
    """The graph that OpenVINO reads in this folder, None for SentenceTransformer.

    Raises ValueError when OpenVINO is asked for and has nothing to read.
    """
    present = all((Path(nom) / partie).exists() for partie in (GRAPHE, PIECES))
    if moteur == "openvino" and not present:
        absent = f"{Path(nom) / GRAPHE.parent} est absent ou incomplet"
        raise ValueError(f"CLAUSIER_MOTEUR=openvino : {absent} ; laissez « auto ».")
    if not present or moteur == "torch":
        return None
    return GRAPHE_ADAPTE if adapte and (Path(nom) / GRAPHE_ADAPTE).exists() else GRAPHE


def _fils() -> int:
    # Servers set OMP_NUM_THREADS=1 (two processes on two cores); a build alone on the machine takes every core.
    return int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1))


@cache
def _sha256(chemin: Path) -> str:
    with chemin.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()
