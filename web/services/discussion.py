"""One turn of conversation, the same for the page and for the API: keep, ask Rasa, else the search, keep."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import structlog

from base_connaissance.modeles import Public
from base_connaissance.typographie import typographier
from index.modeles import Contexte as ContexteDeRecherche
from web.modeles import MessageAssistant, OutilOuvert
from web.services import Services, composition, secours
from web.services.charges import Charge, lire_charge
from web.services.conversations import Contexte
from web.services.rasa import RasaUnavailable
from web.services.retention import oublier
from web.services.saisie import lire_texte, neutraliser
from web.services.tables import Message

log = structlog.get_logger("clausier.discussion")


@dataclass(frozen=True)
class Entree:
    """What the visitor sent, checked: words already masked, or a choice. `natures` are the data masked.

    `texte` is kept and shown; `question` is what Rasa and the search receive.
    """

    texte: str
    question: str
    charge: Charge | None = None
    natures: tuple[str, ...] = ()
    public: Public | None = None
    fiche: str | None = None
    cle: str | None = None


def lire_entree(
    services: Services,
    *,
    texte: str | None,
    charge: str | None,
    public: Public | None = None,
    fiche: str | None = None,
    cle: str | None = None,
) -> Entree:
    """Check a text or a choice (the choice wins when both are given).

    Raises QuestionInvalide naming the field.
    """
    fiches = services.connaissance.base.fiches
    connue = fiche if fiche in fiches else None
    if charge:
        choix = lire_charge(charge, fiches)
        return Entree(
            choix.libelle, choix.libelle, choix, public=_public_choisi(choix) or public, fiche=connue, cle=cle
        )
    lu = lire_texte(texte or "")
    return Entree(lu.texte, lu.cherchable, natures=lu.natures, public=public, fiche=connue, cle=cle)


def tenir_tour(services: Services, conversation: str, entree: Entree) -> list[Message] | None:
    """Keep the visitor's message, answer it, keep the answer and return its rows.

    None when this very form was already received. Raises ConversationInconnue, StorageUnavailable.
    """
    if entree.charge is not None and entree.charge.sorte in ("outil", "saisie"):
        entree = replace(entree, texte=_libelle(services, conversation, entree.charge))
    contexte = services.conversations.ajouter_question(
        conversation, entree.texte, entree.cle, entree.public, entree.fiche
    )
    if contexte is None:
        return None
    bloque = False
    try:
        messages = _demander_rasa(services, entree, contexte)
    except RasaUnavailable as error:
        log.warning("secours", cause=str(error))
        bloque = error.timed_out
        messages = [_repondre_sans_rasa(services, entree, contexte)]
    if contexte.outil is not None and contexte.outil.discret and _est_fini(messages):
        # Rasa kept the answers in its own tracker: they go with the end of the tool.
        oublier(services.tracker, contexte.expediteur.partition(".")[0])
    if entree.natures:
        messages[0] = _avertir(messages[0], entree.natures)
    return services.conversations.ajouter_reponses(conversation, messages, changer=bloque)


def _demander_rasa(services: Services, entree: Entree, contexte: Contexte) -> list[MessageAssistant]:
    message = entree.charge.rasa_message if entree.charge else neutraliser(entree.question)
    metadata = {
        "public": contexte.public, "derniere_fiche": contexte.derniere_fiche,
        "date_droit": contexte.date_droit.isoformat() if contexte.date_droit else None,
    }  # fmt: skip
    if contexte.outil is not None and contexte.a_reprendre:
        # A new sender knows nothing: open the tool again where it was (its question is already on the page).
        services.rasa.send(contexte.expediteur, _reprise(contexte.outil), metadata)
    recus = services.rasa.send(contexte.expediteur, message, metadata)
    return composition.du_bot(recus, services.connaissance.base)


def _repondre_sans_rasa(services: Services, entree: Entree, contexte: Contexte) -> MessageAssistant:
    jour = services.aujourd_hui()
    answers_a_tool = contexte.outil is not None and entree.charge is None and "?" not in entree.question
    if answers_a_tool or (entree.charge and entree.charge.sorte in ("outil", "saisie")):
        return secours.interrompre_outil(contexte.outil)
    if entree.charge:
        return secours.repondre_charge(
            services.connaissance, entree.charge, contexte.public, contexte.date_droit or jour
        )
    connu = ContexteDeRecherche(
        public=contexte.public, derniere_fiche=contexte.derniere_fiche, date_droit=contexte.date_droit
    )
    return secours.repondre_texte(services.connaissance, entree.question, connu, jour)


def _est_fini(messages: list[MessageAssistant]) -> bool:
    """Whether no message leaves a tool's question open."""
    return not any(message.outil is not None and message.outil.en_cours for message in messages)


def _libelle(services: Services, conversation: str, charge: Charge) -> str:
    return services.conversations.libelle_de(conversation, f"{charge.sorte}:{charge.valeur}") or charge.libelle


def _reprise(outil: OutilOuvert) -> str:
    return "/ouvrir_outil" + json.dumps({"outil": outil.nom, "valeurs": json.dumps(outil.valeurs, ensure_ascii=False)})


def _avertir(message: MessageAssistant, natures: tuple[str, ...]) -> MessageAssistant:
    masquees = ", ".join(nature.rpartition(" ")[0] for nature in natures)
    avis = typographier(
        f"Avant tout enregistrement, nous avons masqué dans votre message : {masquees}. "
        "N'indiquez pas de données personnelles ici."
    )
    return message.model_copy(update={"avertissements": (*message.avertissements, avis)})


def _public_choisi(charge: Charge) -> Public | None:
    return charge.valeur if charge.sorte == "public" else None  # type: ignore[return-value]
