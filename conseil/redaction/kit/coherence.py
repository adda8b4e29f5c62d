"""What would void a clause: documents that disagree, a clause that calls for one that is not there.

Every check reads the filled documents and the values; each finding says what to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from base_connaissance.clauses import Variable
from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_nombre
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.redaction.documents import TITRES
from conseil.redaction.kit.choix import TOUS_VOLUMES, VOLUMES
from conseil.redaction.kit.modeles import Constat, DemandeKit, Gravite, PieceKit
from conseil.redaction.kit.valeurs import nombre
from conseil.redaction.relecture.lecture import risques

_POINTS = ("points_taches", "points_accueil", "points_encadrement", "points_formation", "points_suites")
_TOTAL_POINTS = 100
_HEURES_D_UN_LOT = re.compile(r"(\d[\d\s\u00a0\u202f]*)\s*(?:heures?|h)\b", re.IGNORECASE)
_LOT = re.compile(r"\blots?\s+(?:n°\s*)?(\w+)", re.IGNORECASE)
_DELAIS = ("delai_demarrage", "delai_observations", "delai_rattrapage", "delai_remplacement", "delai_signalement")
_JOURS_PAR_MOIS = 30


@dataclass(frozen=True)
class Dossier:
    """All that the checks look at: the request, its clean values, the filled clauses, the base and the day.

    `ecartees` are the clauses that the case leaves out by itself.
    """

    demande: DemandeKit
    valeurs: dict[str, str]
    pieces: Sequence[PieceKit]
    base: Base
    jour: date
    ecartees: frozenset[str] = frozenset()


def controler(dossier: Dossier) -> tuple[Constat, ...]:
    """Every finding, contradictions first."""
    ordre: tuple[Gravite, ...] = ("contradiction", "manque", "attention")
    constats = [constat for controle in CONTROLES for constat in controle(dossier)]
    return tuple(sorted(constats, key=lambda constat: ordre.index(constat.gravite)))


def _constat(gravite: Gravite, message: str, clauses: Sequence[str] = (), variables: Sequence[str] = ()) -> Constat:
    return Constat(
        gravite=gravite, message=typographier(message), clauses=tuple(clauses), variables=tuple(variables)
    )  # fmt: skip


def _liens(dossier: Dossier) -> Iterator[Constat]:
    """Every clause that another calls for is there."""
    presentes = {piece.clause for piece in dossier.pieces}
    appelantes: dict[str, list[str]] = {}
    for piece in dossier.pieces:
        for lien in piece.liens:
            if lien not in presentes and lien not in dossier.ecartees:
                appelantes.setdefault(lien, []).append(piece.clause)
    for lien, clauses in appelantes.items():
        titre = dossier.base.clauses[lien].titre if lien in dossier.base.clauses else lien
        qui = dossier.base.clauses[clauses[0]].titre
        autres = f" (et {len(clauses) - 1} autres)" if len(clauses) > 2 else ""
        yield _constat(
            "contradiction",
            f"« {qui} »{autres} suppose la clause « {titre} », qui n'est pas dans le kit : ajoutez-la, ou "
            "retirez le renvoi.",
            [*clauses, lien],
        )


def _memes_valeurs(dossier: Dossier) -> Iterator[Constat]:
    """One variable, one value, whatever the document."""
    vues: dict[str, dict[str, list[PieceKit]]] = {}
    for piece in dossier.pieces:
        for nom, valeur in piece.valeurs.items():
            vues.setdefault(nom, {}).setdefault(valeur, []).append(piece)
    for nom, valeurs in vues.items():
        if len(valeurs) > 1:
            libelle = dossier.base.clauses[next(iter(valeurs.values()))[0].clause].variables[nom].libelle
            detail = " ; ".join(
                f"{valeur} ({', '.join(dict.fromkeys(TITRES[piece.document].split(' :')[0] for piece in pieces))})"
                for valeur, pieces in valeurs.items()
            )
            clauses = [piece.clause for pieces in valeurs.values() for piece in pieces]
            yield _constat("contradiction", f"{libelle} : les documents ne disent pas la même chose. {detail}.",
                           clauses, [nom])  # fmt: skip


def _volume(dossier: Dossier) -> Iterator[Constat]:
    """One line of volume, the one of the case."""
    attendu = VOLUMES.get(dossier.demande.cas)
    remplis = [nom for nom in TOUS_VOLUMES if nom in dossier.valeurs]
    if attendu is None:
        return
    libelles = {nom: _libelle(dossier, nom) for nom in TOUS_VOLUMES}
    if attendu not in remplis and not ("heures_par_lot" in dossier.valeurs and attendu == "heures"):
        yield _constat(
            "manque", f"Le volume manque : remplissez « {libelles[attendu]} ». Sans volume chiffré, la clause est "
            "inopérante.", variables=[attendu],
        )  # fmt: skip
    for nom in remplis:
        if nom != attendu:
            yield _constat(
                "contradiction",
                f"« {libelles[nom]} » est rempli, alors que ce cas exprime le volume par « {libelles[attendu]} ». "
                "Gardez une seule ligne de volume, la même partout.",
                variables=[nom, attendu],
            )


def _lots(dossier: Dossier) -> Iterator[Constat]:
    """The hours of the lots make the total, and the same lots are named everywhere."""
    par_lot = dossier.valeurs.get("heures_par_lot")
    if par_lot is None:
        return
    heures = [_HEURES_D_UN_LOT.findall(element) for element in par_lot.split(";")]
    total = nombre(dossier.valeurs, "heures")
    if any(len(trouvees) != 1 for trouvees in heures):
        yield _constat("attention", "Écrivez les heures de chaque lot sous la forme « lot 2 : 350 heures » : "
                       "le total n'a pas pu être vérifié.", variables=["heures_par_lot"])  # fmt: skip
    elif total is not None:
        somme = sum(int(re.sub(r"\D", "", trouvees[0])) for trouvees in heures)
        if somme != total:
            yield _constat(
                "contradiction",
                f"La somme des lots fait {formater_nombre(somme)} heures, le total annoncé {formater_nombre(total)}.",
                ["avis-lots-clauses", "ccap-plusieurs-lots"], ["heures_par_lot", "heures"],
            )  # fmt: skip
    nommes = {nom: set(_LOT.findall(dossier.valeurs.get(nom, ""))) for nom in ("heures_par_lot", "lots", "lot_reserve")}
    if nommes["lots"] and nommes["lots"] != nommes["heures_par_lot"]:
        yield _constat("contradiction", "Les lots annoncés dans l'avis ne sont pas ceux qui portent des heures.",
                       ["avis-condition-insertion", "ccap-plusieurs-lots"], ["lots", "heures_par_lot"])  # fmt: skip
    for lot in sorted(nommes["lot_reserve"] & nommes["heures_par_lot"]):
        yield _constat(
            "attention", f"Le lot {lot} est réservé et porte aussi des heures : pas de volume d'heures en plus sans "
            "raison, le titulaire en fait déjà son métier.", ["ccap-lot-reserve"], ["lot_reserve", "heures_par_lot"],
        )  # fmt: skip


def _penalites(dossier: Dossier) -> Iterator[Constat]:
    """A ceiling that lets at least one penalty in; sums that are not the example's."""
    plafond, heure = nombre(dossier.valeurs, "plafond_penalites"), nombre(dossier.valeurs, "penalite_heure")
    if not any(piece.clause == "ccap-penalites" for piece in dossier.pieces):
        return
    if plafond is not None and heure is not None and plafond < heure:
        yield _constat("contradiction", "Le plafond des pénalités est plus bas que la pénalité d'une seule heure.",
                       ["ccap-penalites"], ["plafond_penalites", "penalite_heure"])  # fmt: skip
    if plafond is None:
        yield _constat("attention", "Aucun plafond de pénalités : c'est possible, décidez-le en connaissance de cause.",
                       ["ccap-penalites"], ["plafond_penalites"])  # fmt: skip


