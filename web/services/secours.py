"""Answering without Rasa: the search for questions, fixed sentences for the few other choices."""

from __future__ import annotations

from datetime import date

from base_connaissance.modeles import Public
from index.modeles import Contexte
from settings import settings
from web.modeles import MessageAssistant, OutilOuvert, Suggestion
from web.services.charges import Charge
from web.services.composition import de_reponse, dialogue
from web.services.connaissance import Connaissance

_AIDE = (
    "Je réponds aux questions sur l'insertion dans les achats publics : obligations, leviers, structures, calcul "
    "et suivi des heures. Chaque réponse vient d'une fiche vérifiée, avec ses sources et leur date."
)
_OUTIL_INTERROMPU = "Le questionnaire guidé ne répond pas en ce moment."
_PUBLIC_NOTE = "C'est noté. Quelle est votre question ?"
_AUCUNE = (
    "D'accord. Reformulez votre question avec d'autres mots, ou dites en une phrase votre situation. "
    "Vous pouvez aussi consulter la liste des fiches."
)
_HUMAIN_SUGGESTION = Suggestion(titre="Parler à une personne", charge="humain")


def repondre_texte(
    connaissance: Connaissance, question: str, contexte: Contexte, aujourd_hui: date
) -> MessageAssistant:
    """The search's answer to a typed question, marked `secours`."""
    reponse = connaissance.repondre(question, contexte.public, None, contexte, aujourd_hui=aujourd_hui)
    return de_reponse(reponse, "secours", connaissance.base)


def interrompre_outil(outil: OutilOuvert | None) -> MessageAssistant:
    """A guided tool cannot go on without the dialogue engine; its page can, with what was already given."""
    if outil is not None:
        message = dialogue(f"{_OUTIL_INTERROMPU} Vos réponses sont gardées : continuez sur la page de l'outil.")
        return message.model_copy(update={"outil": outil})
    message = dialogue(f"{_OUTIL_INTERROMPU} Chaque outil fonctionne sur sa page.")
    ouvert = OutilOuvert(nom="", titre="Outils", en_cours=False, rang=0, questions=0, valeurs={}, lien="/outils")
    return message.model_copy(update={"outil": ouvert})


def repondre_charge(connaissance: Connaissance, charge: Charge, public: Public | None, jour: date) -> MessageAssistant:
    """The answer to a button, without the dialogue engine."""
    if charge.sorte == "fiche":
        return de_reponse(connaissance.repondre_fiche(charge.valeur, public, jour), "secours", connaissance.base)
    if charge.sorte == "aucune":
        return dialogue(_AUCUNE, _HUMAIN_SUGGESTION)
    if charge.sorte == "humain":
        return dialogue(f"{settings.facilitator_name} peut vous accompagner : {settings.facilitator_url}")
    if charge.sorte == "aide":
        return dialogue(_AIDE, _HUMAIN_SUGGESTION)
    return dialogue(_PUBLIC_NOTE)
