"""Routes that take a draft: a larger body than elsewhere, on these routes only, with an error that says the limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from base_connaissance.presentation import formater_nombre
from conseil.redaction.relecture import LONGUEUR_MAXIMALE
from web.refus import Refus

# The draft at its longest, each character escaped in a form (« é » is six bytes) or in JSON, and what goes around it.
TAILLE_MAXIMALE = LONGUEUR_MAXIMALE * 12 + 4096
_LIMITE = formater_nombre(LONGUEUR_MAXIMALE)
_TROP = f"Ce brouillon est trop long : {_LIMITE} caractères au plus. Relisez-le en plusieurs fois."


@contextmanager
def admettre_brouillon() -> Iterator[None]:
    """Raise the limit of this request's body. Raises Refus (413) when it is passed all the same."""
    request.max_content_length = request.max_form_memory_size = TAILLE_MAXIMALE
    try:
        yield
    except RequestEntityTooLarge as error:
        raise Refus(413, _TROP) from error
