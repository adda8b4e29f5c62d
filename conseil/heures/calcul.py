"""The one door of the hours tool."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from conseil.droit import ChiffreDate, Droit
from conseil.erreurs import SaisieInvalide
from conseil.heures.chaine import Chaine, derouler
from conseil.heures.modeles import DemandeHeures, Etp, ResultatHeures
from conseil.heures.parcours import construire_parcours
from conseil.heures.sensibilite import faire_varier
from conseil.heures.textes import ALTERNATIVES, FICHES, FICHES_PETIT, LIMITES, avertir, resumer, trop_court, trop_petit
from conseil.resultat import Etape

BASES = ("heures_annuelles_legales", "heures_annuelles_payees")


def calculer_heures(demande: DemandeHeures, droit: Droit) -> ResultatHeures:
    """Hours from an amount (or from team hours), a rate from hours, or an amount from hours, fully explained.

    Raises SaisieInvalide, naming the field, when a needed datum is missing or the data contradict each other;
    ParametreInconnu when the base holds no figure for that day.
    """
    chaine = derouler(demande, droit)
    base = choisir_base(demande.base_etp, droit)
    jour = droit.chiffre("heures_jour_conversion")
    arrondies = int(Decimal(repr(chaine.heures)).quantize(Decimal(1), ROUND_HALF_UP))
    etp = Etp(base=round(base.valeur), valeur=round(chaine.heures / base.valeur, 4))
    parcours = construire_parcours(chaine.heures, demande.duree_mois, droit)
    petit = trop_petit(chaine.heures, droit) or trop_court(demande, droit)
    return ResultatHeures(
        resume=resumer(chaine, arrondies, parcours, droit),
        heures=round(chaine.heures, 2),
        heures_arrondies=arrondies,
        etp=etp,
        jours=round(chaine.heures / jour.valeur, 2),
        etapes=(*chaine.etapes, *_conversions(chaine.heures, jour, base, droit)),
        sensibilite=faire_varier(chaine, droit),
        parcours=parcours,
        trouve=chaine.trouve,
        avertissements=avertir(demande, chaine, droit),
        alternatives=ALTERNATIVES if petit else (),
        limites=LIMITES,
        sources=droit.sources(_sources(chaine, base)),
        fiches=droit.fiches((*(FICHES_PETIT if petit else ()), *FICHES)),
        date_droit=droit.jour,
        empreinte_base=droit.base.empreinte,
    )


def choisir_base(demandee: int | None, droit: Droit) -> ChiffreDate:
    """The yearly hours of a full-time equivalent: the legal ones unless asked otherwise. Raises SaisieInvalide."""
    bases = [droit.chiffre(nom) for nom in BASES]
    if demandee is None:
        return bases[0]
    for base in bases:
        if base.valeur == demandee:
            return base
    admises = " ou ".join(f"{base.valeur:.0f}" for base in bases)
    raise SaisieInvalide("base_etp", f"Les bases admises sont {admises} heures par an.")


def _conversions(heures: float, jour: ChiffreDate, base: ChiffreDate, droit: Droit) -> tuple[Etape, Etape]:
    volume = droit.ecrire(heures, "heures")
    return (
        Etape(libelle="En jours", formule=f"{volume} ÷ {droit.ecrire(jour.valeur, 'heures')} par jour",
              valeur=heures / jour.valeur, unite="jours", reference=jour.libelle),
        Etape(libelle="En équivalents temps plein (ETP)", formule=f"{volume} ÷ {base.texte} par an",
              valeur=heures / base.valeur, unite="ETP", reference=f"{base.libelle} : {droit.reference(base)}",
              confiance=base.confiance),
    )  # fmt: skip


def _sources(chaine: Chaine, base: ChiffreDate) -> list[str]:
    utiles = ["p-mefsud77", "p-laser-emploi"] if chaine.equipe is None else ["usages-a-confirmer"]
    utiles += [donnee.source for donnee in (chaine.part, chaine.cout) if donnee is not None and donnee.source]
    return [*utiles, "p-mde-alescevennes", base.source]
