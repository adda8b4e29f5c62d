"""What stands in the way of a mix or of a commitment, as sentences with their fiche."""

from __future__ import annotations

import math
from collections.abc import Iterator

from base_connaissance.presentation import formater_valeur
from conseil.droit import Droit
from conseil.realisation.demande import DemandeRealisation
from conseil.realisation.mesures import semaines
from conseil.realisation.resultats import Alerte, PartRealisee

_PLAFONNES = ("prive", "epic")


def generales(demande: DemandeRealisation, restant: float, hebdo: float, droit: Droit) -> Iterator[Alerte]:
    """What concerns the commitment whatever the mix."""
    minimal, parcours = droit.chiffre("volume_minimal_usage"), droit.chiffre("volume_parcours")
    if restant < minimal.valeur:
        yield Alerte(
            niveau="vigilance", fiche="globaliser-les-heures",
            texte=f"Moins de {minimal.texte}, plancher d'usage à confirmer : demandez au facilitateur et à l'acheteur "
            "si ces heures peuvent être réunies avec d'autres (globalisation, par convention).",
        )  # fmt: skip
    elif restant < parcours.valeur:
        yield Alerte(
            niveau="info", fiche="volume-utile",
            texte=f"Peu d'heures pour un parcours : des facilitateurs préfèrent de l'ordre de {parcours.texte} "
            "par lot (usage à confirmer). Pensez à réunir plusieurs marchés.",
        )  # fmt: skip
    simultanees = math.ceil(round(restant / (hebdo * semaines(demande.duree_mois)), 6))
    if demande.effectif is not None and simultanees > demande.effectif:
        yield Alerte(
            niveau="bloquant", fiche="nommer-un-tuteur",
            texte=f"Il faudrait {simultanees} personnes en même temps pour {demande.effectif} dans l'équipe : "
            "pas assez de monde pour encadrer. Confiez une tâche, ou parlez du calendrier avec l'acheteur.",
        )  # fmt: skip
    elif demande.effectif is not None and simultanees * 2 > demande.effectif:
        yield Alerte(
            niveau="vigilance", fiche="nommer-un-tuteur",
            texte=f"{simultanees} personne(s) en même temps pour {demande.effectif} dans l'équipe : choisissez les "
            "tuteurs et leurs relais avant de démarrer.",
        )  # fmt: skip
    if demande.sites > max(1, simultanees):
        yield Alerte(
            niveau="vigilance", fiche="nommer-un-tuteur",
            texte=f"{demande.sites} sites pour {max(1, simultanees)} personne(s) : un tuteur par site, et le transport "
            "à régler. Mieux vaut peu de sites qu'un poste éparpillé.",
        )  # fmt: skip


def de_part(part: PartRealisee, demande: DemandeRealisation, droit: Droit) -> Iterator[Alerte]:
    """What concerns one way in this mix."""
    for alerte in _REGLES.get(part.moyen, _aucune)(part, demande, droit):
        yield alerte.model_copy(update={"moyen": part.moyen})
    if part.famille == "embauche" and demande.peut_embaucher == "non":
        yield Alerte(niveau="bloquant", moyen=part.moyen, texte="Vous ne pouvez pas embaucher.")
    if part.famille == "sous_traitance":
        yield from _sous_traitance(part, demande)
    if part.moyen in ("tache_handicap", "eatt"):
        yield from _handicap(part, demande)


def plafond_association(demande: DemandeRealisation, droit: Droit) -> float | None:
    """Hours that one person of an association may do at this employer (R. 5132-18), None where no cap applies."""
    return droit.chiffre("ai_plafond_heures").valeur if demande.employeur in _PLAFONNES else None


def _association(part: PartRealisee, demande: DemandeRealisation, droit: Droit) -> Iterator[Alerte]:
    plafond, periode = droit.chiffre("ai_plafond_heures"), droit.chiffre("ai_plafond_periode")
    if demande.employeur in _PLAFONNES:
        moyenne = formater_valeur(round(part.heures / part.personnes), "heures")
        yield Alerte(
            niveau="info", fiche="association-intermediaire",
            texte=f"Plafond de {plafond.texte} par personne sur {periode.texte}, sauf dérogation du préfet : "
            f"{part.personnes} personne(s), environ {moyenne} chacune.",
        )  # fmt: skip
    else:
        yield Alerte(
            niveau="info", fiche="association-intermediaire",
            texte=f"Le plafond de {plafond.texte} ne vise ni les collectivités, ni les associations. Établissement "
            "public : vérifiez son statut.",
        )  # fmt: skip


