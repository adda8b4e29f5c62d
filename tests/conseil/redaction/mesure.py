"""Precision and recall of the second reading on the labelled drafts.

`python -m tests.conseil.redaction.mesure` rewrites the tables of docs/bench/relecture.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from base_connaissance.lecture import lire_base
from conseil.droit import Droit
from conseil.redaction.relecture import DemandeRelecture, relire
from tests.conftest import RACINE

DOSSIER = RACINE / "tests" / "jeux" / "brouillons"
RAPPORT = RACINE / "docs" / "bench" / "relecture.md"
MARQUE = "<!-- mesures -->"
JEUX = ("ajustement", "controle")


@dataclass
class Mesure:
    """Counts by rule: found and expected, found in excess, missed; and the faults, for people."""

    justes: Counter[str] = field(default_factory=Counter)
    en_trop: Counter[str] = field(default_factory=Counter)
    oublies: Counter[str] = field(default_factory=Counter)
    fautes: list[str] = field(default_factory=list)

    def compter(self, brouillon: str, attendues: set[str], trouvees: set[str]) -> None:
        """Add one draft."""
        self.justes.update(attendues & trouvees)
        self.en_trop.update(trouvees - attendues)
        self.oublies.update(attendues - trouvees)
        self.fautes += [f"{brouillon} : {regle} en trop" for regle in sorted(trouvees - attendues)]
        self.fautes += [f"{brouillon} : {regle} oubliée" for regle in sorted(attendues - trouvees)]

    @property
    def precision(self) -> float:
        """Share of the findings that were expected."""
        trouves = self.justes.total() + self.en_trop.total()
        return self.justes.total() / trouves if trouves else 1.0

    @property
    def rappel(self) -> float:
        """Share of the expected that were found."""
        attendus = self.justes.total() + self.oublies.total()
        return self.justes.total() / attendus if attendus else 1.0


def lire_jeu(nom: str) -> list[dict[str, Any]]:
    """The drafts of a part, with their labels."""
    brouillons: list[dict[str, Any]] = yaml.safe_load((DOSSIER / f"{nom}.yml").read_text(encoding="utf-8"))
    return brouillons


def court(regle: str) -> str:
    """The short name of a rule of missing elements, as the labels write it."""
    return re.sub(r"^(critere|reserve|avis)-sans-|-(absent\w*|imprecis)$", "", regle)


def mesurer(nom: str, droit: Droit) -> tuple[Mesure, Mesure]:
    """Risks then missing elements, on one part."""
    risques, manques = Mesure(), Mesure()
    elements = {court(r.id): r for r in droit.base.relecture.values() if r.sorte == "manque"}
    for brouillon in lire_jeu(nom):
        resultat = relire(DemandeRelecture(texte=brouillon["texte"], type=brouillon["type"]), droit)
        trouvees = {t.regle for t in resultat.trouvailles if t.sorte == "risque"}
        risques.compter(brouillon["id"], set(brouillon["risques"]), trouvees)
        manquants = {court(t.regle) for t in resultat.trouvailles if t.sorte == "manque"}
        presents = {nom for nom, regle in elements.items() if _simple(regle.element) in map(_simple, resultat.presents)}
        manques.compter(brouillon["id"], (manquants | presents) - set(brouillon["presents"]), manquants)
    return risques, manques


def _simple(texte: str | None) -> str:
    return " ".join((texte or "").replace("’", "'").split())


def tableau(droit: Droit) -> Iterator[str]:
    """The report's tables, in French."""
    for nom in JEUX:
        risques, manques = mesurer(nom, droit)
        yield f"\n## Jeu « {nom} » ({len(lire_jeu(nom))} brouillons)\n"
        yield "| | Attendus | Trouvés | En trop | Oubliés | Précision | Rappel |\n|---|---|---|---|---|---|---|"
        for titre, mesure in (("Formules risquées", risques), ("Éléments manquants", manques)):
            attendus = mesure.justes.total() + mesure.oublies.total()
            yield (f"| {titre} | {attendus} | {mesure.justes.total()} | {mesure.en_trop.total()} | "
                   f"{mesure.oublies.total()} | {mesure.precision:.2f} | {mesure.rappel:.2f} |")  # fmt: skip
        yield "\n| Règle | Attendue | Trouvée | En trop | Oubliée |\n|---|---|---|---|---|"
        for mesure in (risques, manques):
            for regle in sorted(mesure.justes | mesure.en_trop | mesure.oublies):
                attendue = mesure.justes[regle] + mesure.oublies[regle]
                yield (f"| {regle} | {attendue} | {mesure.justes[regle]} | {mesure.en_trop[regle]} | "
                       f"{mesure.oublies[regle]} |")  # fmt: skip
        yield "\nFautes : " + (" ; ".join(risques.fautes + manques.fautes) or "aucune") + "."


def main() -> None:
    """Rewrite what follows the mark in the report."""
    droit = Droit(lire_base(RACINE / "base_connaissance"), date(2026, 11, 25))
    debut = RAPPORT.read_text(encoding="utf-8").split(MARQUE)[0]
    RAPPORT.write_text(debut + MARQUE + "\n" + "\n".join(tableau(droit)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
