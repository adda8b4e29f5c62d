"""Several files in one .zip, always the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_JOUR_FIXE = (2026, 1, 1, 0, 0, 0)


def archiver(fichiers: Mapping[str, bytes]) -> bytes:
    """The archive of these files, by name."""
    sortie = BytesIO()
    with ZipFile(sortie, "w", ZIP_DEFLATED) as archive:
        for nom, contenu in fichiers.items():
            info = ZipInfo(nom, _JOUR_FIXE)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, contenu)
    return sortie.getvalue()
