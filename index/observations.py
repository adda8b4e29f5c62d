"""What the search does with sets of questions that it has not learnt: the raw material of the evaluation report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from base_connaissance.modeles import Base
from index.calibrage import assembler, est_reformulation
from index.classement import JAMAIS_EN_EXTRAIT
from index.decision import Calibrage, caracteristiques, voisines_de
from index.encodeur import Encodeur
from index.encodeur_memorise import FICHIER, EncodeurMemorise, Memoire
from index.equivalences import acceptees
from index.erreurs import QuestionInvalide
from index.modeles import Contexte
from index.perturbations import PERTURBATIONS, perturber, tirer
from index.posees import JEUX_DANS_LE_CHAMP, LIBRES, PARLEES, lire_jeu, question_seule
from index.recherche import Recherche
from index.retenue import PLI_DU_CONTROLE, questions_retenues
from index.situations import situer_les_lignes

_RANGS = 10
_ABIMEES = 500


@dataclass(frozen=True)
class Observation:
    """One question: what was expected (empty out of scope), the fiches as ranked, the decision, its probabilities."""

    jeu: str
    question: str
    strictes: frozenset[str]
    attendues: frozenset[str]
    classes: tuple[str, ...]
    decision: str
    fiche: str | None
    juste: float
    dedans: float
    motif: str | None = None
    genre: str | None = None

    @property
    def premiere_juste(self) -> bool:
        """Whether the first fiche answers."""
        return bool(self.classes) and self.classes[0] in self.attendues


def observer_les_retenues(recherche: Recherche, dossier: Path, encodeur: Encodeur) -> Iterator[Observation]:
    """The base's own questions, asked of an index without them."""
    unites = recherche.unites
    calibrage = Calibrage.ouvrir(dossier / "decision.json")
    memoire = EncodeurMemorise(encodeur, Memoire.lire(dossier / FICHIER))
    corpus = assembler(recherche.base, unites, memoire.profils_des_unites(unites), memoire)
    voisines = voisines_de(recherche.base)
    for question in questions_retenues(corpus, (PLI_DU_CONTROLE,)):
        lecture, moteur = question.lecture, question.moteur
        classes = tuple(moteur.classement.documents[int(rang)] for rang in lecture.ordre[:_RANGS])
        juste, dedans = calibrage.probabilites(caracteristiques(moteur, lecture, voisines))
        decision = calibrage.decider(juste, dedans)
        if decision == "reponse" and recherche.base.fiches[classes[0]].confiance == "a_confirmer":
            decision = "choix"
        unite = next(u for u in unites if u.document == question.fiche and u.texte == question.texte)
        strictes = frozenset([question.fiche])
        yield Observation(
            "reformulations" if est_reformulation(recherche.base.fiches, unite) else "questions des fiches",
            question.texte, strictes, frozenset(acceptees(strictes, question.texte)), classes, decision,
            classes[0] if decision == "reponse" else None, juste, dedans,
        )  # fmt: skip


def observer_le_jeu(recherche: Recherche, nom: str, lignes: Sequence[dict[str, Any]]) -> Iterator[Observation]:
    """Questions of a file, through the whole path of an answer."""
    for ligne in lignes:
        try:
            lecture, juste, dedans = recherche.lire_et_juger(ligne["question"])
        except QuestionInvalide:  # nothing to search: the page says so before any answer
            yield Observation(
                nom, ligne["question"], frozenset(), frozenset(), (), "refus", None, 0.0, 0.0, "hostile",
                ligne.get("orientation"),
            )  # fmt: skip
            continue
        reponse = recherche.repondre(ligne["question"], ligne.get("public"))
        strictes = frozenset(ligne.get("fiches", ()))
        attendues = frozenset(acceptees(strictes, question_seule(ligne))) if strictes else frozenset()
        classes = tuple(recherche.moteur.classement.documents[int(rang)] for rang in lecture.ordre[:_RANGS])
        yield Observation(
            nom, ligne["question"], strictes, attendues, classes,
            reponse.decision, reponse.fiche, juste, dedans, reponse.motif, ligne.get("orientation"),
        )  # fmt: skip


@dataclass(frozen=True)
class ObservationDeMessage:
    """A message of several questions: `sorte` (two questions, one asked twice, one or both out of scope), the
    decision, whether the answer is right for one of them, and how many of those the base answers are shown theirs."""

    sorte: str
    decision: str
    juste: bool
    questions: int
    servies: int


