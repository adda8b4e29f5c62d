"""The calendar as an RFC 5545 file: all-day events, a reminder two days before, identifiers that do not change.

The same market (name and notification) keeps its identifiers, so that importing again updates instead of doubling.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from base_connaissance.presentation import formater_date
from base_connaissance.tables import Acteur
from conseil.calendrier.modeles import ACTEURS, AVEC, EtapeDatee, ResultatCalendrier

_ESPACE = uuid.UUID("6f0f5f0e-8a3c-5a53-9d1b-0c1a05e12026")
_AVANT = timedelta(days=-2)


def ecrire_ics(resultat: ResultatCalendrier, maintenant: datetime, acteurs: Iterable[Acteur] = ACTEURS) -> bytes:
    """The file for these actors (those who do or take part); `maintenant` is aware and becomes the stamp, in UTC."""
    voulus = set(acteurs)
    agenda = Calendar()
    agenda.add("prodid", "-//Clausier//Calendrier de la clause//FR")
    agenda.add("version", "2.0")
    agenda.add("calscale", "GREGORIAN")
    agenda.add("x-wr-calname", resultat.objet or "Clause d'insertion")
    for jalon in resultat.jalons:
        if {jalon.fait, *jalon.avec} & voulus:
            agenda.add_component(_evenement(jalon, resultat, maintenant.astimezone(UTC)))
    return bytes(agenda.to_ical())


def identifiant(jalon: EtapeDatee, resultat: ResultatCalendrier) -> str:
    """The event's UID, from the market and the step, never from its day."""
    nom = f"{resultat.objet}|{resultat.notification.isoformat()}|{jalon.id}|{jalon.rang}"
    return f"{uuid.uuid5(_ESPACE, nom)}@clausier"


def _evenement(jalon: EtapeDatee, resultat: ResultatCalendrier, timbre: datetime) -> Event:
    evenement = Event()
    titre = f"{resultat.objet} : {jalon.titre}" if resultat.objet else f"Clause d'insertion : {jalon.titre}"
    evenement.add("uid", identifiant(jalon, resultat))
    evenement.add("dtstamp", timbre)
    evenement.add("dtstart", jalon.jour)
    evenement.add("dtend", jalon.jour + timedelta(days=1))
    evenement.add("summary", titre)
    evenement.add("description", _description(jalon, resultat))
    evenement.add("categories", [ACTEURS[jalon.fait], "Règle" if jalon.nature == "regle" else "Pratique"])
    evenement.add("transp", "TRANSPARENT")
    alarme = Alarm()
    alarme.add("action", "DISPLAY")
    alarme.add("description", titre)
    alarme.add("trigger", _AVANT)
    evenement.add_component(alarme)
    return evenement


def _description(jalon: EtapeDatee, resultat: ResultatCalendrier) -> str:
    avec = " et ".join(AVEC[acteur] for acteur in jalon.avec)
    nature = (
        f"Règle : {jalon.reference}" if jalon.nature == "regle" else "Pratique : le marché peut en décider autrement."
    )
    lignes = [
        f"Qui : {ACTEURS[jalon.fait].lower()}{f', avec {avec}' if avec else ''}",
        jalon.geste, nature, f"Clausier, au {formater_date(resultat.date_droit)}.",
    ]  # fmt: skip
    return "\n".join(lignes)
