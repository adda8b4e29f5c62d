"""The coverage map: for each subject, reader and moment, the questions reached, refused and missed.

Measured by `index.preuve.mesure`, kept in `docs/bench/couverture.json`, shown on the site; `manquements` is the gate of
a release, with the thresholds of `seuils_carte.yml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from base_connaissance.champs import Modele, Public
from base_connaissance.modeles import Base, Famille, Phase
from base_connaissance.typographie import typographier

# reached: the right fiche answers or is proposed; refused: nothing is claimed; missed: another fiche answers.
Issue = Literal["atteinte", "refusee", "manquee"]
CARTE = Path(__file__).resolve().parents[2] / "docs" / "bench" / "couverture.json"
SEUILS = Path(__file__).with_name("seuils_carte.yml")


class Observation(Modele):
    """What became of one question whose right fiche is known."""

    fiche: str
    issue: Issue


class Case(Modele):
    """One cell. A question counts in every cell of its fiche."""

    famille: Famille
    public: Public
    phase: Phase
    fiches: int
    atteintes: int = 0
    refusees: int = 0
    manquees: int = 0

    @property
    def questions(self) -> int:
        """How many questions were asked in this cell."""
        return self.atteintes + self.refusees + self.manquees

    @property
    def part(self) -> float | None:
        """Share reached, None without a question."""
        return self.atteintes / self.questions if self.questions else None


class Carte(Modele):
    """The map of one base on one day; `issues` counts each question once, `par_fiche` says what each fiche got."""

    jour: date
    empreinte_base: str
    cases: tuple[Case, ...]
    issues: dict[Issue, int]
    par_fiche: dict[str, dict[Issue, int]]

    def par_famille(self) -> dict[str, Counter[Issue]]:
        """Outcomes by subject (a question counts once per reader and moment of its fiche)."""
        sommes: dict[str, Counter[Issue]] = {}
        for case in self.cases:
            issues = {"atteinte": case.atteintes, "refusee": case.refusees, "manquee": case.manquees}
            sommes.setdefault(case.famille, Counter()).update(issues)  # type: ignore[arg-type]
        return sommes

    def angles_morts(self) -> list[Case]:
        """The cells where fewest questions are reached, worst first; never the perfect ones."""
        vues = [case for case in self.cases if case.part is not None and case.part < 1]
        return sorted(vues, key=lambda case: (case.part or 0.0, -case.questions))


class Seuils(Modele):
    """What a release promises. Shares of questions, except `fiches_non_mesurees`, a share of fiches."""

    atteintes: float
    manquees: float
    atteintes_par_famille: float
    fiches_jamais_atteintes: float
    fiches_non_mesurees: float


def dresser(base: Base, observations: Iterable[Observation], jour: date) -> Carte:
    """The map of what was observed; questions of a fiche that has left the base do not count."""
    par_fiche: dict[str, Counter[Issue]] = {}
    for observation in observations:
        if observation.fiche in base.fiches:
            par_fiche.setdefault(observation.fiche, Counter())[observation.issue] += 1
    total: Counter[Issue] = Counter()
    for issues in par_fiche.values():
        total += issues
    return Carte(
        jour=jour, empreinte_base=base.empreinte, cases=tuple(_cases(base, par_fiche)), issues=dict(total),
        par_fiche={fiche: dict(issues) for fiche, issues in sorted(par_fiche.items())},
    )  # fmt: skip


def lire_carte(chemin: Path) -> Carte | None:
    """The map as kept; None when there is none, or none that can be read."""
    try:
        return Carte.model_validate_json(chemin.read_bytes())
    except (OSError, ValidationError):
        return None


def lire_seuils() -> Seuils:
    """The thresholds of a release."""
    return Seuils.model_validate(yaml.safe_load(SEUILS.read_text(encoding="utf-8")))


def manquements(carte: Carte, base: Base, seuils: Seuils) -> Iterator[str]:
    """Each promise that is not kept, in one French sentence."""
    total = max(sum(carte.issues.values()), 1)
    if (part := carte.issues.get("atteinte", 0) / total) < seuils.atteintes:
        yield f"questions atteintes : {pour_cent(part)}, au moins {pour_cent(seuils.atteintes)} attendus"
    if (part := carte.issues.get("manquee", 0) / total) > seuils.manquees:
        yield f"questions manquées : {pour_cent(part)}, au plus {pour_cent(seuils.manquees)} admis"
    for famille, issues in carte.par_famille().items():
        somme = sum(issues.values())
        if somme and (part := issues["atteinte"] / somme) < seuils.atteintes_par_famille:
            voulu = pour_cent(seuils.atteintes_par_famille)
            yield f"{famille} : {pour_cent(part)} de questions atteintes, au moins {voulu} attendus"
    jamais = [fiche for fiche, issues in carte.par_fiche.items() if not issues.get("atteinte") and fiche in base.fiches]
    if len(jamais) > seuils.fiches_jamais_atteintes * len(base.fiches):
        yield f"fiches jamais atteintes : {', '.join(jamais[:10])}"
    absentes = base.fiches.keys() - carte.par_fiche.keys()
    if len(absentes) > seuils.fiches_non_mesurees * len(base.fiches):
        yield f"{len(absentes)} fiches ne sont pas mesurées : relancez « python -m tools.bench_coverage »"


def pour_cent(part: float) -> str:
    """« 68,1 % »."""
    return typographier(f"{100 * part:.1f} %".replace(".", ","))


def _cases(base: Base, par_fiche: Mapping[str, Counter[Issue]]) -> Iterator[Case]:
    fiches: dict[tuple[Famille, Public, Phase], list[str]] = {}
    for fiche in base.fiches.values():
        for public in fiche.publics:
            for phase in fiche.phases:
                fiches.setdefault((fiche.famille, public, phase), []).append(fiche.id)
    for (famille, public, phase), identifiants in fiches.items():
        somme: Counter[Issue] = Counter()
        for identifiant in identifiants:
            somme.update(par_fiche.get(identifiant, Counter()))
        yield Case(
            famille=famille, public=public, phase=phase, fiches=len(identifiants), atteintes=somme["atteinte"],
            refusees=somme["refusee"], manquees=somme["manquee"],
        )  # fmt: skip
