"""The evaluation as sheets: cells that hold values or formulas, the same for every spreadsheet format.

Formulas are written the way Excel writes them (« , » between arguments), with the value that they give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from base_connaissance.presentation import formater_date
from base_connaissance.typographie import typographier
from conseil.notation.modeles import NIVEAU_MAXIMUM, DemandeNotation, OffreNotee, ResultatNotation, SousCritere

_DANGEREUX = ("=", "+", "-", "@", "\t", "\r")
_PREMIERE = 2


@dataclass(frozen=True)
class Cellule:
    """A cell: text or number; with a formula, `valeur` is what it gives. `entete` cells are headings."""

    valeur: str | float
    formule: str | None = None
    entete: bool = False


Ligne = tuple[Cellule, ...]


@dataclass(frozen=True)
class Feuille:
    """A sheet, its name without sign that a formula would need to quote."""

    nom: str
    lignes: tuple[Ligne, ...]


def composer_feuilles(demande: DemandeNotation, resultat: ResultatNotation) -> tuple[Feuille, ...]:
    """The grid, the marks, the summary and a page to read first."""
    feuilles = [Feuille("Lisez-moi", tuple(_lisez_moi(resultat))), Feuille("Grille", tuple(_grille(resultat.grille)))]
    if resultat.offres:
        feuilles += [
            Feuille("Notes", tuple(_notes(resultat))),
            Feuille("Synthese", tuple(_synthese(demande, resultat))),
        ]
    return tuple(feuilles)


def texte_sur(texte: str) -> str:
    """A text that no spreadsheet takes for a formula, even after a passage through CSV."""
    return f"'{texte}" if texte.startswith(_DANGEREUX) else texte


def _entetes(*titres: str) -> Ligne:
    return tuple(Cellule(typographier(titre), entete=True) for titre in titres)


def _texte(texte: str) -> Cellule:
    return Cellule(texte_sur(texte))


def _lisez_moi(resultat: ResultatNotation) -> Iterator[Ligne]:
    yield _entetes("Évaluation des propositions d'insertion")
    yield (_texte(resultat.resume),)
    yield (_texte(typographier(f"Droit au {formater_date(resultat.date_droit)}, base {resultat.empreinte_base[:8]}.")),)
    yield _entetes("Ce que ce classement ne dit pas")
    yield from ((_texte(limite),) for limite in (*resultat.avertissements, *resultat.limites))
    yield _entetes("Contrôle de la grille", "Verdict", "À savoir")
    verdicts = {"conforme": "conforme", "a_corriger": "à corriger", "a_verifier": "à vérifier"}
    for controle in resultat.controles:
        yield (_texte(controle.titre), Cellule(verdicts[controle.verdict]), _texte(controle.texte))
    yield _entetes("Sources")
    yield from ((_texte(source.titre),) for source in resultat.sources)


def _grille(grille: Sequence[SousCritere]) -> Iterator[Ligne]:
    yield _entetes("Sous-critère", "Points", "Part de la note (%)", *(f"Niveau {n}" for n in range(NIVEAU_MAXIMUM + 1)))
    derniere = _PREMIERE + len(grille) - 1
    for ligne, sous in enumerate(grille, start=_PREMIERE):
        part = f"100*B{ligne}/SUM(B${_PREMIERE}:B${derniere})"
        niveaux = sous.niveaux or ("",) * (NIVEAU_MAXIMUM + 1)
        yield (_texte(sous.libelle), Cellule(sous.points), Cellule(sous.part, part), *map(_texte, niveaux))


def _notes(resultat: ResultatNotation) -> Iterator[Ligne]:
    """One line for each offer and sub-criterion; columns C… hold the readers' levels."""
    lecteurs = len(resultat.offres[0].par_lecteur)
    noms = [f"Lecteur {rang + 1}" for rang in range(lecteurs)]
    yield _entetes("Offre", "Sous-critère", *noms, "Niveau moyen", "Écart", "À discuter", "Note (sur 100)",
                   "Note calculée par Clausier")  # fmt: skip
    debut, fin = _colonne(2), _colonne(1 + lecteurs)
    moyenne, ecart = _colonne(2 + lecteurs), _colonne(3 + lecteurs)
    ligne = _PREMIERE
    for offre in resultat.offres:
        for rang, (sous, detail) in enumerate(zip(resultat.grille, offre.details, strict=True)):
            plage = f"{debut}{ligne}:{fin}{ligne}"
            yield (
                _texte(offre.nom), _texte(sous.libelle), *(Cellule(niveau) for niveau in detail.niveaux),
                Cellule(detail.moyenne, f"AVERAGE({plage})"), Cellule(detail.ecart, f"MAX({plage})-MIN({plage})"),
                Cellule("oui" if detail.a_discuter else "", f'IF({ecart}{ligne}>1,"oui","")'),
                Cellule(detail.note, f"Grille!C{_PREMIERE + rang}*{moyenne}{ligne}/{NIVEAU_MAXIMUM}"),
                Cellule(detail.note),
            )  # fmt: skip
            ligne += 1


def _synthese(demande: DemandeNotation, resultat: ResultatNotation) -> Iterator[Ligne]:
    yield _entetes("Offre", "Qualité (sur 100)", "Rang", "Points du critère", "Qualité calculée par Clausier",
                   "Rang calculé par Clausier", "Plus basse lecture", "Plus haute lecture")  # fmt: skip
    taille, note = len(resultat.grille), _colonne(5 + len(resultat.offres[0].par_lecteur))
    derniere = _PREMIERE + len(resultat.offres) - 1
    for rang, offre in enumerate(resultat.offres):
        ligne, premiere = _PREMIERE + rang, _PREMIERE + rang * taille
        yield (
            _texte(offre.nom),
            Cellule(offre.qualite, f"SUM(Notes!{note}{premiere}:{note}{premiere + taille - 1})"),
            Cellule(offre.rang, f"RANK(B{ligne},B${_PREMIERE}:B${derniere})"),
            Cellule(offre.points, f"B{ligne}*{demande.grille.poids_critere:g}/100"),
            Cellule(offre.qualite), Cellule(offre.rang), Cellule(offre.basse), Cellule(offre.haute),
        )  # fmt: skip
    yield from _heures(resultat.offres)


def _heures(offres: Sequence[OffreNotee]) -> Iterator[Ligne]:
    if offres[0].note_heures is None:
        return
    yield ()
    yield _entetes("Pour comparer : heures seules", "Note (sur 100)", "Rang")
    for offre in offres:
        yield (_texte(offre.nom), Cellule(offre.note_heures or 0.0), Cellule(offre.rang_heures or 0))


def _colonne(rang: int) -> str:
    """A, B, C… for columns counted from 0 (the sheets stay under 26)."""
    return chr(ord("A") + rang)
