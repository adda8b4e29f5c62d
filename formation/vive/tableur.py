"""The report as tables, then as .xlsx, .ods or .csv. Every text is written as text: nothing typed is computed.

Each library is loaded at its first file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from base_connaissance.questionnaire.echanges.lignes import proteger
from formation.vive.bilan import Bilan
from formation.vive.gain import GainTheme, Intervalle

FormatBilan = Literal["xlsx", "ods", "csv"]
TYPES: dict[FormatBilan, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
Valeur = str | int | float | None
_MOINS_DE_CINQ = "moins de cinq"


@dataclass(frozen=True)
class FeuilleBilan:
    """One sheet: a name, a header, rows."""

    nom: str
    entete: tuple[str, ...]
    lignes: tuple[tuple[Valeur, ...], ...]


def composer_feuilles(bilan: Bilan) -> list[FeuilleBilan]:
    """The sheets of a report, those that say something."""
    jour = bilan.jour.isoformat()
    seance: list[tuple[Valeur, ...]] = [
        ("Séance", bilan.titre), ("Public", bilan.public), ("Date", jour), ("Durée (min)", bilan.minutes),
        ("Participants", bilan.participants if bilan.participants is not None else _MOINS_DE_CINQ),
    ]  # fmt: skip
    feuilles = [
        FeuilleBilan("Séance", ("Rubrique", "Valeur"), tuple(seance)),
        FeuilleBilan(
            "Résultats", ("Activité", "Question", "Réponse", "Nombre", "Part (%)", "Juste"), _resultats(bilan)
        ),
        FeuilleBilan("Idées", ("Activité", "Groupe", "Phrase"), tuple(_idees(bilan))),
        FeuilleBilan(
            "Mesure",
            ("Thème", "Questions", "Personnes", "Avant (%)", "de", "à", "Après (%)", "de", "à", "Gain", "de", "à"),
            tuple(_mesure(bilan)),
        ),
        FeuilleBilan(
            "Questions",
            ("Question de la salle", "Fiche qui répond"),
            tuple((q.texte, q.titre) for q in bilan.questions),
        ),
        FeuilleBilan("Objections", ("Objection", "Fiche proche"), tuple((o.texte, o.titre) for o in bilan.objections)),
        FeuilleBilan("Secteurs", ("Secteur", "Objections"), bilan.secteurs),
        FeuilleBilan("Engagements", ("Engagement",), tuple((texte,) for texte in bilan.engagements)),
    ]
    return [feuille for feuille in feuilles if feuille.lignes]


def exporter_bilan(bilan: Bilan, format: FormatBilan) -> bytes:
    """The report as a file."""
    feuilles = composer_feuilles(bilan)
    ecrire = {"xlsx": _xlsx, "ods": _ods, "csv": _csv}
    return ecrire[format](feuilles, bilan)


def ecrire_csv(entete: Sequence[str], lignes: Sequence[Sequence[Valeur]]) -> bytes:
    """One table as a CSV file: semicolons, UTF-8 with its mark, cells that a spreadsheet would compute protected."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(entete)
    ecrivain.writerows([_cellule_csv(valeur) for valeur in ligne] for ligne in lignes)
    return sortie.getvalue().encode("utf-8-sig")


def _resultats(bilan: Bilan) -> tuple[tuple[Valeur, ...], ...]:
    lignes: list[tuple[Valeur, ...]] = []
    for activite in bilan.activites:
        for tableau in activite.tableaux:
            if tableau.reponses is None:
                lignes.append((activite.titre, tableau.titre, "", _MOINS_DE_CINQ, None, None))
            for ligne in tableau.lignes:
                juste = None if ligne.juste is None else ("oui" if ligne.juste else "non")
                lignes.append((activite.titre, tableau.titre, ligne.libelle, ligne.nombre, ligne.part, juste))
    return tuple(lignes)


def _idees(bilan: Bilan) -> Iterator[tuple[Valeur, ...]]:
    for activite in bilan.activites:
        for idee in activite.idees:
            for phrase in idee.textes:
                yield (activite.titre, idee.titre, phrase)


def _mesure(bilan: Bilan) -> Iterator[tuple[Valeur, ...]]:
    gains: list[GainTheme] = [*([bilan.mesure.ensemble] if bilan.mesure.ensemble else []), *bilan.mesure.themes]
    for gain in gains:
        chiffres = (valeur for i in (gain.avant, gain.apres, gain.gain) for valeur in _trois(i))
        yield (gain.theme, gain.questions, gain.personnes, *chiffres)


def _trois(intervalle: Intervalle) -> tuple[float, float, float]:
    return intervalle.valeur, intervalle.bas, intervalle.haut


def _xlsx(feuilles: Sequence[FeuilleBilan], bilan: Bilan) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    classeur.properties.title, classeur.properties.creator = f"Bilan : {bilan.titre}", "Clausier"
    for feuille in feuilles:
        page = classeur.create_sheet(feuille.nom)
        for rang, ligne in enumerate((feuille.entete, *feuille.lignes), start=1):
            for colonne, valeur in enumerate(ligne, start=1):
                case = page.cell(rang, colonne)
                case.value = valeur
                if isinstance(valeur, str):
                    case.data_type = "s"  # openpyxl takes « =… » for a formula
                case.font = Font(bold=rang == 1)
                case.alignment = Alignment(wrap_text=True, vertical="top")
        page.freeze_panes = "A2"
        for lettre in "ABC":
            page.column_dimensions[lettre].width = 38
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _ods(feuilles: Sequence[FeuilleBilan], bilan: Bilan) -> bytes:
    from odf import dc, table  # type: ignore[import-untyped]
    from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]

    document = OpenDocumentSpreadsheet()
    document.meta.addElement(dc.Title(text=f"Bilan : {bilan.titre}"))
    document.meta.addElement(dc.Language(text="fr-FR"))
    for feuille in feuilles:
        grille = table.Table(name=feuille.nom)
        for ligne in (feuille.entete, *feuille.lignes):
            rangee = table.TableRow()
            for valeur in ligne:
                rangee.addElement(_case_ods(valeur))
            grille.addElement(rangee)
        document.spreadsheet.addElement(grille)
    sortie = io.BytesIO()
    document.write(sortie)
    return sortie.getvalue()


def _case_ods(valeur: Valeur) -> Any:
    from odf import table, text

    if isinstance(valeur, int | float):
        case = table.TableCell(valuetype="float", value=repr(valeur))
    else:
        case = table.TableCell(valuetype="string")
    case.addElement(text.P(text=_texte(valeur)))
    return case


def _csv(feuilles: Sequence[FeuilleBilan], _bilan: Bilan) -> bytes:
    """Every table in one file, the name of the table in the first column."""
    lignes: list[Sequence[Valeur]] = []
    for feuille in feuilles:
        lignes += [(feuille.nom, *ligne) for ligne in (feuille.entete, *feuille.lignes)]
    return ecrire_csv(("Partie", "Contenu"), lignes)


def _cellule_csv(valeur: Valeur) -> str:
    # A negative number is no formula: only what people typed is protected.
    return proteger(valeur) if isinstance(valeur, str) else _texte(valeur)


def _texte(valeur: Valeur) -> str:
    if valeur is None:
        return ""
    return valeur if isinstance(valeur, str) else f"{valeur:g}".replace(".", ",")
