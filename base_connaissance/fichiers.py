"""Reading one file of the base as text: UTF-8, with or without the mark that some editors put first."""

from __future__ import annotations

from pathlib import Path

from base_connaissance.erreurs import BaseInvalide, Probleme


def lire_texte(chemin: Path, nom: str) -> str:
    """The text of the file, named `nom` in messages. Raises BaseInvalide if it is not UTF-8 or cannot be opened."""
    try:
        octets = chemin.read_bytes()
        return octets.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        message = "un caractère n'est pas en UTF-8 : enregistrez le fichier dans ce format"
        raise BaseInvalide([Probleme(nom, ligne, message)]) from erreur
    except OSError as erreur:
        raise BaseInvalide([Probleme(nom, 1, f"fichier impossible à ouvrir : {erreur.strerror}")]) from erreur
