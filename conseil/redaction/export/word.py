""".docx files by python-docx: heading styles, real lists, header rows, French, properties."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from base_connaissance.presentation import formater_date
from conseil.redaction.blocs import Bloc, Fragments, Liste, Note, Paragraphe, Tableau, Titre

LANGUE = "fr-FR"
_POLICE = "Calibri"


def ecrire_docx(titre: str, objet: str, jour: date, blocs: Sequence[Bloc]) -> bytes:
    """The bytes of the file."""
    document = Document()
    _preparer(document, titre, objet, jour)
    document.add_heading(titre, 0)
    document.add_paragraph(f"{objet}, {formater_date(jour)}", style="Subtitle")
    for bloc in blocs:
        _ajouter(document, bloc)
    sortie = BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _preparer(document: Any, titre: str, objet: str, jour: date) -> None:
    proprietes = document.core_properties
    proprietes.title, proprietes.subject, proprietes.language = titre, objet, LANGUE
    proprietes.author, proprietes.comments = "Clausier", "Modèle à adapter et à relire ; ne remplace pas un conseil."
    proprietes.created = proprietes.modified = datetime.combine(jour, time(), UTC)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _POLICE, Pt(11)
    langues = document.styles.element.find(".//" + qn("w:lang"))
    for attribut in ("w:val", "w:eastAsia"):
        langues.set(qn(attribut), LANGUE)


def _ajouter(document: Any, bloc: Bloc) -> None:
    if isinstance(bloc, Titre):
        document.add_heading(bloc.texte, bloc.niveau)
    elif isinstance(bloc, Paragraphe):
        _ecrire(document.add_paragraph(), bloc.fragments)
    elif isinstance(bloc, Note):
        document.add_paragraph(bloc.texte, style="Intense Quote")
    elif isinstance(bloc, Liste):
        _ajouter_liste(document, bloc)
    else:
        _ajouter_tableau(document, bloc)


def _ecrire(paragraphe: Any, fragments: Fragments) -> None:
    for fragment in fragments:
        passage = paragraphe.add_run(fragment.texte)
        passage.bold = fragment.gras or None
        if "[à compléter" in fragment.texte:
            passage.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _ajouter_liste(document: Any, liste: Liste) -> None:
    style = "List Number" if liste.numerotee else "List Bullet"
    numero = _nouvelle_numerotation(document) if liste.numerotee else None
    for element in liste.elements:
        paragraphe = document.add_paragraph(style=style)
        _ecrire(paragraphe, element)
        if numero is not None:
            proprietes = paragraphe._p.get_or_add_pPr().get_or_add_numPr()
            proprietes.get_or_add_ilvl().val, proprietes.get_or_add_numId().val = 0, numero


def _nouvelle_numerotation(document: Any) -> int:
    """A list that starts again at 1: Word goes on from one list to the next when they share their number."""
    numerotation = document.part.numbering_part.element
    modele = document.styles["List Number"].element.pPr.numPr.numId.val
    source = next(num for num in numerotation.num_lst if num.numId == modele)
    nouvelle = numerotation.add_num(source.abstractNumId.val)
    nouvelle.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(nouvelle.numId)


def _ajouter_tableau(document: Any, tableau: Tableau) -> None:
    grille = document.add_table(rows=0, cols=len(tableau.entetes), style="Table Grid")
    for rang, ligne in enumerate((tableau.entetes, *tableau.lignes)):
        rangee = grille.add_row()
        for case, fragments in zip(rangee.cells, ligne, strict=True):
            _ecrire(case.paragraphs[0], fragments)
        if rang == 0:
            _marquer_entete(rangee)
    document.add_paragraph()


def _marquer_entete(rangee: Any) -> None:
    """A header row, read as such by screen readers and repeated on each page."""
    rangee._tr.get_or_add_trPr().append(deepcopy(OxmlElement("w:tblHeader")))
    for case in rangee.cells:
        for passage in case.paragraphs[0].runs:
            passage.bold = True
