"""What a build costs against the bare encoder, and what a rebuild costs after one fiche was edited."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from base_connaissance.modeles import Base
from index.allegement import alleger
from index.calibrage import questions_dehors, questions_dites
from index.construction import unites_a_indexer
from index.posees import lignes_posees
from tools.console import say


@dataclass(frozen=True)
class Build:
    """Seconds of the bare encoding of every text, of a full build, and of a rebuild after one edit."""

    texts: int
    bare: float
    full: float
    rebuild: float

    @property
    def throughput_share(self) -> float:
        """Texts per second of the full build, over the bare encoder's."""
        return self.bare / self.full

    @property
    def rebuild_share(self) -> float:
        """Seconds of the rebuild over those of the full build."""
        return self.rebuild / self.full

    def describe(self) -> str:
        """One French sentence for the report."""
        return (
            f"Construction de l'index : {self.texts} textes, encodeur nu {self.bare:.1f} s, construction complète "
            f"{self.full:.1f} s, reconstruction après une fiche modifiée {self.rebuild:.2f} s."
        )


def measure_build() -> Build:
    """Build the whole base in a throw-away folder, edit one fiche of a copy of the base, build again."""
    from base_connaissance.lecture import lire_base
    from index.construction import construire
    from index.encodeur import encodeur_par_defaut
    from settings import settings

    encoder, today = encodeur_par_defaut(), date.today()
    with tempfile.TemporaryDirectory(prefix="clausier-construction-") as folder:
        base_dir = Path(folder) / "base_connaissance"
        shutil.copytree(settings.base_dir, base_dir, ignore=shutil.ignore_patterns("__pycache__"))
        texts = _texts_of_a_build(lire_base(base_dir), today)
        say(f"construction complète ({sum(map(len, texts.values()))} textes)")
        bare = _seconds(lambda: (encoder.questions(texts["question"]), encoder.passages(texts["passage"])))
        full = _seconds(lambda: construire(base_dir, Path(folder) / "index", encoder, today, _silence))
        edited = next(path for path in sorted((base_dir / "fiches").rglob("*.md")))
        text = edited.read_text(encoding="utf-8")
        edited.write_text(
            text.replace("questions:\n", "questions:\n  - Cette question neuve mesure la reconstruction ?\n", 1),
            encoding="utf-8",
        )
        rebuild = _seconds(lambda: construire(base_dir, Path(folder) / "index", encoder, today, _silence))
    return Build(sum(map(len, texts.values())), bare, full, rebuild)


def _texts_of_a_build(base: Base, today: date) -> dict[str, list[str]]:
    """All that a build encodes: the units of the base, and the questions that its fits ask or learn besides."""
    units = unites_a_indexer(base, today)
    texts = {kind: [unit.texte for unit in units if unit.genre == kind] for kind in ("question", "passage")}
    indexed = set(texts["question"])
    asked = (alleger(line["question"]) for _, line in lignes_posees(base))
    texts["question"] += [text for text in asked if text not in indexed]
    texts["question"] += [text for text, _ in questions_dehors()]
    texts["question"] += questions_dites(base, units).values()
    return texts


def _seconds(action) -> float:  # type: ignore[no-untyped-def]
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def _silence(step: str, done: int, total: int) -> None: ...
