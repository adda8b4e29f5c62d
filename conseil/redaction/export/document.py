"""The one door of the exporters: what a document is, and who writes it in each format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import Literal

from base_connaissance.champs import Modele
from conseil.redaction.blocs import Bloc

Format = Literal["docx", "odt", "md"]


class Entete(Modele):
    """The properties of a document: `titre` is also its first line, `jour` its date, `objet` what it is about."""

    titre: str
    objet: str
    jour: date


# Module and function, loaded at the first file: a server that exports nothing does not hold the office libraries.
_ECRITURES: dict[Format, tuple[str, str]] = {
    "docx": ("word", "ecrire_docx"), "odt": ("odt", "ecrire_odt"), "md": ("marque", "ecrire_markdown"),
}  # fmt: skip

# Format → what HTTP calls it.
FORMATS: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "md": "text/markdown; charset=utf-8",
}


def exporter_document(entete: Entete, blocs: Sequence[Bloc], format: Format) -> bytes:
    """The file of this document."""
    module, nom = _ECRITURES[format]
    ecrire: Callable[[str, str, date, Sequence[Bloc]], bytes] = getattr(import_module(f"{__package__}.{module}"), nom)
    return ecrire(entete.titre, entete.objet, entete.jour, blocs)
