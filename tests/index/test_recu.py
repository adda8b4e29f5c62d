"""Receipts from the command line: written with an answer, replayed to the same, refused when they are not receipts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from base_connaissance.modeles import Base
from index import __main__ as cli
from index import recherche
from index.preuve.recu import Demande, RecuIllisible, delivrer, lire_recu, rejouer
from tests.faux import FausseConnaissance

JOUR = date(2026, 11, 22)


@pytest.fixture
def porte(petite_base: Base, monkeypatch: pytest.MonkeyPatch) -> FausseConnaissance:
    """The small base behind the command line's door."""
    fausse = FausseConnaissance(petite_base)
    monkeypatch.setattr(recherche, "ouvrir", lambda: fausse)
    monkeypatch.setattr(recherche, "repondre", lambda q, p=None, j=None: fausse.repondre(q, p, j, aujourd_hui=JOUR))
    return fausse


def test_une_demande_porte_une_question_ou_une_fiche() -> None:
    for champs in ({}, {"question": "a", "fiche": "b"}):
        with pytest.raises(ValueError, match="l'une des deux"):
            Demande(date_droit=JOUR, **champs)  # type: ignore[arg-type]


def test_la_somme_est_stable_et_lisible(porte: FausseConnaissance) -> None:
    un, deux = (delivrer(porte, None, "obligation-2026", "acheteur", None, JOUR) for _ in range(2))
    assert un == deux and un.authentique
    assert [len(groupe) for groupe in un.somme.split("-")] == [4, 4, 4]
    assert lire_recu(un.model_dump_json().encode()) == un
    assert rejouer(porte, un).identique


def test_un_recu_d_avant_le_champ_date_donnee_tient_encore(porte: FausseConnaissance) -> None:
    recu = delivrer(porte, None, "obligation-2026", None, JOUR, JOUR)
    ancien = recu.model_dump(mode="json")
    del ancien["demande"]["date_donnee"]
    relu = lire_recu(json.dumps(ancien).encode())
    assert relu.authentique and rejouer(porte, relu).identique


def test_un_texte_trop_long_n_est_pas_un_recu() -> None:
    with pytest.raises(RecuIllisible, match="trop long"):
        lire_recu(b"x" * 20_000)


def test_ecrire_puis_rejouer_en_ligne_de_commande(porte: FausseConnaissance, tmp_path: Path) -> None:
    fichier, lancer = tmp_path / "recu.json", CliRunner().invoke
    question = porte.base.fiches["obligation-2026"].titre
    ecrit = lancer(cli.main, ["chercher", question, "--date", "2026-08-20", "--recu", str(fichier)])
    assert ecrit.exit_code == 0, ecrit.output
    assert lire_recu(fichier.read_bytes()).demande.date_droit == date(2026, 8, 20)

    meme = lancer(cli.main, ["rejouer", str(fichier)])
    assert (meme.exit_code, "Identique" in meme.output) == (0, True)

    fiche = porte.base.fiches["obligation-2026"]
    ancienne = fiche.anterieurement[0].model_copy(update={"reponse": "Autre règle d'alors."})
    porte.base = porte.base.model_copy(
        update={"fiches": {fiche.id: fiche.model_copy(update={"anterieurement": (ancienne,)})}, "empreinte": "e" * 64}
    )
    change = lancer(cli.main, ["rejouer", str(fichier)])
    assert change.exit_code == 1 and "Autre règle d’alors." in change.output

    fichier.write_text(fichier.read_text().replace("2026-08-20", "2026-08-19"))
    assert lancer(cli.main, ["rejouer", str(fichier)]).exit_code == 2
    fichier.write_text("rien")
    refuse = lancer(cli.main, ["rejouer", str(fichier)])
    assert refuse.exit_code == 1 and "n'est pas un reçu" in refuse.output
