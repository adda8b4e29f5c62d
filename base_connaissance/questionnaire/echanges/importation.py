"""From a file to valid items and a report, and to a draft that an editor reads before it joins the bank."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.questionnaire.echanges.lecture_gift import lire_gift
from base_connaissance.questionnaire.echanges.rapport import Echange, Importation, LigneLue, LigneRapport
from base_connaissance.questionnaire.echanges.tableur import lire_csv, lire_xlsx
from base_connaissance.questionnaire.lecture import lire_item
from base_connaissance.questionnaire.modeles import Item, ItemCas

OCTETS_MAXIMUM = 5_000_000
LECTEURS: dict[str, Callable[[bytes], Iterator[LigneLue]]] = {
    "gift": lire_gift, "txt": lire_gift, "csv": lire_csv, "xlsx": lire_xlsx,
}  # fmt: skip
_IDENTIFIANT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def importer(octets: bytes, extension: str, defauts: Mapping[str, Any] | None = None) -> Importation:
    """Read a file by its extension (gift, txt, csv, xlsx). `defauts` fills fields that an item lacks, and says so.

    Nothing is written. Raises Echange if the file as a whole cannot be read.
    """
    lecteur = LECTEURS.get(extension.lower().lstrip("."))
    if lecteur is None:
        raise Echange(f"format « {extension} » inconnu ; formats lus : {', '.join(LECTEURS)}")
    if len(octets) > OCTETS_MAXIMUM:
        raise Echange(f"fichier de plus de {OCTETS_MAXIMUM // 1_000_000} Mo : importez-le en plusieurs fois")
    items: dict[str, Item] = {}
    rapport: list[LigneRapport] = []
    for lue in sorted(lecteur(octets), key=lambda lue: lue.ligne):
        corrections = list(lue.corrections)
        donnees = _completer(lue, defauts or {}, corrections)
        identifiant = str(donnees.get("id", ""))
        try:
            if lue.refus:
                raise Echange(lue.refus)
            if identifiant in items:
                raise Echange(f"« id » : « {identifiant} » figure déjà plus haut")
            items[identifiant] = item = lire_item(donnees, "import", {(): lue.ligne})
        except (BaseInvalide, Echange) as erreur:
            rapport.append(_rejet(lue, identifiant, erreur))
            continue
        statut = "corrigée" if corrections else "acceptée"
        details = (*corrections, *_a_completer(item))
        rapport.append(LigneRapport(ligne=lue.ligne, id=identifiant, statut=statut, details=details))
    return Importation(items=tuple(items.values()), rapport=tuple(rapport))


def en_brouillon(importation: Importation) -> str:
    """The items as the YAML of the bank, each with its theme, without stamp: to be read, then moved by hand."""
    donnees = [_sans_vide(item.model_dump(mode="json", exclude={"empreinte"})) for item in importation.items]
    entete = "# Brouillon importé : relisez chaque item contre sa fiche, puis rangez-le dans quiz/<thème>.yml.\n"
    return entete + yaml.safe_dump(donnees, allow_unicode=True, sort_keys=False, width=120)


def _completer(lue: LigneLue, defauts: Mapping[str, Any], corrections: list[str]) -> dict[str, Any]:
    donnees = dict(lue.donnees)
    for nom, valeur in defauts.items():
        if nom not in donnees:
            donnees[nom] = valeur
            corrections.append(f"« {nom} » absent : « {valeur} » mis")
    identifiant = str(donnees.get("id", ""))
    if not _IDENTIFIANT.fullmatch(identifiant):
        donnees["id"] = _identifiant(identifiant or str(donnees.get("enonce", "")))
        corrections.append(f"« id » : « {donnees['id']} » mis")
    return donnees


def _identifiant(texte: str) -> str:
    simple = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", simple)[:8]) or "sans-nom"


def _rejet(lue: LigneLue, identifiant: str, erreur: BaseInvalide | Echange) -> LigneRapport:
    details = tuple(p.message for p in erreur.problemes) if isinstance(erreur, BaseInvalide) else (str(erreur),)
    return LigneRapport(ligne=lue.ligne, id=identifiant, statut="rejetée", details=details)


def _a_completer(item: Item) -> Iterator[str]:
    for question in item.questions if isinstance(item, ItemCas) else (item,):
        for option in getattr(question, "choix", ()):
            if not option.juste and option.pourquoi is None:
                yield f"« pourquoi » : à écrire pour « {option.texte[:40]} »"


def _sans_vide(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {nom: _sans_vide(contenu) for nom, contenu in valeur.items() if contenu not in (None, [], ())}
    return [_sans_vide(contenu) for contenu in valeur] if isinstance(valeur, list) else valeur
