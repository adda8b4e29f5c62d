"""Composing the kit: clauses chosen, values read once, documents filled, consistency checked."""

from __future__ import annotations

from itertools import groupby

from base_connaissance.clauses import ClauseType
from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.redaction.documents import TITRES
from conseil.redaction.kit import choix
from conseil.redaction.kit.coherence import Dossier, controler
from conseil.redaction.kit.modeles import DemandeKit, DocumentKit, PieceKit, ResultatKit, VariableKit
from conseil.redaction.kit.remplissage import remplir_clause
from conseil.redaction.kit.valeurs import lire_valeurs, variables_de

LIMITES = (
    "Ces modèles sont des propositions à adapter : relisez chaque clause, ses précautions et votre CCAG.",
    "Le kit ne dit ni si une considération sociale est obligatoire, ni quel volume convient : voyez les outils "
    "« Leviers » et « Heures ».",
    "La cohérence est vérifiée entre les pièces du kit, pas avec le reste de votre dossier.",
)


def composer_kit(demande: DemandeKit, droit: Droit) -> ResultatKit:
    """The kit for that purchase.

    Raises SaisieInvalide on the first value that cannot be used (`erreurs_de_saisie` gives them all),
    ParametreInconnu when the base holds no clause.
    """
    if not droit.base.clauses:
        raise ParametreInconnu("clauses")
    for erreur in erreurs_de_saisie(demande, droit):
        raise erreur
    variables = variables_de(droit.base.clauses)
    valeurs, _ = lire_valeurs(demande.valeurs, variables)
    remplies = frozenset(valeurs)
    clauses = choix.choisir(demande, droit.base.clauses, remplies)
    pieces = tuple(remplir_clause(clause, valeurs | _particulieres(demande, clause)) for clause in clauses)
    dossier = Dossier(
        demande, valeurs, pieces, droit.base, droit.jour, choix.liens_ecartes(demande, remplies)
    )  # fmt: skip
    constats = controler(dossier)
    coherent = all(constat.gravite != "contradiction" for constat in constats)
    vides = {nom for piece in pieces for nom in piece.a_completer}
    a_completer = tuple(variable for variable in _variables(clauses) if variable.nom in vides)
    return ResultatKit(
        outil="clauses", resume=_resumer(pieces, a_completer, coherent), documents=_documents(pieces),
        constats=constats, a_completer=a_completer, coherent=coherent,
        avertissements=tuple(constat.message for constat in constats if constat.gravite == "contradiction"),
        limites=tuple(map(typographier, LIMITES)),
        sources=droit.sources(source for clause in clauses for source in clause.sources),
        fiches=droit.fiches(fiche for clause in clauses for fiche in clause.fiches),
        date_droit=droit.jour, empreinte_base=droit.base.empreinte,
    )  # fmt: skip


def erreurs_de_saisie(demande: DemandeKit, droit: Droit) -> list[SaisieInvalide]:
    """Every value or option that cannot be used, each naming its field."""
    variables = variables_de(droit.base.clauses)
    _, erreurs = lire_valeurs(demande.valeurs, variables)
    for document, valeurs in demande.valeurs_par_document.items():
        erreurs += lire_valeurs(valeurs, variables, f"valeurs_par_document.{document}")[1]
    erreurs += [
        SaisieInvalide("sans", typographier(f"la clause « {clause} » n'existe pas"))
        for clause in demande.sans
        if clause not in droit.base.clauses
    ]
    if demande.cas == "marche_reserve" and demande.reservation is None:
        erreurs.append(SaisieInvalide("reservation", "dites à qui le marché ou le lot est réservé"))
    if demande.cas == "concession" and demande.reservation is not None:
        erreurs.append(SaisieInvalide("reservation", "la base n'a pas de modèle pour réserver une concession"))
    if demande.cas == "concession" and demande.critere:
        erreurs.append(SaisieInvalide("critere", "la base n'a pas de modèle de critère pour une concession"))
    return erreurs


def variables_du_kit(demande: DemandeKit, droit: Droit) -> tuple[VariableKit, ...]:
    """The blanks that a form must show for that request, in the order of the documents.

    The facilitator and the lots are always asked: naming them brings their clauses.
    """
    remplies = frozenset(nom for nom, valeur in demande.valeurs.items() if valeur.strip())
    clauses = choix.choisir(demande, droit.base.clauses, remplies | {"facilitateur", "heures_par_lot"})
    volume = choix.VOLUMES.get(demande.cas)
    autres = {nom for nom in choix.TOUS_VOLUMES if nom != volume}
    return tuple(variable for variable in _variables(clauses) if variable.nom not in autres)


def _particulieres(demande: DemandeKit, clause: ClauseType) -> dict[str, str]:
    lues, _ = lire_valeurs(demande.valeurs_par_document.get(clause.document, {}), clause.variables)
    return lues


def _documents(pieces: tuple[PieceKit, ...]) -> tuple[DocumentKit, ...]:
    return tuple(
        DocumentKit(document=document, titre=typographier(TITRES[document]), pieces=tuple(groupe))
        for document, groupe in groupby(pieces, key=lambda piece: piece.document)
    )


def _variables(clauses: list[ClauseType]) -> list[VariableKit]:
    variables = variables_de({clause.id: clause for clause in clauses})
    return [
        VariableKit(
            nom=nom, libelle=typographier(variable.libelle), type=variable.type, exemple=typographier(variable.exemple),
            choix=variable.choix, obligatoire=variable.obligatoire,
            documents=tuple(dict.fromkeys(clause.document for clause in clauses if nom in clause.variables)),
        )
        for nom, variable in variables.items()
    ]  # fmt: skip


def _resumer(pieces: tuple[PieceKit, ...], a_completer: tuple[VariableKit, ...], coherent: bool) -> str:
    documents = len({piece.document for piece in pieces})
    reste = f"{len(a_completer)} blancs à compléter" if len(a_completer) > 1 else "un blanc à compléter"
    etat = "aucune contradiction entre les pièces" if coherent else "des contradictions entre les pièces, à lever"
    return typographier(
        f"Le kit compte {documents} document{'s' * (documents > 1)} et {len(pieces)} clause{'s' * (len(pieces) > 1)} : "
        + " ; ".join(filter(None, (etat, reste if a_completer else ""))) + "."
    )  # fmt: skip
