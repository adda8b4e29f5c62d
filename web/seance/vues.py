"""What each page shows of the present point: the participant's form or result, the trainer's board, the screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from base_connaissance.presentation import remplir, texte_reponse
from base_connaissance.questionnaire.correction import Correction, corriger
from base_connaissance.questionnaire.modeles import THEMES
from formation.choix import LECTEURS
from formation.vive.confidentialite import montrable
from formation.vive.depouillement import Tableau, compter, compter_positions, compter_quiz
from formation.vive.deroule import MESURE_APRES, MESURE_AVANT, Point
from formation.vive.etats import Etat
from formation.vive.gain import Mesure, mesurer
from formation.vive.mots import frequences
from web.seance import salle, seances
from web.seance.contenus import deroule_de, fiche_de, item_corrige, item_montre, rang_de, scenario_de
from web.seance.tables import ActiviteVive, QuestionSalle, ReponseVive, SeanceVive
from web.services import services


@dataclass
class Vue:
    """The present point and all that may be shown of it: `tableaux` and what follows are empty until it is closed."""

    seance: SeanceVive
    deroule: tuple[Point, ...]
    rang: int
    etat: Etat
    idees: list[dict[str, Any]] = field(default_factory=list)
    tableaux: list[Tableau] = field(default_factory=list)
    mots: list[tuple[str, int]] = field(default_factory=list)
    solutions: list[dict[str, Any]] = field(default_factory=list)
    mesure: Mesure | None = None
    epinglee: QuestionSalle | None = None

    @property
    def point(self) -> Point:
        """The present point."""
        return self.deroule[self.rang]

    @property
    def cle(self) -> str:
        """What decides whether a page must be drawn again."""
        epinglee = self.epinglee.id if self.epinglee else 0
        return f"{self.point.id}|{self.etat}|{epinglee}|{len(self.idees)}"


def composer_vue(seance: SeanceVive, *, pour_tous: bool) -> Vue:
    """The present point, with its results once they are shown; the trainer alone sees them as soon as it is closed."""
    deroule = deroule_de(seance)
    rang = rang_de(deroule, seance.point)
    activites = seances().activites(seance.id)
    activite = activites.get(deroule[rang].id)
    vue = Vue(seance, deroule, rang, etat_de(activite))
    vue.epinglee = next((q for q in salle().questions(seance.id) if q.epinglee and not q.masquee), None)
    if vue.point.genre == "vote":
        vue.idees = idees_visibles(activites.get(vue.point.source))
    if vue.etat == "montree" or (vue.etat == "close" and not pour_tous):
        _remplir(vue, activite)
    return vue


def etat_de(activite: ActiviteVive | None) -> Etat:
    """Its state; « attente » before it is first opened."""
    return activite.etat if activite else "attente"  # type: ignore[return-value]


def idees_visibles(activite: ActiviteVive | None) -> list[dict[str, Any]]:
    """The groups of sentences that the trainer did not hide."""
    return [idee for idee in (activite.idees if activite else None) or [] if not idee["masque"]]


def resultats_de(
    seance: SeanceVive, point: Point, reponses: list[ReponseVive], idees: list[dict[str, Any]]
) -> list[Tableau]:
    """The tables of an activity that is closed."""
    valeurs = [reponse.valeur for reponse in reponses]
    match point.genre:
        case "position":
            return [compter_positions(valeurs)]
        case "quiz":
            return compter_quiz(item_corrige(seance, point.items[0]), valeurs)
        case "vote":
            choix = {idee["id"]: idee["titre"] for idee in idees}
            return [compter("Votes", choix, [valeur for valeur in valeurs if valeur in choix])]
        case _:
            return []


def mesurer_seance(seance: SeanceVive) -> Mesure:
    """The gain of those who answered before and after."""
    base = services().connaissance.base
    themes = {nom: _theme(nom) for nom in seance.mesure if nom in base.quiz}
    par_moment: dict[str, dict[int, dict[str, float]]] = {MESURE_AVANT: {}, MESURE_APRES: {}}
    for reponse in salle().reponses(seance.id):
        if reponse.point in par_moment:
            par_moment[reponse.point][reponse.participant_id] = reponse.points or {}
    avant, apres = par_moment[MESURE_AVANT], par_moment[MESURE_APRES]
    return mesurer([(avant[qui], apres[qui]) for qui in avant if qui in apres], themes)


def formulaire(seance: SeanceVive, point: Point, graine: int) -> list[dict[str, Any]]:
    """The items to answer, in this participant's own order of options."""
    return [item_montre(seance, nom, graine) for nom in point.items]


def corriger_reponse(seance: SeanceVive, point: Point, reponse: ReponseVive | None) -> list[Correction]:
    """The participant's own answer, marked, for a quiz item that is shown or the second measure."""
    if reponse is None or point.genre not in {"quiz", "mesure"} or point.id == MESURE_AVANT:
        return []
    base = services().connaissance.base
    valeurs = reponse.valeur if point.genre == "mesure" else {point.items[0]: reponse.valeur}
    return [corriger(base, base.quiz[nom], valeurs.get(nom), seance.jour) for nom in point.items if nom in base.quiz]


def reponse_de_fiche(seance: SeanceVive, nom: str | None) -> dict[str, str] | None:
    """The answer of a fiche for this room, word for word: `id`, `titre`, `texte`."""
    fiche = fiche_de(nom)
    if fiche is None:
        return None
    base, lecteur = services().connaissance.base, LECTEURS[scenario_de(seance).public]
    titre = remplir(base, fiche.titre, seance.jour, fiche)
    return {"id": fiche.id, "titre": titre, "texte": texte_reponse(base, fiche, lecteur, seance.jour)}


def compte_montre(nombre: int) -> str:
    """How many answered, as everyone may read it."""
    return f"{nombre} réponses" if montrable(nombre) else "moins de cinq réponses"


def _theme(nom: str) -> str:
    return THEMES[services().connaissance.base.quiz[nom].theme]


def _remplir(vue: Vue, activite: ActiviteVive | None) -> None:
    point, seance = vue.point, vue.seance
    reponses = list(salle().reponses(seance.id, point.id))
    if point.genre == "texte":
        vue.idees = idees_visibles(activite)
        montrees = {membre for idee in vue.idees for membre in idee["reponses"]}
        vue.mots = frequences(str(reponse.valeur) for reponse in reponses if reponse.id in montrees)
    vue.tableaux = resultats_de(seance, point, reponses, vue.idees)
    if point.genre == "quiz":
        vue.solutions = [item_corrige(seance, nom) for nom in point.items]
    if point.id == MESURE_APRES:
        vue.mesure = mesurer_seance(seance)
