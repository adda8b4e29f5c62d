"""The one door of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from base_connaissance.presentation import formater_date, remplir
from base_connaissance.tables import EtapeCalendrier
from conseil.calendrier.jours import ajouter_mois, eviter_fin_de_semaine
from conseil.calendrier.modeles import ACTEURS, DemandeCalendrier, EtapeDatee, ResultatCalendrier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.resultat import Etape

LIMITES = (
    "Les étapes marquées « pratique » sont des conseils de méthode : le marché peut fixer d'autres dates, d'autres "
    "documents, un autre rythme. C'est lui qui l'emporte.",
    "Les jours fériés, les congés et les interruptions de chantier ne sont pas connus d'ici.",
    "Une reconduction, un avenant ou un retard déplace la fin : refaites le calendrier.",
    "Les règles sans lien avec la clause (garanties, réception, paiement) n'y sont pas.",
)
_PROCHE = timedelta(days=15)  # a follow-up meeting this near the end gives way to the final statement


def dresser_calendrier(demande: DemandeCalendrier, droit: Droit) -> ResultatCalendrier:
    """Every step of the table that fits this market, dated. Raises SaisieInvalide when the days contradict each other.

    Raises ParametreInconnu when a figure of the law is unknown on the day of the law.
    """
    ancres = _ancres(demande, droit)
    etapes = [etape for etape in droit.base.etapes_calendrier.values() if _convient(etape, demande)]
    if not etapes:
        raise SaisieInvalide("notification", "Le calendrier manque à la base : réessayez plus tard.")
    jalons = sorted(
        (jalon for etape in etapes for jalon in _dater(etape, ancres, demande, droit)),
        key=lambda jalon: (jalon.jour, list(droit.base.etapes_calendrier).index(jalon.id)),
    )
    return ResultatCalendrier(
        resume=_resumer(jalons, ancres, droit),
        notification=demande.notification,
        debut=ancres["debut"],
        fin=ancres["fin"],
        objet=demande.objet,
        jalons=tuple(jalons),
        etapes=tuple(_en_etape(jalon) for jalon in jalons),
        avertissements=_avertir(jalons, demande, ancres),
        limites=LIMITES,
        sources=droit.sources(source for etape in etapes for source in etape.sources),
        fiches=droit.fiches(etape.fiche for etape in etapes),
        date_droit=droit.jour,
        empreinte_base=droit.base.empreinte,
    )


def _ancres(demande: DemandeCalendrier, droit: Droit) -> dict[str, date]:
    """The three days that steps hang on. Without a start, it is supposed a little after the notification."""
    if demande.debut is not None and demande.debut < demande.notification:
        raise SaisieInvalide("debut", "Le démarrage ne peut pas précéder la notification : vérifiez les deux dates.")
    fin = ajouter_mois(demande.debut or demande.notification, demande.duree_mois)
    attente = timedelta(days=droit.chiffre("demarrage_suppose").valeur)
    suppose = demande.notification + min(attente, (fin - demande.notification) / 3)
    return {"notification": demande.notification, "debut": demande.debut or suppose, "fin": fin}


def _convient(etape: EtapeCalendrier, demande: DemandeCalendrier) -> bool:
    assez_long = etape.duree_minimale <= demande.duree_mois
    assez_court = etape.duree_maximale is None or demande.duree_mois < etape.duree_maximale
    return assez_long and assez_court and (not etape.seulement or demande.achat in etape.seulement)


def _dater(
    etape: EtapeCalendrier, ancres: dict[str, date], demande: DemandeCalendrier, droit: Droit
) -> Iterator[EtapeDatee]:
    for rang, brut in enumerate(_jours(etape, ancres, droit), start=1):
        jour = brut if etape.regle else eviter_fin_de_semaine(brut, avant=etape.quand.jours < 0)
        jour = max(jour, demande.notification)
        repete = etape.quand.tous_les is not None
        yield EtapeDatee(
            id=etape.id, rang=rang, jour=jour, titre=f"{etape.titre}{f' n° {rang}' if repete else ''}",
            fait=etape.fait, avec=etape.avec, informe=etape.informe,
            geste=remplir(droit.base, etape.geste, droit.jour),
            message=_message(remplir(droit.base, etape.rappel, droit.jour), jour),
            nature="regle" if etape.regle else "pratique",
            reference=" ; ".join(source.titre for source in droit.sources(etape.sources)) or None,
            fiche=etape.fiche, passee=jour < droit.jour,
        )  # fmt: skip


def _jours(etape: EtapeCalendrier, ancres: dict[str, date], droit: Droit) -> Iterator[date]:
    quand = etape.quand
    if quand.tous_les is not None:
        mois = quand.tous_les
        while (jour := ajouter_mois(ancres["debut"], mois)) < ancres["fin"] - _PROCHE:
            yield jour
            mois += quand.tous_les
        return
    mois_en_plus = float(quand.mois)
    if quand.parametre is not None:
        chiffre = droit.chiffre(quand.parametre)
        mois_en_plus += chiffre.valeur * (12 if chiffre.unite == "ans" else 1)
    jours = timedelta(days=quand.jours) + (ancres["fin"] - ancres["debut"]) * (quand.part or 0)
    yield ajouter_mois(ancres[quand.ancre], mois_en_plus) + jours


def _message(rappel: str, jour: date) -> str:
    return f"Bonjour,\n\n{rappel}\n\nDate : {formater_date(jour)}."


def _en_etape(jalon: EtapeDatee) -> Etape:
    """The same step in the shape that every result shares."""
    qui = ACTEURS[jalon.fait].lower()
    return Etape(
        libelle=f"{formater_date(jalon.jour)} : {jalon.titre}", formule=f"{qui}. {jalon.geste}",
        reference=jalon.reference or "pratique",
    )  # fmt: skip


def _resumer(jalons: list[EtapeDatee], ancres: dict[str, date], droit: Droit) -> str:
    suivants = [jalon for jalon in jalons if jalon.jour >= droit.jour]
    premier, dernier = formater_date(ancres["notification"]), formater_date(ancres["fin"])
    bornes = f"{len(jalons)} étapes à partir du {premier}, fin du marché le {dernier}"
    if not suivants:
        return f"{bornes}. Toutes sont passées."
    titre, qui, jour = suivants[0].titre, ACTEURS[suivants[0].fait].lower(), formater_date(suivants[0].jour)
    return f"{bornes}. La prochaine : {titre[:1].lower()}{titre[1:]} ({qui}), le {jour}."


def _avertir(jalons: list[EtapeDatee], demande: DemandeCalendrier, ancres: dict[str, date]) -> tuple[str, ...]:
    textes = []
    if demande.debut is None:
        textes.append(f"Sans date de démarrage, nous l'avons supposée au {formater_date(ancres['debut'])} : donnez la "
                      "vôtre pour des étapes justes.")  # fmt: skip
    if passees := sum(jalon.passee for jalon in jalons):
        debut = "Une étape est déjà passée" if passees == 1 else f"{passees} étapes sont déjà passées"
        textes.append(f"{debut} : rien n'est perdu, faites d'abord la réunion de lancement et la validation des "
                      "personnes.")  # fmt: skip
    return tuple(textes)