def observer_les_messages(recherche: Recherche, partie: str) -> Iterator[ObservationDeMessage]:
    """What one half of `messages_doubles.jsonl` gets."""
    for ligne in lire_jeu("messages_doubles.jsonl", partie):
        attendues = [acceptees(fiches, ligne["question"]) for fiches in ligne["parties"] if fiches]
        reponse = recherche.repondre(ligne["question"])
        offertes = reponse.suggestions if reponse.decision == "reponse" else reponse.candidats
        montrees = {reponse.fiche, *(candidat.fiche for candidat in offertes)}
        yield ObservationDeMessage(
            ligne["sorte"], reponse.decision, any(reponse.fiche in fiches for fiches in attendues), len(attendues),
            sum(not montrees.isdisjoint(fiches) for fiches in attendues),
        )  # fmt: skip


def observer_les_suites(recherche: Recherche, partie: str) -> list[tuple[bool, bool]]:
    """For each dialogue of `suites.jsonl`: whether its last turn is right, and whether the fiche is at least shown."""
    resultats = []
    for dialogue in lire_jeu("suites.jsonl", partie):
        contexte, reponse = Contexte(), None
        for question in dialogue["tours"]:
            reponse = recherche.repondre(question, contexte=contexte)
            contexte = Contexte(derniere_fiche=reponse.fiche or contexte.derniere_fiche)
        assert reponse is not None
        attendues = acceptees(dialogue["fiches"])
        juste = reponse.fiche in attendues if attendues else reponse.decision == "refus"
        if "date" in dialogue:
            juste = juste and reponse.date_droit.isoformat() == dialogue["date"]
        resultats.append((juste, juste or any(c.fiche in attendues for c in reponse.candidats)))
    return resultats


def observer_les_extraits(recherche: Recherche, partie: str) -> list[bool]:
    """For each judged excerpt of `extraits.jsonl`: whether the section shown is the one that answers best.

    Left out: the fiches and sections that an excerpt never comes from.
    """
    return [
        recherche.extrait_pour(ligne["fiche"], ligne["question"]) == ligne["section"]
        for ligne in lire_jeu("extraits.jsonl", partie)
        if ligne["section"] not in JAMAIS_EN_EXTRAIT and ligne["fiche"] in recherche.base.fiches
    ]


def jeux_de_controle(base: Base) -> dict[str, list[dict[str, Any]]]:
    """The halves that no fit has seen; some again: told in a situation, for another day, as hurried hands type them."""
    lisibles = [
        ligne for nom, part in JEUX_DANS_LE_CHAMP.items() if part != "difficiles" for ligne in lire_jeu(nom, "controle")
    ]
    abimees = {f"questions {nom} (contrôle)": list(perturber(lisibles, nom, _ABIMEES)) for nom in PERTURBATIONS}
    dehors = lire_jeu("hors_champ.jsonl", "controle")
    situees = {
        f"{nom} (contrôle)": list(situer_les_lignes(base.fiches, tirer(lignes, _ABIMEES), "controle"))
        for nom, lignes in (("questions en situation", lisibles), ("hors champ en situation", dehors))
    }
    return {
        "dans le champ (contrôle)": lire_jeu("dans_le_champ.jsonl", "controle"),
        "questions neuves (contrôle)": lire_jeu("questions_neuves.jsonl", "controle"),
        "questions concrètes (contrôle)": lire_jeu("questions_concretes.jsonl", "controle"),
        "questions sur les faits (contrôle)": lire_jeu("questions_des_faits.jsonl", "controle"),
        "questions courantes (contrôle)": lire_jeu("questions_courantes.jsonl", "controle"),
        "questions de terrain (contrôle)": lire_jeu("questions_de_terrain.jsonl", "controle"),
        "questions variées (contrôle)": lire_jeu("questions_variees.jsonl", "controle"),
        "questions de détail (contrôle)": lire_jeu("questions_des_sections.jsonl", "controle"),
        "questions indirectes (contrôle)": lire_jeu("questions_indirectes.jsonl", "controle"),
        "questions parlées (contrôle)": lire_jeu(PARLEES, "controle"),
        "questions libres (contrôle)": lire_jeu(LIBRES, "controle"),
        "hors champ (contrôle)": [ligne for ligne in dehors if ligne["genre"] != "tentante"],
        # Written to be taken for a question of one fiche, by readers who knew which ones had been.
        "hors champ tentant (contrôle)": [ligne for ligne in dehors if ligne["genre"] == "tentante"],
        **situees,
        **abimees,
    }
