"""From what answered (the bot or the search) to the messages of the assistant; only listed choices pass."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from base_connaissance.modeles import Base, Fiche
from base_connaissance.typographie import typographier
from conseil.definitions import definir
from conseil.droit import Droit
from conseil.reperes import Repere, situer
from index.modeles import Candidat, Reponse
from web.modeles import MessageAssistant, Mode, Suggestion
from web.services import guides
from web.services.charges import est_proposable
from web.services.rasa import BotMessage, RasaUnavailable

_CHOIX = "Je ne suis pas certain d'avoir compris. Est-ce l'une de ces questions ?"
_SELON_LE_JOUR = "Je ne peux pas répondre d'un seul mot pour cette date. Voici la fiche concernée."
_REFUS = "Je n'ai pas de réponse sûre à cette question."
_AUCUNE = Suggestion(titre="Aucune de ces questions", charge="aucune")
_HUMAIN = Suggestion(titre="Parler à une personne", charge="humain")


def du_bot(messages: list[BotMessage], base: Base) -> list[MessageAssistant]:
    """Rasa's reply as messages. Raises RasaUnavailable when an item is not of the agreed shape."""
    return [_depuis_objet(item, base) if item.custom else _dialogue(item, base.fiches) for item in messages]


def de_reponse(reponse: Reponse, mode: Mode, base: Base) -> MessageAssistant:
    """An answer, a choice or a refusal as one message: an amount in the question placed, a word asked for defined."""
    texte = {
        "reponse": reponse.reponse or _REFUS,
        "choix": _SELON_LE_JOUR if reponse.sujet else _CHOIX,
        "refus": reponse.orientation or _REFUS,
    }[reponse.decision]
    return MessageAssistant(
        texte=typographier(texte),
        decision=reponse.decision,
        suggestions=_suggestions(reponse),
        mode=mode,
        repere=_situer(reponse, base) or _definir(reponse, base),
        **reponse.model_dump(
            include={
                "fiche", "titre", "extrait", "extrait_titre", "extrait_ancre", "sources", "avertissements",
                "retouches", "motif", "date_droit", "empreinte_base",
            }
        ),
    )  # fmt: skip


def dialogue(texte: str, *suggestions: Suggestion, mode: Mode = "secours") -> MessageAssistant:
    """A sentence of conversation that states no law."""
    return MessageAssistant(texte=typographier(texte), decision="dialogue", suggestions=suggestions, mode=mode)


def _situer(reponse: Reponse, base: Base) -> Repere | None:
    """The amount that the visitor gave, compared with the thresholds of the fiches that the message shows."""
    montrees = [reponse.fiche] if reponse.fiche else [candidat.fiche for candidat in reponse.candidats]
    noms = [nom for fiche in montrees if fiche in base.fiches for nom in base.fiches[fiche].parametres]
    return situer(reponse.question, noms, Droit(base, reponse.date_droit))


def _definir(reponse: Reponse, base: Base) -> Repere | None:
    """What the glossary says of the word that the visitor asks about, when no fiche is sure to say it."""
    return None if reponse.decision == "reponse" else definir(reponse.question, base.glossaire)


def _depuis_objet(item: BotMessage, base: Base) -> MessageAssistant:
    contenu = dict(item.custom or {})
    sorte = contenu.pop("type", None)
    if sorte not in ("reponse", "guide"):
        raise RasaUnavailable("objet d'un type inconnu")
    try:
        if sorte == "guide":
            return guides.en_message(contenu, base.fiches)
        return de_reponse(Reponse.model_validate(contenu), "bot", base)
    except ValidationError as error:
        raise RasaUnavailable("réponse mal formée") from error


def _dialogue(item: BotMessage, fiches: Mapping[str, Fiche]) -> MessageAssistant:
    boutons = [bouton for bouton in item.buttons if est_proposable(bouton.payload, fiches)]
    suggestions = [Suggestion(titre=typographier(bouton.title), charge=bouton.payload) for bouton in boutons]
    return dialogue(item.text or "", *suggestions, mode="bot")


def _suggestions(reponse: Reponse) -> tuple[Suggestion, ...]:
    if reponse.decision == "choix":
        return (*map(_bouton, reponse.candidats), _AUCUNE)
    # A refusal has candidates only when the question is of the domain: what is nearest helps more than general fiches.
    if reponse.decision == "refus":
        return (*map(_bouton, reponse.candidats or reponse.suggestions), _HUMAIN)
    return tuple(map(_bouton, reponse.suggestions))


def _bouton(candidat: Candidat) -> Suggestion:
    return Suggestion(titre=typographier(candidat.titre), charge=f"fiche:{candidat.fiche}")
