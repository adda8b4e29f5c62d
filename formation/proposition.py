"""From an audience, a time, goals and themes to a whole session whose durations add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from base_connaissance.modeles import Base
from base_connaissance.scenarios import Etape, Moment, PublicSeance, Scenario, ThemeSeance
from formation.choix import LIBELLES_PUBLICS, jeux_de, objections_de, quiz_de, retenir, themes_pour
from formation.durees import Besoin, arrondir, partager

PAS = 5
# Rhythm of a room, not law: a theme needs half an hour, a break every two hours, a lunch in a day.
_MINUTES_PAR_THEME = 30
_ENTRE_PAUSES = 120
_PAUSE, _REPAS, _JOURNEE = 15, 60, 360
_MINUTES_PAR_FICHE = 4
_MINUTES_PAR_OBJECTION = 4
_MINUTES_PAR_QUESTION = 2
_DERNIER = 90


@dataclass(frozen=True)
class _Place:
    """A step to come: its moment, the theme it treats if it does; the higher `rang`, the sooner it is left out."""

    moment: Moment
    rang: int
    theme: ThemeSeance | None = None


def proposer(
    base: Base, public: PublicSeance, minutes: int, objectifs: Sequence[str], themes: Sequence[str], jour: date
) -> Scenario:
    """A session to edit. Unknown goals and themes are ignored; without a theme, the first of this audience is taken.

    Raises ValueError when the base describes no moment.
    """
    if not base.moments:
        raise ValueError("la base ne décrit aucun moment de séance")
    choisis = [base.themes_seance[nom] for nom in dict.fromkeys(themes) if nom in base.themes_seance]
    choisis = (choisis or themes_pour(base, public)[:1])[: max(1, minutes // _MINUTES_PAR_THEME)]
    pauses = _pauses(minutes)
    utile = minutes - sum(pauses)
    places = _retenues(_places(base, public, choisis), utile)
    durees = _durees(base, places, objectifs, utile)
    etapes = [_etape(base, place, duree, choisis, public, jour) for place, duree in zip(places, durees, strict=True)]
    titres = " · ".join(theme.libelle for theme in choisis) or "Séance"
    return Scenario(
        titre=titres[:120],
        resume=f"{LIBELLES_PUBLICS[public]}, {minutes} minutes.",
        public=public,
        minutes=minutes,
        objectifs=tuple(nom for nom in dict.fromkeys(objectifs) if nom in base.objectifs_seance),
        themes=tuple(theme.id for theme in choisis),
        etapes=tuple(_numeroter(_avec_pauses(base, etapes, pauses))),
    )


def _places(base: Base, public: PublicSeance, themes: Sequence[ThemeSeance]) -> list[_Place]:
    """Every step that this session could have, in the usual order; rules and cases come once per theme."""
    places: list[_Place] = []
    for moment in base.moments.values():
        if moment.id == "regles":
            for numero, theme in enumerate(themes):
                places.append(_Place(moment, moment.priorite, theme))
                if theme.cas and (cas := base.moments.get("cas")):
                    # The second case gives way to everything else: one case worked through is worth two begun.
                    places.append(_Place(cas, cas.priorite if not numero else _DERNIER + numero, theme))
        elif moment.id == "jeu" and not jeux_de(base, public):
            continue
        elif moment.id not in {"cas", "pause"}:
            places.append(_Place(moment, moment.priorite))
    return places


def _retenues(places: list[_Place], minutes: int) -> list[_Place]:
    """Those whose minimums fit, leaving out first what matters least, from the end."""
    retenues = list(places)
    while sum(place.moment.minimum for place in retenues) > minutes and len(retenues) > 1:
        pire = max(range(len(retenues)), key=lambda rang: (retenues[rang].rang, rang))
        del retenues[pire]
    return retenues


def _durees(base: Base, places: Sequence[_Place], objectifs: Sequence[str], minutes: int) -> list[int]:
    renforts = [base.objectifs_seance[nom].renforce for nom in objectifs if nom in base.objectifs_seance]
    besoins = [
        Besoin(
            place.moment.minimum,
            place.moment.maximum,
            place.moment.part + sum(renfort.get(place.moment.id, 0) for renfort in renforts),
        )
        for place in places
    ]
    return arrondir(partager(minutes, besoins), PAS, [besoin.minimum for besoin in besoins])


def _etape(
    base: Base, place: _Place, duree: int, themes: Sequence[ThemeSeance], public: PublicSeance, jour: date
) -> Etape:
    moment, theme = place.moment, place.theme
    titre = f"{moment.libelle} : {theme.libelle}" if theme and len(themes) > 1 else moment.libelle
    etape = Etape(id="e", moment=moment.id, titre=titre[:120], minutes=duree, question=moment.question)
    return etape.model_copy(update=_contenu(base, place, duree, themes, public, jour))


def _contenu(
    base: Base, place: _Place, duree: int, themes: Sequence[ThemeSeance], public: PublicSeance, jour: date
) -> dict[str, object]:
    toutes = [fiche for theme in themes for fiche in theme.fiches]
    objections = retenir(base, objections_de(themes), public, jour, 99)
    match place.moment.id:
        case "regles" if place.theme:
            nombre = max(2, duree // _MINUTES_PAR_FICHE)
            return {"fiches": retenir(base, place.theme.fiches, public, jour, nombre)}
        case "cas" if place.theme:
            return {"fiches": retenir(base, place.theme.cas, public, jour, 1)}
        case "positions":
            return {"objections": objections[:3]}
        case "objections":
            return {"objections": objections[: max(3, duree // _MINUTES_PAR_OBJECTION)]}
        case "quiz":
            return {"quiz": quiz_de(base, toutes, public, jour, max(3, duree // _MINUTES_PAR_QUESTION))}
        case "jeu":
            return {"jeux": jeux_de(base, public)[:1]}
    return {}


def _pauses(minutes: int) -> list[int]:
    """Lengths of the breaks, in order; the lunch is in the middle of a day."""
    nombre = (minutes - 1) // _ENTRE_PAUSES
    pauses = [_PAUSE] * nombre
    if minutes >= _JOURNEE and nombre:
        pauses[nombre // 2] = _REPAS
    return pauses


def _avec_pauses(base: Base, etapes: list[Etape], pauses: list[int]) -> list[Etape]:
    """The breaks put between steps, as near as can be to equal stretches; never first nor last."""
    if not pauses or len(etapes) < 2 or "pause" not in base.moments:
        return _rallonger(etapes, sum(pauses))
    total = sum(etape.minutes for etape in etapes)
    coupures: dict[int, int] = {}
    for rang, duree in enumerate(pauses, start=1):
        cible, cumul, ecarts = total * rang / (len(pauses) + 1), 0, {}
        for place, etape in enumerate(etapes[:-1], start=1):
            cumul += etape.minutes
            if place not in coupures:
                ecarts[place] = abs(cumul - cible)
        if not ecarts:
            return _rallonger(etapes, sum(pauses))
        coupures[min(ecarts, key=lambda place: ecarts[place])] = duree
    resultat: list[Etape] = []
    for place, etape in enumerate(etapes):
        if place in coupures:
            titre = "Repas" if coupures[place] == _REPAS else base.moments["pause"].libelle
            resultat.append(Etape(id="e", moment="pause", titre=titre, minutes=coupures[place]))
        resultat.append(etape)
    return resultat


def _rallonger(etapes: list[Etape], minutes: int) -> list[Etape]:
    if not minutes:
        return etapes
    rang = max(range(len(etapes)), key=lambda rang: etapes[rang].minutes)
    longue = etapes[rang].model_copy(update={"minutes": etapes[rang].minutes + minutes})
    return [*etapes[:rang], longue, *etapes[rang + 1 :]]


def _numeroter(etapes: list[Etape]) -> list[Etape]:
    return [etape.model_copy(update={"id": f"e{rang}"}) for rang, etape in enumerate(etapes, start=1)]
