"""Which session a request is about, and who makes it: a participant by the cookie of the session, or its trainer."""

from __future__ import annotations

from flask import Response, request, url_for

from formation.vive.codes import lire_code
from web.comptes import compte_courant, personne
from web.limites import note_guess, too_many_guesses
from web.refus import Refus
from web.seance import salle, seances
from web.seance.depot import SeanceClose, SeanceInconnue
from web.seance.tables import SeanceVive

COOKIE = "seance"
_DUREE_COOKIE = 12 * 3600
INCONNUE = "Aucune séance ouverte ne porte ce code. Vérifiez les six lettres, ou demandez-les à la personne qui anime."
CLOSE = "Cette séance est terminée : son code ne mène plus à rien. Merci d'y avoir participé."
_TROP_D_ESSAIS = "Beaucoup de codes faux viennent d'être essayés d'ici. Attendez une minute, puis réessayez."
_A_REJOINDRE = "Rejoignez d'abord la séance depuis cet appareil. Rien n'a été enregistré."
_PAS_LA_VOTRE = "Cette séance est animée par une autre personne : vous ne pouvez pas la conduire."


def trouver(code: str) -> SeanceVive:
    """The open session of a code, as typed. Raises Refus 404 (counted as a guess), 410 when it is over, 429.

    After too many wrong codes, even a right one is refused: otherwise the answer would tell it from the others. Those
    who are already in the room, and trainers, go on.
    """
    lu = lire_code(code)
    try:
        seance = seances().lire(lu or "")
        if too_many_guesses() and compte_courant() is None and participant(seance) is None:
            raise Refus(429, _TROP_D_ESSAIS)
        return seance
    except SeanceInconnue as error:
        if too_many_guesses():
            raise Refus(429, _TROP_D_ESSAIS) from error
        note_guess()
        raise Refus(404, INCONNUE) from error
    except SeanceClose as error:
        if too_many_guesses():
            raise Refus(429, _TROP_D_ESSAIS) from error
        raise Refus(410, CLOSE) from error


def participant(seance: SeanceVive) -> int | None:
    """Who asks, by the cookie; None for someone who has not joined, or whose cookie is not one of this session."""
    jeton = request.cookies.get(COOKIE, "")
    return salle().participant(seance.id, jeton) if jeton else None


def exiger_participant(seance: SeanceVive) -> int:
    """Who asks. Raises Refus 403 for someone who has not joined this session."""
    qui = participant(seance)
    if qui is None:
        raise Refus(403, _A_REJOINDRE)
    return qui


def poser_cookie(response: Response, seance: SeanceVive, jeton: str) -> None:
    """The cookie of a participant: sent to this session only, unreadable by scripts, gone after twelve hours."""
    response.set_cookie(
        COOKIE, jeton, max_age=_DUREE_COOKIE, path=url_for("seance.participer", code=seance.code), httponly=True,
        samesite="Lax", secure=request.is_secure,
    )  # fmt: skip


def effacer_cookie(response: Response, code: str) -> None:
    """Forget the participant on this device."""
    response.delete_cookie(COOKIE, path=url_for("seance.participer", code=code))


def a_conduire(code: str) -> SeanceVive:
    """The open session, when the person signed in leads it. Raises Refus 403, 404, 410."""
    seance = trouver(code)
    exiger_auteur(seance)
    return seance


def exiger_auteur(seance: SeanceVive) -> None:
    """Raises Refus 403 unless the person signed in opened this session (anyone, if that account is gone)."""
    if seance.auteur_id not in {None, personne().id}:
        raise Refus(403, _PAS_LA_VOTRE)
