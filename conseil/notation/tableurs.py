"""The sheets as .xlsx (openpyxl) and .ods (odfpy) files; each library is loaded at its first file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any, Literal

from conseil.notation.feuilles import Cellule, Feuille, composer_feuilles
from conseil.notation.modeles import DemandeNotation, ResultatNotation

FormatTableur = Literal["xlsx", "ods"]
TYPES: dict[FormatTableur, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_TITRE = "Évaluation des propositions d’insertion"
_REFERENCE = re.compile(r"(?:(\w+)!)?(\$?[A-Z]\$?\d+)(?::(\$?[A-Z]\$?\d+))?")


def exporter_notation(demande: DemandeNotation, resultat: ResultatNotation, format: FormatTableur) -> bytes:
    """The workbook of an evaluation: formulas live in its cells, beside the values that Clausier found."""
    feuilles = composer_feuilles(demande, resultat)
    return _xlsx(feuilles, resultat) if format == "xlsx" else _ods(feuilles, resultat)


def _xlsx(feuilles: Sequence[Feuille], resultat: ResultatNotation) -> bytes:
    from openpyxl import Workbook

    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    classeur.properties.title, classeur.properties.creator = _TITRE, "Clausier"
    classeur.properties.language = "fr-FR"
    classeur.properties.created = datetime.combine(resultat.date_droit, time(), UTC).replace(tzinfo=None)
    for feuille in feuilles:
        page = classeur.create_sheet(feuille.nom)
        for ligne, cellules in enumerate(feuille.lignes, start=1):
            for colonne, cellule in enumerate(cellules, start=1):
                _poser(page.cell(ligne, colonne), cellule)
        page.freeze_panes = "A2"
        page.column_dimensions["A"].width = 44
    sortie = BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _poser(case: Any, cellule: Cellule) -> None:
    from openpyxl.styles import Alignment, Font

    if cellule.formule is not None:
        case.value = f"={cellule.formule}"
    else:
        case.value = cellule.valeur
        if isinstance(cellule.valeur, str):
            case.data_type = "s"  # openpyxl takes « =… » for a formula
    case.font = Font(bold=cellule.entete)
    case.alignment = Alignment(wrap_text=True, vertical="top")


def _ods(feuilles: Sequence[Feuille], resultat: ResultatNotation) -> bytes:
    from odf import dc, style, table  # type: ignore[import-untyped]
    from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]

    document = OpenDocumentSpreadsheet()
    document.meta.addElement(dc.Title(text=_TITRE))
    document.meta.addElement(dc.Language(text="fr-FR"))
    document.meta.addElement(dc.Date(text=f"{resultat.date_droit.isoformat()}T00:00:00"))
    gras = style.Style(name="Entete", family="table-cell")
    gras.addElement(style.TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(gras)
    for feuille in feuilles:
        grille = table.Table(name=feuille.nom)
        for ligne in feuille.lignes:
            rangee = table.TableRow()
            for cellule in ligne:
                rangee.addElement(_case_ods(cellule))
            grille.addElement(rangee)
        document.spreadsheet.addElement(grille)
    sortie = BytesIO()
    document.write(sortie)
    return sortie.getvalue()


def _case_ods(cellule: Cellule) -> Any:
    from odf import table, text

    proprietes: dict[str, Any] = {"stylename": "Entete"} if cellule.entete else {}
    if isinstance(cellule.valeur, str):
        proprietes["valuetype"] = "string"
    else:
        proprietes |= {"valuetype": "float", "value": repr(cellule.valeur)}
    if cellule.formule is not None:
        proprietes["formula"] = "of:=" + en_openformula(cellule.formule)
    case = table.TableCell(**proprietes)
    case.addElement(text.P(text=_imprimer(cellule.valeur)))
    return case


def en_openformula(formule: str) -> str:
    """The formula with OpenDocument's references and separators: « Grille!C2*D3 » → « [$Grille.C2]*[.D3] »."""
    morceaux = re.split(r'("[^"]*")', formule)
    return "".join(
        morceau if morceau.startswith('"') else _REFERENCE.sub(_reference, morceau).replace(",", ";")
        for morceau in morceaux
    )


def _reference(trouve: re.Match[str]) -> str:
    feuille = f"${trouve[1]}" if trouve[1] else ""
    fin = f":.{trouve[3]}" if trouve[3] else ""
    return f"[{feuille}.{trouve[2]}{fin}]"


def _imprimer(valeur: str | float) -> str:
    return valeur if isinstance(valeur, str) else f"{valeur:g}".replace(".", ",")
