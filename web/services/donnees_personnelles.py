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

    @property
    def cherchable(self) -> str:
        """The text without the labels: their words are not the visitor's, the search must not see them."""
        texte = self.texte
        for nature in self.natures:
            texte = texte.replace(f"[{nature}]", " ")
        return " ".join(texte.split()) or self.texte


def masquer(texte: str) -> Masquage:
    """Replace each e-mail address, phone number, NIR, IBAN and introduced name by a label between brackets."""
    natures: list[str] = []
    for nature, motif, reconnaitre in _DETECTEURS:

        def remplacer(trouve: re.Match[str], nature: str = nature, lire: _Reconnaissance = reconnaitre) -> str:
            donnee = lire(trouve["donnee"])
            if not donnee:
                return trouve[0]
            if nature not in natures:
                natures.append(nature)
            return trouve[0].replace(donnee, f"[{nature}]")

        texte = motif.sub(remplacer, texte)
    return Masquage(texte, tuple(natures))


# From what a pattern found to the part that really is personal data; empty when it is something else.
_Reconnaissance = Callable[[str], str]
_FONCTIONS = {"maire", "préfet", "président", "présidente", "ministre"}
_MODULO_CLES = 97
_LETTRE_EN_CHIFFRES = 10 - ord("A")
_LONGUEUR_IBAN_MIN = 15


def _iban(donnee: str) -> str:
    """The longest beginning whose key is right: the pattern also takes the words that follow."""
    mots = donnee.split(" ")
    for nombre in range(len(mots), 0, -1):
        compact = "".join(mots[:nombre]).upper()
        chiffres = "".join(str(int(signe, 36)) for signe in compact[4:] + compact[:4])
        if len(compact) >= _LONGUEUR_IBAN_MIN and int(chiffres) % _MODULO_CLES == 1:
            return " ".join(mots[:nombre])
    return ""


def _nir(donnee: str) -> str:
    compact = re.sub(r"[\s.-]", "", donnee).upper()
    # Corsica: departments 2A and 2B count as 19 and 18 in the key (INSEE's rule).
    numero = compact[:13].replace("2A", "19").replace("2B", "18")
    sans_cle = len(compact) == len(numero)
    return donnee if sans_cle or _MODULO_CLES - int(numero) % _MODULO_CLES == int(compact[13:]) else ""


def _personne(donnee: str) -> str:
    """« Monsieur Préfet » names a function, not a person."""
    return "" if donnee.split()[0].lower() in _FONCTIONS else donnee


def _telle_quelle(donnee: str) -> str:
    return donnee


_S = r"[\s.-]?"
_NOM = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_DETECTEURS: tuple[tuple[str, re.Pattern[str], _Reconnaissance], ...] = (
    (
        "adresse électronique masquée",
        re.compile(r"(?P<donnee>[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"),
        _telle_quelle,
    ),
    (
        "IBAN masqué",
        re.compile(r"(?<![A-Za-z0-9])(?P<donnee>[A-Za-z]{2}\d{2}[A-Za-z0-9]*(?: [A-Za-z0-9]+){0,12})", re.ASCII),
        _iban,
    ),
    (
        "numéro de sécurité sociale masqué",
        re.compile(
            rf"(?<!\d)(?P<donnee>[12378]{_S}\d\d{_S}(?:0[1-9]|1[0-2]|[2-4]\d|50|62|63)"
            rf"{_S}(?:\d\d|2[ABab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d\d)?)(?!{_S}\d)"
        ),
        _nir,
    ),
    (
        "numéro de téléphone masqué",
        re.compile(r"(?<![\d.,])(?P<donnee>(?:(?:\+|00)33[\s.-]?(?:\(0\))?|0)[\s.-]?[1-9](?:[\s.-]?\d{2}){4})(?!\d)"),
        _telle_quelle,
    ),
    (
        "nom masqué",
        re.compile(
            rf"(?:(?i:\bje m['’]appelle|\bmon nom est|\bje me nomme)\s+|\b(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame)\s+)"
            rf"(?P<donnee>{_NOM}(?:\s+{_NOM}){{0,2}})"
        ),
        _personne,
    ),
)
