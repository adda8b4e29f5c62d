"""CSV (semicolons, UTF-8 with its mark: what a French spreadsheet opens by a double click) and xlsx."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from base_connaissance.questionnaire.echanges.lignes import COLONNES, deproteger, depuis_lignes, en_lignes, proteger
from base_connaissance.questionnaire.echanges.rapport import Echange, LigneLue
from base_connaissance.questionnaire.modeles import Item

LIGNES_MAXIMUM = 5000
_LARGEUR = 40


def ecrire_csv(items: Iterable[Item]) -> bytes:
    """The items as a CSV file, one header row then the rows of `lignes.en_lignes`."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(COLONNES)
    ecrivain.writerows(_cellules(items))
    return sortie.getvalue().encode("utf-8-sig")


def ecrire_xlsx(items: Iterable[Item]) -> bytes:
    """The items as a workbook of one sheet; every cell is text, so that nothing is computed."""
    classeur = Workbook()
    feuille = classeur.active
    feuille.title = "Questions"
    for rang, cellules in enumerate([COLONNES, *_cellules(items)], start=1):
        for colonne, texte in enumerate(cellules, start=1):
            if texte:
                cellule = feuille.cell(row=rang, column=colonne)
                cellule.value, cellule.data_type = texte, "s"
                cellule.alignment = Alignment(wrap_text=rang > 1, vertical="top")
    for cellule in feuille[1]:
        cellule.font = Font(bold=True)
        feuille.column_dimensions[cellule.column_letter].width = _LARGEUR if cellule.value == "enonce" else _LARGEUR / 2
    feuille.freeze_panes = "B2"
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def lire_csv(octets: bytes) -> Iterator[LigneLue]:
    """The items of a CSV file, separated by semicolons, commas or tabs. Raises Echange if it is not one."""
    texte = _decoder(octets)
    entete = texte.partition("\n")[0]
    separateur = max(";,\t", key=entete.count)
    try:
        lignes = list(csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True))
    except csv.Error as erreur:
        raise Echange(f"ce fichier CSV est mal formé ({erreur}) : enregistrez-le de nouveau au format CSV") from erreur
    return _lire(lignes)


def lire_xlsx(octets: bytes) -> Iterator[LigneLue]:
    """The items of the first sheet of a workbook. Raises Echange if it is not one."""
    try:
        classeur = load_workbook(io.BytesIO(octets), read_only=True)
        lignes = [
            [_texte(valeur) for valeur in ligne]
            for ligne in classeur.worksheets[0].iter_rows(values_only=True, max_row=LIGNES_MAXIMUM + 2)
        ]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as erreur:
        raise Echange("ce fichier n'est pas un classeur xlsx lisible") from erreur
    return _lire(lignes)


def _cellules(items: Iterable[Item]) -> Iterator[list[str]]:
    for item in items:
        for ligne in en_lignes(item):
            yield [proteger(ligne.get(nom, "")) for nom in COLONNES]


def _lire(lignes: list[list[str]]) -> Iterator[LigneLue]:
    if not lignes or "enonce" not in (entete := [nom.strip().lower() for nom in lignes[0]]):
        raise Echange("la première ligne doit nommer les colonnes, dont « enonce » : partez d'un export")
    if len(lignes) > LIGNES_MAXIMUM + 1:
        raise Echange(f"plus de {LIGNES_MAXIMUM} lignes : importez le fichier en plusieurs fois")
    numerotees = (
        (numero, dict(zip(entete, map(deproteger, ligne), strict=False)))
        for numero, ligne in enumerate(lignes[1:], start=2)
        if any(cellule.strip() for cellule in ligne)
    )
    return depuis_lignes(numerotees)


def _texte(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return "" if valeur is None else str(valeur)


def _decoder(octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")  # what an older spreadsheet writes
