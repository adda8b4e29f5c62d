"""Items as flat rows, one per question, for spreadsheets; a case is a row, then one row per question.

A cell that a spreadsheet could take for a formula (it begins with = + - @ or a control character) goes out with an
apostrophe before it, and comes back without.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from base_connaissance.questionnaire.echanges.rapport import LigneLue
from base_connaissance.questionnaire.modeles import (
    Item,
    ItemAppariement,
    ItemCas,
    ItemOrdre,
    Question,
    QuestionChoix,
    QuestionNombre,
    QuestionPlusieurs,
    QuestionVraiFaux,
)

OPTIONS = 8
COLONNES = (
    "id", "cas", "fiche", "theme", "type", "niveau", "publics", "enonce", "juste", "reponse", "tolerance", "unite",
    "correction", "explication", "hypotheses",
    *(f"{nom}_{rang}" for rang in range(1, OPTIONS + 1) for nom in ("option", "juste", "pourquoi", "paire")),
)  # fmt: skip
_FORMULE = re.compile(r"^'*[=+\-@\t\r\n]")
_TYPES = {
    "qcm": "choix", "choix unique": "choix", "choix multiple": "plusieurs", "choix multiples": "plusieurs",
    "vrai ou faux": "vrai_faux", "vrai faux": "vrai_faux", "vrai/faux": "vrai_faux", "numerique": "nombre",
    "ordonner": "ordre", "appariements": "appariement", "association": "appariement", "cas pratique": "cas",
}  # fmt: skip
_OUI, _NON = {"oui", "vrai", "v", "true", "1", "x"}, {"non", "faux", "f", "false", "0"}


def proteger(cellule: str) -> str:
    """The cell, harmless in a spreadsheet."""
    return "'" + cellule if _FORMULE.match(cellule) else cellule


def deproteger(cellule: str) -> str:
    """The cell as it was before `proteger`."""
    return cellule[1:] if cellule.startswith("'") and _FORMULE.match(cellule[1:]) else cellule


def en_lignes(item: Item) -> Iterator[dict[str, str]]:
    """The rows of an item: only the columns that it fills."""
    entete = {
        "id": item.id, "fiche": item.fiche, "theme": item.theme, "type": item.type, "niveau": str(item.niveau),
        "publics": ", ".join(item.publics), "hypotheses": " | ".join(item.hypotheses),
    }  # fmt: skip
    yield entete | _question(item)
    if isinstance(item, ItemCas):
        for rang, sous in enumerate(item.questions, start=1):
            yield {"id": f"{item.id}/{rang}", "cas": item.id, "type": sous.type} | _question(sous)


def _question(question: Item | Question) -> dict[str, str]:
    textes = {nom: getattr(question, nom, None) or "" for nom in ("enonce", "explication", "correction")}
    match question:
        case QuestionChoix() | QuestionPlusieurs():
            for rang, option in enumerate(question.choix, start=1):
                textes |= {f"option_{rang}": option.texte, f"juste_{rang}": _oui(option.juste)}
                textes[f"pourquoi_{rang}"] = option.pourquoi or ""
        case QuestionVraiFaux():
            textes["juste"] = _oui(question.juste)
        case QuestionNombre():
            reponse = question.reponse
            textes["reponse"] = reponse if isinstance(reponse, str) else _decimal(reponse)
            textes |= {"tolerance": _decimal(question.tolerance), "unite": question.unite}
        case ItemOrdre():
            textes |= {f"option_{rang}": etape for rang, etape in enumerate(question.etapes, start=1)}
        case ItemAppariement():
            for rang, paire in enumerate(question.paires, start=1):
                textes |= {f"option_{rang}": paire.gauche, f"paire_{rang}": paire.droite}
    return textes


def depuis_lignes(lignes: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[LigneLue]:
    """The items of numbered rows, in order; the questions of a case are gathered with it."""
    cas: dict[str, tuple[int, dict[str, Any], list[str]]] = {}
    for numero, ligne in lignes:
        corrections: list[str] = []
        donnees = _donnees(ligne, corrections)
        parent = ligne.get("cas", "").strip()
        if parent:
            if parent not in cas:
                refus = f"« cas » : la ligne du cas « {parent} » doit venir avant ses questions"
                yield LigneLue(ligne=numero, donnees=donnees, refus=refus)
                continue
            cas[parent][1]["questions"].append({nom: v for nom, v in donnees.items() if nom != "id"})
            cas[parent][2].extend(f"ligne {numero}, {correction}" for correction in corrections)
        elif donnees.get("type") == "cas" and str(donnees.get("id")) in cas:
            yield LigneLue(ligne=numero, donnees=donnees, refus="« id » : ce cas figure déjà plus haut")
        elif donnees.get("type") == "cas":
            cas[str(donnees.get("id"))] = (numero, donnees | {"questions": []}, corrections)
        else:
            yield LigneLue(ligne=numero, donnees=donnees, corrections=tuple(corrections))
    for numero, donnees, corrections in cas.values():
        yield LigneLue(ligne=numero, donnees=donnees, corrections=tuple(corrections))


def _donnees(ligne: Mapping[str, str], corrections: list[str]) -> dict[str, Any]:
    """The fields of one row, as the YAML would hold them; what had to be understood is noted in `corrections`."""
    donnees: dict[str, Any] = {
        nom: ligne[nom].strip()
        for nom in ("id", "fiche", "theme", "enonce", "unite", "correction", "explication")
        if ligne.get(nom, "").strip()
    }
    nature = _simple(ligne.get("type", ""))
    donnees["type"] = _TYPES.get(nature, nature.replace(" ", "_"))
    _noter(corrections, "type", ligne.get("type", ""), donnees["type"])
    if ligne.get("niveau", "").strip():
        donnees["niveau"] = _nombre(ligne["niveau"])
        if isinstance(donnees["niveau"], float) and donnees["niveau"].is_integer():
            donnees["niveau"] = int(donnees["niveau"])
        _noter(corrections, "niveau", ligne["niveau"], str(donnees["niveau"]))
    if ligne.get("publics", "").strip():
        publics = [_simple(nom).removesuffix("s") for nom in re.split(r"[,;|]", ligne["publics"]) if nom.strip()]
        donnees["publics"] = tuple(publics)
        _noter(corrections, "publics", ligne["publics"], ", ".join(publics))
    if ligne.get("hypotheses", "").strip():
        donnees["hypotheses"] = tuple(texte.strip() for texte in ligne["hypotheses"].split("|"))
    return donnees | _reponses(ligne, donnees["type"], corrections)


def _reponses(ligne: Mapping[str, str], nature: str, corrections: list[str]) -> dict[str, Any]:
    rangs = [rang for rang in range(1, OPTIONS + 1) if ligne.get(f"option_{rang}", "").strip()]
    options = [ligne[f"option_{rang}"].strip() for rang in rangs]
    if nature in {"choix", "plusieurs"}:
        choix = []
        for rang, texte in zip(rangs, options, strict=True):
            option: dict[str, Any] = {"texte": texte}
            option["juste"] = _booleen(ligne.get(f"juste_{rang}", "") or "non", f"juste_{rang}", corrections)
            if pourquoi := ligne.get(f"pourquoi_{rang}", "").strip():
                option["pourquoi"] = pourquoi
            choix.append(option)
        return {"choix": tuple(choix)}
    if nature == "vrai_faux":
        return {"juste": _booleen(ligne.get("juste", ""), "juste", corrections)}
    if nature == "nombre":
        tolerance = ligne.get("tolerance", "").strip() or "0"
        return {"reponse": _nombre(ligne.get("reponse", "")), "tolerance": _nombre(tolerance)}
    if nature == "ordre":
        return {"etapes": tuple(options)}
    if nature == "appariement":
        paires = zip(options, (ligne.get(f"paire_{rang}", "") for rang in rangs), strict=True)
        return {"paires": tuple({"gauche": gauche, "droite": droite} for gauche, droite in paires)}
    return {}


def _booleen(cellule: str, champ: str, corrections: list[str]) -> bool | str:
    mot = _simple(cellule)
    if mot not in _OUI | _NON:
        return cellule
    _noter(corrections, champ, cellule, _oui(mot in _OUI))
    return mot in _OUI


def _nombre(cellule: str) -> float | str:
    texte = cellule.strip()
    try:
        return float("".join(texte.split()).replace(",", "."))
    except ValueError:
        return texte


def _noter(corrections: list[str], champ: str, lu: str, compris: str) -> None:
    if lu.strip() != compris:
        corrections.append(f"« {champ} » : « {lu.strip()[:40]} » lu « {compris} »")


def _simple(texte: str) -> str:
    sans_accent = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode()
    return " ".join(sans_accent.lower().split())


def _oui(juste: bool) -> str:
    return "oui" if juste else "non"


def _decimal(valeur: float) -> str:
    return repr(valeur).removesuffix(".0").replace(".", ",")
