"""What the conversation knows, read from Rasa's tracker and from what the page sends with each message.

The page and the chat both name a public and a last fiche; the most recent word wins. The page repeats its values at
every turn, so they count only when they change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from base_connaissance.modeles import PUBLICS, Phase, Public
from bot.actions import reperage
from conseil.droit import Droit
from index import recherche
from index.modeles import Contexte, Reponse, TypeAchat

# A figure given to a guided tool is not a question to hand over.
_MOTS_D_UNE_QUESTION = 3
_DEMANDES = {"poser_question", "nlu_fallback"}


@dataclass(frozen=True)
class Memoire:
    """One turn: the text typed, the date of law asked by the page, the context, and the slots as they were."""

    texte: str
    contexte: Contexte
    date: date | None
    page: dict[str, Any]
    avant: dict[str, Any]

    @property
    def public(self) -> Public | None:
        """Point of view of the answer."""
        return self.contexte.public

    def droit(self) -> Droit:
        """The law of the day that the page asks for, else of today."""
        return Droit(recherche.ouvrir().base, self.date or date.today())

    def evenements(self, reponse: Reponse | None = None, public: Public | None = None) -> list[dict[str, Any]]:
        """Slots that this turn changes, with the fiche and the proposals of `reponse` if it has them."""
        apres = self.contexte.model_dump(exclude={"date_droit"}) | {
            "page_public": self.page.get("public"),
            "page_fiche": self.page.get("derniere_fiche"),
        }
        if public is not None:
            apres["public"] = public
        if reponse is not None:
            apres["derniere_fiche"] = reponse.sujet or self.contexte.derniere_fiche
            montrees = reponse.candidats if reponse.decision == "choix" else reponse.suggestions
            apres["propositions"] = [candidat.fiche for candidat in montrees]
        return [SlotSet(nom, valeur) for nom, valeur in apres.items() if valeur != self.avant.get(nom)]


def lire_memoire(tracker: Tracker) -> Memoire:
    """Read the turn. Raises ValueError for a malformed date, pydantic's ValidationError for a malformed slot."""
    message = tracker.latest_message
    page = message.get("metadata") or {}
    texte = message.get("text") or ""
    tape = "" if texte.startswith("/") else texte
    contexte = Contexte(
        public=reperage.public_declare(tape) or _public_connu(tracker, page),
        phase=reperage.phase(tape) or _parmi(tracker.get_slot("phase"), get_args(Phase)),
        type_achat=reperage.type_achat(tape) or _parmi(tracker.get_slot("type_achat"), get_args(TypeAchat)),
        montant=reperage.montant(tape) or tracker.get_slot("montant"),
        derniere_fiche=_le_plus_recent(tracker, page, "derniere_fiche", "page_fiche"),
        date_droit=_jour(page.get("date_droit")),
    )
    return Memoire(texte, contexte, _jour(page.get("date")), page, dict(tracker.slots))


def derniere_question(tracker: Tracker) -> str | None:
    """The last question that the visitor typed, before this turn if this turn is not one."""
    return next(_questions(tracker), None)


def _questions(tracker: Tracker) -> Iterator[str]:
    for evenement in reversed(tracker.events):
        if evenement.get("event") == "user" and _intention(evenement) in _DEMANDES:
            texte = evenement.get("text") or ""
            if len(texte.split()) >= _MOTS_D_UNE_QUESTION and not texte.startswith("/"):
                yield texte


def _jour(texte: str | None) -> date | None:
    return date.fromisoformat(texte) if texte else None


def _intention(evenement: dict[str, Any]) -> str | None:
    return ((evenement.get("parse_data") or {}).get("intent") or {}).get("name")


def _public_connu(tracker: Tracker, page: dict[str, Any]) -> Public | None:
    return _parmi(_le_plus_recent(tracker, page, "public", "page_public"), PUBLICS)


def _le_plus_recent(tracker: Tracker, page: dict[str, Any], nom: str, nom_page: str) -> Any:
    """The page's value when it has just changed, else what the conversation remembers."""
    valeur = page.get(nom)
    return valeur if valeur and valeur != tracker.get_slot(nom_page) else tracker.get_slot(nom)


def _parmi(valeur: Any, permis: tuple[Any, ...]) -> Any:
    return valeur if valeur in permis else None
