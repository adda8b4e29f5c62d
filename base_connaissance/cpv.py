"""The CPV nomenclature in French, `conseil/cpv_2008_fr.csv`: Publications Office of the EU, CC BY 4.0 (`cpv-2008`)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from base_connaissance.erreurs import BaseInvalide, Probleme

FICHIER = "conseil/cpv_2008_fr.csv"
_COLONNES = ["cpv", "libelle_fr", "service_social_specifique"]


class CodeCpv(NamedTuple):
    """A code of eight digits, its French label, and whether the source marks it as a social or specific service."""

    code: str
    libelle: str
    social: bool


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
    return tuple(code for code in codes if code is not None)