def _delais(dossier: Dossier) -> Iterator[Constat]:
    """Delays that follow each other, and that fit in the contract."""
    observations, rattrapage = (nombre(dossier.valeurs, f"delai_{nom}") for nom in ("observations", "rattrapage"))
    if observations is not None and rattrapage is not None and observations > rattrapage:
        yield _constat("contradiction", "Le délai pour s'expliquer dépasse le délai de rattrapage : le second "
                       "serait écoulé avant la fin du premier.", ["ccap-penalites"],
                       ["delai_observations", "delai_rattrapage"])  # fmt: skip
    if dossier.demande.duree_mois is None:
        return
    for nom in _DELAIS:
        jours = nombre(dossier.valeurs, nom)
        if jours is not None and jours > dossier.demande.duree_mois * _JOURS_PAR_MOIS:
            yield _constat(
                "contradiction",
                f"« {_libelle(dossier, nom)} » ({formater_nombre(jours)}) dépasse la durée du marché.", variables=[nom],
            )  # fmt: skip


def _critere(dossier: Dossier) -> Iterator[Constat]:
    """The points of the criterion add up."""
    points = [nombre(dossier.valeurs, nom) for nom in _POINTS]
    connus = [valeur for valeur in points if valeur is not None]
    if len(connus) == len(points) and sum(connus) != _TOTAL_POINTS:
        yield _constat(
            "contradiction",
            f"Les points des sous-critères font {formater_nombre(sum(connus))}, et non {_TOTAL_POINTS}.",
            ["rc-critere-insertion"], list(_POINTS),
        )  # fmt: skip


