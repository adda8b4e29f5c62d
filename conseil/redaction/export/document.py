"""The one door of the exporters: what a document is, and who writes it in each format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from base_connaissance.champs import Modele
from conseil.redaction.blocs import Bloc
from conseil.redaction.export.marque import ecrire_markdown

Format = Literal["docx", "odt", "md"]


class Entete(Modele):
    """The properties of a document: `titre` is also its first line, `jour` its date, `objet` what it is about."""

    titre: str
    objet: str
    jour: date


# Format → what HTTP calls it.
FORMATS: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "md": "text/markdown; charset=utf-8",
}


def exporter_document(entete: Entete, blocs: Sequence[Bloc], format: Format) -> bytes:
    """The file of this document."""
    return _ecriture(format)(entete.titre, entete.objet, entete.jour, blocs)


def _ecriture(format: Format) -> Callable[[str, str, date, Sequence[Bloc]], bytes]:
    """Who writes a format, loaded at its first file: a server that exports nothing holds no office library."""
    if format == "docx":
        from conseil.redaction.export.word import ecrire_docx

        return ecrire_docx
    if format == "odt":
        from conseil.redaction.export.odt import ecrire_odt

        return ecrire_odt
    return ecrire_markdown
