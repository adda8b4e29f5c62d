""".odt files by odfpy: outline levels, real lists, header rows, French, properties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from odf import dc, meta, style, table, text  # type: ignore[import-untyped]
from odf.opendocument import OpenDocumentText  # type: ignore[import-untyped]

from base_connaissance.presentation import formater_date
from conseil.redaction.blocs import Bloc, Fragments, Liste, Note, Paragraphe, Titre

_TAILLES = {1: "16pt", 2: "14pt", 3: "12pt", 4: "11pt"}


def ecrire_odt(titre: str, objet: str, jour: date, blocs: Sequence[Bloc]) -> bytes:
    """The bytes of the file."""
    document = OpenDocumentText()
    _preparer(document, titre, objet, jour)
    corps = document.text
    corps.addElement(text.P(stylename="Title", text=titre))
    corps.addElement(text.P(stylename="Subtitle", text=f"{objet}, {formater_date(jour)}"))
    for bloc in blocs:
        corps.addElement(_bloc(bloc))
    sortie = BytesIO()
    document.write(sortie)
    return sortie.getvalue()


def _preparer(document: Any, titre: str, objet: str, jour: date) -> None:
    document.meta.addElement(dc.Title(text=titre))
    document.meta.addElement(dc.Subject(text=objet))
    document.meta.addElement(dc.Language(text="fr-FR"))
    document.meta.addElement(dc.Date(text=f"{jour.isoformat()}T00:00:00"))
    document.meta.addElement(meta.InitialCreator(text="Clausier"))
    defaut = style.DefaultStyle(family="paragraph")
    defaut.addElement(style.TextProperties(fontsize="11pt", language="fr", country="FR"))
    document.styles.addElement(defaut)
    for nom, taille in [("Title", "20pt"), ("Subtitle", "12pt")]:
        document.styles.addElement(_style(nom, fontsize=taille, fontweight="bold" if nom == "Title" else "normal"))
    for niveau, taille in _TAILLES.items():
        document.styles.addElement(_style(f"Heading_20_{niveau}", fontsize=taille, fontweight="bold"))
    document.styles.addElement(_style("Note", fontstyle="italic"))
    for famille, nom, proprietes in [
        ("text", "Gras", {"fontweight": "bold"}),
        ("text", "A_20_completer", {"backgroundcolor": "#ffff00"}),
    ]:
        element = style.Style(name=nom, family=famille)
        element.addElement(style.TextProperties(**proprietes))
        document.styles.addElement(element)
    document.styles.addElement(_style_de_liste("Puces", numerotee=False))
    document.styles.addElement(_style_de_liste("Numeros", numerotee=True))
    cellule = style.Style(name="Case", family="table-cell")
    cellule.addElement(style.TableCellProperties(border="0.5pt solid #000000", padding="0.1cm"))
    document.automaticstyles.addElement(cellule)


def _style(nom: str, **proprietes: str) -> Any:
    element = style.Style(name=nom, family="paragraph", displayname=nom.replace("_20_", " "))
    element.addElement(style.ParagraphProperties(marginbottom="0.2cm", margintop="0.2cm"))
    element.addElement(style.TextProperties(**proprietes))
    return element


def _style_de_liste(nom: str, *, numerotee: bool) -> Any:
    element = text.ListStyle(name=nom)
    niveau = (
        text.ListLevelStyleNumber(level=1, numformat="1", numsuffix=".")
        if numerotee else text.ListLevelStyleBullet(level=1, bulletchar="•")
    )  # fmt: skip
    niveau.addElement(style.ListLevelProperties(spacebefore="0.5cm", minlabelwidth="0.6cm"))
    element.addElement(niveau)
    return element


def _bloc(bloc: Bloc) -> Any:
    if isinstance(bloc, Titre):
        return text.H(outlinelevel=bloc.niveau, stylename=f"Heading_20_{bloc.niveau}", text=bloc.texte)
    if isinstance(bloc, Paragraphe):
        return _paragraphe(bloc.fragments)
    if isinstance(bloc, Note):
        return text.P(stylename="Note", text=bloc.texte)
    if isinstance(bloc, Liste):
        liste = text.List(stylename="Numeros" if bloc.numerotee else "Puces")
        for element in bloc.elements:
            puce = text.ListItem()
            puce.addElement(_paragraphe(element))
            liste.addElement(puce)
        return liste
    grille = table.Table()
    grille.addElement(table.TableColumn(numbercolumnsrepeated=len(bloc.entetes)))
    titres = table.TableHeaderRows()
    titres.addElement(_rangee(bloc.entetes, gras=True))
    grille.addElement(titres)
    for ligne in bloc.lignes:
        grille.addElement(_rangee(ligne))
    return grille


def _rangee(cases: tuple[Fragments, ...], *, gras: bool = False) -> Any:
    rangee = table.TableRow()
    for fragments in cases:
        case = table.TableCell(stylename="Case", valuetype="string")
        case.addElement(_paragraphe(tuple(f.model_copy(update={"gras": gras or f.gras}) for f in fragments)))
        rangee.addElement(case)
    return rangee


def _paragraphe(fragments: Fragments) -> Any:
    paragraphe = text.P()
    for fragment in fragments:
        nom = "A_20_completer" if "[à compléter" in fragment.texte else "Gras" if fragment.gras else None
        if nom:
            paragraphe.addElement(text.Span(stylename=nom, text=fragment.texte))
        else:
            paragraphe.addText(fragment.texte)
    return paragraphe
