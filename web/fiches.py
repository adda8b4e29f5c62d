"""The fiches: the list with its filters, and the page of one fiche as the law stood on any day."""

from __future__ import annotations

from math import ceil
from typing import cast

from flask import Blueprint, render_template, request

from base_connaissance.modeles import PUBLICS, Public
from web import libelles
from web.refus import Refus
from web.services import services
from web.services.fiches import lire_choix, lire_jour, presenter, resume_au, selectionner

bp = Blueprint("fiches", __name__)
PAR_PAGE = 20
_PAGE_ABSENTE = "Cette page de la liste n'existe pas."
_INCONNUE = "Aucune fiche ne porte cet identifiant. Cherchez-la dans la liste des fiches."


@bp.get("/fiches")
def liste() -> str:
    """The list, filtered by `famille`, `public` and `phase`, twenty to a page (`page`, from 1).

    Raises QuestionInvalide for an unknown filter, Refus 404 for a page that does not exist.
    """
    filtres = {
        "famille": lire_choix(request.args.get("famille"), list(libelles.FAMILLES), "famille"),
        "public": lire_choix(request.args.get("public"), PUBLICS, "public"),
        "phase": lire_choix(request.args.get("phase"), list(libelles.PHASES), "phase"),
    }
    base, jour = services().connaissance.base, services().aujourd_hui()
    fiches = selectionner(base, **filtres)
    pages, page = max(1, ceil(len(fiches) / PAR_PAGE)), _page()
    if page > pages:
        raise Refus(404, _PAGE_ABSENTE)
    visibles = fiches[(page - 1) * PAR_PAGE : page * PAR_PAGE]
    public = cast(Public | None, filtres["public"])
    return render_template(
        "fiches/liste.html",
        fiches=[(fiche, resume_au(base, fiche, public, jour)) for fiche in visibles],
        total=len(fiches),
        page=page,
        pages=pages,
        filtres=filtres,
        actifs={nom: valeur for nom, valeur in filtres.items() if valeur},
    )


@bp.get("/fiches/<identifiant>")
def fiche(identifiant: str) -> str:
    """One fiche for a reader (`public`) and a day (`date`). Raises Refus 404, QuestionInvalide."""
    trouvee = services().connaissance.base.fiches.get(identifiant)
    if trouvee is None:
        raise Refus(404, _INCONNUE)
    public = cast(Public | None, lire_choix(request.args.get("public"), PUBLICS, "public"))
    aujourd_hui = services().aujourd_hui()
    jour = lire_jour(request.args.get("date")) or aujourd_hui
    return render_template(
        "fiches/fiche.html",
        fiche=presenter(services(), trouvee, public, jour),
        public=public,
        aujourd_hui=aujourd_hui,
        lecteurs=[public for public in PUBLICS if public in trouvee.publics],
    )


def _page() -> int:
    texte = request.args.get("page", "1")
    page = int(texte) if texte.isdecimal() and len(texte) < 6 else 0
    if not page:
        raise Refus(404, _PAGE_ABSENTE)
    return page
