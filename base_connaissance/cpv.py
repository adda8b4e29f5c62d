"""The CPV nomenclature in French, `conseil/cpv_2008_fr.csv`: Publications Office of the EU, CC BY 4.0 (`cpv-2008`).

`conseil/cpv_mots.yml` adds words of the trade that the labels lack.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.fichiers import lire_texte
from base_connaissance.yaml_situe import lire_yaml

FICHIER, MOTS = "conseil/cpv_2008_fr.csv", "conseil/cpv_mots.yml"
_COLONNES = ["cpv", "libelle_fr", "service_social_specifique"]


class CodeCpv(NamedTuple):
    """A code of eight digits, its French label, whether the source marks it as a social or specific service.

    `mots` are other words that lead to it; they are searched, never shown.
    """

    code: str
    libelle: str
    social: bool
    mots: str = ""


def lire_cpv(racine: Path) -> tuple[CodeCpv, ...]:
    """Every code, in the order of the file; none if the base holds no nomenclature. Raises BaseInvalide."""
    chemin = racine / FICHIER
    if not chemin.exists():
        return ()
    with chemin.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.reader(flux))
    if not lignes or lignes[0] != _COLONNES:
        raise BaseInvalide([Probleme(f"{racine.name}/{FICHIER}", 1, f"colonnes attendues : {', '.join(_COLONNES)}")])
    codes = [CodeCpv(ligne[0], ligne[1], ligne[2] == "oui") if len(ligne) == 3 else None for ligne in lignes[1:]]
    fautes = [
        Probleme(f"{racine.name}/{FICHIER}", rang, "un code à huit chiffres, un libellé et oui ou non sont attendus")
        for rang, code in enumerate(codes, start=2)
        if code is None or len(code.code) != 8 or not code.code.isdigit() or not code.libelle
    ]
    if fautes:
        raise BaseInvalide(fautes)
    lus = [code for code in codes if code is not None]
    mots = _mots(racine, {code.code for code in lus})
    return tuple(code._replace(mots=mots.get(code.code, "")) for code in lus)


def _mots(racine: Path, codes: set[str]) -> dict[str, str]:
    chemin, nom = racine / MOTS, f"{racine.name}/{MOTS}"
    if not chemin.exists():
        return {}
    donnees, lignes = lire_yaml(lire_texte(chemin, nom), nom)
    fautes = [
        Probleme(nom, lignes.get((str(code),), 1), f"« {code} » : un code de la nomenclature et un texte sont attendus")
        for code, mots in (donnees or {}).items()
        if code not in codes or not isinstance(mots, str)
    ]
    if fautes:
        raise BaseInvalide(fautes)
    return dict(donnees or {})
