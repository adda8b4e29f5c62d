"""Documents as files: .docx, .odt and Markdown, from plain blocks. Any tool may call it.

`exporter_document(entete, blocs, format)` gives the bytes of one file, `archiver(fichiers)` those of a .zip. Files
are accessible: language, title, styles of headings, real lists, header rows.
"""

from __future__ import annotations

from conseil.redaction.export.archive import archiver
from conseil.redaction.export.document import FORMATS, Entete, Format, exporter_document

__all__ = ["FORMATS", "Entete", "Format", "archiver", "exporter_document"]
