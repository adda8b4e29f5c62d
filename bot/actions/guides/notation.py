"""The guide « Notation »: a grid built and checked in a few answers; offers are marked on the page, never here."""

from __future__ import annotations

from typing import Any

from base_connaissance.presentation import formater_nombre
from base_connaissance.typographie import typographier
from bot.actions.guides import lecteurs
from bot.actions.guides.champ import Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.nombres import lire_part
from conseil.notation import DemandeNotation, GrilleDemandee, ResultatNotation, evaluer_offres
from conseil.notation.modeles import SousCritereDemande

_BASE = ("taches", "accueil", "encadrement", "formation", "suites")
_COURTE = ("taches", "encadrement", "suites")
_GRILLES = (
    Choix("complete", "Cinq sous-critères : tâches, accueil, encadrement, formation, suites", r"\b(cinq|5|complete)\b"),
    Choix("courte", "Trois sous-critères : tâches, encadrement, suites", r"\b(trois|3|courte|simple)\b"),
)
_PROCEDURES = (
    Choix("formalisee", "Procédure formalisée", r"\bformalisee\b|\bappel d'offres\b"),
    Choix("adaptee", "Procédure adaptée", r"\badaptee\b|\bmapa\b"),
)
_DECLARATIONS = ("lien_objet", "poids_annonces")


def _lire_poids(texte: str, _droit: Droit) -> float:
    return round(lire_part(texte, "poids_critere") * 100, 4)


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    try:
        resultat = evaluer_offres(DemandeNotation(grille=_grille(valeurs, droit)), droit)
    except SaisieInvalide as erreur:
        raise SaisieInvalide("grille", erreur.message) from erreur
    lignes = [resultat.resume, *_controles(resultat), _GRILLE + ", ".join(_parts(resultat)) + ".", _OFFRES]
    return Conclusion(typographier("\n".join(lignes)), resultat, _lien(valeurs, droit))


_GRILLE = "La grille : "
_OFFRES = "Les offres se notent sur la page : rien de ce qui concerne les candidats ne passe par la discussion."


def _grille(valeurs: Valeurs, droit: Droit) -> GrilleDemandee:
    return GrilleDemandee(
        sous_criteres=tuple(SousCritereDemande(id=nom, points=points) for nom, points in _points(valeurs, droit)),
        poids_critere=float(valeurs["poids_critere"]), procedure=valeurs["procedure"],
        **{nom: valeurs.get(nom) == "oui" for nom in _DECLARATIONS},  # type: ignore[arg-type]
    )  # fmt: skip


def _points(valeurs: Valeurs, droit: Droit) -> list[tuple[str, float]]:
    noms = _COURTE if valeurs.get("grille") == "courte" else _BASE
    return [(nom, droit.base.sous_criteres[nom].points) for nom in noms if nom in droit.base.sous_criteres]


def _controles(resultat: ResultatNotation) -> list[str]:
    mots = {"a_corriger": "À corriger", "a_verifier": "À vérifier"}
    return [
        f"{mots[controle.verdict]} : {controle.titre}." for controle in resultat.controles if controle.verdict in mots
    ]


def _parts(resultat: ResultatNotation) -> list[str]:
    return [f"{sous.libelle} {formater_nombre(sous.part)} %" for sous in resultat.grille]


def _lien(valeurs: Valeurs, droit: Droit | None = None) -> str:
    champs: dict[str, Any] = {"poids_critere": lecteurs.en_texte(valeurs.get("poids_critere")),
                              "procedure": valeurs.get("procedure")}  # fmt: skip
    champs |= {nom: "oui" for nom in _DECLARATIONS if valeurs.get(nom) == "oui"}
    if droit is not None:
        champs |= {f"p-{nom}": lecteurs.en_texte(points) for nom, points in _points(valeurs, droit)}
    return lecteurs.adresse("/outils/notation", champs)


NOTATION = Guide(
    nom="notation",
    titre="Grille de notation",
    intention="noter_offres",
    ouverture="Construisons une grille pour le critère d'insertion, et vérifions-la.",
    conclure=_conclure,
    lien=_lien,
    champs=(
        Champ(
            "grille", "la grille", "Quelle grille voulez-vous ?",
            "Chaque sous-critère vient avec une question posée à tous et quatre niveaux décrits.",
            Inconnu("Commencez par trois sous-critères : la grille se complète sur la page."),
            choix=_GRILLES, mots=r"\b(grille|sous[- ]criteres?)\b",
        ),
        Champ(
            "poids_critere", "le poids du critère",
            "Quel poids donnez-vous au critère d'insertion dans la note totale ?",
            "Le poids se publie. Trop faible, il ne départage rien ; trop fort, il peut fausser le choix.",
            Inconnu("Aucun texte lu ne fixe de poids. Essayez-en un, puis voyez sur la page ce qu'il change."),
            lire=_lire_poids, ecrire=lambda valeur: f"{formater_nombre(valeur)} %", mots=r"\b(poids|ponderation)\b",
        ),
        Champ(
            "procedure", "la procédure", "Quelle est la procédure ?",
            "En procédure formalisée, les critères sont pondérés ou, à défaut, classés par ordre décroissant.",
            Inconnu("Au-dessus des seuils européens, la procédure est en principe formalisée."),
            choix=_PROCEDURES, mots=r"\bprocedure\b",
        ),
        Champ(
            "lien_objet", "le lien avec l'objet",
            "Des personnes en insertion peuvent-elles exécuter une partie de ce marché, et ne notez-vous que lui ?",
            "Un critère se rapporte au marché, jamais à la politique générale de l'entreprise.",
            Inconnu("Très bien : le contrôle vous le rappellera.", accepte=True), choix=lecteurs.OUI_NON,
            mots=r"\blien\b",
        ),
        Champ(
            "poids_annonces", "l'annonce des poids",
            "Le poids du critère et des sous-critères est-il annoncé aux candidats ?",
            "Les critères et leur mise en œuvre figurent dans les documents de la consultation.",
            Inconnu("Très bien : le contrôle vous le rappellera.", accepte=True), choix=lecteurs.OUI_NON,
            mots=r"\bannonc\w+\b",
        ),
    ),
)  # fmt: skip
