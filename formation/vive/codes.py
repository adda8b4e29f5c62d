"""The code of a session: six letters that are not mistaken for one another when read aloud or from afar."""

from __future__ import annotations

import secrets

# Without I, L, O (read as digits or as each other), Q, U, V: 20 letters, 64 million codes.
ALPHABET = "ABCDEFGHJKMNPRSTWXYZ"
LONGUEUR = 6


def tirer_code() -> str:
    """A code drawn at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR))


def lire_code(texte: str) -> str | None:
    """The code in what someone typed (« abc def », « ABC-DEF »); None when it cannot be one."""
    code = "".join(signe for signe in texte.upper() if signe.isalnum())
    return code if len(code) == LONGUEUR and set(code) <= set(ALPHABET) else None
