"""Tasks of a trade regrouped into a post: hours a week, order of progress, a profile to hand to the facilitator."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.presentation import formater_nombre, formater_valeur
from base_connaissance.realisation import Metier
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.realisation.demande import DemandePoste
from conseil.realisation.mesures import SEMAINES_PAR_AN
from conseil.realisation.resultats import Alerte, LignePoste, ResultatPoste, TacheProposee

_QUAND = {
    "oui": "dès la première semaine",
    "apres_consignes": "une fois les préalables remplis",
    "qualifie": "seulement avec la qualification ou l'autorisation demandée",
}
_RANG = {"oui": 0, "apres_consignes": 1, "qualifie": 2}
_LIMITES = (
    "Exemple à adapter : observez une journée réelle avant d'écrire le poste.",
    "Les tâches sont des pistes à vérifier avec le facilitateur et la personne chargée de la sécurité.",
    "Les heures sont réparties également entre les tâches, faute de mieux.",
)


def taches_proposees(metier: Metier) -> tuple[TacheProposee, ...]:
    """The tasks of a trade, the accessible ones first."""
    toutes = [
        TacheProposee(
            id=identifiant, nom=typographier(tache.nom), acces=tache.acces,
            prerequis=tuple(map(typographier, tache.prerequis)), risques=tuple(map(typographier, tache.risques)),
        )
        for identifiant, tache in metier.taches.items()
    ]  # fmt: skip
    return tuple(sorted(toutes, key=lambda tache: _RANG[tache.acces]))


def composer_poste(demande: DemandePoste, droit: Droit) -> ResultatPoste:
    """The post made of the chosen tasks, or the tasks to choose from. Raises SaisieInvalide, ParametreInconnu."""
    if not droit.base.metiers:
        raise ParametreInconnu("metiers")
    metier = droit.base.metiers.get(demande.metier)
    if metier is None:
        raise SaisieInvalide("metier", "Ce métier n'est pas dans nos tables : choisissez-en un autre.")
    inconnues = set(demande.taches) - set(metier.taches)
    if inconnues:
        raise SaisieInvalide("taches", f"Cette tâche n'est pas dans ce métier : {sorted(inconnues)[0]}.")
    disponibles = taches_proposees(metier)
    choisies = [tache for tache in disponibles if tache.id in demande.taches]
    hebdo = demande.heures_hebdo or droit.chiffre("heures_annuelles_payees").valeur / SEMAINES_PAR_AN
    lignes = tuple(
        LignePoste(tache=tache, heures=round(hebdo / len(choisies), 1), quand=typographier(_QUAND[tache.acces]))
        for tache in choisies
    )
    total = hebdo * demande.semaines if demande.semaines else None
    return ResultatPoste(
        outil="missions", metier=typographier(metier.titre), lignes=lignes, disponibles=disponibles, heures_hebdo=hebdo,
        total=total, profil=_profil(metier, lignes, hebdo, demande.semaines),
        alertes=tuple(_alerter(lignes, demande.semaines, droit)), resume=_resume(metier, lignes, hebdo, total),
        limites=tuple(map(typographier, _LIMITES)),
        fiches=droit.fiches(["decouper-la-mission", metier.fiche, "nommer-un-tuteur", "accueillir"]),
        date_droit=droit.jour, empreinte_base=droit.base.empreinte,
    )  # fmt: skip


def _resume(metier: Metier, lignes: tuple[LignePoste, ...], hebdo: float, total: float | None) -> str:
    if not lignes:
        return typographier(f"{metier.titre} : choisissez les tâches à regrouper en un poste.")
    suite = f", {formater_valeur(total, 'heures')} en tout" if total else ""
    nom = "tâche" if len(lignes) == 1 else "tâches"
    return typographier(
        f"{metier.titre} : un poste de {formater_nombre(hebdo)} h par semaine, {len(lignes)} {nom}{suite}."
    )


def _alerter(lignes: tuple[LignePoste, ...], duree: int | None, droit: Droit) -> Iterator[Alerte]:
    def alerte(texte: str, fiche: str = "decouper-la-mission") -> Alerte:
        return Alerte(niveau="vigilance", texte=typographier(texte), fiche=fiche)

    if not lignes:
        return
    qualifiees = [ligne.tache.nom for ligne in lignes if ligne.tache.acces == "qualifie"]
    if qualifiees:
        yield alerte(f"À retirer pour une personne débutante, ou à garder pour plus tard : {', '.join(qualifiees)}.")
    if all(ligne.tache.acces != "oui" for ligne in lignes):
        yield alerte(
            "Aucune tâche n'est accessible dès la première semaine : ajoutez-en une pour commencer simplement."
        )
    if len(lignes) == 1:
        yield alerte("Une seule tâche : il faut un poste de plusieurs semaines, avec une progression, pas une corvée.")
    if duree is not None and lignes[0].heures * len(lignes) * duree < droit.chiffre("volume_minimal_usage").valeur:
        yield alerte("Très peu d'heures : cherchez à réunir plusieurs missions.", "volume-utile")


def _profil(metier: Metier, lignes: tuple[LignePoste, ...], hebdo: float, duree: int | None) -> str:
    """The one-page description that the facilitator will show to candidates."""
    if not lignes:
        return ""
    duree_texte = f" pendant {duree} semaine{'s' if duree > 1 else ''}" if duree else " ; durée : à compléter"
    prerequis = dict.fromkeys(p for ligne in lignes for p in ligne.tache.prerequis)
    risques = dict.fromkeys(r for ligne in lignes for r in ligne.tache.risques)
    morceaux = [
        f"Poste : {metier.titre} (exemple à adapter)",
        f"Temps de travail : {formater_nombre(hebdo)} h par semaine{duree_texte}.",
        "But du poste : à compléter en une phrase.",
        "Tâches, de la plus simple à la plus complète :",
        *(
            f"- {ligne.tache.nom} ({ligne.quand}), environ {formater_nombre(ligne.heures)} h par semaine"
            for ligne in lignes
        ),
        *(["Préalables :", *(f"- {texte}" for texte in prerequis)] if prerequis else []),
        *(
            ["Risques à prévenir, à vérifier avec le préventeur :", *(f"- {texte}" for texte in risques)]
            if risques
            else []
        ),
        f"À savoir : {metier.precaution}",
        "Lieu, horaires, transport : à compléter.",
        "Tuteur, présent au même endroit et aux mêmes heures : à compléter. Relais : à compléter.",
        "Équipements fournis : à compléter.",
    ]
    return typographier("\n".join(morceaux))
