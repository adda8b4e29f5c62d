"""Texts to vectors, by the embedded model or any other named by one setting."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from index.adaptation import Tete
from index.reseaux import GRAPHE_ADAPTE, Attente, Reseau, Vecteurs, charger, empreinte, graphe_de
from settings import settings

if TYPE_CHECKING:
    from index.decoupage import Unite

Genre = Literal["question", "passage"]
# Texts between two words of progress. Many questions, for as many of each length: the network takes those together
# (`index.reseaux`); few passages, long enough to go alone.
_LOT: dict[Genre, int] = {"question": 2048, "passage": 64}


class Encodeur:
    """Encodes questions and passages with the model's own prompts; remembers the last questions.

    Vectors are float32, L2-normalised, of shape (n, dimension). A profile begins with the vector: see `index.reseaux`.
    `adapte`: the network as the base has taught it, where the model has one (`index.adaptation`).
    """

    def __init__(
        self, nom: str, prompt_question: str, prompt_passage: str, memoire: int = 512, moteur: str = "auto",
        adapte: bool = False,
    ) -> None:  # fmt: skip
        self.nom = nom
        self._choix, self._adapte = moteur, adapte
        self._prompts: dict[Genre, str] = {"question": prompt_question, "passage": prompt_passage}
        self._reseau: Reseau | None = None
        self._verrou = threading.Lock()
        self._memoire: OrderedDict[str, Vecteurs] = OrderedDict()
        self._taille_memoire = memoire

    @property
    def identite(self) -> str:
        """What vectors depend on: the engine, the model's weights, and the prompts. Kept in the manifest."""
        return (
            f"{empreinte(self.nom, self._choix, self._adapte)}|{self._prompts['question']}|{self._prompts['passage']}"
        )

    @property
    def reseau(self) -> Reseau:
        """The loaded model. Loaded at first use, once per process."""
        if self._reseau is None:
            with self._verrou:
                if self._reseau is None:
                    self._reseau = charger(self.nom, self._choix, self._adapte)
        return self._reseau

    @property
    def tete(self) -> Tete | None:
        """The opinion that came with the network, when it is the one that the base has taught."""
        adapte = graphe_de(self.nom, self._choix, self._adapte) == GRAPHE_ADAPTE
        return Tete.lire() if adapte else None

    def question(self, texte: str) -> Vecteurs:
        """The vector of one question, of shape (dimension,)."""
        return self.profil(texte)[: self.dimension]

    def profil(self, texte: str) -> Vecteurs:
        """The profile of one question."""
        return self.lancer(texte)()

    def lancer(self, texte: str) -> Attente:
        """Begin the profile of one question, while its caller does something else; the call returned waits for it."""
        with self._verrou:
            if texte in self._memoire:
                self._memoire.move_to_end(texte)
                connu = self._memoire[texte]
                return lambda: connu
        attendre = self._lancer(texte)

        def retenir() -> Vecteurs:
            profil = attendre()
            with self._verrou:
                self._memoire[texte] = profil
                while len(self._memoire) > self._taille_memoire:
                    self._memoire.popitem(last=False)
            return profil

        return retenir

    def oublier(self) -> None:
        """Forget the questions remembered: for measures."""
        with self._verrou:
            self._memoire.clear()

    def questions(self, textes: Sequence[str], avance: Callable[[int], None] | None = None) -> Vecteurs:
        """Vectors of many questions, shape (n, dimension)."""
        return self.profils(textes, "question", avance)[:, : self.dimension]

    def passages(self, textes: Sequence[str], avance: Callable[[int], None] | None = None) -> Vecteurs:
        """Vectors of many passages, shape (n, dimension). `avance(n)` is called after each batch."""
        return self.profils(textes, "passage", avance)[:, : self.dimension]

    def profils(self, textes: Sequence[str], genre: Genre, avance: Callable[[int], None] | None = None) -> Vecteurs:
        """Profiles of many texts. `avance(n)` is called after each batch."""
        ordre = sorted(range(len(textes)), key=lambda rang: len(textes[rang]))
        pas = _LOT[genre]
        lots = [ordre[debut : debut + pas] for debut in range(0, len(ordre), pas)]
        resultats = []
        for lot in lots:
            resultats.append(self._profiler([textes[rang] for rang in lot], genre))
            if avance is not None:
                avance(len(lot))
        if not resultats:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.concatenate(resultats)[np.argsort(ordre)]

    def profils_des_unites(self, unites: Sequence[Unite], avance: Callable[[int], None] | None = None) -> Vecteurs:
        """Profiles of units of both kinds, in their order."""
        rangs: list[int] = []
        profils = []
        for genre in get_args(Genre):
            choisis = [rang for rang, unite in enumerate(unites) if unite.genre == genre]
            if choisis:
                rangs += choisis
                profils.append(self.profils([unites[rang].texte for rang in choisis], genre, avance))
        return np.concatenate(profils)[np.argsort(rangs)]

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self.reseau.dimension

    def _lancer(self, texte: str) -> Attente:
        return self.reseau.lancer(self._prompts["question"] + texte)

    def _profiler(self, textes: Sequence[str], genre: Genre) -> Vecteurs:
        return self.reseau.profiler([self._prompts[genre] + texte for texte in textes])


@cache
def encodeur_par_defaut() -> Encodeur:
    """The encoder of the base in this process, as settings name it."""
    return _encodeur(adapte=True)


@cache
def encodeur_general() -> Encodeur:
    """The same model untaught: for texts that are not the base's."""
    return _encodeur(adapte=False)


def _encodeur(adapte: bool) -> Encodeur:
    nom = settings.model or str(settings.model_dir)
    return Encodeur(nom, settings.query_prompt, settings.passage_prompt, moteur=settings.engine, adapte=adapte)


__all__ = ["Encodeur", "Vecteurs", "encodeur_general", "encodeur_par_defaut"]
