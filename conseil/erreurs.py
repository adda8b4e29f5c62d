"""What can be wrong with what a person typed: one error, which names the field and says what to do."""

from __future__ import annotations


class SaisieInvalide(ValueError):
    """A value that no tool can use; `champ` is its field, `message` a French sentence for the person."""

    def __init__(self, champ: str, message: str) -> None:
        super().__init__(f"{champ} : {message}")
        self.champ = champ
        self.message = message
