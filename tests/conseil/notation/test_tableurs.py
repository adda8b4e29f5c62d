"""Workbooks reopened: formulas that give the printed values, texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from odf import teletype
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from openpyxl import load_workbook

from conseil.droit import Droit
from conseil.notation import DemandeNotation, ResultatNotation, evaluer_offres
from conseil.notation.tableurs import en_openformula, exporter_notation

_NOMS = ("taches", "accueil", "encadrement", "formation", "suites")
_POINTS = (20, 20, 30, 20, 10)


def _lire(niveaux: str) -> dict[str, int]:
    return dict(zip(_NOMS, map(int, niveaux), strict=True))


DEMANDE = DemandeNotation.model_validate(
    {
        "grille": {"poids_critere": 15, "sous_criteres": [{"id": nom, "points": points}
                   for nom, points in zip(_NOMS, _POINTS, strict=True)]},
        "offres": [
            {"nom": "=cmd|' /C calc'!A0", "heures": 900, "lectures": [_lire("23210"), _lire("33212")]},
            {"nom": "@SUM(1)", "heures": 600, "lectures": [_lire("11333"), _lire("12323")]},
            {"heures": 1500, "lectures": [_lire("10110"), _lire("10111")]},
        ],
    },
    strict=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def resultat(droit: Droit) -> ResultatNotation:
    """Three offers, two readers."""
    return evaluer_offres(DEMANDE, droit)


class Classeur:
    """A workbook whose few kinds of formulas are computed again here, without any spreadsheet."""

    def __init__(self, contenu: bytes) -> None:
        self.feuilles = {feuille.title: feuille for feuille in load_workbook(io.BytesIO(contenu)).worksheets}

    def valeur(self, feuille: str, adresse: str) -> Any:
        case = self.feuilles[feuille][adresse].value
        return self.calculer(feuille, case[1:]) if isinstance(case, str) and case.startswith("=") else case

    def calculer(self, feuille: str, formule: str) -> Any:
        def plage(trouve: re.Match[str]) -> str:
            page, debut, fin = trouve[1] or feuille, trouve[2].replace("$", ""), (trouve[3] or "").replace("$", "")
            if not fin:
                return repr(self.valeur(page, debut))
            cases = self.feuilles[page][f"{debut}:{fin}"]
            return repr([self.valeur(page, case.coordinate) for rangee in cases for case in rangee])

        expression = re.sub(r"(?:(\w+)!)?(\$?[A-Z]\$?\d+)(?::(\$?[A-Z]\$?\d+))?", plage, formule)
        fonctions = {
            "SUM": sum, "MAX": max, "MIN": min, "AVERAGE": lambda v: sum(v) / len(v),
            "IF": lambda test, oui, non: oui if test else non,
            "RANK": lambda valeur, toutes: 1 + sum(autre > valeur + 1e-9 for autre in toutes),
        }  # fmt: skip
        return eval(expression, {"__builtins__": {}}, fonctions)


def test_formulas_give_the_printed_values(resultat: ResultatNotation) -> None:
    classeur = Classeur(exporter_notation(DEMANDE, resultat, "xlsx"))
    for rang, offre in enumerate(resultat.offres, start=2):
        assert classeur.valeur("Synthese", f"B{rang}") == pytest.approx(offre.qualite, abs=0.01)
        assert classeur.valeur("Synthese", f"E{rang}") == offre.qualite
        assert classeur.valeur("Synthese", f"C{rang}") == classeur.valeur("Synthese", f"F{rang}") == offre.rang
        assert classeur.valeur("Synthese", f"D{rang}") == pytest.approx(offre.points, abs=0.01)
    ligne = 2
    for offre in resultat.offres:
        for detail in offre.details:
            assert classeur.valeur("Notes", f"H{ligne}") == pytest.approx(detail.note, abs=0.01)
            assert classeur.valeur("Notes", f"I{ligne}") == detail.note
            assert classeur.valeur("Notes", f"F{ligne}") == detail.ecart
            assert classeur.valeur("Notes", f"G{ligne}") == ("oui" if detail.a_discuter else "")
            ligne += 1


def test_a_changed_level_changes_the_sum(resultat: ResultatNotation) -> None:
    classeur = Classeur(exporter_notation(DEMANDE, resultat, "xlsx"))
    avant = classeur.valeur("Synthese", "B4")
    classeur.feuilles["Notes"]["C12"].value = 3
    assert classeur.valeur("Synthese", "B4") > avant


def test_no_text_is_taken_for_a_formula(resultat: ResultatNotation) -> None:
    for feuille in load_workbook(io.BytesIO(exporter_notation(DEMANDE, resultat, "xlsx"))).worksheets:
        for rangee in feuille.iter_rows():
            for case in rangee:
                if isinstance(case.value, str) and case.data_type != "f":
                    assert not case.value.startswith(("=", "+", "-", "@", "\t", "\r")), case.value
                if case.data_type == "f":
                    assert "cmd" not in case.value


def test_ods_holds_the_same_with_its_values(resultat: ResultatNotation) -> None:
    document = load(io.BytesIO(exporter_notation(DEMANDE, resultat, "ods")))
    feuilles = {f.getAttribute("name"): f for f in document.getElementsByType(Table)}
    assert list(feuilles) == ["Lisez-moi", "Grille", "Notes", "Synthese"]
    rangees = feuilles["Synthese"].getElementsByType(TableRow)
    for rangee, offre in zip(rangees[1:4], resultat.offres, strict=True):
        cases = rangee.getElementsByType(TableCell)
        assert cases[1].getAttribute("formula").startswith("of:=SUM([$Notes.")
        assert float(cases[1].getAttribute("value")) == offre.qualite
        assert not teletype.extractText(cases[0]).startswith(("=", "@"))


def test_a_grid_alone_is_exported_too(droit: Droit) -> None:
    demande = DEMANDE.model_copy(update={"offres": ()})
    contenu = exporter_notation(demande, evaluer_offres(demande, droit), "xlsx")
    assert [feuille.title for feuille in load_workbook(io.BytesIO(contenu)).worksheets] == ["Lisez-moi", "Grille"]


@pytest.mark.parametrize(
    ("excel", "opendocument"),
    [
        ("SUM(Notes!H2:H6)", "SUM([$Notes.H2:.H6])"), ("RANK(B2,B$2:B$4)", "RANK([.B2];[.B$2:.B$4])"),
        ('IF(F2>1,"oui, F2","")', 'IF([.F2]>1;"oui, F2";"")'), ("B2*15/100", "[.B2]*15/100"),
    ],
)  # fmt: skip
def test_openformula(excel: str, opendocument: str) -> None:
    assert en_openformula(excel) == opendocument
