"""What an evaluation is asked with, and what it returns. Notes are out of 100, points are those of the grid."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from base_connaissance.champs import Confiance, Modele, NomParametre
from base_connaissance.presentation import formater_nombre
from conseil.resultat import FicheLiee, Resultat, SourceUtilisee

NIVEAU_MAXIMUM = 3
LECTEURS_MAXIMUM = 3
OFFRES_MAXIMUM = 20

_Points = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
_Libelle = Annotated[str, Field(max_length=120)]


class SousCritereDemande(Modele):
    """A sub-criterion of the grid. An `id` of the bank brings its label and levels; another one needs a label."""

    model_config = ConfigDict(strict=True)

    id: NomParametre = Field(max_length=40)
    points: _Points
    libelle: _Libelle = ""
    niveaux: Annotated[tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=NIVEAU_MAXIMUM + 1)] = ()


class GrilleDemandee(Modele):
    """The grid, and what the buyer says of it. `poids_critere` is the percentage of the whole mark."""

    model_config = ConfigDict(strict=True)

    sous_criteres: Annotated[tuple[SousCritereDemande, ...], Field(min_length=1, max_length=12)]
    poids_critere: float = Field(gt=0, le=100, allow_inf_nan=False)
    procedure: Literal["formalisee", "adaptee"] = "formalisee"
    lien_objet: bool = False
    poids_annonces: bool = False
    methode_annoncee: bool = False
    engagements_repris: bool = False


class OffreDemandee(Modele):
    """An offer: one reading per reader (sub-criterion → level 0 to 3), hours promised and other mark if known.

    `autre_note` is the mark out of 100 on all the other criteria together.
    """

    model_config = ConfigDict(strict=True)

    nom: str = Field(default="", max_length=60)
    lectures: Annotated[tuple[dict[NomParametre, int], ...], Field(min_length=1, max_length=LECTEURS_MAXIMUM)]
    heures: float | None = Field(default=None, ge=0, le=1e7, allow_inf_nan=False)
    autre_note: float | None = Field(default=None, ge=0, le=100, allow_inf_nan=False)


class DemandeNotation(Modele):
    """A grid, and offers to mark with it (none: the grid alone is checked). `variation` is a change of weight tried."""

    model_config = ConfigDict(strict=True)

    grille: GrilleDemandee
    offres: Annotated[tuple[OffreDemandee, ...], Field(max_length=OFFRES_MAXIMUM)] = ()
    variation: float = Field(default=5, gt=0, le=50, allow_inf_nan=False)


class SousCritere(Modele):
    """A sub-criterion of the grid in use: `part` is its weight out of 100."""

    id: NomParametre
    libelle: str
    apprecie: str
    niveaux: tuple[str, ...]
    points: float
    part: float
    donnees: str


class VerdictGrille(Modele):
    """A check of the grid. `mots` are the words that made it fail, if words did."""

    controle: NomParametre
    titre: str
    verdict: Literal["conforme", "a_corriger", "a_verifier"]
    gravite: Literal["forte", "moyenne", "conseil"]
    texte: str
    mots: tuple[str, ...] = ()
    confiance: Confiance
    sources: tuple[SourceUtilisee, ...]
    fiches: tuple[FicheLiee, ...]


class DetailOffre(Modele):
    """One sub-criterion of one offer: levels by reader, their mean, points won, gap between readers."""

    sous_critere: NomParametre
    niveaux: tuple[int, ...]
    moyenne: float
    note: float
    ecart: int
    a_discuter: bool


class OffreNotee(Modele):
    """The marks of an offer. `qualite` is out of 100, `points` out of the weight of the criterion.

    `basse` and `haute` are the marks with the hardest and the kindest reading of each sub-criterion.
    """

    nom: str
    qualite: float
    points: float
    rang: int
    basse: float
    haute: float
    par_lecteur: tuple[float, ...]
    details: tuple[DetailOffre, ...]
    note_heures: float | None = None
    rang_heures: int | None = None
    total: float | None = None
    rang_total: int | None = None


class Bascule(Modele):
    """At this value, two offers are level; `passe` is before `cede` beyond it (towards the higher values)."""

    valeur: float
    passe: str
    cede: str


class Sensibilite(Modele):
    """How far the weight of a sub-criterion may move, the others keeping their proportions.

    The order of the offers does not change strictly between `bas` and `haut` (weights out of 100); `dans_variation`
    says whether it changes within the variation asked.
    """

    sous_critere: NomParametre
    libelle: str
    part: float
    bas: float
    haut: float
    bascules: tuple[Bascule, ...]
    dans_variation: bool


class Comparaison(Modele):
    """« Heures seules » against « qualité »: the share of hours in the mark at which two offers swap, in percent."""

    bascules: tuple[Bascule, ...]
    memes_rangs: bool


class ResultatNotation(Resultat):
    """The grid checked and the offers marked."""

    grille: tuple[SousCritere, ...]
    controles: tuple[VerdictGrille, ...]
    offres: tuple[OffreNotee, ...] = ()
    sensibilite: tuple[Sensibilite, ...] = ()
    poids_critere: Sensibilite | None = None
    heures: Comparaison | None = None
    stable: bool | None = Field(default=None, description="Le classement tient dans la variation demandée.")

    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The checks to attend to, the grid, the ranking, what makes it change."""
        mots = {"a_corriger": "À corriger", "a_verifier": "À vérifier"}
        controles = tuple(f"- {mots[c.verdict]} : {c.titre}. {c.texte}" for c in self.controles if c.verdict in mots)
        grille = tuple(f"- {sous.libelle} : {formater_nombre(sous.part)} %" for sous in self.grille)
        classees = sorted(self.offres, key=lambda offre: offre.rang)
        offres = tuple(f"{o.rang}. {o.nom} : {formater_nombre(o.qualite)} sur 100" for o in classees)
        poids = tuple(
            f"- {ligne.libelle} : entre {formater_nombre(ligne.bas)} et {formater_nombre(ligne.haut)} %"
            for ligne in self.sensibilite
        )
        titres = ("Contrôle de la grille", "Grille", "Classement", "Poids pour lesquels l'ordre ne change pas")
        return tuple(
            partie for partie in zip(titres, (controles, grille, offres, poids), strict=True) if partie[1]
        )  # fmt: skip
