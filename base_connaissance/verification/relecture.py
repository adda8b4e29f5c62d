"""The rules of second reading and the evaluation bank hold together: what they name exists, no trap is asserted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from base_connaissance.erreurs import ParametreInconnu, Probleme
from base_connaissance.notation import ControleGrille, SousCritereType
from base_connaissance.presentation import REFERENCE, valeur_au
from base_connaissance.relecture import RegleRelecture
from base_connaissance.verification.contexte import Contexte
from base_connaissance.verification.leviers import cibles, ligne_de, pieges_affirmes

Entree = RegleRelecture | SousCritereType | ControleGrille


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Missing targets, unknown figures, traps asserted, in the rules of drafts and of grids."""
    if contexte.seule is not None:
        return
    base = contexte.base
    for regle in base.relecture.values():
        yield from _situer(contexte, "relecture_*.yml", regle.id, _regle(contexte, regle))
    for sous_critere in base.sous_criteres.values():
        phrases = (sous_critere.apprecie, sous_critere.question, *sous_critere.niveaux, sous_critere.donnees)
        yield from _situer(contexte, "notation.yml", sous_critere.id, _entree(contexte, sous_critere, phrases))
    for controle in base.controles_grille.values():
        yield from _situer(contexte, "notation_controles.yml", controle.id, _controle(contexte, controle))


def _regle(contexte: Contexte, regle: RegleRelecture) -> Iterator[str]:
    yield from _entree(contexte, regle, (regle.titre, regle.pourquoi, regle.correction))
    yield from (f"la clause « {c} » n'existe pas" for c in regle.clauses if c not in contexte.base.clauses)
    if regle.ancien_parametre is not None and regle.ancien_parametre not in contexte.base.parametres:
        yield f"« {regle.ancien_parametre} » n'est pas dans parametres/"


def _controle(contexte: Contexte, controle: ControleGrille) -> Iterator[str]:
    phrases = (controle.titre, controle.conforme, controle.a_corriger, controle.a_verifier or "")
    yield from _entree(contexte, controle, phrases)
    yield from (
        f"la règle de relecture « {r} » n'existe pas" for r in controle.regles if r not in contexte.base.relecture
    )


def _entree(contexte: Contexte, entree: Entree, phrases: Sequence[str]) -> Iterator[str]:
    yield from cibles(contexte, entree.sources, entree.fiches)
    fiche = contexte.base.fiches.get(entree.fiches[0])
    for nom in dict.fromkeys(nom for phrase in phrases for nom in REFERENCE.findall(phrase)):
        try:
            valeur_au(contexte.base, nom, contexte.jour, fiche)
        except ParametreInconnu:
            yield f"aucune valeur pour « {{{{ {nom} }}}} » au {contexte.jour}"
    yield from pieges_affirmes(contexte, tuple(phrases))


def _situer(contexte: Contexte, motif: str, cle: str, messages: Iterator[str]) -> Iterator[Probleme]:
    for message in messages:
        for chemin in sorted((contexte.racine / "conseil").glob(motif)):
            rang = ligne_de(chemin, cle)
            if rang is not None:
                nom = f"{contexte.racine.name}/conseil/{chemin.name}"
                yield Probleme(nom, rang, f"« {cle} » : {message}")
