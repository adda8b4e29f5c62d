"""Texts to vectors, by a SentenceTransformer: the embedded model, or any other named by one setting."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from settings import settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vecteurs = npt.NDArray[np.float32]
_LOT = 32


class Encodeur:
    """Encodes questions and passages with the model's own prompts; remembers the last questions.

    Vectors are float32, L2-normalised, of shape (n, dimension).
    """

    def __init__(self, nom: str, prompt_question: str, prompt_passage: str, memoire: int = 512) -> None:
        self.nom = nom
        self._prompts = {"question": prompt_question, "passage": prompt_passage}
        self._modele: SentenceTransformer | None = None
        self._verrou = threading.Lock()
        self._memoire: OrderedDict[str, Vecteurs] = OrderedDict()
        self._taille_memoire = memoire

    @property
    def identite(self) -> str:
        """What vectors depend on: the model's name and weights, and the prompts. Kept in the manifest."""
        chemin = Path(self.nom) / "model.safetensors"
        poids = _empreinte_fichier(chemin) if chemin.exists() else self.nom
        return f"{poids}|{self._prompts['question']}|{self._prompts['passage']}"

    @property
    def modele(self) -> SentenceTransformer:
        """The loaded model, on CPU. Loaded at first use."""
        if self._modele is None:
            with self._verrou:
                if self._modele is None:
                    self._modele = _charger(self.nom)
        return self._modele

    def question(self, texte: str) -> Vecteurs:
        """The vector of one question, of shape (dimension,)."""
        with self._verrou:
            if texte in self._memoire:
                self._memoire.move_to_end(texte)
                return self._memoire[texte]
        vecteur: Vecteurs = self._encoder([texte], "question")[0]
        with self._verrou:
            self._memoire[texte] = vecteur
            while len(self._memoire) > self._taille_memoire:
                self._memoire.popitem(last=False)
        return vecteur

    def questions(self, textes: Sequence[str], avance: Callable[[int], None] | None = None) -> Vecteurs:
        """Vectors of many questions, shape (n, dimension)."""
        return self._par_lots(textes, "question", avance)

    def passages(self, textes: Sequence[str], avance: Callable[[int], None] | None = None) -> Vecteurs:
        """Vectors of many passages, shape (n, dimension). `avance(n)` is called after each batch."""
        return self._par_lots(textes, "passage", avance)

    def _par_lots(self, textes: Sequence[str], genre: str, avance: Callable[[int], None] | None) -> Vecteurs:
        ordre = sorted(range(len(textes)), key=lambda rang: len(textes[rang]))
        resultat = np.zeros((len(textes), self.dimension), dtype=np.float32)
        for debut in range(0, len(ordre), _LOT):
            lot = ordre[debut : debut + _LOT]
            resultat[lot] = self._encoder([textes[rang] for rang in lot], genre)
            if avance is not None:
                avance(len(lot))
        return resultat

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return int(self.modele.get_embedding_dimension() or 0)

    def _encoder(self, textes: Sequence[str], genre: str) -> Vecteurs:
        prompt = self._prompts[genre]
        vecteurs: Any = self.modele.encode(
            [prompt + texte for texte in textes], batch_size=_LOT, normalize_embeddings=True,
            convert_to_numpy=True, show_progress_bar=False, prompt="",
        )  # fmt: skip
        return np.asarray(vecteurs, dtype=np.float32)


def _charger(nom: str) -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    # Servers set OMP_NUM_THREADS=1 (two processes on two cores); a build alone on the machine takes every core.
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)))
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    modele = SentenceTransformer(nom, device="cpu")
    modele.eval()
    return modele


@cache
def _empreinte_fichier(chemin: Path) -> str:
    condense = hashlib.sha256()
    with chemin.open("rb") as flux:
        while bloc := flux.read(1 << 20):
            condense.update(bloc)
    return condense.hexdigest()


@cache
def encodeur_par_defaut() -> Encodeur:
    """The encoder of this process, as settings name it."""
    nom = settings.model or str(settings.model_dir)
    return Encodeur(nom, settings.query_prompt, settings.passage_prompt)
