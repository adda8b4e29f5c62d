"""`python -m index evaluer`: is the right fiche found, and does the assistant know when it does not know?

Writes `docs/bench/evaluation.md` and its pictures from the current index: paraphrases held out of the index, the halves
of our sets that no fit has seen, the development questions and the outside collections (skipped when absent), and two-
and three-turn dialogues.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import mean

from index import manifeste
from index.encodeur import encodeur_general, encodeur_par_defaut
from index.mesures import (
    aire_roc,
    erreur_de_calibration,
    fiabilite,
    intervalle,
    ndcg,
    rang_reciproque,
    rappel,
    risque_couverture,
)
from index.observations import (
    Observation,
    ObservationDeMessage,
    jeux_de_controle,
    observer_le_jeu,
    observer_les_extraits,
    observer_les_messages,
    observer_les_retenues,
    observer_les_suites,
)
from index.posees import EN_PARTIE, lire_jeu
from index.recherche import Recherche, ouvrir
from settings import settings
from tools.console import Stop, run_main, say
from tools.svg_plots import Plot, Series

SORTIE = Path("docs/bench")
QUESTIONS_DEV = Path("../shared/questions_dev.jsonl")
FICHES_DEV = Path("tests/jeux/questions_dev_fiches.json")
_MINIMUM_PAR_GROUPE = 10
_MESSAGES = {
    "deux": "deux questions, ou trois",
    "une": "une seule, dite deux fois",
    "dehors": "l'une hors de la base",
    "tout_dehors": "toutes hors de la base",
}


def main(fast: bool = False, sortie: Path = SORTIE) -> int:
    """Ask everything, write the report; `fast` leaves out the questions held out of the index."""
    recherche, dossier = ouvrir(), manifeste.dossier_courant(settings.index_dir)
    if dossier is None or recherche.etat.index != "ok":
        raise Stop("L'index est absent ou dégradé : lancez d'abord « python -m index construire ».")
    jeux: dict[str, list[Observation]] = {}
    for observation in [] if fast else observer_les_retenues(recherche, dossier, encodeur_par_defaut()):
        jeux.setdefault(observation.jeu, []).append(observation)
    for nom, lignes in jeux_de_controle(recherche.base).items():
        jeux[nom] = list(observer_le_jeu(recherche, nom, lignes))
    if QUESTIONS_DEV.exists():
        jeux["développement"] = list(observer_le_jeu(recherche, "développement", _questions_dev()))
    partielles = list(observer_le_jeu(recherche, "en partie", lire_jeu(EN_PARTIE, "controle")))
    suites = observer_les_suites(recherche, "controle")
    messages = [*observer_les_messages(recherche, "controle")]
    sortie.mkdir(parents=True, exist_ok=True)
    extraits = observer_les_extraits(recherche, "controle")
    collections = {} if fast else _mesurer_les_collections()
    (sortie / "evaluation.md").write_text(
        _rapport(recherche, jeux, partielles, suites, messages, extraits, collections), encoding="utf-8"
    )
    _dessiner(sortie, jeux)
    say(f"Rapport : {sortie / 'evaluation.md'}")
    return 0


def _questions_dev() -> list[dict[str, object]]:
    fiches = json.loads(FICHES_DEV.read_text(encoding="utf-8"))
    lignes = map(json.loads, QUESTIONS_DEV.read_text(encoding="utf-8").splitlines())
    return [{"question": x["question"], "fiches": fiches[x["id"]]} for x in lignes if x["id"] in fiches]


def _mesurer_les_collections() -> dict[str, dict[str, float | int]]:
    """The same ranking on the outside collections that are here."""
    from index.collection import evaluer_collection
    from tools.bench_pairs import BENCH, COLLECTIONS
    from tools.bench_systems import RememberedEncoder

    encodeur = RememberedEncoder(encodeur_general())
    trouvees = [nom for nom in COLLECTIONS if (BENCH / nom).is_dir()]
    return {nom: evaluer_collection(BENCH / nom, encodeur) for nom in trouvees}  # type: ignore[arg-type]


def _collections(mesures: dict[str, dict[str, float | int]]) -> Iterable[str]:
    if not mesures:
        return
    from tools.bench_pairs import number

    noms = ("p@1", "hit@3", "mrr@10", "ndcg@10", "r@100")
    lignes = [
        (nom, str(m["documents"]), str(m["n"]), *(number(m[mesure]) for mesure in noms)) for nom, m in mesures.items()
    ]
    yield "## Collections extérieures, même classement\n"
    yield _tableau(("collection", "documents", "questions", *noms), lignes)
    yield "Comparées à d'autres systèmes dans [pairs.md](pairs.md).\n"


def _rapport(
    recherche: Recherche, jeux: dict[str, list[Observation]], partielles: Sequence[Observation],
    suites: list[tuple[bool, bool]], messages: Sequence[ObservationDeMessage], extraits: list[bool],
    collections: dict[str, dict[str, float | int]],
) -> str:  # fmt: skip
    dedans = {nom: observations for nom, observations in jeux.items() if observations[0].attendues}
    dehors = [o for observations in jeux.values() for o in observations if not o.attendues]
    parties = [
        f"# Trouver et savoir se taire, {date.today()}\n",
        "Produit par `python -m index evaluer`. « Accepté » : la fiche attendue, ou une qui répond "
        "aussi (`index/jeux/equivalences.json` et `aussi_justes.jsonl`, où seules les fautes ont été jugées) ; "
        "« strict » : la fiche attendue seulement. Entre crochets, intervalle à 95 % (bootstrap). Les reformulations "
        "et les questions des fiches sont retirées de l'index avant d'être posées (un pli que ni le réglage ni "
        "l'adaptation de l'encodeur n'ont vu) ; "
        "les moitiés « contrôle » ne servent à aucun réglage. Les questions de développement, elles, ont été lues "
        "pendant le travail.\n",
        "## Classement\n",
        _tableau(("jeu", "n", "rappel@1 strict", "rappel@1", "rappel@3", "rappel@10", "MRR@10", "nDCG@10"),
                 [_classement(nom, o) for nom, o in dedans.items()]),
        "## Décision\n",
        _tableau(("jeu", "n", "répondues", "erreurs parmi elles", "choix", "refus", "choix utile",
                  "AUROC juste ou non", "AUROC dedans ou dehors", "ECE"),
                 [_decision(nom, o, dehors) for nom, o in dedans.items()]),
        "« Juste ou non » : les réponses justes de ce jeu contre les fausses et toutes les questions hors champ.\n",
        "## Hors champ (moitié jamais vue)\n",
        _tableau(("sorte", "n", "refusées ou orientées", "bonne orientation"), _hors_champ(dehors)),
        "## Sur le sujet, sans le point demandé\n",
        "Questions posées avant de lire la base, que ses fiches n'éclairent qu'en partie ; rien n'y est réglé.\n",
        _tableau(("n", "répondues", "dont par une fiche sur le sujet", "choix", "refus"), [_en_partie(partielles)]),
        "## Dialogues de deux ou trois tours (moitié de contrôle)\n",
        f"{len(suites)} dialogues ; dernier tour juste : {mean(j for j, _ in suites):.0%} ; fiche au moins proposée : "
        f"{mean(u for _, u in suites):.0%}.\n",
        "## Plusieurs questions dans un message (moitié de contrôle)\n",
        _tableau(("message", "n", "répondus", "erreurs", "refus", "questions qui voient leur fiche"),
                 _messages(messages)),
        "## L'extrait montré sous la réponse (moitié de contrôle)\n",
        f"{len(extraits)} questions, bonne fiche donnée ; section montrée jugée la meilleure : {mean(extraits):.0%}.\n",
        *_collections(collections),
        "## Par famille de fiche\n", _tableau(("famille", "n", "rappel@1", "répondues", "erreurs"),
                                              _groupes(dedans, lambda f: [recherche.base.fiches[f].famille])),
        "## Par public\n", _tableau(("public", "n", "rappel@1", "répondues", "erreurs"),
                                    _groupes(dedans, lambda f: recherche.base.fiches[f].publics)),
        "## Figures\n", "![Risque et couverture](evaluation_risque.svg)\n", "![Fiabilité](evaluation_fiabilite.svg)\n",
    ]  # fmt: skip
    return "\n".join(parties)


def _classement(nom: str, observations: Sequence[Observation]) -> tuple[str, ...]:
    justes = [float(o.premiere_juste) for o in observations]
    bas, haut = intervalle(justes)
    return (
        nom, str(len(observations)), _part(mean(o.classes[0] in o.strictes for o in observations)),
        f"{_part(mean(justes))} [{_part(bas)} ; {_part(haut)}]",
        *(_part(mean(rappel(o.classes, o.attendues, k) for o in observations)) for k in (3, 10)),
        f"{mean(rang_reciproque(o.classes, o.attendues, 10) for o in observations):.3f}",
        f"{mean(ndcg(o.classes, o.strictes, 10) for o in observations):.3f}",
    )  # fmt: skip


def _decision(nom: str, observations: Sequence[Observation], dehors: Sequence[Observation]) -> tuple[str, ...]:
    repondues = [o for o in observations if o.decision == "reponse"]
    fautes = [float(o.fiche not in o.attendues) for o in repondues]
    choix = [o for o in observations if o.decision == "choix"]
    bons = [o.juste for o in observations if o.premiere_juste]
    mauvais = [o.juste for o in [*observations, *dehors] if not o.premiere_juste]
    ensemble = [*observations, *dehors]
    bas, haut = intervalle(fautes) if fautes else (0.0, 0.0)
    return (
        nom, str(len(observations)), _part(len(repondues) / len(observations)),
        f"{_part(mean(fautes) if fautes else 0.0)} [{_part(bas)} ; {_part(haut)}]",
        _part(len(choix) / len(observations)),
        _part(mean(o.decision == "refus" for o in observations)),
        _part(mean(bool(o.attendues & set(o.classes[:3])) for o in choix)) if choix else "—",
        f"{aire_roc(bons, mauvais) or 0:.3f}",
        f"{aire_roc([o.dedans for o in observations], [o.dedans for o in dehors]) or 0:.3f}",
        f"{erreur_de_calibration([o.juste for o in ensemble], [o.premiere_juste for o in ensemble]):.3f}",
    )  # fmt: skip


def _hors_champ(dehors: Sequence[Observation]) -> Iterable[tuple[str, ...]]:
    sortes = {genre: [o for o in dehors if o.genre == genre] for genre in sorted({o.genre or "" for o in dehors})}
    ensembles = {f"**{jeu}**": [o for o in dehors if o.jeu == jeu] for jeu in dict.fromkeys(o.jeu for o in dehors)}
    for nom, siens in [*sortes.items(), *ensembles.items()]:
        refusees = [o for o in siens if o.decision == "refus"]
        orientees = mean(o.motif == o.genre for o in refusees) if refusees else 0.0
        part = mean(o.decision == "refus" for o in siens)
        yield nom, str(len(siens)), _part(part), _part(orientees)


def _en_partie(partielles: Sequence[Observation]) -> tuple[str, ...]:
    repondues = [o.fiche in o.attendues for o in partielles if o.decision == "reponse"]
    parts = (mean(o.decision == decision for o in partielles) for decision in ("reponse", "choix", "refus"))
    reponses, choix, refus = map(_part, parts)
    return str(len(partielles)), reponses, _part(mean(repondues) if repondues else 0.0), choix, refus


def _messages(messages: Sequence[ObservationDeMessage]) -> Iterable[tuple[str, ...]]:
    for sorte, nom in _MESSAGES.items():
        siens = [message for message in messages if message.sorte == sorte]
        repondus = [message.juste for message in siens if message.decision == "reponse"]
        nombre = sum(message.questions for message in siens)
        yield (
            nom, str(len(siens)), _part(len(repondus) / len(siens)), str(repondus.count(False)),
            str(sum(message.decision == "refus" for message in siens)),
            _part(sum(message.servies for message in siens) / nombre) if nombre else "—",
        )  # fmt: skip


def _groupes(
    jeux: dict[str, list[Observation]], cles: Callable[[str], Iterable[str]]
) -> Iterable[tuple[str, ...]]:  # fmt: skip
    groupes: dict[str, list[Observation]] = {}
    for observations in jeux.values():
        for o in observations:
            for cle in {cle for fiche in o.strictes for cle in cles(fiche)}:
                groupes.setdefault(cle, []).append(o)
    for cle, siennes in sorted(groupes.items()):
        if len(siennes) < _MINIMUM_PAR_GROUPE:
            continue
        repondues = [o for o in siennes if o.decision == "reponse"]
        yield (
            cle, str(len(siennes)), _part(mean(o.premiere_juste for o in siennes)),
            _part(len(repondues) / len(siennes)),
            _part(mean(o.fiche not in o.attendues for o in repondues)) if repondues else "—",
        )  # fmt: skip


def _dessiner(sortie: Path, jeux: dict[str, list[Observation]]) -> None:
    courbes, bacs = [], []
    for nom, observations in jeux.items():
        if observations[0].attendues:
            points = risque_couverture([o.juste for o in observations], [o.premiere_juste for o in observations])
            aire = mean(risque for _, risque in points)
            courbes.append(Series(f"{nom} (aire {aire:.3f})", points[:: max(1, len(points) // 80)]))
            paniers = fiabilite([o.juste for o in observations], [o.premiere_juste for o in observations])
            bacs.append(Series(nom, [(confiance, part) for confiance, part, nombre in paniers if nombre >= 5]))
    (sortie / "evaluation_risque.svg").write_text(
        Plot(
            "Risque et couverture",
            "Part d'erreurs selon la part de questions répondues, les plus sûres d'abord",
            "part de questions répondues",
            "part d'erreurs",
            courbes,
            x_range=(0.0, 1.0),
        ).render(),
        encoding="utf-8",
    )
    (sortie / "evaluation_fiabilite.svg").write_text(Plot(
        "Fiabilité de la probabilité", "Part de réponses justes selon la probabilité annoncée",
        "probabilité annoncée", "part de réponses justes", bacs, diagonal=True, x_range=(0.0, 1.0),
        y_range=(0.0, 1.0)).render(), encoding="utf-8")  # fmt: skip


def _tableau(entetes: Sequence[str], lignes: Iterable[Sequence[str]]) -> str:
    corps = "".join(f"| {' | '.join(ligne)} |\n" for ligne in lignes)
    return f"| {' | '.join(entetes)} |\n|{'---|' * len(entetes)}\n{corps}"


def _part(valeur: float) -> str:
    return f"{valeur * 100:.1f} %".replace(".", ",")


if __name__ == "__main__":
    run_main(lambda: main("--rapide" in sys.argv))
