"""The guide « Heures »: amount, labour share, rate, hourly cost, and the market's length if it is known."""

from __future__ import annotations

import re
from typing import Any

from base_connaissance.presentation import formater_valeur
from bot.actions.guides import lecteurs
from bot.actions.guides.champ import Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.heures import DemandeHeures, calculer_heures, familles_connues, reperes_de_cout
from conseil.nombres import lire_cout_horaire, lire_donnees_heures, lire_part
from index.nettoyage import plier

_TAUX = {
    "taux_insertion_courant": "le plus souvent cité",
    "taux_insertion_volontariste": "parfois pratiqué",
    "taux_insertion_haut": "haut de la fourchette d'usage",
}
_CHAMPS_LUS = {"montant_ht": "montant_ht", "part_main_oeuvre": "part", "taux_insertion": "taux", "cout_horaire": "cout",
               "duree_mois": "duree_mois"}  # fmt: skip


def _familles(droit: Droit) -> tuple[Choix, ...]:
    return tuple(
        Choix(code, f"{famille.libelle} : {droit.chiffre(famille.parametre).texte}", _mots(famille.libelle))
        for code, famille in familles_connues(droit).items()
    )


def _mots(libelle: str) -> str:
    """The distinctive words of a family's name, as a pattern."""
    mots = [mot for mot in re.findall(r"[a-z]{5,}", plier(libelle)) if mot not in {"autres", "simples", "prestations"}]
    return rf"\b({'|'.join(mots)})" if mots else ""


def _taux(droit: Droit) -> tuple[Choix, ...]:
    return tuple(
        Choix(nom, f"{droit.chiffre(nom).texte} ({mention})") for nom, mention in _TAUX.items() if droit.connait(nom)
    )


def _reperes(droit: Droit) -> tuple[Choix, ...]:
    return tuple(Choix(nom, f"{chiffre.texte} : {chiffre.libelle}") for nom, chiffre in reperes_de_cout(droit).items())


def _taux_choisi(nom: str, droit: Droit) -> float:
    return droit.chiffre(nom).valeur / 100


def _lire_part(texte: str, _droit: Droit) -> float:
    return lire_part(texte, "part")


def _lire_taux(texte: str, _droit: Droit) -> float:
    return lire_part(texte, "taux")


def _lire_cout(texte: str, _droit: Droit) -> float:
    return lire_cout_horaire(texte, "cout")


def _extraire(texte: str, _droit: Droit) -> dict[str, Any]:
    lues = lire_donnees_heures(texte).valeurs()
    return {champ: lues[nom] for nom, champ in _CHAMPS_LUS.items() if nom in lues}


def _demande(valeurs: Valeurs) -> DemandeHeures:
    part, cout = valeurs["part"], valeurs["cout"]
    return DemandeHeures(
        montant_ht=float(valeurs["montant_ht"]),
        part_main_oeuvre=None if isinstance(part, str) else float(part),
        famille=part if isinstance(part, str) else None,
        taux_insertion=float(valeurs["taux"]),
        cout_horaire=None if isinstance(cout, str) else float(cout),
        cout_repere=cout if isinstance(cout, str) else None,
        duree_mois=lecteurs.connue(valeurs, "duree_mois"),
    )


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    try:
        resultat = calculer_heures(_demande(valeurs), droit)
    except SaisieInvalide as erreur:
        renommes = {"part_main_oeuvre": "part", "famille": "part", "taux_insertion": "taux", "cout_horaire": "cout",
                    "cout_repere": "cout"}  # fmt: skip
        raise SaisieInvalide(renommes.get(erreur.champ, erreur.champ), erreur.message) from erreur
    return Conclusion(resultat.resume, resultat, _lien(valeurs))


def _lien(valeurs: Valeurs) -> str:
    part, taux, cout = (valeurs.get(nom) for nom in ("part", "taux", "cout"))
    return lecteurs.adresse("/outils/heures", {
        "montant_ht": lecteurs.en_texte(valeurs.get("montant_ht")),
        "famille": part if isinstance(part, str) else None,
        "part_main_oeuvre": _pourcent(part),
        "taux_insertion": _pourcent(taux),
        "cout_horaire": lecteurs.en_texte(cout),
        "cout_repere": cout if isinstance(cout, str) else None,
        "duree_mois": lecteurs.en_texte(valeurs.get("duree_mois")),
    })  # fmt: skip


def _pourcent(part: Any) -> str | None:
    return None if part is None or isinstance(part, str) else f"{lecteurs.en_texte(part * 100)} %"


HEURES = Guide(
    nom="heures",
    titre="Heures d'insertion",
    intention="calculer_heures",
    ouverture="Calculons vos heures d'insertion, pas à pas.",
    donnees_suffisantes=3,
    extraire=_extraire,
    conclure=_conclure,
    lien=_lien,
    champs=(
        Champ(
            "montant_ht", "le montant hors taxes", "Quel est le montant du marché, hors taxes, sur toute sa durée ?",
            "Le calcul part du montant hors taxes, reconductions comprises : la part de main-d'œuvre s'y applique.",
            Inconnu("Une estimation suffit : donnez le bas de votre fourchette, vous pourrez la changer ensuite."),
            lire=lecteurs.montant, ecrire=lecteurs.ecrire_euros, mots=r"\b(montant|budget|prix)\b",
        ),
        Champ(
            "part", "la part de main-d'œuvre",
            "Quelle part de ce montant est de la main-d'œuvre ? Donnez un pourcentage, ou nommez la famille d'achat.",
            "Seul le travail humain peut être partagé : un achat de matériel en contient peu, le nettoyage beaucoup.",
            Inconnu("Nommez la famille d'achat la plus proche : je prendrai le bas de la part connue, avec sa source."),
            lire=_lire_part, ecrire=lecteurs.ecrire_part, choix=_familles,
            mots=r"\b(part|main[- ]d'? ?oeuvre|famille)\b",
        ),
        Champ(
            "taux", "le taux d'insertion", "Quel taux d'insertion voulez-vous appliquer à cette main-d'œuvre ?",
            "C'est l'effort demandé : la part du travail confiée à des personnes éloignées de l'emploi. Aucun texte ne "
            "fixe ce taux.",
            Inconnu("Aucun texte ne fixe ce taux. La pratique décrite va de {{ taux_insertion_bas }} à "
                    "{{ taux_insertion_haut }} : essayez-en un, vous le changerez ensuite."),
            lire=_lire_taux, ecrire=lecteurs.ecrire_part, choix=_taux, convertir=_taux_choisi,
            mots=r"\b(taux|effort|insertion)\b",
        ),
        Champ(
            "cout", "le coût horaire", "À combien estimez-vous une heure de travail, charges comprises ?",
            "Diviser par le coût d'une heure change des euros en heures. Plus ce coût est juste, plus le volume l'est.",
            Inconnu("Aucune valeur officielle n'existe. Demandez-la aux entreprises du métier, ou choisissez un repère "
                    "daté : il sera nommé dans le résultat."),
            lire=_lire_cout, ecrire=lambda valeur: formater_valeur(valeur, "EUR/h"), choix=_reperes,
            mots=r"\b(cout|heure de travail|horaire)\b",
        ),
        Champ(
            "duree_mois", "la durée", "Combien de temps dure le marché ? Cela dit si un parcours peut y tenir.",
            "La durée ne change pas le nombre d'heures. Elle dit combien de personnes peuvent en profiter.",
            Inconnu("Très bien, je calcule sans la durée.", accepte=True),
            lire=lecteurs.duree, ecrire=lecteurs.ecrire_mois, mots=r"\bduree\b",
        ),
    ),
)  # fmt: skip
