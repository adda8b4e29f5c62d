"""What the hours can mean for people: plausible ways of using them, and whether they fit in the market."""

from __future__ import annotations

from math import ceil

from base_connaissance.presentation import formater_nombre
from conseil.droit import Droit
from conseil.heures.modeles import Parcours

_MOIS_PAR_AN, _SEMAINES_PAR_AN = 12, 52
_PLEIN = "temps plein"
_HORIZONS = (4, 6, 12)  # months, tried from the shortest


def construire_parcours(heures: float, duree_mois: float | None, droit: Droit) -> tuple[Parcours, ...]:
    """One person full time, one person part time, several people, and the whole duration if it is known."""
    plein = droit.chiffre("heures_semaine_conversion").valeur
    partiel = droit.chiffre("cddi_heures_min")
    trouves = [_un(heures, 1, plein, duree_mois), _un(heures, 1, partiel.valeur, duree_mois, partiel.libelle)]
    horizons = [mois for mois in _HORIZONS if duree_mois is None or mois <= duree_mois]
    for horizon in horizons:
        personnes = ceil(round(heures / _par_mois(plein) / horizon, 6))
        if personnes > 1:
            trouves.append(_un(heures, personnes, plein, duree_mois))
    if duree_mois is not None:
        trouves.append(_sur_la_duree(heures, duree_mois, plein, partiel.valeur))
    uniques = {(p.personnes, round(p.mois, 1), round(p.heures_semaine, 1)): p for p in trouves}
    return tuple(sorted(uniques.values(), key=lambda p: (p.personnes, -p.heures_semaine)))


def choisir_parcours(parcours: tuple[Parcours, ...]) -> Parcours:
    """The one to tell: it fits, and lasts at most a year if one does; the fewest people."""
    courts = [p for p in parcours if p.tient and p.mois <= _MOIS_PAR_AN] or [p for p in parcours if p.tient]
    return min(courts or parcours, key=lambda p: (p.personnes, -p.heures_semaine))


def dire_mois(mois: float) -> str:
    """« 3 jours », « 2 semaines », « 5 mois et demi », « 14 mois »."""
    if mois < 1:
        semaines = mois * _SEMAINES_PAR_AN / _MOIS_PAR_AN
        if semaines < 1:
            jours = max(1, round(semaines * 5))
            return f"{jours} jour{'s' if jours > 1 else ''}"
        return f"{round(semaines)} semaine{'s' if round(semaines) > 1 else ''}"
    demis = round(mois * 2)
    return f"{demis // 2} mois{' et demi' if demis % 2 and mois < _MOIS_PAR_AN else ''}"


def _par_mois(heures_semaine: float) -> float:
    return heures_semaine * _SEMAINES_PAR_AN / _MOIS_PAR_AN


def _un(
    heures: float, personnes: int, heures_semaine: float, duree_mois: float | None, repere: str = _PLEIN
) -> Parcours:
    mois = heures / personnes / _par_mois(heures_semaine)
    tient = duree_mois is None or mois <= duree_mois
    qui = "une personne" if personnes == 1 else f"{formater_nombre(personnes)} personnes"
    rythme = f"à {formater_nombre(heures_semaine)} heures par semaine"
    if repere == _PLEIN:
        rythme = f"à temps plein ({formater_nombre(heures_semaine)} heures par semaine)"
    return Parcours(
        personnes=personnes, mois=mois, heures_semaine=heures_semaine,
        texte=f"{qui} {rythme} pendant environ {dire_mois(mois)}",
        tient=tient, pourquoi=repere if tient else f"plus long que le marché ({dire_mois(duree_mois or 0)})",
    )  # fmt: skip


def _sur_la_duree(heures: float, duree_mois: float, plein: float, partiel: float) -> Parcours:
    """The same people from the first to the last month; a few hours a week are said, not proposed."""
    par_semaine = heures / (duree_mois * _SEMAINES_PAR_AN / _MOIS_PAR_AN)
    personnes = max(1, ceil(round(par_semaine / plein, 6)))
    chacune = par_semaine / personnes
    qui = "une personne" if personnes == 1 else f"{formater_nombre(personnes)} personnes"
    return Parcours(
        personnes=personnes, mois=duree_mois, heures_semaine=chacune, tient=chacune >= partiel,
        pourquoi="" if chacune >= partiel else "temps très partiel",
        texte=f"{qui} à {formater_nombre(round(chacune, 1))} heures par semaine pendant tout le marché",
    )  # fmt: skip
