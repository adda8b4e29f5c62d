"""Blanks filled once, lines with an empty optional blank left out, nothing that a visitor types becomes markup."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_connaissance.clauses import VARIABLE
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.redaction.blocs import lignes_de, lire_markdown
from conseil.redaction.kit import DemandeKit, ResultatKit, composer_kit, variables_du_kit
from conseil.redaction.kit.coherence import Dossier, controler
from conseil.redaction.kit.remplissage import remplir_clause

CAS = ("travaux", "services", "accord_cadre", "prestations_intellectuelles", "critere", "concession")


def demander(**champs: Any) -> DemandeKit:
    return DemandeKit.model_validate_json(json.dumps(champs))


def rempli(droit: Droit, cas: str, **autres: Any) -> ResultatKit:
    variables = variables_du_kit(demander(cas=cas, **autres), droit)
    valeurs = {variable.nom: variable.exemple for variable in variables}
    valeurs |= {"penalite_heure": "20", "plafond_penalites": "5000"} if "penalite_heure" in valeurs else {}
    return composer_kit(demander(cas=cas, valeurs=valeurs, **autres), droit)


def lignes(kit: ResultatKit) -> list[str]:
    return [ligne for doc in kit.documents for piece in doc.pieces for ligne in lignes_de(piece.blocs)]


def test_every_clause_of_the_base_reads_as_blocks(droit: Droit) -> None:
    for clause in droit.base.clauses.values():
        assert list(lignes_de(lire_markdown(clause.texte)))
        assert list(lignes_de(lire_markdown(clause.precautions)))


@pytest.mark.parametrize("cas", CAS)
def test_a_full_kit_has_no_blank_left_and_no_contradiction(droit: Droit, cas: str) -> None:
    kit = rempli(droit, cas)
    assert kit.coherent
    assert not kit.a_completer
    assert not any(VARIABLE.search(ligne) or "à compléter" in ligne for ligne in lignes(kit))


@pytest.mark.parametrize("cas", CAS)
def test_every_link_is_in_the_kit_or_left_out_by_the_case(droit: Droit, cas: str) -> None:
    kit = rempli(droit, cas)
    assert not [constat for constat in kit.constats if "suppose la clause" in constat.message]


def test_one_value_is_the_same_in_every_document(droit: Droit) -> None:
    kit = rempli(droit, "travaux", critere=True)
    valeurs: dict[str, set[str]] = {}
    for document in kit.documents:
        for piece in document.pieces:
            for nom, valeur in piece.valeurs.items():
                valeurs.setdefault(nom, set()).add(valeur)
                assert any(valeur in ligne for ligne in lignes_de(piece.blocs)), (piece.clause, nom)
    assert all(len(differentes) == 1 for differentes in valeurs.values())
    assert sum(nom == "heures" for d in kit.documents for p in d.pieces for nom in p.valeurs) >= 4


def test_a_tampered_document_is_caught(droit: Droit) -> None:
    kit = rempli(droit, "travaux")
    pieces = [piece for document in kit.documents for piece in document.pieces]
    for rang, piece in enumerate(pieces):
        if "heures" in piece.valeurs and piece.document == "annexe":
            pieces[rang] = piece.model_copy(update={"valeurs": piece.valeurs | {"heures": "800"}})
    constats = controler(Dossier(demander(cas="travaux"), {}, pieces, droit.base, droit.jour))
    assert any("ne disent pas la même chose" in constat.message for constat in constats)


def test_lines_with_an_empty_optional_blank_are_left_out(droit: Droit) -> None:
    piece = remplir_clause(droit.base.clauses["avis-condition-insertion"], {"heures": "833"})
    textes = list(lignes_de(piece.blocs))
    assert "au total, 833\u00a0heures." in textes
    assert not any("par période" in texte or "Lots concernés" in texte for texte in textes)
    assert piece.a_completer == ("piece_insertion",)
    assert any("[à compléter\u00a0: pièce du marché" in texte for texte in textes)


def test_required_blanks_stay_visible(droit: Droit) -> None:
    kit = composer_kit(demander(cas="travaux"), droit)
    assert "penalite_heure" in {variable.nom for variable in kit.a_completer}
    assert any("[à compléter" in ligne for ligne in lignes(kit))


_HOSTILES = ("**gras** <b>x</b> | [lien](javascript:alert(1))", "[[heures]]", "{{ seuil_spaser }}", "# titre")


@pytest.mark.parametrize("texte", _HOSTILES)
def test_what_is_typed_stays_text(droit: Droit, texte: str) -> None:
    piece = remplir_clause(droit.base.clauses["annexe-volet-insertion"], {"objet": texte})
    (case,) = [ligne for ligne in lignes_de(piece.blocs) if ligne.startswith(texte[:4])]
    assert case.replace("\u00a0", " ").replace("’", "'") == texte
    tableau = next(bloc for bloc in piece.blocs if bloc.sorte == "tableau")
    assert not any(fragment.gras for ligne in tableau.lignes for case in ligne for fragment in case)


@pytest.mark.parametrize(
    ("nom", "valeur", "attendu"),
    [
        ("heures", "1 200 heures", "1\u202f200"), ("heures", 833, "833"), ("penalite_heure", "35,50 €", "35,5\u00a0€"),
        ("penalite_heure", 35.5, "35,5\u00a0€"), ("poids_critere", "10 %", "10\u00a0%"),
    ],
)  # fmt: skip
def test_values_as_people_type_them(droit: Droit, nom: str, valeur: object, attendu: str) -> None:
    kit = composer_kit(demander(cas="travaux", critere=True, valeurs={nom: valeur}), droit)
    assert attendu in {piece.valeurs.get(nom) for document in kit.documents for piece in document.pieces}


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"valeurs": {"heures": "beaucoup"}}, "valeurs.heures"), ({"valeurs": {"heures": 0}}, "valeurs.heures"),
        ({"valeurs": {"heures": "12,5"}}, "valeurs.heures"), ({"valeurs": {"inconnue": "x"}}, "valeurs.inconnue"),
        ({"valeurs": {"base_heures": "rêvées"}}, "valeurs.base_heures"), ({"sans": ["absente"]}, "sans"),
        ({"critere": True, "valeurs": {"poids_critere": "101"}}, "valeurs.poids_critere"),
        ({"cas": "marche_reserve"}, "reservation"), ({"cas": "concession", "reservation": "siae"}, "reservation"),
        ({"cas": "concession", "critere": True}, "critere"),
        ({"valeurs_par_document": {"ae": {"heures": "x"}}}, "valeurs_par_document.ae.heures"),
    ],
)  # fmt: skip
def test_a_wrong_value_names_its_field(droit: Droit, champs: dict[str, Any], champ: str) -> None:
    with pytest.raises(SaisieInvalide) as erreur:
        composer_kit(demander(**({"cas": "travaux"} | champs)), droit)
    assert erreur.value.champ == champ


def test_any_text_makes_a_kit(droit: Droit) -> None:
    noms = st.sampled_from(["objet", "acheteur", "taches", "publics_directs", "action_substitution"])

    # An inner function: hypothesis would print the whole base with each example.
    @given(st.dictionaries(noms, st.text(max_size=200)))
    @settings(max_examples=40)
    def verifier(valeurs: dict[str, str]) -> None:
        kit = composer_kit(DemandeKit(cas="travaux", valeurs=valeurs), droit)
        assert len(kit.documents) == 7
        assert kit.details()

    verifier()
