"""Spelling, by hunspell's French dictionary plus the trade words of `orthographe.txt`."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.presentation import REFERENCE
from base_connaissance.verification.contexte import Contexte, textes

_MOT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """A warning per unknown word and file. Questions are exempt: they carry people's own misspellings.

    Without hunspell (`apt install hunspell hunspell-fr`) the rule is skipped: `make check` installs it.
    """
    mots = {ecrit.chemin: mots_de(" ".join([ecrit.titre, *textes(ecrit)])) for ecrit in contexte.ecrits()}
    inconnus = mots_inconnus(contexte, set().union(*mots.values()))
    for ecrit in contexte.ecrits():
        for mot in sorted(mots[ecrit.chemin] & inconnus):
            yield contexte.probleme(ecrit, mot, f"mot inconnu : « {mot} »", "avertissement")


def mots_inconnus(contexte: Contexte, mots: set[str]) -> set[str]:
    """Those of these words that neither hunspell nor the base's own lists know; none without hunspell."""
    return _inconnus(mots) - _lexique(contexte) if shutil.which("hunspell") else set()


def mots_de(texte: str) -> set[str]:
    """The words of a text whose spelling is checked: acronyms and very short ones are not."""
    propre = REFERENCE.sub(" ", texte).replace("\u2019", "'")
    mots = {mot for morceau in re.split(r"['’]", propre) for mot in _MOT.findall(morceau)}
    return {mot for mot in mots if len(mot) > 2 and not mot.isupper()}


def _lexique(contexte: Contexte) -> set[str]:
    chemin = contexte.racine / "orthographe.txt"
    propres = set(chemin.read_text(encoding="utf-8").split()) if chemin.exists() else set()
    termes = {
        m for t in contexte.base.glossaire for n in (t.terme, t.sigle or "", *t.variantes) for m in _MOT.findall(n)
    }
    return propres | termes | {mot.capitalize() for mot in propres}


def _inconnus(mots: set[str]) -> set[str]:
    lance = subprocess.run(
        ["hunspell", "-d", "fr_FR", "-i", "utf-8", "-l"],
        input="\n".join(sorted(mots)), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return set(lance.stdout.split())
