"""What goes with the number: the sentence to say, warnings, other levers, what it does not tell."""

from __future__ import annotations

from conseil.droit import Droit
from conseil.heures.chaine import Chaine
from conseil.heures.modeles import DemandeHeures, Parcours
from conseil.heures.parcours import choisir_parcours

FICHES = (
    "calculer-les-heures", "part-main-oeuvre", "taux-insertion", "cout-horaire", "convertir-en-etp", "volume-utile",
)  # fmt: skip
FICHES_PETIT = ("frein-marche-trop-petit", "globaliser-les-heures", "choisir-le-levier")
LIMITES = (
    "La formule est une pratique : aucun texte n'impose ni la formule, ni un taux, ni un coût horaire. Datez vos "
    "hypothèses, gardez-les au dossier et faites relire le volume par le facilitateur.",
    "Un volume d'heures n'est pas un nombre d'emplois : un équivalent temps plein est une unité de volume, pas une "
    "personne.",
    "Il ne dit pas si le marché offre des tâches accessibles, ni si des personnes et des structures sont prêtes à "
    "répondre.",
    "Il ne dit rien de la qualité : encadrement, formation, suite du parcours.",
    "Il vaut pour un lot et pour un montant hors taxes sur toute la durée, reconductions comprises si elles sont "
    "probables. S'il y a plusieurs lots, refaites le calcul lot par lot : chacun a sa part de main-d'œuvre.",
)
ALTERNATIVES = (
    "Réunir les heures de plusieurs lots ou marchés (globalisation, à formaliser), ou placer tout le volume sur le lot "
    "le plus favorable.",
    "Passer au critère, à la réservation ou à l'achat direct à une structure.",
    "Prévoir une autre considération sociale que des heures.",
)
PETIT_NE_DISPENSE_PAS = (
    "Un petit volume ne dispense pas de l'obligation au-dessus des seuils européens : la loi demande une considération "
    "sociale ou d'emploi, pas un nombre d'heures."
)


def resumer(chaine: Chaine, arrondies: int, parcours: tuple[Parcours, ...], droit: Droit) -> str:
    """The sentence that a buyer can say to an elected official."""
    volume = f"environ {droit.ecrire(arrondies, 'heures')} de travail" if arrondies else "moins d'une heure de travail"
    exemple = choisir_parcours(parcours)
    fin = f", par exemple {exemple.texte}." if exemple.tient else "."
    if chaine.trouve is not None and chaine.trouve.champ == "taux_insertion":
        return (
            f"{volume.capitalize()} réservées à l'insertion, c'est {chaine.trouve.texte} du travail de ce marché{fin}"
        )
    if chaine.trouve is not None:
        return (
            f"Pour réserver {volume} à l'insertion, il faut un marché d'environ {chaine.trouve.texte} hors taxes{fin}"
        )
    return f"Ce marché peut réserver {volume} à des personnes éloignées de l'emploi{fin}"


def trop_petit(heures: float, droit: Droit) -> bool:
    """Whether the volume is under what practice takes as enough for a path."""
    return heures < droit.chiffre("volume_parcours").valeur


def trop_court(demande: DemandeHeures, droit: Droit) -> bool:
    """Whether the market is shorter than what practice takes as enough for a person to learn."""
    return demande.duree_mois is not None and demande.duree_mois < droit.chiffre("duree_parcours_usage").valeur


def avertir(demande: DemandeHeures, chaine: Chaine, droit: Droit) -> tuple[str, ...]:
    """What to be wary of, from the most serious."""
    return (*_volume(chaine.heures, droit), *_duree(demande, droit), *_taux(chaine, droit), *_doutes(chaine))


def _volume(heures: float, droit: Droit) -> list[str]:
    minimum, utile = droit.chiffre("volume_minimal_usage"), droit.chiffre("volume_parcours")
    if heures < minimum.valeur:
        return [f"Volume très faible : en dessous de {minimum.texte} (usage à confirmer), une clause d'heures est "
                f"jugée trop courte pour tenir un poste. {PETIT_NE_DISPENSE_PAS}"]  # fmt: skip
    if heures < utile.valeur:
        return [f"Volume faible : des facilitateurs préfèrent {utile.texte} par lot pour bâtir un parcours (usage à "
                f"confirmer). {PETIT_NE_DISPENSE_PAS}"]  # fmt: skip
    return []


def _duree(demande: DemandeHeures, droit: Droit) -> list[str]:
    if not trop_court(demande, droit):
        return []
    usage = droit.chiffre("duree_parcours_usage")
    return [f"Marché court : des facilitateurs attendent une prestation d'au moins {usage.texte} (usage à confirmer) "
            "pour qu'une personne apprenne. Pensez à la globalisation ou à un autre levier."]  # fmt: skip


def _taux(chaine: Chaine, droit: Droit) -> list[str]:
    haut = droit.chiffre("taux_insertion_haut")
    if chaine.taux is None or chaine.taux * 100 <= haut.valeur:
        return []
    return [f"Taux au-delà de la pratique décrite (jusqu'à {haut.texte}) : une exigence trop lourde peut restreindre "
            "la concurrence. Vérifiez avec le facilitateur que des personnes et des structures peuvent y "
            "répondre."]  # fmt: skip


def _doutes(chaine: Chaine) -> list[str]:
    textes = []
    if chaine.part is not None and chaine.part.confiance == "a_confirmer":
        textes.append("La part de main-d'œuvre est un usage à confirmer : demandez-la au service technique, aux "
                      "entreprises lors du sourcing, ou au facilitateur.")  # fmt: skip
    if chaine.cout is not None and chaine.cout.source is not None:
        textes.append("Le coût horaire vient d'un repère, pas de votre marché : prenez un coût du métier, charges "
                      "comprises, actuel et daté. Plus il est élevé, moins vous demandez d'heures.")  # fmt: skip
    return textes
