"""What participants write: cleaned, masked, short. The limit is a sentence's."""

from __future__ import annotations

from index.erreurs import QuestionInvalide
from web.services.donnees_personnelles import Masquage
from web.services.saisie import lire_texte

PHRASE_MAXIMALE = 280
_TROP_LONG = f"Une phrase suffit : {PHRASE_MAXIMALE} caractères au plus. Rien n'a été enregistré, raccourcissez."

_ILLISIBLE = "Ce texte ne se lit pas. Rien n'a été enregistré : retapez-le en quelques mots."


def lire_phrase(brut: str) -> Masquage:
    """The sentence fit to be kept. Raises QuestionInvalide when it is empty, too long or unreadable."""
    if not brut.strip():
        raise QuestionInvalide("Écrivez une phrase avant d'envoyer.", "texte")
    if len(brut) > PHRASE_MAXIMALE:
        raise QuestionInvalide(_TROP_LONG, "texte")
    try:
        return lire_texte(brut)
    except QuestionInvalide as error:
        raise QuestionInvalide(_ILLISIBLE, "texte") from error
