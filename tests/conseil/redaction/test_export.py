"""Files reopened: the same text, real styles, lists and headings, French, properties."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from odf import teletype
from odf.opendocument import load
from odf.table import Table, TableHeaderRows
from odf.text import H, List, P

from conseil.droit import Droit
from conseil.redaction.blocs import Bloc, Fragment, Liste, Note, Paragraphe, Tableau, Titre, lignes_de
from conseil.redaction.export import FORMATS, Entete, archiver, exporter_document
from conseil.redaction.kit import ResultatKit
from conseil.redaction.kit.fichiers import NOTICE, archive, fichier
from tests.conseil.redaction.test_kit import rempli

ENTETE = Entete(titre="Essai & titre", objet="Un objet <test>", jour=date(2026, 11, 25))


def fragments(texte: str) -> tuple[Fragment, ...]:
    return (Fragment(texte=texte),)


BLOCS: tuple[Bloc, ...] = (
    Titre(niveau=1, texte="Première partie"),
    Paragraphe(fragments=(Fragment(texte="Objet.", gras=True), Fragment(texte=" La suite, *sans* <markup> | ici."))),
    Note(texte="À relire."),
    Liste(elements=(fragments("un ;"), fragments("deux."))),
    Titre(niveau=2, texte="Sous-partie"),
    Liste(numerotee=True, elements=(fragments("premier"), fragments("second"))),
    Liste(numerotee=True, elements=(fragments("encore premier"),)),
    Tableau(entetes=(fragments("Colonne"), ()), lignes=((fragments("a | b"), fragments("……")),)),
    Paragraphe(fragments=fragments("1. Ce paragraphe commence par un chiffre.")),
)


def lire_docx(contenu: bytes) -> list[str]:
    document = Document(io.BytesIO(contenu))
    textes = []
    for element in document.iter_inner_content():
        if hasattr(element, "rows"):
            textes += [case.text for rangee in element.rows for case in rangee.cells]
        else:
            textes.append(element.text)
    return [texte for texte in textes if texte]


def lire_odt(contenu: bytes) -> list[str]:
    document = load(io.BytesIO(contenu))
    trouves = [element for element in document.text.childNodes]
    textes: list[str] = []

    def visiter(element: object) -> None:
        if getattr(element, "qname", None) in (P().qname, H(outlinelevel=1).qname):
            textes.append(teletype.extractText(element))
        else:
            for enfant in getattr(element, "childNodes", ()):
                visiter(enfant)

    for element in trouves:
        visiter(element)
    return [texte for texte in textes if texte]


def lire_md(contenu: bytes) -> list[str]:
    lignes = []
    for ligne in contenu.decode().splitlines():
        if ligne.startswith("|"):
            lignes += re.split(r"(?<!\\)\|", ligne)[1:-1]
        else:
            lignes.append(re.sub(r"^(#+|>|-|\d+\.) ", "", ligne))
    propres = [re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\*\*", "", ligne)).strip() for ligne in lignes]
    return [ligne for ligne in propres if ligne and set(ligne) != {"-"}]


LECTURES = {"docx": lire_docx, "odt": lire_odt, "md": lire_md}


@pytest.mark.parametrize("format", FORMATS)
def test_a_reopened_file_holds_the_same_text(format: str) -> None:
    lus = LECTURES[format](exporter_document(ENTETE, BLOCS, format))  # type: ignore[arg-type]
    assert lus[0] == ENTETE.titre
    assert lus[1] == "Un objet <test>, 25 novembre 2026"
    assert lus[2:] == [ligne for ligne in lignes_de(BLOCS) if ligne]


@pytest.fixture(scope="module")
def kit(droit: Droit) -> ResultatKit:
    """A whole kit, with its criterion."""
    return rempli(droit, "travaux", critere=True)


@pytest.mark.parametrize("format", FORMATS)
def test_every_document_of_a_kit_reopens(kit: ResultatKit, format: str) -> None:
    for document in kit.documents:
        lus = LECTURES[format](fichier(kit, document.document, format))  # type: ignore[arg-type]
        assert lus[0] == document.titre
        attendus = [ligne.strip() for piece in document.pieces for ligne in lignes_de(piece.blocs) if ligne.strip()]
        restants = iter(ligne.strip() for ligne in lus)
        assert all(ligne in restants for ligne in attendus), document.document
        a_confirmer = sum(piece.confiance == "a_confirmer" for piece in document.pieces)
        assert sum("Modèle à confirmer" in ligne for ligne in lus) == a_confirmer


def test_the_notice_holds_every_precaution(kit: ResultatKit) -> None:
    texte = "\n".join(lire_docx(fichier(kit, NOTICE, "docx")))
    for document in kit.documents:
        for piece in document.pieces:
            for precaution in piece.precautions:
                assert precaution in texte


def test_docx_is_accessible() -> None:
    document = Document(io.BytesIO(exporter_document(ENTETE, BLOCS, "docx")))
    styles = [paragraphe.style.name for paragraphe in document.paragraphs]
    assert styles[:3] == ["Title", "Subtitle", "Heading 1"]
    assert {"Heading 2", "List Bullet", "List Number", "Intense Quote"} <= set(styles)
    assert document.core_properties.language == "fr-FR"
    assert document.core_properties.title == ENTETE.titre
    assert 'w:val="fr-FR"' in document.styles.element.xml
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    numeros = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numeros[0] == numeros[1] != numeros[2], "the second list starts again at 1"


def test_odt_is_accessible() -> None:
    document = load(io.BytesIO(exporter_document(ENTETE, BLOCS, "odt")))
    assert [titre.getAttribute("outlinelevel") for titre in document.getElementsByType(H)] == ["1", "2"]
    assert len(document.getElementsByType(List)) == 3
    assert len(document.getElementsByType(Table)[0].getElementsByType(TableHeaderRows)) == 1
    with zipfile.ZipFile(io.BytesIO(exporter_document(ENTETE, BLOCS, "odt"))) as fichier_zip:
        assert 'fo:language="fr"' in fichier_zip.read("styles.xml").decode()
        assert "<dc:language>fr-FR</dc:language>" in fichier_zip.read("meta.xml").decode()


def test_the_archive_holds_a_notice_then_every_document(kit: ResultatKit) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(kit, "md"))) as fichiers:
        noms = fichiers.namelist()
        assert fichiers.testzip() is None
    assert noms == [
        "00-notice.md", "01-avis.md", "02-rc.md", "03-ccap.md", "04-ae.md", "05-annexe.md", "06-cadre-reponse.md",
        "07-suivi.md",
    ]  # fmt: skip
    assert archiver({"a": b"x"}) == archiver({"a": b"x"})
