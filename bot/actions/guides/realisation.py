"""The guide « Réalisation »: hours due and the company's situation, then mixes in people and weeks."""

from __future__ import annotations

import re
from typing import Any

from base_connaissance.typographie import typographier
from bot.actions.guides import lecteurs
from bot.actions.guides.champ import Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.nombres import lire_donnees_heures
from conseil.realisation import DemandeRealisation, ResultatRealisation, planifier
from index.nettoyage import plier

_MONTAGES_DITS = 3
_EFFECTIF = re.compile(r"\b(\d{1,6}) (?:salaries?|personnes?|employes?|collaborateurs?)\b")
_MOTS_COMMUNS = {"entretien", "batiment", "travaux", "services"}


def _metiers(droit: Droit) -> tuple[Choix, ...]:
    return tuple(Choix(code, metier.titre, _mots(metier.titre)) for code, metier in droit.base.metiers.items())


def _mots(titre: str) -> str:
    mots = [mot for mot in re.findall(r"[a-z]{5,}", plier(titre)) if mot not in _MOTS_COMMUNS]
    return rf"\b({'|'.join(mots)})" if mots else ""


def _extraire(texte: str, droit: Droit) -> dict[str, Any]:
    lues, simple = lire_donnees_heures(texte).valeurs(), plier(texte)
    trouvees: dict[str, Any] = {nom: lues[nom] for nom in ("heures", "duree_mois") if nom in lues}
    if (effectif := _EFFECTIF.search(simple)) is not None:
        trouvees["effectif"] = int(effectif[1])
    metiers = [choix.valeur for choix in _metiers(droit) if choix.mots and re.search(choix.mots, simple)]
    if len(metiers) == 1:
        trouvees["metier"] = metiers[0]
    return trouvees


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    demande = DemandeRealisation(
        heures=float(valeurs["heures"]), duree_mois=float(valeurs["duree_mois"]),
        metier=lecteurs.connue(valeurs, "metier"), effectif=lecteurs.connue(valeurs, "effectif"),
        peut_embaucher=lecteurs.connue(valeurs, "peut_embaucher") or "inconnu",
        sous_traitance=lecteurs.connue(valeurs, "sous_traitance") or "inconnu",
    )  # fmt: skip
    resultat = planifier(demande, droit)
    texte = "\n".join([resultat.resume, *_montages(resultat)])
    return Conclusion(typographier(texte), resultat, _lien(valeurs))


def _montages(resultat: ResultatRealisation) -> list[str]:
    """The first mixes, a line each: who does what, in hours and people."""
    lignes = []
    for montage in resultat.montages[:_MONTAGES_DITS]:
        parts = ", ".join(
            f"{part.titre} ({part.heures} h, {part.personnes} personne{'s' if part.personnes > 1 else ''})"
            for part in montage.parts
        )
        lignes.append(f"{montage.titre} : {parts}.")
    return lignes


def _lien(valeurs: Valeurs) -> str:
    return lecteurs.adresse("/outils/realisation", {
        "heures": lecteurs.en_texte(valeurs.get("heures")), "duree_mois": lecteurs.en_texte(valeurs.get("duree_mois")),
        "metier": valeurs.get("metier"), "effectif": valeurs.get("effectif"),
        "peut_embaucher": valeurs.get("peut_embaucher"), "sous_traitance": valeurs.get("sous_traitance"),
    })  # fmt: skip


def _lire_duree(texte: str, droit: Droit) -> float:
    mois = lecteurs.duree(texte, droit)
    if not 0.5 <= mois <= 120:
        raise SaisieInvalide("duree_mois", "Donnez une durée de quinze jours à dix ans, par exemple « 14 mois ».")
    return mois


REALISATION = Guide(
    nom="realisation",
    titre="Réaliser des heures",
    intention="realiser_heures",
    ouverture="Organisons vos heures d'insertion.",
    extraire=_extraire,
    conclure=_conclure,
    lien=_lien,
    champs=(
        Champ(
            "heures", "les heures dues", "Combien d'heures d'insertion devez-vous réaliser ?",
            "Le volume est écrit dans l'acte d'engagement ou dans le cahier des clauses.",
            Inconnu("Cherchez-le dans l'acte d'engagement. Sans lui, l'outil « Heures » peut l'estimer."),
            lire=lecteurs.heures, ecrire=lecteurs.ecrire_heures, mots=r"\b(heures|volume)\b",
        ),
        Champ(
            "duree_mois", "la durée", "Sur combien de temps ?",
            "Le même volume ne demande pas le même nombre de personnes sur trois mois ou sur deux ans.",
            Inconnu("Donnez la durée du chantier ou du marché, même approximative."),
            lire=_lire_duree, ecrire=lecteurs.ecrire_mois, mots=r"\bduree\b",
        ),
        Champ(
            "metier", "le métier", "Dans quel métier ?",
            "Le métier dit quelles tâches peuvent être confiées, et regroupées en un poste.",
            Inconnu("Très bien, je raisonne sans le métier.", accepte=True), choix=_metiers, mots=r"\bmetier\b",
        ),
        Champ(
            "effectif", "l'effectif", "Combien de personnes compte votre entreprise ?",
            "Une petite équipe accueille difficilement plusieurs personnes à la fois : il faut un tuteur disponible.",
            Inconnu("Très bien, je n'en tiens pas compte.", accepte=True),
            lire=lecteurs.entier("effectif", 1, 1_000_000), ecrire=lambda valeur: f"{valeur} personnes",
            mots=r"\b(effectif|salaries?)\b",
        ),
        Champ(
            "peut_embaucher", "la possibilité d'embaucher", "Pouvez-vous embaucher directement ?",
            "L'embauche directe est un moyen parmi d'autres : l'entreprise choisit.",
            Inconnu("Très bien, je montre les deux.", accepte=True), choix=lecteurs.OUI_NON,
            mots=r"\bembauche\w*\b",
        ),
        Champ(
            "sous_traitance", "la sous-traitance",
            "Le marché admet-il qu'une part des heures soit faite par un sous-traitant ?",
            "Ce sont les documents du marché qui décident. Cherchez « sous-traitance » dans le volet insertion.",
            Inconnu("Très bien : vérifiez-le dans les documents, je le signale.", accepte=True),
            choix=lecteurs.OUI_NON, mots=r"\bsous[- ]traitan\w+\b",
        ),
    ),
)  # fmt: skip
