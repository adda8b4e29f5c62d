"""Finding and masking personal data in what a visitor types, before anything keeps it.

Formats are checked, not guessed (control keys of the NIR and of the IBAN), so that article numbers, SIRET,
market references and amounts pass untouched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Masquage:
    """A text fit to be kept, and the kinds of personal data that were masked in it (French labels)."""

    texte: str
    natures: tuple[str, ...]


def masquer(texte: str) -> Masquage:
    """Replace each e-mail address, phone number, NIR, IBAN and introduced name by a label between brackets."""
    natures: list[str] = []
    for nature, motif, est_valide in _DETECTEURS:

        def remplacer(trouve: re.Match[str], nature: str = nature, valide: _Controle = est_valide) -> str:
            if not valide(trouve["donnee"]):
                return trouve[0]
            if nature not in natures:
                natures.append(nature)
            return trouve[0].replace(trouve["donnee"], f"[{nature}]")

        texte = motif.sub(remplacer, texte)
    return Masquage(texte, tuple(natures))


_Controle = Callable[[str], bool]
_MODULO_CLES = 97
_LETTRE_EN_CHIFFRES = 10 - ord("A")


def _iban_valide(donnee: str) -> bool:
    compact = re.sub(r"\s", "", donnee).upper()
    chiffres = "".join(
        str(ord(signe) + _LETTRE_EN_CHIFFRES) if signe.isalpha() else signe for signe in compact[4:] + compact[:4]
    )
    return int(chiffres) % _MODULO_CLES == 1


def _nir_valide(donnee: str) -> bool:
    compact = re.sub(r"[\s.-]", "", donnee).upper()
    # Corsica: departments 2A and 2B count as 19 and 18 in the key (INSEE's rule).
    numero = compact[:13].replace("2A", "19").replace("2B", "18")
    if len(compact) == len(numero):
        return True
    return _MODULO_CLES - int(numero) % _MODULO_CLES == int(compact[13:])


def _toujours(_donnee: str) -> bool:
    return True


_S = r"[\s.-]?"
_NOM = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_DETECTEURS: tuple[tuple[str, re.Pattern[str], _Controle], ...] = (
    (
        "adresse électronique masquée",
        re.compile(r"(?P<donnee>[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"),
        _toujours,
    ),
    (
        "IBAN masqué",
        re.compile(r"(?<![A-Za-z0-9])(?P<donnee>[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30})(?![A-Za-z0-9])"),
        _iban_valide,
    ),
    (
        "numéro de sécurité sociale masqué",
        re.compile(
            rf"(?<!\d)(?P<donnee>[12378]{_S}\d\d{_S}(?:0[1-9]|1[0-2]|[2-4]\d|50|62|63)"
            rf"{_S}(?:\d\d|2[ABab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d\d)?)(?!{_S}\d)"
        ),
        _nir_valide,
    ),
    (
        "numéro de téléphone masqué",
        re.compile(r"(?<![\d.,])(?P<donnee>(?:(?:\+|00)33[\s.-]?(?:\(0\))?|0)[\s.-]?[1-9](?:[\s.-]?\d{2}){4})(?!\d)"),
        _toujours,
    ),
    (
        "nom masqué",
        re.compile(
            rf"(?:(?i:\bje m['’]appelle|\bmon nom est|\bje me nomme)\s+|\b(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame)\s+)"
            rf"(?P<donnee>{_NOM}(?:\s+{_NOM}){{0,2}})"
        ),
        lambda donnee: donnee.split()[0].lower() not in _FONCTIONS,
    ),
)
# « Madame la Maire », « Monsieur le Préfet » name a function, not a person; the article is lower case and does
# not match, these are the capitalised forms seen without it.
_FONCTIONS = {"le", "la", "le/la", "maire", "préfet", "président", "présidente", "ministre"}
