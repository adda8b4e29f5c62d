"""What a visitor types, before Rasa and before storage: the limits are index's own, the masking is ours."""

from __future__ import annotations

from index.erreurs import QuestionInvalide
from index.nettoyage import LONGUEUR_MAXIMALE, nettoyer
from web.services.donnees_personnelles import Masquage, masquer

__all__ = ["LONGUEUR_MAXIMALE", "QuestionInvalide", "lire_texte", "neutraliser"]


def lire_texte(brut: str, champ: str = "texte") -> Masquage:
    """The text cleaned and masked, fit to be kept and searched.

    Raises QuestionInvalide, naming `champ`, when it is empty, too long or unreadable.
    """
    try:
        # Browsers send CRLF for a line end that their counter shows as one character.
        return masquer(nettoyer(brut.replace("\r\n", "\n")))
    except QuestionInvalide as error:
        raise QuestionInvalide(error.message, champ) from error


def neutraliser(texte: str) -> str:
    """The text as sent to Rasa: a leading « / » would be run as an intent, so it becomes the look-alike U+2215."""
    return "\u2215" + texte[1:] if texte.startswith("/") else texte
