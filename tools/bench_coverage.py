"""`python -m tools.bench_coverage`: the coverage map, into docs/bench/couverture.md and .json (shown on the site)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from index.preuve.carte import Carte, dresser, lire_seuils, manquements, pour_cent
from tools.console import run_main, say
from tools.environment_file import SERVING

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "bench"
WORST = 25
NAMES = {"atteinte": "atteintes", "refusee": "refusées", "manquee": "manquées"}


def main() -> int:
    """Measure, write both files, say which promises are not kept; return 1 if one is not."""
    os.environ.update(SERVING)
    from base_connaissance.modeles import Base
    from index.calibrage import assembler
    from index.construction import lire_unites
    from index.decision import Calibrage
    from index.encodeur import encodeur_par_defaut
    from index.encodeur_memorise import FICHIER, EncodeurMemorise, Memoire
    from index.manifeste import dossier_courant
    from index.posees import JEUX
    from index.preuve.mesure import observer_jeux, observer_retenues
    from index.recherche import ouvrir
    from settings import settings

    folder = dossier_courant(settings.index_dir)
    assert folder is not None, "l'index n'est pas construit"
    base = Base.model_validate_json((folder / "base.json").read_text(encoding="utf-8"))
    encoder, units = EncodeurMemorise(encodeur_par_defaut(), Memoire.lire(folder / FICHIER)), lire_unites(folder)
    corpus = assembler(base, units, encoder.profils_des_unites(units), encoder)
    say("questions de la base, deux plis sur dix, chacune absente de l'index qui lui répond")
    seen = [*observer_retenues(corpus, Calibrage.ouvrir(folder / "decision.json"))]
    seen += observer_jeux(ouvrir(), JEUX / "dans_le_champ.jsonl", date.today())
    chart = dresser(base, seen, date.today())
    failures = list(manquements(chart, base, lire_seuils()))
    (FOLDER / "couverture.json").write_text(chart.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (FOLDER / "couverture.md").write_text(render(chart, failures), encoding="utf-8")
    for failure in failures:
        say(failure)
    return 1 if failures else 0


def render(chart: Carte, failures: list[str]) -> str:
    """The report, in French Markdown."""
    total = sum(chart.issues.values())
    parts = ", ".join(
        f"{number} {NAMES[name]} ({pour_cent(number / total)})" for name, number in sorted(chart.issues.items())
    )
    lines = [
        f"# Carte de couverture, {chart.jour.isoformat()}",
        "",
        f"Produit par `python -m tools.bench_coverage` : {total} questions, un cinquième de celles de la base (jamais",
        "vues par l'index qui leur répond ni par l'adaptation de l'encodeur) et celles de `dans_le_champ.jsonl`.",
        "Atteinte : la bonne fiche répond ou figure parmi les trois proposées. Refusée : rien n'est affirmé. Manquée :",
        "une autre fiche répond.",
        "",
        f"**{parts}**. {'Seuils tenus.' if not failures else 'Seuils manqués : ' + ' ; '.join(failures) + '.'}",
        "",
        "| sujet | atteintes | refusées | manquées | part atteinte |",
        "|---|---:|---:|---:|---:|",
    ]
    for family, issues in chart.par_famille().items():
        row = (issues["atteinte"], issues["refusee"], issues["manquee"])
        share = pour_cent(row[0] / max(sum(row), 1))
        lines.append(f"| {family} | {' | '.join(map(str, row))} | {share} |")
    lines += ["", "## Angles morts, les pires d'abord", "", "| sujet | lecteur | moment | atteintes | sur |"]
    lines += ["|---|---|---|---:|---:|"]
    for case in chart.angles_morts()[:WORST]:
        lines.append(f"| {case.famille} | {case.public} | {case.phase} | {case.atteintes} | {case.questions} |")
    never = [fiche for fiche, issues in chart.par_fiche.items() if not issues.get("atteinte")]
    lines += ["", f"Fiches jamais atteintes : {', '.join(never) or 'aucune'}."]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    run_main(main)
