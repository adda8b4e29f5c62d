"""Filling texts for a day: figures resolved, typography applied, dates and sources said in French."""

from __future__ import annotations

import re
from datetime import date
from html import escape

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Fiche, Public, ReponseAnterieure, Section, Source
from base_connaissance.typographie import FINE, NBSP, typographier

REFERENCE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_EMPHASE = re.compile(r"(\*{1,2}|__)(?=\S)(.+?)(?<=\S)\1")
_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MILLION = 1_000_000


def formater_date(jour: date) -> str:
    """« 1er janvier 2026 », « 22 novembre 2026 »."""
    numero = "1er" if jour.day == 1 else str(jour.day)
    return f"{numero} {_MOIS[jour.month - 1]} {jour.year}"


def formater_nombre(valeur: float) -> str:
    """French notation: narrow no-break thousands, decimal comma, at most two decimals."""
    entier, _, decimales = f"{valeur:,.2f}".partition(".")
    return ",".join(filter(None, (entier.replace(",", FINE), decimales.rstrip("0"))))


def formater_valeur(valeur: float, unite: str) -> str:
    """A value with its unit as it stands in a sentence: « 216 000 € », « 50 M€ », « 50 % », « 1 an », « 1,5 fois »."""
    if unite.startswith("EUR"):
        suffixe = "/h" if unite.endswith("/h") else ""
        if valeur >= _MILLION and valeur % _MILLION == 0:
            return f"{formater_nombre(valeur / _MILLION)}{NBSP}M€"
        return f"{formater_nombre(valeur)}{NBSP}€{suffixe}"
    if unite in {"ans", "jours", "heures", "salariés", "points"} and valeur < 2:
        unite = unite.removesuffix("s")
    return f"{formater_nombre(valeur)}{NBSP}{unite}"


def valeur_au(base: Base, nom: str, jour: date, fiche: Fiche | None = None) -> str:
    """The printed figure behind a `{{ nom }}`: the fiche's own, else the shared parameter at that date.

    Raises ParametreInconnu when neither exists, or when no value is known at that date.
    """
    if fiche is not None and nom in fiche.chiffres:
        return typographier(fiche.chiffres[nom].valeur)
    parametre = base.parametres.get(nom)
    valeur = parametre.a_la_date(jour) if parametre else None
    if parametre is None or valeur is None:
        raise ParametreInconnu(nom)
    if valeur.haut is not None:
        return f"{formater_nombre(valeur.valeur)} à {formater_valeur(valeur.haut, parametre.unite)}"
    return formater_valeur(valeur.valeur, parametre.unite)


def remplir(base: Base, texte: str, jour: date, fiche: Fiche | None = None) -> str:
    """The plain text with every figure in its place, emphasis marks removed, typography applied."""
    rempli = REFERENCE.sub(lambda trouve: valeur_au(base, trouve[1], jour, fiche), texte)
    return typographier(_EMPHASE.sub(r"\2", rempli))


def reponse_anterieure(fiche: Fiche, jour: date) -> ReponseAnterieure | None:
    """The former statement that held on that day, if the rule has changed since."""
    anciennes = [ancienne for ancienne in fiche.anterieurement if jour <= ancienne.jusqu_au]
    return min(anciennes, key=lambda ancienne: ancienne.jusqu_au) if anciennes else None


def connue_au(fiche: Fiche, jour: date) -> bool:
    """Whether the base knows what held on that day: the fiche applies, or one of its former statements did."""
    return fiche.applicable.contient(jour) or reponse_anterieure(fiche, jour) is not None


def phrase_inconnue(fiche: Fiche, jour: date) -> str:
    """What is said instead of an answer when `connue_au` is false: since or until when the rule holds."""
    quand = f"s'applique à partir du {formater_date(fiche.applicable.debut)}"
    if fiche.applicable.fin and jour > fiche.applicable.fin:
        quand = f"a cessé de s'appliquer après le {formater_date(fiche.applicable.fin)}"
    return typographier(f"La règle décrite {quand} ; la base ne dit pas celle du {formater_date(jour)}.")


def texte_reponse(base: Base, fiche: Fiche, public: Public | None, jour: date) -> str:
    """The direct answer of the fiche for this reader, as the law stood on that day."""
    ancienne = reponse_anterieure(fiche, jour)
    return remplir(base, ancienne.reponse if ancienne else fiche.reponse_pour(public), jour, fiche)


def html_section(base: Base, fiche: Fiche, section: Section, jour: date) -> str:
    """The safe HTML of a section, figures filled for that day."""
    return REFERENCE.sub(lambda trouve: escape(valeur_au(base, trouve[1], jour, fiche)), section.html)


def libelle_source(source: Source) -> str:
    """« Code de la commande publique, art. L. 2112-2-1 », or the title alone."""
    return typographier(source.titre)
