"""The calendar: situations by date, properties of every calendar, and a file that diaries read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pydantic import ValidationError

from base_connaissance.typographie import typographier
from conseil.calendrier import ACHATS, DemandeCalendrier, ResultatCalendrier, dresser_calendrier
from conseil.calendrier.ics import ecrire_ics
from conseil.calendrier.jours import ajouter_mois
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide

FICHIER = Path(__file__).resolve().parents[1] / "situations" / "calendrier.yml"
SITUATIONS = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
MAINTENANT = datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
NOTIFICATIONS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
DUREES = st.floats(0.1, 120)


def dresser(droit: Droit, **donnees: Any) -> ResultatCalendrier:
    return dresser_calendrier(DemandeCalendrier(**donnees), droit)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["nom"])
def test_situation(droit: Droit, situation: dict[str, Any]) -> None:
    entree, sortie = dict(situation["entree"]), situation["sortie"]
    assert entree.pop("outil") == "calendrier"
    if "refuse" in sortie:
        with pytest.raises(SaisieInvalide) as refus:
            dresser(droit, **entree)
        assert refus.value.champ == sortie["refuse"]
        return
    resultat = dresser(droit, **entree)
    assert resultat.fin == sortie["fin"]
    premiers = {jalon.id: jalon.jour for jalon in reversed(resultat.jalons)}
    for nom, jour in sortie.get("jours", {}).items():
        assert premiers[nom] == jour, nom
    assert not set(sortie.get("absentes", ())) & premiers.keys()
    assert sortie.get("avertit", "") in " ".join(resultat.avertissements)


@given(NOTIFICATIONS, DUREES, st.sampled_from(list(ACHATS)), st.one_of(st.none(), st.integers(0, 200)))
def test_every_calendar_holds_together(
    droit: Droit, notification: date, duree: float, achat: str, attente: int | None
) -> None:
    debut = None if attente is None else notification + timedelta(days=attente)
    resultat = dresser(droit, notification=notification, duree_mois=duree, achat=achat, debut=debut)
    jours = [jalon.jour for jalon in resultat.jalons]
    assert jours == sorted(jours)
    assert jours[0] >= notification
    assert notification <= resultat.debut <= resultat.fin
    for jalon in resultat.jalons:
        assert jalon.nature == "regle" or jalon.jour.weekday() < 5 or jalon.jour == notification
        assert (jalon.nature == "regle") == (jalon.reference is not None)
        assert "{" not in jalon.geste + jalon.message
    assert len({(jalon.id, jalon.rang) for jalon in resultat.jalons}) == len(jours)
    assert len(resultat.etapes) == len(jours)


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("duree_mois", 0), ("duree_mois", -1), ("duree_mois", 1000), ("notification", date(1999, 12, 31)),
     ("notification", "demain"), ("achat", "fusées"), ("objet", "x" * 101)],
)  # fmt: skip
def test_absurd_values_name_their_field(champ: str, valeur: Any) -> None:
    with pytest.raises(ValidationError) as refus:
        DemandeCalendrier(**{"notification": date(2027, 3, 1), "duree_mois": 12, champ: valeur})
    assert refus.value.errors()[0]["loc"] == (champ,)


def test_end_of_the_calendar() -> None:
    with pytest.raises(SaisieInvalide, match="duree_mois"):
        ajouter_mois(date(9999, 1, 1), 12)


def test_the_file_is_read_back_by_a_diary(droit: Droit) -> None:
    objet = "Lot 3 ; peinture, où l'on écrit \\ et « guillemets » " + "é" * 40
    resultat = dresser(droit, notification=date(2027, 3, 1), duree_mois=18, objet=objet)
    fichier = ecrire_ics(resultat, MAINTENANT)
    assert fichier.startswith(b"BEGIN:VCALENDAR\r\n")
    lignes = fichier.split(b"\r\n")
    assert all(len(ligne) <= 75 for ligne in lignes)
    assert not any(b"\n" in ligne for ligne in lignes)
    evenements = Calendar.from_ical(fichier).walk("VEVENT")
    assert len(evenements) == len(resultat.jalons)
    for evenement, jalon in zip(evenements, resultat.jalons, strict=True):
        assert evenement.decoded("dtstart") == jalon.jour
        assert evenement.decoded("dtend") == jalon.jour + timedelta(days=1)
        assert evenement.decoded("dtstamp") == MAINTENANT
        assert str(evenement["summary"]) == f"{objet} : {jalon.titre}".replace(f"{objet}", resultat.objet)
        assert jalon.geste in str(evenement["description"])


def test_identifiers_are_stable_when_the_days_move(droit: Droit) -> None:
    def uids(duree: float, objet: str = "Lot 3") -> dict[str, str]:
        resultat = dresser(droit, notification=date(2027, 3, 1), duree_mois=duree, objet=objet)
        evenements = Calendar.from_ical(ecrire_ics(resultat, MAINTENANT)).walk("VEVENT")
        return {f"{j.id}{j.rang}": str(e["uid"]) for j, e in zip(resultat.jalons, evenements, strict=True)}

    avant, apres, autre = uids(18), uids(24), uids(18, "Lot 4")
    assert len(set(avant.values())) == len(avant)
    assert avant.items() <= apres.items()
    assert not set(avant.values()) & set(autre.values())


def test_one_s_own_steps_only(droit: Droit) -> None:
    resultat = dresser(droit, notification=date(2027, 3, 1), duree_mois=18)
    fichier = Calendar.from_ical(ecrire_ics(resultat, MAINTENANT, ["facilitateur"]))
    attendus = [j for j in resultat.jalons if "facilitateur" in {j.fait, *j.avec}]
    assert len(fichier.walk("VEVENT")) == len(attendus) < len(resultat.jalons)


def test_summary_is_written_in_french(droit: Droit) -> None:
    resume = dresser(droit, notification=date(2027, 3, 1), duree_mois=18).resume
    assert "La prochaine : relire" in typographier(resume).replace("\u00a0", " ")
