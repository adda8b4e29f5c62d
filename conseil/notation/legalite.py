"""Is this grid safe to publish? One verdict per check of the base; words are read with the rules of second reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from base_connaissance.modeles import Base
from base_connaissance.notation import ControleGrille
from base_connaissance.presentation import remplir
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.notation.modeles import GrilleDemandee, SousCritere, VerdictGrille
from conseil.redaction.relecture.lecture import risques

Verdict = Literal["conforme", "a_corriger", "a_verifier"]
_TOTAL = 100
_REPERES = ("poids_isere", "poids_vetements")


@dataclass(frozen=True)
class _Examen:
    demande: GrilleDemandee
    grille: Sequence[SousCritere]
    base: Base


def controler_grille(demande: GrilleDemandee, grille: Sequence[SousCritere], droit: Droit) -> tuple[VerdictGrille, ...]:
    """The verdicts, what must be mended first."""
    examen = _Examen(demande, grille, droit.base)
    mots = _mots(grille, droit)
    controles = [c for c in droit.base.controles_grille.values() if c.depuis is None or c.depuis <= droit.jour]
    verdicts = [_verdict(controle, examen, mots, droit) for controle in controles]
    ordre = ("a_corriger", "a_verifier", "conforme")
    gravites = ("forte", "moyenne", "conseil")
    return tuple(sorted(verdicts, key=lambda v: (ordre.index(v.verdict), gravites.index(v.gravite))))


def _verdict(controle: ControleGrille, examen: _Examen, mots: dict[str, list[str]], droit: Droit) -> VerdictGrille:
    vus = tuple(dict.fromkeys(mot for regle in controle.regles for mot in mots.get(regle, ())))
    verdict: Verdict = "a_corriger" if vus else "conforme"
    if not controle.regles:
        verdict = _EXAMENS[controle.id](examen) if controle.id in _EXAMENS else "a_verifier"
    phrase = {
        "conforme": controle.conforme, "a_corriger": controle.a_corriger,
        "a_verifier": controle.a_verifier or controle.a_corriger,
    }[verdict]  # fmt: skip
    fiche = droit.base.fiches.get(controle.fiches[0])
    return VerdictGrille(
        controle=controle.id, titre=typographier(controle.titre), verdict=verdict, gravite=controle.gravite,
        texte=remplir(droit.base, phrase, droit.jour, fiche), mots=vus, confiance=controle.confiance,
        sources=droit.sources(controle.sources), fiches=droit.fiches(controle.fiches),
    )  # fmt: skip


def _mots(grille: Sequence[SousCritere], droit: Droit) -> dict[str, list[str]]:
    """Rule of second reading → words of the grid that it catches."""
    trouves: dict[str, list[str]] = {}
    for sous_critere in grille:
        # Labels are bare nouns: the sentence says that they are marked, which is what some rules look for.
        textes = [f"Sous-critère noté en points : {sous_critere.libelle}.", *sous_critere.niveaux]
        for regle, mots in (trouve for texte in textes for trouve in risques(texte, "critere", droit)):
            trouves.setdefault(regle.id, []).append(mots.removeprefix("noté en points : "))
    return trouves


def _poids_annonces(examen: _Examen) -> Verdict:
    if examen.demande.poids_annonces:
        return "conforme"
    return "a_corriger" if examen.demande.procedure == "formalisee" else "a_verifier"


def _poids_du_critere(examen: _Examen) -> Verdict:
    """Above the weights known to have been used, the buyer has to justify more."""
    fiche = examen.base.fiches.get("ponderation-des-criteres")
    textes = [fiche.chiffres[nom].valeur for nom in _REPERES if fiche is not None and nom in fiche.chiffres]
    vus = [int(nombre[0]) for texte in textes if (nombre := re.search(r"\d+", texte))]
    return "a_verifier" if vus and examen.demande.poids_critere > max(vus) else "conforme"


def _dit(condition: bool) -> Verdict:
    return "conforme" if condition else "a_corriger"


_EXAMENS: dict[str, Callable[[_Examen], Verdict]] = {
    "lien_objet": lambda examen: _dit(examen.demande.lien_objet),
    "poids_annonces": _poids_annonces,
    "methode_annoncee": lambda examen: _dit(examen.demande.methode_annoncee),
    "engagements_repris": lambda examen: _dit(examen.demande.engagements_repris),
    "intitules_precis": lambda examen: _dit(all(any(sous.niveaux) for sous in examen.grille)),
    "total_points": lambda examen: _dit(sum(sous.points for sous in examen.grille) == _TOTAL),
    "poids_du_critere": _poids_du_critere,
    "critere_environnemental": lambda examen: _dit(examen.demande.poids_critere < _TOTAL),
}
