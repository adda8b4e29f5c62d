"""Reading a few plain facts in a visitor's words: who, which kind of purchase, which phase, how much, which rank.

Deliberately shallow: a missed word only loses a shade, because the search reads the whole question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from base_connaissance.modeles import Phase, Public
from index.modeles import TypeAchat
from index.nettoyage import plier

V = TypeVar("V", bound=str)

# Small words allowed between « je suis » and the noun: « je suis en litige avec une entreprise » declares nothing.
_JE_SUIS = (
    r"\b(je suis|jsuis|je represente|je travaille|nous sommes|nous representons|on est|en tant que?) ?"
    r"((une?|l'|le|la|les|du|de|d'|des|dans|pour|au|a|chez|cote|chef|juriste|responsable) ?){0,3}\b"
)
_ACHETEUR = (
    r"(acheteu(r|se)s?|(service|direction)( des?)? (achats?|marches)|marches publics|collectivite|commune|mairie|"
    r"ville|metropole|departement|region|hopital|bailleur|maitre d'?ouvrage)\b"
)
_ENTREPRISE = (
    r"(entreprises?|boite|societe|pme|tpe|titulaire|candidate?|soumissionnaire|dirigeante?|artisane?|"
    r"conduct(eur|rice) de travaux)\b"
)
_FORMATEUR = r"(format(eur|rice)s?|facilitat(eur|rice)s?|formations?|sensibilisation)\b"

_PUBLICS: tuple[tuple[str, Public], ...] = (
    (_ACHETEUR, "acheteur"), (_ENTREPRISE, "entreprise"), (_FORMATEUR, "formateur"),
)  # fmt: skip
_TYPES: tuple[tuple[str, TypeAchat], ...] = (
    (r"\bprestations? intellectuelles?\b|\bmaitrise d'oeuvre\b", "prestations_intellectuelles"),
    (r"\bconcessions?\b|\bdelegation de service public\b", "concession"),
    (r"\b(marches?|achats?|lots?|pour (les|des)) (de )?travaux\b|\bchantiers?\b", "travaux"),
    (r"\bfournitures?\b", "fournitures"),
    (r"\b(marches?|achats?|pour (les|des)) (de )?services?\b|\bprestations? de services?\b", "services"),
)
_PHASES: tuple[tuple[str, Phase], ...] = (
    (r"\bprogrammation\b|\bdefinition du besoin\b", "programmation"),
    (r"\bsourcing\b", "sourcing"),
    (r"\bredaction\b|\b(rediger|ecrire)\b.{0,20}\b(clause|dce|ccap|cahier)\b", "redaction"),
    (r"\banalyse(r)? (des |les )?offres\b|\bnoter les offres\b", "analyse"),
    (r"\bnotification\b|\bmarche notifie\b", "notification"),
    (r"\bexecution\b|\b(en cours|pendant le) (de )?(marche|chantier)\b", "execution"),
    (r"\bbilan\b|\bfin (de|du) (marche|chantier)\b", "bilan"),
)
_MONTANT = re.compile(
    r"\b(?P<nombre>\d{1,3}(?:[ .]\d{3})+|\d+(?:[.,]\d+)?) ?"
    r"(?P<unite>millions?(?: d'euros)?\b|m€|meur\b|k€|keuros?\b|mille euros\b|€|euros?\b|eur\b)"
)
_FACTEURS = {"k": 1_000, "mille": 1_000, "m": 1_000_000}
_RANGS: tuple[tuple[str, int], ...] = (
    (r"\b(premier|premiere|1|1er|1ere)\b", 0),
    (r"\b(deuxieme|second|seconde|2|2e|2eme|deux|milieu)\b", 1),
    (r"\b(troisieme|3|3e|3eme|trois)\b", 2),
    (r"\bderniere?\b", -1),
)


def public_declare(texte: str) -> Public | None:
    """Who the visitor says they are (« je suis acheteuse », or the word alone)."""
    simple = plier(texte).strip(" .!?")
    for mots, public in _PUBLICS:
        if re.fullmatch(mots, simple) or re.search(_JE_SUIS + mots, simple):
            return public
    return None


def public_nomme(texte: str) -> Public | None:
    """The first kind of public named in a sentence known to be about choosing one."""
    simple = plier(texte)
    trouves = [(m.start(), public) for mots, public in _PUBLICS if (m := re.search(r"\b" + mots, simple))]
    return min(trouves)[1] if trouves else None


def type_achat(texte: str) -> TypeAchat | None:
    """The kind of purchase named, if only one is."""
    return _seul(texte, _TYPES)


def phase(texte: str) -> Phase | None:
    """The phase of the purchase named, if only one is."""
    return _seul(texte, _PHASES)


def montant(texte: str) -> float | None:
    """The first amount, in euros: « 250 000 € », « 1,2 M€ », « 90 k€ »; None without a unit."""
    trouve = _MONTANT.search(plier(texte).replace("\u00a0", " ").replace("\u202f", " "))
    if trouve is None:
        return None
    nombre = trouve["nombre"]
    groupe = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+", nombre)
    valeur = float(re.sub(r"[ .]", "", nombre) if groupe else nombre.replace(",", "."))
    prefixe = "mille" if trouve["unite"].startswith("mille") else trouve["unite"][0]
    return valeur * _FACTEURS.get(prefixe, 1)


def rang(texte: str) -> int | None:
    """Which proposal is meant: 0, 1, 2, or -1 for the last; None when the words do not say."""
    simple = plier(texte).replace("°", " ")
    return next((numero for motif, numero in _RANGS if re.search(motif, simple)), None)


def _seul(texte: str, motifs: Iterable[tuple[str, V]]) -> V | None:
    simple = plier(texte)
    trouves = {valeur for motif, valeur in motifs if re.search(motif, simple)}
    return trouves.pop() if len(trouves) == 1 else None
