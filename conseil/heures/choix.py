"""The figures that may stand in for a datum: labour shares by family, dated hourly costs. Never taken in silence."""

from __future__ import annotations

from dataclasses import dataclass

from base_connaissance.champs import Confiance
from base_connaissance.tables import FamilleAchat
from conseil.droit import ChiffreDate, Droit
from conseil.erreurs import SaisieInvalide
from conseil.heures.modeles import DemandeHeures

REPERES = (
    "cout_horaire_repere",
    "cout_horaire_ancien_bas",
    "cout_horaire_gros_oeuvre_2014",
    "cout_horaire_usage_recent",
)


@dataclass(frozen=True)
class Donnee:
    """A datum of the formula as used: its value, where it comes from, how sure, and its range when known."""

    valeur: float
    texte: str
    reference: str
    confiance: Confiance | None = None
    source: str | None = None
    bas: float | None = None
    haut: float | None = None


def familles_connues(droit: Droit) -> dict[str, FamilleAchat]:
    """The purchase families whose labour share is known on that day."""
    return {code: f for code, f in droit.base.familles_achat.items() if droit.connait(f.parametre)}


def reperes_de_cout(droit: Droit) -> dict[str, ChiffreDate]:
    """The dated hourly costs that a person may choose."""
    return {nom: droit.chiffre(nom) for nom in REPERES if droit.connait(nom)}


def part_main_oeuvre(demande: DemandeHeures, droit: Droit) -> Donnee:
    """The labour share: given, or the low bound of its family. Raises SaisieInvalide when neither is there."""
    if demande.part_main_oeuvre is not None:
        return _donnee_par_vous(demande.part_main_oeuvre, droit.ecrire(demande.part_main_oeuvre * 100, "%"))
    if demande.famille is None:
        raise SaisieInvalide("part_main_oeuvre", "Donnez la part de main-d'œuvre, ou choisissez une famille d'achat.")
    famille = familles_connues(droit).get(demande.famille)
    if famille is None:
        raise SaisieInvalide(
            "famille", "Cette famille d'achat n'est pas dans la liste : donnez la part de main-d'œuvre."
        )
    chiffre = droit.chiffre(famille.parametre)
    borne = f", borne basse de {chiffre.texte}" if chiffre.haut is not None else ""
    return Donnee(
        valeur=chiffre.valeur / 100,
        texte=droit.ecrire(chiffre.valeur, "%"),
        reference=f"{famille.libelle}{borne} : {droit.reference(chiffre)}",
        confiance=chiffre.confiance,
        source=chiffre.source,
        bas=chiffre.valeur / 100 if chiffre.haut is not None else None,
        haut=chiffre.haut / 100 if chiffre.haut is not None else None,
    )


def cout_horaire(demande: DemandeHeures, droit: Droit) -> Donnee:
    """The hourly cost: given, or the dated figure chosen. Raises SaisieInvalide: none is ever taken by default."""
    if demande.cout_horaire is not None:
        return _donnee_par_vous(demande.cout_horaire, droit.ecrire(demande.cout_horaire, "EUR/h"))
    if demande.cout_repere is None:
        raise SaisieInvalide("cout_horaire", "Donnez un coût horaire charges comprises, ou choisissez un repère daté : "
                             "aucune valeur officielle n'existe.")  # fmt: skip
    chiffre = reperes_de_cout(droit).get(demande.cout_repere)
    if chiffre is None:
        raise SaisieInvalide("cout_repere", "Ce repère n'est pas dans la liste : donnez un coût horaire.")
    return Donnee(
        valeur=chiffre.valeur,
        texte=droit.ecrire(chiffre.valeur, "EUR/h"),
        reference=f"{chiffre.libelle} : {droit.reference(chiffre)}",
        confiance=chiffre.confiance,
        source=chiffre.source,
        bas=chiffre.valeur if chiffre.haut is not None else None,
        haut=chiffre.haut,
    )


def _donnee_par_vous(valeur: float, texte: str) -> Donnee:
    return Donnee(valeur, texte, "Valeur donnée par vous")
