"""Choosing and presenting fiches, the same for the pages and for the API."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Confiance, Famille, Fiche, Periode, Phase, Public
from base_connaissance.presentation import connue_au, html_section, phrase_inconnue, remplir, texte_reponse
from base_connaissance.typographie import typographier
from index.composition import citer
from index.erreurs import QuestionInvalide
from index.modeles import SourceCitee
from web.services import Services

_NO_FIGURE = "Un chiffre de cette réponse n'est pas connu à cette date."
_FIGURES_OF_TODAY = "Certains chiffres ne sont pas connus à cette date : ceux d'aujourd'hui sont affichés."


class _Presente(BaseModel):
    model_config = ConfigDict(frozen=True)


class Lien(_Presente):
    """A fiche by its id and title."""

    fiche: str
    titre: str


class SectionPresentee(_Presente):
    """A part of a fiche; `html` is safe and its figures are filled."""

    titre: str
    ancre: str
    html: str


class RegleAnterieure(_Presente):
    """What applied until a past day (included)."""

    jusqu_au: date
    reponse: str
    sources: tuple[SourceCitee, ...]


class FicheResumee(_Presente):
    """A line of the list."""

    id: str
    titre: str
    famille: Famille
    publics: tuple[Public, ...]
    phases: tuple[Phase, ...]
    verifie_le: date
    confiance: Confiance


class FichePresentee(FicheResumee):
    """A whole fiche for one reader and one day."""

    reponse: str | None = Field(description="Réponse directe ; absente si la base ne la connaît pas à cette date.")
    date_droit: date
    applicable: Periode
    a_revoir_le: date
    avertissements: tuple[str, ...]
    sections: tuple[SectionPresentee, ...]
    anterieurement: tuple[RegleAnterieure, ...]
    sources: tuple[SourceCitee, ...]
    voir_aussi: tuple[Lien, ...]
    questions: tuple[str, ...]
    empreinte_base: str


def resumer(fiche: Fiche) -> FicheResumee:
    """The line of the list for that fiche."""
    return FicheResumee(
        id=fiche.id, titre=typographier(fiche.titre), famille=fiche.famille, publics=fiche.publics,
        phases=fiche.phases, verifie_le=fiche.verifie_le, confiance=fiche.confiance,
    )  # fmt: skip


def presenter(services: Services, fiche: Fiche, public: Public | None, jour: date) -> FichePresentee:
    """The fiche as it reads on `jour` for `public`; says what is not known at that date."""
    base = services.connaissance.base
    reponse = services.connaissance.repondre_fiche(fiche.id, public, jour)
    sections, avis = _sections(base, fiche, jour, services.aujourd_hui())
    return FichePresentee(
        **resumer(fiche).model_dump(), reponse=reponse.reponse, date_droit=jour, applicable=fiche.applicable,
        a_revoir_le=fiche.a_revoir_le, avertissements=(*reponse.avertissements, *avis), sections=sections,
        anterieurement=tuple(_anterieures(base, fiche)), sources=tuple(citer(base, fiche, fiche.sources)),
        voir_aussi=tuple(
            Lien(fiche=autre, titre=typographier(base.fiches[autre].titre))
            for autre in fiche.voir_aussi if autre in base.fiches
        ),
        questions=tuple(map(typographier, fiche.questions)), empreinte_base=base.empreinte,
    )  # fmt: skip


def resume_au(base: Base, fiche: Fiche, public: Public | None, jour: date) -> str:
    """The direct answer as of `jour`, or why there is none: expired text is never shown as current."""
    if not connue_au(fiche, jour):
        return phrase_inconnue(fiche, jour)
    try:
        return texte_reponse(base, fiche, public, jour)
    except ParametreInconnu:
        return typographier(_NO_FIGURE)


def selectionner(base: Base, famille: str | None, public: str | None, phase: str | None) -> list[Fiche]:
    """The fiches that pass the filters (None = all), by family then by title."""
    familles = get_args(Famille)
    choisies = [
        fiche
        for fiche in base.fiches.values()
        if famille in {None, fiche.famille}
        and (public is None or public in fiche.publics)
        and (phase is None or phase in fiche.phases)
    ]
    return sorted(choisies, key=lambda fiche: (familles.index(fiche.famille), _cle_de_tri(fiche.titre)))


def lire_jour(texte: str | None) -> date | None:
    """The day asked (`AAAA-MM-JJ`), if any. Raises QuestionInvalide naming `date`."""
    if not texte:
        return None
    try:
        return date.fromisoformat(texte)
    except ValueError as error:
        raise QuestionInvalide("La date attendue a la forme AAAA-MM-JJ, par exemple 2026-08-21.", "date") from error


def lire_choix(texte: str | None, admis: Sequence[str], champ: str) -> str | None:
    """One of `admis`, or None when nothing is asked. Raises QuestionInvalide naming `champ`."""
    if not texte:
        return None
    if texte not in admis:
        raise QuestionInvalide(f"Valeur inconnue. Valeurs admises : {', '.join(admis)}.", champ)
    return texte


def _sections(
    base: Base, fiche: Fiche, jour: date, aujourd_hui: date
) -> tuple[tuple[SectionPresentee, ...], tuple[str, ...]]:
    try:
        return _remplies(base, fiche, jour), ()
    except ParametreInconnu:
        return _remplies(base, fiche, aujourd_hui), (typographier(_FIGURES_OF_TODAY),)


def _remplies(base: Base, fiche: Fiche, jour: date) -> tuple[SectionPresentee, ...]:
    return tuple(
        SectionPresentee(
            titre=typographier(section.titre), ancre=section.ancre, html=html_section(base, fiche, section, jour)
        )
        for section in fiche.sections
    )


def _anterieures(base: Base, fiche: Fiche) -> list[RegleAnterieure]:
    """The former rules, the latest first, each with the figures of its last day."""
    return [
        RegleAnterieure(
            jusqu_au=ancienne.jusqu_au,
            reponse=remplir(base, ancienne.reponse, ancienne.jusqu_au, fiche),
            sources=tuple(citer(base, fiche, ancienne.sources)),
        )
        for ancienne in sorted(fiche.anterieurement, key=lambda ancienne: ancienne.jusqu_au, reverse=True)
    ]


def _cle_de_tri(titre: str) -> str:
    simple = unicodedata.normalize("NFKD", titre.lower())
    return "".join(signe for signe in simple if signe.isalnum() or signe == " ").strip()
