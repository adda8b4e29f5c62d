"""Nothing altered is ever read; the swap is atomic; the last three are kept."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index import manifeste as m
from index.erreurs import IndexIndisponible

CHAMPS = {"empreinte_base": "e", "modele": "m", "dimension": 2, "unites": 1, "fiches": 1, "construit_le": "2026-11-22"}


def fabriquer(racine: Path, nom: str = "a") -> Path:
    provisoire = racine / f".tmp-{nom}"
    (provisoire / "lexical").mkdir(parents=True)
    (provisoire / "unites.json").write_text("[]")
    (provisoire / "lexical" / "x.npy").write_bytes(b"0123456789")
    m.sceller(provisoire, **CHAMPS)
    return m.publier(racine, provisoire, nom)


def test_publier_puis_relire(tmp_path: Path) -> None:
    final = fabriquer(tmp_path)
    assert m.dossier_courant(tmp_path) == final
    assert set(m.controler(final).fichiers) == {"unites.json", "lexical/x.npy"}


def flip(dossier: Path) -> None:
    contenu = bytearray((dossier / "lexical" / "x.npy").read_bytes())
    contenu[3] ^= 1
    (dossier / "lexical" / "x.npy").write_bytes(bytes(contenu))


ALTERATIONS = {
    "octet retourné": flip,
    "fichier tronqué": lambda d: (d / "lexical" / "x.npy").write_bytes(b"01"),
    "fichier vide": lambda d: (d / "unites.json").write_bytes(b""),
    "fichier absent": lambda d: (d / "unites.json").unlink(),
    "manifeste absent": lambda d: (d / m.NOM).unlink(),
    "manifeste illisible": lambda d: (d / m.NOM).write_text("{"),
    "autre format": lambda d: (d / m.NOM).write_text(json.dumps(json.loads((d / m.NOM).read_text()) | {"format": 0})),
}


@pytest.mark.parametrize("alteration", ALTERATIONS)
def test_toute_alteration_est_vue(tmp_path: Path, alteration: str) -> None:
    final = fabriquer(tmp_path)
    ALTERATIONS[alteration](final)
    with pytest.raises(IndexIndisponible):
        m.controler(final)


def test_les_trois_derniers_sont_gardes_et_le_courant_vient_en_tete(tmp_path: Path) -> None:
    for rang, nom in enumerate("abcde"):
        os.utime(fabriquer(tmp_path, nom), (rang, rang))
    noms = [dossier.name for dossier in m.candidats(tmp_path)]
    assert noms[0] == "e" and len(noms) == 3


def test_un_pointeur_piege_ne_sort_pas_du_dossier(tmp_path: Path) -> None:
    fabriquer(tmp_path)
    (tmp_path / m.COURANT).write_text("../../etc")
    assert m.dossier_courant(tmp_path) is None
