"""The report of a session, as data: participation, results, what moved, open questions, objections, commitments.

Everything under the threshold is already left out: what is here may be shown and kept. `sans_textes` drops what people
wrote, which leaves at the end of retention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from base_connaissance.champs import Modele
from formation.vive.confidentialite import montrable, parts_montrables
from formation.vive.depouillement import Tableau
from formation.vive.gain import Mesure


class LigneBilan(Modele):
    """One row of a result: a label, how many, the percent of answers."""

    libelle: str
    nombre: int
    part: float
    juste: bool | None = None


class TableauBilan(Modele):
    """The result of one question; `reponses` is None under the threshold."""

    titre: str
    reponses: int | None
    lignes: tuple[LigneBilan, ...] = ()


class IdeeBilan(Modele):
    """A group of sentences of the room."""

    titre: str
    textes: tuple[str, ...]


class ActiviteBilan(Modele):
    """One activity that was opened."""

    genre: str
    titre: str
    surtitre: str = ""
    reponses: int | None = None
    tableaux: tuple[TableauBilan, ...] = ()
    idees: tuple[IdeeBilan, ...] = ()
    mots: tuple[tuple[str, int], ...] = ()


class QuestionBilan(Modele):
    """A question asked from the room; `fiche` answered it, or nothing did."""

    texte: str
    fiche: str | None = None
    titre: str | None = None


class ObjectionBilan(Modele):
    """An objection heard, and the fiche that is nearest to it."""

    texte: str
    fiche: str | None = None
    titre: str | None = None


class Bilan(Modele):
    """The whole report. `secteurs` counts objections; a sector with few of them is in « Autres secteurs »."""

    titre: str
    public: str
    jour: date
    minutes: int | None = None
    participants: int | None = None
    activites: tuple[ActiviteBilan, ...] = ()
    mesure: Mesure = Mesure()
    a_mesure: bool = False
    questions: tuple[QuestionBilan, ...] = ()
    objections: tuple[ObjectionBilan, ...] = ()
    secteurs: tuple[tuple[str, int], ...] = ()
    engagements: tuple[str, ...] = ()
    textes_effaces: bool = False

    @property
    def sans_reponse(self) -> tuple[QuestionBilan, ...]:
        """The questions that the base did not answer."""
        return tuple(question for question in self.questions if question.fiche is None)

    def sans_textes(self) -> Bilan:
        """The same report without a word that a participant wrote."""
        activites = tuple(
            activite.model_copy(
                update={"idees": (), "mots": (), "tableaux": () if activite.genre == "vote" else activite.tableaux}
            )
            for activite in self.activites
        )
        vide = {"questions": (), "objections": (), "engagements": (), "textes_effaces": True}
        return self.model_copy(update={"activites": activites, **vide})


def en_bilan(tableau: Tableau) -> TableauBilan:
    """A table as the report keeps it."""
    if not tableau.montrable:
        return TableauBilan(titre=tableau.titre, reponses=None)
    lignes = tuple(
        LigneBilan(libelle=ligne.libelle, nombre=ligne.nombre, part=tableau.part(ligne), juste=ligne.juste)
        for ligne in tableau.lignes
    )
    return TableauBilan(titre=tableau.titre, reponses=tableau.total, lignes=lignes)


def compte_ou_rien(nombre: int) -> int | None:
    """A count, None under the threshold."""
    return nombre if montrable(nombre) else None


def par_secteur(secteurs: Sequence[str], autres: str = "Autres secteurs") -> tuple[tuple[str, int], ...]:
    """Objections by sector, the most first; sectors under the threshold together, and not even that if they are few."""
    compte = Counter(secteurs)
    visibles = parts_montrables(compte)
    lignes = sorted(((nom, compte[nom]) for nom in visibles), key=lambda paire: (-paire[1], paire[0]))
    reste = sum(compte.values()) - sum(nombre for _, nombre in lignes)
    return (*lignes, (autres, reste)) if montrable(reste) else tuple(lignes)