def _interim(nom: str, fiche: str, part: PartRealisee, demande: DemandeRealisation, droit: Droit) -> Iterator[Alerte]:
    maximum = droit.chiffre(nom)
    if part.semaines_par_personne > semaines(maximum.valeur):
        yield Alerte(
            niveau="vigilance", fiche=fiche,
            texte=f"Une mission dure {maximum.texte} au plus, renouvellement compris : prévoyez une relève, "
            "ou une embauche.",
        )  # fmt: skip


def _alternance(part: PartRealisee, demande: DemandeRealisation, droit: Droit) -> Iterator[Alerte]:
    prudente = droit.chiffre("alternance_duree_prudente")
    if demande.duree_mois < prudente.valeur:
        yield Alerte(
            niveau="bloquant", fiche="apprentissage-et-clause",
            texte=f"Marché de moins de {prudente.texte} : trop court pour un contrat d'alternance (réglage de prudence "
            "de l'outil). Un contrat déjà prévu peut durer plus que le marché : voyez avec le centre de formation.",
        )  # fmt: skip
    elif part.semaines_par_personne < semaines(prudente.valeur) / 2:
        yield Alerte(
            niveau="vigilance", fiche="apprentissage-et-clause",
            texte="Peu d'heures sur ce marché pour un contrat d'alternance : il dure souvent plus que le marché. "
            "Prévoyez où la personne travaillera le reste du temps.",
        )  # fmt: skip
    phrases = {
        "oui": "Votre marché compte les heures de formation : tenez deux relevés, et ajoutez-les à ce plan.",
        "non": "Votre marché ne compte pas les heures de formation : ce plan ne retient que les heures sur le marché.",
        "inconnu": "Les heures de formation comptent-elles ? Faites-le écrire ; ce plan ne les compte pas.",
    }
    yield Alerte(niveau="info", fiche="apprentissage-et-clause", texte=phrases[demande.formation_comptee])


def _tache_insertion(part: PartRealisee, demande: DemandeRealisation, droit: Droit) -> Iterator[Alerte]:
    mini, maxi, hebdo = map(droit.chiffre, ("cddi_duree_min", "cddi_duree_max", "cddi_heures_min"))
    yield Alerte(
        niveau="info", fiche="entreprise-insertion",
        texte=f"Chez la structure, un CDD d'insertion dure de {mini.texte} à {maxi.texte}, {hebdo.texte} par semaine "
        "au moins sauf dérogation : votre part s'insère dans un contrat qui n'est pas le vôtre.",
    )  # fmt: skip


def _geiq(part: PartRealisee, demande: DemandeRealisation, droit: Droit) -> Iterator[Alerte]:
    if demande.membre_geiq != "oui":
        niveau = "vigilance" if demande.membre_geiq == "inconnu" else "bloquant"
        yield Alerte(
            niveau="vigilance", fiche="geiq",
            texte="Le GEIQ ne met à disposition que de ses membres : adhérez avant de compter les heures."
            if niveau == "bloquant" else "Êtes-vous membre d'un GEIQ ? Sinon, adhérez avant de compter les heures.",
        )  # fmt: skip


def _sous_traitance(part: PartRealisee, demande: DemandeRealisation) -> Iterator[Alerte]:
    if demande.sous_traitance == "non":
        texte = "Vos documents ne permettent pas de confier cette part."
        yield Alerte(niveau="bloquant", moyen=part.moyen, fiche="sous-traitance", texte=texte)
    elif demande.sous_traitance == "inconnu":
        texte = "Le marché permet-il de confier cette part ? Relisez vos documents ; le sous-traitant se déclare."
        yield Alerte(niveau="vigilance", moyen=part.moyen, fiche="sous-traitance", texte=texte)


def _handicap(part: PartRealisee, demande: DemandeRealisation) -> Iterator[Alerte]:
    if demande.handicap_admis == "non":
        yield Alerte(niveau="bloquant", moyen=part.moyen, texte="Votre marché n'admet pas ce public.")
    elif demande.handicap_admis == "inconnu":
        texte = "Votre marché admet-il les travailleurs handicapés, et dit-il comment compter ce temps ?"
        yield Alerte(niveau="vigilance", moyen=part.moyen, fiche="publics-de-la-clause", texte=texte)


def _aucune(part: PartRealisee, demande: DemandeRealisation, droit: Droit) -> Iterator[Alerte]:
    return iter(())


_REGLES = {
    "association_intermediaire": _association,
    "etti": lambda part, demande, droit: _interim("etti_mission_max", "etti", part, demande, droit),
    "eatt": lambda part, demande, droit: _interim("eatt_mission_max", "eatt", part, demande, droit),
    "alternance": _alternance,
    "geiq": _geiq,
    "tache_insertion": _tache_insertion,
}
