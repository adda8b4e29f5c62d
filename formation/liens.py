"""Links between fiches, when fiches are files side by side instead of pages of the site."""

from __future__ import annotations

import re
from collections.abc import Container

# What `base_connaissance.rendu` writes for a link to a fiche.
_LIEN = re.compile(r'<a href="/fiches/([a-z0-9-]+)"[^>]*>(.*?)</a>', re.DOTALL)


def relier(texte: str, presentes: Container[str], dossier: str = "") -> str:
    """The HTML with its links to fiches led to `dossier`; a link to a fiche that is not there becomes its words."""

    def remplacer(trouve: re.Match[str]) -> str:
        nom, mots = trouve.groups()
        return f'<a href="{dossier}{nom}.html">{mots}</a>' if nom in presentes else mots

    return _LIEN.sub(remplacer, texte)
