"""Passwords: what is accepted, and their argon2id hashes (RFC 9106's second choice, argon2-cffi's default)."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

LONGUEUR_MINIMALE = 12
LONGUEUR_MAXIMALE = 256
HACHEUR = PasswordHasher()


class MotDePasseRefuse(ValueError):
    """The password does not fit; the message is French and says what to do."""


def controler(mot_de_passe: str, identifiant: str) -> None:
    """Raises MotDePasseRefuse: too short, too long, or containing the name of the account."""
    texte = _normaliser(mot_de_passe)
    if len(texte) < LONGUEUR_MINIMALE:
        raise MotDePasseRefuse(f"Le mot de passe compte au moins {LONGUEUR_MINIMALE} caractères : une phrase convient.")
    if len(texte) > LONGUEUR_MAXIMALE:
        raise MotDePasseRefuse(f"Le mot de passe compte au plus {LONGUEUR_MAXIMALE} caractères.")
    if identifiant.casefold() in texte.casefold() or len(set(texte)) < 5:
        raise MotDePasseRefuse("Ce mot de passe se devine : évitez l'identifiant et les répétitions.")


def hacher(mot_de_passe: str) -> str:
    """The hash to keep, with its salt and parameters."""
    return HACHEUR.hash(_normaliser(mot_de_passe))


def verifier(condense: str | None, mot_de_passe: str) -> bool:
    """Whether the password is the right one. Without a hash the same work is done, for nothing: time tells nothing."""
    # Made even when it is not used: the first unknown name after a start must not take longer than a known one.
    leurre = _leurre()
    try:
        HACHEUR.verify(condense or leurre, _normaliser(mot_de_passe)[:LONGUEUR_MAXIMALE])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return condense is not None


def a_rehacher(condense: str) -> bool:
    """Whether the parameters have been raised since this hash was made."""
    return HACHEUR.check_needs_rehash(condense)


@cache
def _leurre() -> str:
    return HACHEUR.hash("personne n'a ce mot de passe")


def _normaliser(texte: str) -> str:
    # The same password typed on two keyboards may differ by the composition of its accents (NIST SP 800-63B).
    return unicodedata.normalize("NFKC", texte)
