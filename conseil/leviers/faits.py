"""What the answers say of each condition of the lever table, and which answers would say the contrary.

`FAITS` has one entry per condition of `conseil/leviers_conditions.yml` (a test compares the two lists). A `bascule`
returns the answers to change so that the condition holds (True) or not (False); None if nothing simple would do it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conseil.leviers.achat import Achat, Constat
from conseil.leviers.montants import (
    baisser_le_besoin,
    baisser_le_lot,
    bascule_cumul,
    bascule_direct,
    bascule_seuil,
    bascule_spaser,
    besoin_sous,
    cumul_petits_lots,
    direct_possible,
    lot_sous,
    seuil_atteint,
    spaser_atteint,
)

Changements = dict[str, Any] | None
_UN_SEUL_LOT = {"lots": 1, "lot_ht": None, "petits_lots_ht": None}


@dataclass(frozen=True)
class Fait:
    """How a condition is read, and how it would be reversed."""

    constater: Callable[[Achat], Constat]
    basculer: Callable[[Achat, bool], Changements]


def _booleen(valeur: bool) -> Constat:
    return Constat("vrai" if valeur else "faux")


def _drapeau(champ: str) -> Fait:
    """A box ticked or not."""
    return Fait(lambda achat: _booleen(getattr(achat.demande, champ)), lambda _achat, vers: {champ: vers})


def _reponse(champ: str) -> Fait:
    """Yes, no, unknown."""
    etats: dict[str, Constat] = {"oui": Constat("vrai"), "non": Constat("faux"), "inconnu": Constat("inconnu")}
    return Fait(
        lambda achat: etats[getattr(achat.demande, champ)], lambda _achat, vers: {champ: "oui" if vers else "non"}
    )


def _choix(champ: str, oui: str, non: str) -> Fait:
    """One value of a list against the others."""
    return Fait(
        lambda achat: _booleen(getattr(achat.demande, champ) == oui),
        lambda _achat, vers: {champ: oui if vers else non},
    )


def _forme(*formes: str) -> Fait:
    """A form of contract; a concession has none of them."""
    return Fait(
        lambda achat: _booleen(achat.demande.forme in formes),
        lambda achat, vers: None if achat.demande.nature == "concession" and vers
        else {"forme": formes[0] if vers else "marche"},
    )  # fmt: skip


def _vers_concession(achat: Achat, vers: bool) -> Changements:
    if vers:
        return {"nature": "concession", "forme": "marche", **_UN_SEUL_LOT}
    return {"nature": "services", "transport_voyageurs": False}


def _transport(achat: Achat) -> Constat:
    return _booleen(achat.demande.nature == "concession" and achat.demande.transport_voyageurs)


def _travaux_courts(achat: Achat) -> Constat:
    plafond, duree = achat.chiffre("exception_travaux_duree"), achat.demande.duree_mois
    if plafond is None or not achat.travaux:
        return Constat("faux", repere=plafond.texte if plafond else "")
    if duree is None:
        return Constat("inconnu", repere=plafond.texte)
    return Constat("vrai" if duree < plafond.valeur else "faux", _mois(duree), plafond.texte)


def _vers_travaux_courts(achat: Achat, vers: bool) -> Changements:
    plafond = achat.chiffre("exception_travaux_duree")
    if plafond is None or not achat.travaux:
        return None
    return {"duree_mois": plafond.valeur - 1 if vers else plafond.valeur}


def _duree_utile(achat: Achat) -> Constat:
    repere, duree = achat.chiffre("duree_utile_clause"), achat.demande.duree_mois
    if repere is None or duree is None:
        return Constat("inconnu", repere=_mois(repere.valeur) if repere else "")
    return Constat("vrai" if duree >= repere.valeur else "faux", _mois(duree), _mois(repere.valeur))


def _vers_duree_utile(achat: Achat, vers: bool) -> Changements:
    repere = achat.chiffre("duree_utile_clause")
    return {"duree_mois": (repere.haut or repere.valeur) if vers else repere.valeur / 2} if repere else None


def _duree_ess(achat: Achat) -> Constat:
    plafond, duree = achat.chiffre("reservation_ess_duree"), achat.demande.duree_mois
    if plafond is None or duree is None:
        return Constat("inconnu", repere=plafond.texte if plafond else "")
    return Constat("vrai" if duree <= plafond.valeur * 12 else "faux", _mois(duree), plafond.texte)


def _vers_duree_ess(achat: Achat, vers: bool) -> Changements:
    plafond = achat.chiffre("reservation_ess_duree")
    return {"duree_mois": plafond.valeur * 12 + (0 if vers else 1)} if plafond else None


def _services_listes(achat: Achat) -> Constat:
    if achat.demande.nature != "services_sociaux":
        return Constat("faux")
    if achat.social is False:
        return Constat("inconnu", "le code CPV indiqué n'est pas marqué comme service social ou spécifique")
    return Constat("vrai", "selon votre réponse ; la liste de l'avis fait foi")


def _offre(*famille: str) -> Callable[[Achat], Constat]:
    def constater(achat: Achat) -> Constat:
        offre = achat.demande.offre
        return Constat("inconnu") if offre == "inconnue" else _booleen(any(nom in _OFFRES[offre] for nom in famille))

    return constater


def _vers_offre(famille: str) -> Callable[[Achat, bool], Changements]:
    def basculer(achat: Achat, vers: bool) -> Changements:
        connue = set(_OFFRES.get(achat.demande.offre, ()))
        voulue = connue | {famille} if vers else connue - {famille}
        return {"offre": next(nom for nom, familles in _OFFRES.items() if set(familles) == voulue)}

    return basculer


def _mois(duree: float) -> str:
    return f"{duree:g} mois".replace(".", ",")


_OFFRES = {"aucune": (), "siae": ("siae",), "ea_esat": ("ea_esat",), "siae_et_ea_esat": ("siae", "ea_esat")}
_MAIN_OEUVRE = {"oui": Constat("vrai"), "faible": Constat("vrai"), "aucune": Constat("faux")}
_SUFFISANTE = {"oui": Constat("vrai"), "faible": Constat("faux"), "aucune": Constat("faux")}

FAITS: dict[str, Fait] = {
    "concession": Fait(lambda achat: _booleen(achat.demande.nature == "concession"), _vers_concession),
    "defense": _drapeau("defense"),
    "transport_voyageurs": Fait(
        _transport, lambda achat, vers: {"transport_voyageurs": vers} if achat.demande.nature == "concession" else None
    ),
    "entite_adjudicatrice": _choix("acheteur", "entite_adjudicatrice", "collectivite"),
    "etat": _choix("acheteur", "etat", "collectivite"),
    "partenariat": _forme("marche_partenariat"),
    "marche_global": _forme("marche_global"),
    "part_pme": _forme("marche_global", "marche_partenariat"),
    "accord_cadre": _forme("accord_cadre"),
    "seuil_europeen": Fait(seuil_atteint, bascule_seuil),
    "sous_dispense": Fait(
        lambda achat: besoin_sous(achat, achat.dispense()),
        lambda achat, vers: baisser_le_besoin(achat, achat.dispense(), vers),
    ),
    "achat_direct_possible": Fait(direct_possible, bascule_direct),
    "innovant": _reponse("innovant"),
    "sous_dispense_innovant": Fait(
        lambda achat: besoin_sous(achat, achat.chiffre("dispense_innovant")),
        lambda achat, vers: baisser_le_besoin(achat, achat.chiffre("dispense_innovant"), vers),
    ),
    "alloti": Fait(
        lambda achat: _booleen(achat.demande.lots > 1), lambda _achat, vers: {"lots": 2} if vers else _UN_SEUL_LOT
    ),
    "prestations_indistinctes": _reponse("prestations_indistinctes"),
    "cas_non_allotissement": _drapeau("cas_non_allotissement"),
    "petit_lot": Fait(lot_sous, baisser_le_lot),
    "part_petits_lots": Fait(cumul_petits_lots, bascule_cumul),
    "sans_lien": _drapeau("sans_lien"),
    "solution_disponible": _drapeau("solution_disponible"),
    "difficulte": _drapeau("difficulte"),
    "travaux_courts": Fait(_travaux_courts, _vers_travaux_courts),
    "main_oeuvre": Fait(
        lambda achat: _MAIN_OEUVRE.get(achat.demande.main_oeuvre, Constat("inconnu")),
        lambda _achat, vers: {"main_oeuvre": "oui" if vers else "aucune"},
    ),
    "main_oeuvre_suffisante": Fait(
        lambda achat: _SUFFISANTE.get(achat.demande.main_oeuvre, Constat("inconnu")),
        lambda _achat, vers: {"main_oeuvre": "oui" if vers else "faible"},
    ),
    "duree_utile": Fait(_duree_utile, _vers_duree_utile),
    "services_listes": Fait(
        _services_listes,
        lambda achat, vers: (
            None
            if achat.demande.nature == "concession"
            else {"nature": "services_sociaux" if vers else "services", **({"cpv": None} if vers else {})}
        ),
    ),
    "exclusivement_listes": _reponse("exclusivement_listes"),
    "mission_ess": _reponse("mission_ess"),
    "duree_ess": Fait(_duree_ess, _vers_duree_ess),
    "objet_insertion": _drapeau("objet_insertion"),
    "acheteur_competent": _reponse("acheteur_competent"),
    "offre_siae": Fait(_offre("siae"), _vers_offre("siae")),
    "offre_handicap": Fait(_offre("ea_esat"), _vers_offre("ea_esat")),
    "offre_inclusive": Fait(
        _offre("siae", "ea_esat"), lambda _achat, vers: {"offre": "siae_et_ea_esat" if vers else "aucune"}
    ),
    "offre_penitentiaire": _reponse("offre_penitentiaire"),
    "achats_spaser": Fait(spaser_atteint, bascule_spaser),
    "urgence": _drapeau("urgence"),
}
