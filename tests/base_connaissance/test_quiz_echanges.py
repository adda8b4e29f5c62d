"""The bank out and back: nothing lost, nothing a spreadsheet would compute, each line's fate said."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from base_connaissance.modeles import Base
from base_connaissance.questionnaire.echanges.gift import ecrire_gift
from base_connaissance.questionnaire.echanges.importation import OCTETS_MAXIMUM, importer
from base_connaissance.questionnaire.echanges.lignes import deproteger, proteger
from base_connaissance.questionnaire.echanges.rapport import Echange, Importation
from base_connaissance.questionnaire.echanges.tableur import LIGNES_MAXIMUM, ecrire_csv, ecrire_xlsx
from base_connaissance.questionnaire.modeles import MODELES, Item, ItemChoix
from base_connaissance.questionnaire.resolution import resoudre
from tests.base_connaissance.copies import JOUR

ECRIVAINS = {"gift": ecrire_gift, "csv": ecrire_csv, "xlsx": ecrire_xlsx}
DEFAUTS = {"fiche": "clause-obligatoire", "theme": "obligation", "niveau": 1, "publics": ("acheteur",)}
FORMULES = ("=1+1", "+33 4", "-1", "@somme", "\t=1", "\r=1", "'=1", "''@x", "=cmd|' /C calc'!A0")
ENTETE = "id;fiche;theme;type;niveau;publics;enonce;juste;explication;correction;option_1;juste_1;option_2;juste_2"


def nu(item: Item) -> Item:
    """The item without its stamp, its no-break spaces made ordinary as any reader of a file makes them."""
    return MODELES[item.type].model_validate(item.model_dump(exclude={"empreinte"}))  # type: ignore[return-value]


def lire(texte: str, extension: str = "gift", **defauts: object) -> Importation:
    return importer(texte.encode(), extension, DEFAUTS | defauts)


@pytest.mark.parametrize("forme", ECRIVAINS)
@pytest.mark.parametrize("rempli", [False, True], ids=["references", "valeurs"])
def test_the_whole_bank_comes_back(base: Base, forme: str, rempli: bool) -> None:
    items = [resoudre(base, item, JOUR) if rempli else item for item in base.quiz.values()]
    importation = importer(ECRIVAINS[forme](items), forme)
    assert {ligne.statut for ligne in importation.rapport} == {"acceptée"}
    assert {item.id: item for item in importation.items} == {item.id: nu(item) for item in items}


def test_gift_without_our_comments_keeps_what_it_can_hold(base: Base) -> None:
    """What Moodle gives back: an ordering has become a matching, a case has become its questions."""
    items = [resoudre(base, item, JOUR) for item in base.quiz.values()]
    sortie = ecrire_gift(items).decode()
    sans_notes = "\n".join(ligne for ligne in sortie.split("\n") if not ligne.startswith("// clausier"))
    relus = {item.id: item for item in lire(sans_notes).items}
    for item in items:
        if item.type in {"choix", "plusieurs", "vrai_faux", "appariement"}:
            champs = nu(item).model_dump(exclude=set(DEFAUTS) | {"hypotheses"})
            assert relus[item.id].model_dump(exclude=set(DEFAUTS) | {"hypotheses"}) == champs
        if item.type == "ordre":
            assert relus[item.id].type == "appariement"
        if item.type == "nombre":
            assert (relus[item.id].type, relus[item.id].unite) == ("nombre", "unités")  # type: ignore[union-attr]
        if item.type == "cas":
            assert f"{item.id}-1" in relus


def test_gift_is_shaped_for_moodle(base: Base) -> None:
    sortie = ecrire_gift([base.quiz["q-seuil-concurrence"], base.quiz["q-devoirs-dispense"]]).decode()
    assert "$CATEGORY: $course$/top/Clausier/Seuils, montants et procédures" in sortie
    assert "::q-seuil-concurrence::" in sortie and "\tFALSE#" in sortie
    assert sortie.count("~%33.33333%") == 3 and "~%-33.33333%" in sortie


@pytest.mark.parametrize("texte", FORMULES)
def test_no_cell_is_a_formula(base: Base, texte: str) -> None:
    item = base.quiz["q-seuil-concurrence"].model_copy(update={"enonce": texte, "correction": texte})
    cellules = [
        c for ligne in csv.reader(io.StringIO(ecrire_csv([item]).decode("utf-8-sig")), delimiter=";") for c in ligne
    ]
    feuille = load_workbook(io.BytesIO(ecrire_xlsx([item]))).active
    assert feuille is not None
    cellules += [str(c.value) for ligne in feuille.iter_rows() for c in ligne if c.value is not None]
    assert not [cellule for cellule in cellules if cellule.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {c.data_type for ligne in feuille.iter_rows() for c in ligne if c.value is not None} == {"s"}


@given(st.text(max_size=20) | st.sampled_from(FORMULES))
def test_a_protected_cell_comes_back_as_it_was(texte: str) -> None:
    assert deproteger(proteger(texte)) == texte
    assert not proteger(texte).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_moodle_question_takes_the_fields_given(base: Base) -> None:
    importation = lire("::Titre::Combien ?{=un#bien ~deux#trop ~trois####Parce que.}\n")
    (item,) = importation.items
    assert isinstance(item, ItemChoix)
    assert (item.id, item.fiche, item.explication) == ("titre", "clause-obligatoire", "Parce que.")
    (ligne,) = importation.rapport
    assert (ligne.ligne, ligne.statut) == (1, "corrigée")
    assert "« fiche » absent : « clause-obligatoire » mis" in ligne.details
    assert "« pourquoi » : à écrire pour « trois »" in ligne.details


@pytest.mark.parametrize(
    ("gift", "raison"),
    [
        ("Décrivez {}", "« type » : question ouverte"),
        ("Sans accolade", "« reponse » : accolades absentes"),
        ("Mot {=seul}", "« type » : question ouverte"),
        ("Nombre {#=3:1 =4:1}", "« reponse » : un seul nombre"),
        ("Vrai {TRUE}", "une affirmation vraie demande une « explication »"),
        ("Choix {=a ~b}", "« explication » : champ obligatoire absent"),
        ("Fermée \\} {=a ~b####c} puis }", None),
    ],
)
def test_what_gift_questions_are_refused(gift: str, raison: str | None) -> None:
    importation = lire(f"// un commentaire\n\n{gift}\n")
    (ligne,) = importation.rapport
    if raison is not None:
        assert (ligne.ligne, ligne.statut) == (3, "rejetée")
        assert raison in ligne.details[0]


def test_a_case_that_lost_a_question_is_refused(base: Base) -> None:
    sortie = ecrire_gift([base.quiz["q-cas-nettoyage-commune"]]).decode()
    blocs = sortie.split("\n\n")
    importation = importer("\n\n".join([blocs[0], blocs[1], blocs[3]]).encode(), "gift")
    assert importation.items == ()
    assert importation.rapport[0].details == ("« questions » : 2 questions du cas lues sur 3",)


def test_each_line_of_a_sheet_has_its_fate() -> None:
    lignes = [
        ENTETE,
        "q-a;f;obligation;vrai_faux;1;acheteur;Énoncé un;oui;Parce que.;;;;;",
        "Q B;f;Obligation;Vrai/Faux; 2.0 ;Acheteurs, Formateurs;Énoncé deux;FAUX;;La règle.;;;;",
        "q-c;f;obligation;choix;7;acheteur;Énoncé trois;;Parce que.;;un;oui;deux;non",
        "q-a;f;obligation;vrai_faux;1;acheteur;Énoncé un;oui;Parce que.;;;;;",
        ";;;;;;;;;;;;;",
        "q-d;f;obligation;choix;1;acheteur;Énoncé quatre;;Parce que.;;un;peut-être;deux;non",
    ]
    importation = importer("\n".join(lignes).encode("cp1252"), ".CSV")
    sorts = {ligne.ligne: (ligne.statut, " ".join(ligne.details)) for ligne in importation.rapport}
    assert [item.id for item in importation.items] == ["q-a"]
    assert sorts[2] == ("acceptée", "")
    assert sorts[3][0] == "rejetée" and "« theme » : valeur « Obligation » inconnue" in sorts[3][1]
    assert sorts[4] == ("rejetée", "« niveau » : valeur « 7 » inconnue ; attendu : 1, 2 ou 3")
    assert sorts[5] == ("rejetée", "« id » : « q-a » figure déjà plus haut")
    assert sorts[7][0] == "rejetée" and "juste" in sorts[7][1]
    assert 6 not in sorts


def test_a_sheet_is_corrected_where_it_can_be_understood() -> None:
    texte = f"{ENTETE}\nMa question;f;obligation;Vrai/Faux; 2.0 ;Acheteurs;Énoncé;FAUX;;La règle.;;;;\n"
    importation = importer(texte.encode("utf-8-sig"), "csv")
    (item,) = importation.items
    assert (item.id, item.type, item.niveau, item.publics) == ("ma-question", "vrai_faux", 2, ("acheteur",))
    assert importation.compter("corrigée") == 1
    assert {detail.split(" : ")[0] for detail in importation.rapport[0].details} == {
        "« id »", "« type »", "« niveau »", "« publics »", "« juste »",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("octets", "extension", "message"),
    [
        (b"", "csv", "la première ligne doit nommer les colonnes"),
        (b"a;b\n1;2\n", "csv", "dont « enonce »"),
        (b'enonce\n"ouvert', "csv", "mal formé"),
        (b"pas un classeur", "xlsx", "n'est pas un classeur"),
        (b"\xff\xfe", "gift", "n'est pas en UTF-8"),
        (b"", "pdf", "format « pdf » inconnu"),
        (b"x" * (OCTETS_MAXIMUM + 1), "csv", "plus de 5 Mo"),
        (b"enonce\n" + b"x\n" * (LIGNES_MAXIMUM + 1), "csv", "plus de 5000 lignes"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(octets: bytes, extension: str, message: str) -> None:
    with pytest.raises(Echange) as erreur:
        importer(octets, extension)
    assert message in str(erreur.value)


@given(st.text(alphabet=st.sampled_from("=~#{}:\\%->T1. \n/$[]é"), max_size=60))
def test_any_gift_text_is_read_or_refused(texte: str) -> None:
    importation = importer(texte.encode(), "gift", DEFAUTS)
    assert len(importation.items) + importation.compter("rejetée") == len(importation.rapport)
