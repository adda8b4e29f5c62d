"""Model clauses: the real ones hold together, and a broken one is told with its file and line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from base_connaissance.clauses import VARIABLE, ClauseType, Variable, lire_clauses
from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from base_connaissance.verification import chiffres, clauses
from base_connaissance.verification.contexte import Contexte

RACINE = Path(__file__).resolve().parents[2] / "base_connaissance"
REELLES = lire_clauses(RACINE)
JOUR = date(2026, 11, 22)
FIGURE = re.compile(r"\d\s*(?:€|%|euros?|heures?|mois|ans?|jours?|semaines?)(?!\w)")
# What a clause must not impose: a kind of contract, a place to live, one named structure.
MOYEN_IMPOSE = re.compile(
    r"(?:doit|doivent|exig\w+|impos\w+|obligat\w+)[^.]{0,60}"
    r"(?:\bCDI\b|durée indéterminée|habitant|domicili|résid(?:er|ant|ence)|par l'association)",
    re.IGNORECASE,
)
ENTETE = """---
titre: Une clause d'essai
document: ccap
cas: [tous]
variables:
  heures: {libelle: "Nombre d'heures", type: entier, exemple: "833"}
liens: []
fiches: [obligation-2026]
sources: [ccp-l2112-2]
verifie_le: 2026-11-22
a_revoir_le: 2027-11-22
confiance: vu
---
"""
CORPS = "## Pourquoi\nPour essayer.\n\n## Texte\nAu moins [[heures]] heures.\n\n## Précautions\n- Aucune.\n"


@pytest.fixture(scope="module")
def base() -> Base:
    """The real base."""
    return lire_base(RACINE)


def deposer(racine: Path, contenu: str, nom: str = "ccap/essai.md") -> Path:
    """A base folder that holds this clause, and nothing else."""
    chemin = racine / "clauses" / nom
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(contenu, encoding="utf-8")
    return racine


def problemes_de(racine: Path) -> list[Probleme]:
    with pytest.raises(BaseInvalide) as erreur:
        lire_clauses(racine)
    return erreur.value.problemes


def test_enough_clauses_for_every_document_and_case() -> None:
    assert len(REELLES) >= 26
    assert {clause.document for clause in REELLES.values()} == {
        "avis", "rc", "ccap", "ae", "annexe", "cadre_reponse", "motif", "suivi",
    }  # fmt: skip
    assert {cas for clause in REELLES.values() for cas in clause.cas} == {
        "travaux", "services", "accord_cadre", "prestations_intellectuelles", "marche_reserve", "critere", "tous",
        "concession",
    }  # fmt: skip


def test_base_carries_the_clauses_and_finds_nothing_to_say(base: Base) -> None:
    contexte = Contexte(base, RACINE, JOUR)
    assert base.clauses.keys() == REELLES.keys()
    assert Base.model_validate_json(base.model_dump_json()).clauses == base.clauses
    assert list(clauses.controler(contexte)) == []
    assert [p for p in chiffres.controler(contexte) if "/clauses/" in p.fichier] == []


@pytest.mark.parametrize("clause", REELLES.values(), ids=lambda clause: clause.id)
def test_no_figure_and_no_imposed_means_in_the_text(clause: ClauseType) -> None:
    assert FIGURE.search(VARIABLE.sub(" ", clause.texte)) is None
    assert "{{" not in clause.texte
    assert MOYEN_IMPOSE.search(clause.texte) is None


def test_penalty_amounts_are_left_to_the_buyer() -> None:
    montants = {
        nom: variable for clause in REELLES.values() for nom, variable in clause.variables.items() if "penalite" in nom
    }
    assert montants
    assert {(variable.type, variable.exemple) for variable in montants.values()} == {("montant", "1")}


def test_every_exception_to_the_duty_has_its_statement_of_reasons() -> None:
    motifs = "\n".join(clause.texte for clause in REELLES.values() if clause.document == "motif")
    for cas in ("L. 2112-2-1, II, 1°", "L. 2112-2-1, II, 2°", "L. 2112-2-1, II, 3°", "L. 2112-2-1, II, 4°"):
        assert cas in motifs
    assert "L. 3114-2-1, II, 1°" in motifs and "L. 3114-2-1, II, 2°" in motifs
    assert "L. 3114-2-1, II, 3°" not in motifs


def test_a_sound_clause_is_read(tmp_path: Path) -> None:
    clause = lire_clauses(deposer(tmp_path, ENTETE + CORPS))["essai"]
    assert clause.texte == "Au moins [[heures]] heures."
    assert clause.variables["heures"].obligatoire
    assert clause.chemin == "clauses/ccap/essai.md"


@pytest.mark.parametrize(
    ("avant", "apres", "ligne", "message"),
    [
        ("document: ccap", "document: cctp", 3, "valeur « cctp » inconnue"),
        ("document: ccap", "document: rc", 3, "ne va pas avec le dossier « ccap »"),
        ("cas: [tous]", "cas: tous", 4, "une liste est attendue"),
        ("type: entier", "type: heure", 6, "valeur « heure » inconnue"),
        ('exemple: "833"', 'exemple: "beaucoup"', 6, "ne convient pas au type « entier »"),
        ("type: entier", "type: choix", 6, "au moins deux valeurs"),
        ("sources: [ccp-l2112-2]", "sources: []", 9, "1 éléments au moins"),
        ("verifie_le: 2026-11-22", "verifie_le: hier", 10, "une date AAAA-MM-JJ est attendue"),
        ("  heures: {", "  jours: {", 6, "déclarée mais absente"),
        ("[[heures]]", "[[nombre]]", 18, "« [[nombre]] » n'est pas déclarée"),
        ("[[heures]]", "[[heures]] [[", 18, "mal fermés"),
        ("## Précautions", "## Remarques", 14, "sections attendues"),
        ("confiance: vu\n---", "confiance: vu\n", 1, "qui ferme l'en-tête"),
    ],
)
def test_a_broken_clause_is_told_with_its_line(
    tmp_path: Path, avant: str, apres: str, ligne: int, message: str
) -> None:
    contenu = ENTETE + CORPS
    assert avant in contenu
    trouves = problemes_de(deposer(tmp_path / "base", contenu.replace(avant, apres, 1)))
    assert [p for p in trouves if p.ligne == ligne and message in p.message], [str(p) for p in trouves]
    assert {p.fichier for p in trouves} == {"base/clauses/ccap/essai.md"}


def test_every_broken_clause_is_told_at_once(tmp_path: Path) -> None:
    deposer(tmp_path, "sans en-tête")
    deposer(tmp_path, ENTETE.replace("cas: [tous]", "cas: []") + CORPS, "ccap/autre.md")
    assert [p.ligne for p in problemes_de(tmp_path)] == [4, 1]


def test_what_a_clause_names_must_exist(base: Base, tmp_path: Path) -> None:
    entete = ENTETE.replace("liens: []", "liens: [essai, absente]").replace("obligation-2026", "sans-fiche")
    racine = deposer(tmp_path, entete.replace("ccp-l2112-2", "sans-source") + CORPS)
    contexte = Contexte(base.model_copy(update={"clauses": lire_clauses(racine)}), racine, JOUR)
    messages = {probleme.message: probleme.ligne for probleme in clauses.controler(contexte)}
    assert messages == {
        "la clause liée « absente » n'existe pas": 7,
        "la clause se cite elle-même dans « liens »": 7,
        "la fiche « sans-fiche » n'existe pas": 8,
        "la source « sans-source » n'est pas dans sources.yml": 9,
    }


def test_variables_agree_between_clauses_and_print_well(base: Base, tmp_path: Path) -> None:
    texte = CORPS.replace("Au moins [[heures]] heures.", "Soit [[heures]] € pour [[lots]].")
    entete = ENTETE.replace("type: entier", "type: montant").replace(
        "liens: []", '  lots: {libelle: "Lots", type: liste, exemple: "lot 1 ; lot 2", obligatoire: false}\nliens: []'
    )
    deposer(tmp_path, ENTETE + CORPS, "ccap/a.md")
    racine = deposer(tmp_path, entete + texte, "ccap/b.md")
    contexte = Contexte(base.model_copy(update={"clauses": lire_clauses(racine)}), racine, JOUR)
    trouves = [(p.ligne, p.message) for p in clauses.controler(contexte)]
    assert (6, "la variable « heures » est déclarée autrement dans la clause « a »") in trouves
    assert (19, "« [[heures]] € » : le signe vient déjà avec la valeur") in trouves
    assert (19, "« [[lots]] », facultative, partage son alinéa avec une variable obligatoire") in trouves


@pytest.mark.parametrize(
    ("type_", "bonnes", "mauvaises"),
    [
        ("entier", ["0", "833"], ["8,5", "-1", "", "8 33"]),
        ("taux", ["5", "12,5"], ["5 %", "12.5"]),
        ("montant", ["1", "1250,50"], ["1,255", "1 €"]),
        ("date", ["2026-12-01"], ["01/12/2026", "2026-02-30"]),
        ("liste", ["a", "a ; b"], ["a ; ", ""]),
    ],
)
def test_values_must_fit_their_type(type_: str, bonnes: list[str], mauvaises: list[str]) -> None:
    variable = Variable.model_validate({"libelle": "Essai", "type": type_, "exemple": bonnes[0]})
    assert all(variable.accepte(valeur) for valeur in bonnes)
    assert not any(variable.accepte(valeur) for valeur in mauvaises)


def test_a_choice_only_takes_its_values() -> None:
    variable = Variable(libelle="Rythme", type="choix", exemple="mensuelle", choix=("mensuelle", "trimestrielle"))
    assert variable.accepte("trimestrielle") and not variable.accepte("annuelle")
