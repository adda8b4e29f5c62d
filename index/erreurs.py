"""Errors of the index layer.

QuestionInvalide
    The visitor's text cannot be searched; `message` (French) says why and what to do.
IndexIndisponible
    No valid index could be opened; the caller falls back to lexical search.
ProvenanceInconnue
    A composed text is not in the base: the answer is withheld (fails closed).
"""

from __future__ import annotations


class QuestionInvalide(ValueError):
    """`champ` names the input field, `message` is shown to the visitor."""

    def __init__(self, message: str, champ: str = "question") -> None:
        self.champ = champ
        self.message = message
        super().__init__(message)


class IndexIndisponible(RuntimeError):
    """The index folder is missing, incomplete, altered or made with another model."""


class ProvenanceInconnue(RuntimeError):
    """A sentence or an address about to be shown does not come from the base."""
