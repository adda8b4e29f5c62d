"""Which model clauses a purchase needs: a start for each case, options, then the clauses that those call for.

This holds no law: conditions are the cases (`cas`) and links (`liens`) that editors write in the clauses themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from base_connaissance.clauses import ClauseType
from conseil.redaction.documents import TITRES
from conseil.redaction.kit.modeles import CasKit, DemandeKit

# The volume of the clause, by case: the one line of volume that all the documents must repeat.
VOLUMES: dict[CasKit, str] = {
    "travaux": "heures", "prestations_intellectuelles": "heures", "services": "heures_annuelles",
    "concession": "heures_annuelles", "accord_cadre": "heures_par_tranche",
}  # fmt: skip
TOUS_VOLUMES = ("heures", "heures_annuelles", "heures_par_tranche")

_EXECUTION: dict[CasKit, str] = {
    "travaux": "ccap-execution-travaux", "services": "ccap-execution-services",
    "accord_cadre": "ccap-accord-cadre-bons-de-commande",
    "prestations_intellectuelles": "ccap-prestations-intellectuelles", "concession": "ccap-concession-insertion",
}  # fmt: skip
_AUTOUR = (
    "avis-condition-insertion", "rc-clause-insertion", "ae-engagement-insertion", "annexe-volet-insertion",
    "cadre-reponse-condition", "ccap-depart-remplacement",
)  # fmt: skip
_CRITERE = (
    "rc-critere-insertion", "annexe-grille-niveaux", "cadre-reponse-critere", "ccap-engagements-offre",
    "ae-engagement-critere",
)  # fmt: skip
# A reserved lot alone, a criterion alone: no hours are due, so no clause that counts them.
_COMPTE_D_HEURES = frozenset({"suivi-releve-heures", "suivi-bilan-final", "ccap-controle-et-preuves"})
# Order of reading within a document; clauses not named come last, by identifier.
_ORDRE = (
    "avis-condition-insertion", "avis-lots-clauses", "rc-clause-insertion", "rc-critere-insertion",
    *_EXECUTION.values(), "ccap-plusieurs-lots", "ccap-publics-eligibles", "ccap-choix-des-moyens",
    "ccap-sous-traitance", "ccap-globalisation", "ccap-facilitateur", "ccap-controle-et-preuves",
    "ccap-depart-remplacement",
    "ccap-difficulte-signalee", "ccap-penalites", "ccap-engagements-offre", "ccap-lot-reserve",
    "ccap-reserve-penitentiaire", "ccap-donnees-personnelles", "ae-engagement-insertion", "annexe-volet-insertion",
    "cadre-reponse-condition", "suivi-releve-heures", "suivi-signalement", "suivi-bilan-final",
)  # fmt: skip


def choisir(demande: DemandeKit, clauses: Mapping[str, ClauseType], remplies: frozenset[str]) -> list[ClauseType]:
    """The clauses of the kit, in the order of the documents then of reading.

    `remplies` are the variables with a value: a facilitator or lots that are named bring their clauses. Clauses that
    the base does not hold are left out: the consistency check says so through the links.
    """
    ecartees = frozenset(demande.sans) | _ecartees(demande, remplies)
    retenues: dict[str, ClauseType] = {}
    attente = [clause for clause in _depart(demande, remplies) if clause not in ecartees]
    while attente:
        identifiant = attente.pop(0)
        if identifiant in retenues or identifiant not in clauses:
            continue
        retenues[identifiant] = clauses[identifiant]
        attente += [lien for lien in clauses[identifiant].liens if lien not in ecartees]
    return sorted(retenues.values(), key=_rang)


def liens_ecartes(demande: DemandeKit, remplies: frozenset[str]) -> frozenset[str]:
    """The clauses that the case itself leaves out, whatever calls for them: not a fault."""
    return _ecartees(demande, remplies)


def _depart(demande: DemandeKit, remplies: frozenset[str]) -> Iterator[str]:
    if demande.cas in _EXECUTION:
        yield _EXECUTION[demande.cas]
    if demande.cas in _EXECUTION and demande.cas != "concession":
        yield from _AUTOUR
        if "heures_par_lot" in remplies:
            yield "ccap-plusieurs-lots"
        if demande.globalisation:
            yield "ccap-globalisation"
    if demande.cas in _EXECUTION and "facilitateur" in remplies:
        yield "ccap-facilitateur"
    if demande.critere or demande.cas == "critere":
        yield from _CRITERE
    if demande.reservation:
        yield f"avis-reserve-{demande.reservation}"


def _ecartees(demande: DemandeKit, remplies: frozenset[str]) -> frozenset[str]:
    ecartees: set[str] = set()
    if demande.cas not in _EXECUTION:
        ecartees |= _COMPTE_D_HEURES
    if demande.cas == "concession":
        # The commitment, the notice and the rules quote articles on public contracts, not on concessions.
        ecartees |= {*_AUTOUR, "ccap-plusieurs-lots"}
    if not demande.sous_traitance:
        ecartees.add("ccap-sous-traitance")
    if not demande.penalites:
        ecartees.add("ccap-penalites")
    return frozenset(ecartees)


def _rang(clause: ClauseType) -> tuple[int, int, str]:
    ordre = _ORDRE.index(clause.id) if clause.id in _ORDRE else len(_ORDRE)
    return list(TITRES).index(clause.document), ordre, clause.id
