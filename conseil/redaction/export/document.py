"""The one door of the exporters: what a document is, and who writes it in each format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from base_connaissance.champs import Modele
from conseil.redaction.blocs import Bloc
from conseil.redaction.export.marque import ecrire_markdown
from conseil.redaction.export.odt import ecrire_odt
from conseil.redaction.export.word import ecrire_docx

Format = Literal["docx", "odt", "md"]


class Entete(Modele):
    """The properties of a document: `titre` is also its first line, `jour` its date, `objet` what it is about."""

    titre: str
    objet: str
    jour: date


_ECRITURES: dict[Format, Callable[[str, str, date, Sequence[Bloc]], bytes]] = {
    "docx": ecrire_docx, "odt": ecrire_odt, "md": ecrire_markdown,
}  # fmt: skip

# Format → what HTTP calls it.
FORMATS: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "md": "text/markdown; charset=utf-8",
}


def exporter_document(entete: Entete, blocs: Sequence[Bloc], format: Format) -> bytes:
    """The file of this document."""
    return _ECRITURES[format](entete.titre, entete.objet, entete.jour, blocs)
