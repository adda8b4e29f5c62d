"""« Le calendrier de la clause »: dated steps by actor, messages to copy, and a file for one's diary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from flask import Response, make_response, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.tables import Acteur
from conseil.calendrier import (
    ACHATS,
    ACTEURS,
    AVEC,
    DemandeCalendrier,
    EtapeDatee,
    ResultatCalendrier,
    dresser_calendrier,
)
from conseil.nombres import lire_date, lire_duree
from web.outils import bp
from web.outils.champs import Formulaire, choix, lire_formulaire, texte_libre
from web.outils.rendu import droit_du_jour, rendre
from web.services import services

_LECTEURS = {
    "notification": lire_date, "duree_mois": lire_duree, "achat": choix(ACHATS), "debut": lire_date,
    "objet": texte_libre(100), "pour": choix(ACTEURS),
}  # fmt: skip
_VUES: dict[Acteur, str] = {
    "acheteur": "Les étapes de l'acheteur",
    "entreprise": "Les étapes de l'entreprise",
    "facilitateur": "Les étapes du facilitateur",
}
EXEMPLE = {"notification": "2027-03-01", "duree_mois": "18 mois", "achat": "travaux"}


@bp.get("/calendrier")
def calendrier() -> ResponseReturnValue:
    """The page, its fragment, its text, or the `.ics` file (`?ics=1`); `pour` keeps the steps of one actor."""
    droit = droit_du_jour()
    formulaire = lire_formulaire(request.args, _LECTEURS)
    pour: Acteur | None = formulaire.valeurs.pop("pour", None)
    resultat = formulaire.executer(DemandeCalendrier, lambda demande: dresser_calendrier(demande, droit))
    if resultat is not None and request.args.get("ics") == "1":
        return _fichier(resultat, pour)
    jalons = [jalon for jalon in resultat.jalons if _concerne(jalon, pour)] if resultat else []
    return rendre(
        "calendrier", formulaire, resultat,
        achats=ACHATS, acteurs=ACTEURS, avec=AVEC, pour=pour, exemple=EXEMPLE if droit.base.etapes_calendrier else None,
        annees=_par_annee(jalons),
        prochain=next((jalon for jalon in jalons if not jalon.passee), None),
        vues=list(_points_de_vue(formulaire, pour)),
        ics=url_for("outils.calendrier", **formulaire.adresse(), ics=1),
    )  # fmt: skip


def _concerne(jalon: EtapeDatee, pour: Acteur | None) -> bool:
    return pour is None or pour in {jalon.fait, *jalon.avec, *jalon.informe}


def _par_annee(jalons: list[EtapeDatee]) -> list[tuple[int, list[EtapeDatee]]]:
    return [(annee, list(groupe)) for annee, groupe in groupby(jalons, key=lambda jalon: jalon.jour.year)]


def _points_de_vue(formulaire: Formulaire, pour: Acteur | None) -> Iterator[tuple[str, dict[str, object]]]:
    for acteur, libelle in _VUES.items():
        if acteur != pour:
            yield libelle, formulaire.adresse(pour=acteur)
    if pour is not None:
        yield "Toutes les étapes", formulaire.adresse(pour=None)


def _fichier(resultat: ResultatCalendrier, pour: Acteur | None) -> Response:
    from conseil.calendrier.ics import ecrire_ics  # here: its library is loaded at the first file

    fichier = ecrire_ics(resultat, services().clock(), [pour] if pour else ACTEURS)
    response = make_response(fichier)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="calendrier-clause.ics"'
    return response