def _commandes(dossier: Dossier) -> Iterator[Constat]:
    tranche, maximum = nombre(dossier.valeurs, "heures_par_tranche"), nombre(dossier.valeurs, "heures_maximum")
    if tranche is not None and maximum is not None and maximum < tranche:
        yield _constat("contradiction", "Le nombre maximal d'heures est plus bas que celui d'une seule tranche.",
                       ["ccap-accord-cadre-bons-de-commande"], ["heures_maximum", "heures_par_tranche"])  # fmt: skip


def _facilitateur(dossier: Dossier) -> Iterator[Constat]:
    """A facilitator that some documents rely on is named, with a way to reach it."""
    present = "facilitateur" in dossier.valeurs
    if present and "facilitateur_contact" not in dossier.valeurs:
        yield _constat("manque", "Le facilitateur est nommé sans contact : il disparaît des documents.",
                       ["ccap-facilitateur"], ["facilitateur_contact"])  # fmt: skip
    for nom, valeur in dossier.valeurs.items():
        employee = any(nom in piece.valeurs for piece in dossier.pieces)
        if not present and employee and "facilitateur" in valeur.lower():
            yield _constat(
                "contradiction",
                f"« {_libelle(dossier, nom)} » parle du facilitateur, mais aucun facilitateur n'est indiqué.",
                variables=[nom, "facilitateur"],
            )


def _formules(dossier: Dossier) -> Iterator[Constat]:
    """What a person typed in the blanks, read again with the rules of second reading."""
    employees = {nom for piece in dossier.pieces for nom in piece.valeurs}
    for nom, valeur in dossier.valeurs.items():
        if nom in employees and _saisi_librement(dossier, nom):
            for regle, mots in risques(valeur, "clause", Droit(dossier.base, dossier.jour)):
                message = f"« {_libelle(dossier, nom)} », « {mots} » : {regle.titre[0].lower() + regle.titre[1:]}."
                yield _constat("attention", f"{message} {regle.correction}", variables=[nom])


def _dates(dossier: Dossier) -> Iterator[Constat]:
    """Models past their review date, models that wait for a confirmation."""
    clauses = [dossier.base.clauses[piece.clause] for piece in dossier.pieces]
    for clause in clauses:
        if clause.a_revoir_le < dossier.jour:
            yield _constat("attention", f"Le modèle « {clause.titre} » devait être revu : vérifiez-le avant usage.",
                           [clause.id])  # fmt: skip
    a_confirmer = [clause for clause in clauses if clause.confiance == "a_confirmer"]
    if a_confirmer:
        yield _constat(
            "attention",
            "Modèles à confirmer, faute de texte lu qui les fixe : "
            + " ; ".join(f"« {clause.titre} »" for clause in a_confirmer) + ".",
            [clause.id for clause in a_confirmer],
        )  # fmt: skip
    if dossier.demande.cas == "concession":
        yield _constat("attention", "Ces modèles sont écrits pour un marché : dans une concession, remplacez "
                       "« marché » et « titulaire » par les mots de votre contrat.")  # fmt: skip


def _libelle(dossier: Dossier, nom: str) -> str:
    return next((variable.libelle for cle, variable in _toutes(dossier) if cle == nom), nom)


def _saisi_librement(dossier: Dossier, nom: str) -> bool:
    return any(cle == nom and variable.type in ("texte", "liste") for cle, variable in _toutes(dossier))


def _toutes(dossier: Dossier) -> Iterator[tuple[str, Variable]]:
    for clause in dossier.base.clauses.values():
        yield from clause.variables.items()


CONTROLES = (
    _liens, _memes_valeurs, _volume, _lots, _penalites, _delais, _critere, _commandes, _facilitateur, _formules, _dates,
)  # fmt: skip
