"""The offline kit of a session: one zip of pages that need neither network nor program but a browser."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flask import render_template

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base
from base_connaissance.presentation import html_section, remplir
from base_connaissance.scenarios import Scenario, ecrire_scenario
from formation.cartes import composer_cartes
from formation.diapositives import fiches_de
from formation.fiches_lues import lire_fiche
from formation.kits import Circonstances, composer_kit
from web.formation.rendu import CHIFFRES_INCONNUS, Cadre, rendre_support
from web.formation.seances import SUPPORTS
from web.refus import Refus


def composer_archive(base: Base, scenario: Scenario, jour: date) -> bytes:
    """The zip: `index.html`, each sheet, the four kits, the fiches used, the scenario. Raises Refus 422.

    Dates inside are the session's, so that the same session gives the same bytes.
    """
    tampon = io.BytesIO()
    try:
        fichiers = list(_fichiers(base, scenario, jour))
    except ParametreInconnu as error:
        raise Refus(422, CHIFFRES_INCONNUS) from error
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, texte in fichiers:
            entree = zipfile.ZipInfo(nom, (jour.year, jour.month, jour.day, 8, 0, 0))
            entree.compress_type = zipfile.ZIP_DEFLATED
            entree.external_attr = 0o644 << 16
            archive.writestr(entree, texte.encode())
    return tampon.getvalue()


def _fichiers(base: Base, scenario: Scenario, jour: date) -> Iterator[tuple[str, str]]:
    fiches = _toutes_les_fiches(base, scenario, jour)
    cadre = Cadre(hors_ligne=True, presentes=frozenset(fiches))
    yield "index.html", render_template(
        "formation/supports/sommaire.html", scenario=scenario, jour=jour, cadre=cadre, supports=SUPPORTS,
        kits=base.kits, fiches=[base.fiches[nom] for nom in fiches], titre_support="Sommaire",
    )  # fmt: skip
    for support in SUPPORTS:
        yield f"{support}.html", rendre_support(base, scenario, support, jour, cadre)
    for kit in base.kits.values():
        compose = composer_kit(base, kit, Circonstances(), jour)
        yield (
            f"kit-{kit.id}.html",
            render_template(
                "formation/supports/kit.html", kit=compose, jour=jour, cadre=cadre, titre_support=kit.titre
            ),
        )
    for nom in fiches:
        yield f"fiches/{nom}.html", _page_fiche(base, scenario, nom, jour, replace(cadre, dossier=""))
    yield "scenario.yml", ecrire_scenario(scenario)


def _toutes_les_fiches(base: Base, scenario: Scenario, jour: date) -> list[str]:
    """Every fiche that a page of the archive links to."""
    noms = dict.fromkeys(fiches_de(base, scenario))
    noms |= dict.fromkeys(carte.id for planche in composer_cartes(base, scenario, jour) for carte in planche.cartes)
    noms |= dict.fromkeys(kit.fiche for kit in base.kits.values())
    return list(noms)


def _page_fiche(base: Base, scenario: Scenario, nom: str, jour: date, cadre: Cadre) -> str:
    fiche = base.fiches[nom]
    return render_template(
        "formation/supports/fiche.html", fiche=lire_fiche(base, nom, scenario.public, jour),
        sections=[(section.titre, _html(base, nom, rang, jour)) for rang, section in enumerate(fiche.sections)],
        jour=jour, cadre=cadre, titre_support=remplir(base, fiche.titre, jour, fiche),
    )  # fmt: skip


def _html(base: Base, nom: str, rang: int, jour: date) -> str:
    fiche = base.fiches[nom]
    try:
        return html_section(base, fiche, fiche.sections[rang], jour)
    except ParametreInconnu:  # a figure of another day: the section is left out rather than printed with a hole
        return ""
