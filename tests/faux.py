"""Stand-ins for what the site depends on: a search over the small base, a Rasa that can be made to fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from base_connaissance.modeles import Base, Public
from index.composition import composer_fiche, composer_refus
from index.modeles import Candidat, Contexte, Etat, Reponse, Retouche
from index.nettoyage import nettoyer

AUJOURD_HUI = date(2026, 11, 22)
Repondeur = Callable[[httpx.Request], httpx.Response]


class FausseConnaissance:
    """Answers the fiches' own questions, refuses poems, offers a choice for the rest."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.etat = Etat(index="ok", base="ok", modele="ok", empreinte=base.empreinte)
        self.contextes: list[Contexte | None] = []

    def repondre(
        self, question: str, public: Public | None, jour: date | None, contexte: Contexte | None = None, *,
        aujourd_hui: date = AUJOURD_HUI,
    ) -> Reponse:  # fmt: skip
        propre, jour = nettoyer(question), jour or aujourd_hui
        self.contextes.append(contexte)
        for fiche in self.base.fiches.values():
            if propre in {fiche.titre, *fiche.questions}:
                return self.repondre_fiche(fiche.id, public, jour)
        if "poème" in propre:
            return composer_refus(self.base, self.base.orientations["hors_sujet"], "hors_sujet", propre, jour)
        return Reponse(
            question=propre, decision="choix", probabilite=0.4, candidats=tuple(self.chercher_fiches(propre, 3)),
            retouches=(Retouche(tape="dinsersion", lu="insertion"),) if "dinsersion" in propre else (),
            date_droit=jour, empreinte_base=self.base.empreinte,
        )  # fmt: skip

    def chercher_fiches(self, question: str, k: int) -> list[Candidat]:
        nettoyer(question)
        return [Candidat(fiche=f.id, titre=f.titre, score=0.5) for f in list(self.base.fiches.values())[:k]]

    def repondre_fiche(self, fiche: str, public: Public | None, jour: date) -> Reponse:
        trouvee = self.base.fiches[fiche]
        return composer_fiche(self.base, trouvee, trouvee.titre, public, jour, 0.9, None, [], AUJOURD_HUI)


class FauxRasa:
    """An httpx transport that plays the bot; set `repondeur` to make it fail."""

    def __init__(self, connaissance: FausseConnaissance) -> None:
        self.connaissance = connaissance
        self.recus: list[dict[str, Any]] = []
        self.repondeur: Repondeur = self.repondre

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.recus.append(json.loads(request.content))
        return self.repondeur(request)

    def repondre(self, request: httpx.Request) -> httpx.Response:
        """What the real bot would say, near enough."""
        if request.method == "GET":
            return httpx.Response(200, text="Hello from Rasa: 3.6.21")
        recu = json.loads(request.content)
        public = recu["metadata"]["public"]
        if recu["message"].startswith("/choisir_fiche"):
            fiche = json.loads(recu["message"].removeprefix("/choisir_fiche"))["fiche"]
            return self.objet(self.connaissance.repondre_fiche(fiche, public, AUJOURD_HUI))
        if recu["message"].startswith("/"):
            boutons = [{"title": "Aide", "payload": "aide"}, {"title": "Interdit", "payload": "/restart"}]
            return httpx.Response(200, json=[{"recipient_id": "x", "text": "Bonjour !", "buttons": boutons}])
        return self.objet(self.connaissance.repondre(recu["message"], public, None))

    @staticmethod
    def objet(reponse: Reponse) -> httpx.Response:
        """A reply that carries one answer."""
        return httpx.Response(200, json=[{"custom": {"type": "reponse", **reponse.model_dump(mode="json")}}])


class Horloge:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.maintenant = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.maintenant

    def avancer(self, **duree: float) -> None:
        """Move on by a timedelta's keywords."""
        self.maintenant += timedelta(**duree)
