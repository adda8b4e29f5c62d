"""The trainer's board and the projected screen. Every gesture is a form; a page out of date changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import segno
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from formation.vive.deroule import POSITIONS, Point
from formation.vive.etats import GesteRefuse, gestes_possibles
from web.comptes import exiger_role, personne
from web.configuration import trusted_hosts
from web.refus import Refus
from web.seance import bp, salle, seances
from web.seance.acces import a_conduire
from web.seance.contenus import adresse_de_salle, deroule_de, rang_de, secteurs
from web.seance.depot import PointDepasse
from web.seance.groupement import grouper_reponses
from web.seance.tables import SeanceVive
from web.seance.vues import composer_vue, compte_montre, etat_de, reponse_de_fiche

_BOUCLE = ("127.0.0.1", "localhost", "[::1]")
_DEPASSE = "La séance avait déjà avancé : rien n'a changé."


@bp.get("/seance/<code>/animer")
@exiger_role("formateur")
def animer(code: str) -> ResponseReturnValue:
    """The board; `fragment=1` gives its changing part alone. Raises Refus 403, 404, 410."""
    return _page(a_conduire(code))


@bp.post("/seance/<code>/animer")
@exiger_role("formateur")
def conduire(code: str) -> ResponseReturnValue:
    """Do one gesture: ouvrir, clore, montrer, suivant, precedent, aller, terminer. 409 when it cannot be done.

    Raises Refus 403, 404, 410, 422.
    """
    seance = a_conduire(code)
    geste, depuis = request.form.get("geste", ""), request.form.get("point", "")
    if geste == "terminer":
        deroule = deroule_de(seance)
        _quitter(seance, deroule[rang_de(deroule, seance.point)], lambda: seances().clore(seance.id, personne()))
        return redirect(url_for("seance.bilan", identifiant=seance.id), 303)
    try:
        _faire(seance, geste, depuis)
    except PointDepasse:
        return _page(seances().lire(str(seance.code)), _DEPASSE), 409
    except GesteRefuse as error:
        return _page(seances().lire(str(seance.code)), str(error)), 409
    return redirect(url_for("seance.animer", code=seance.code), 303)


@bp.get("/seance/<code>/projeter")
@exiger_role("formateur")
def projeter(code: str) -> ResponseReturnValue:
    """What the room looks at; `fragment=1` gives its changing part alone. Raises Refus 403, 404, 410."""
    seance = a_conduire(code)
    vue = composer_vue(seance, pour_tous=True)
    gabarit = "seance/_projeter.html" if request.args.get("fragment") else "seance/projeter.html"
    adresse = adresse_de_salle(seance.code)
    return render_template(
        gabarit, seance=seance, vue=vue, point=vue.point, participants=salle().nombre(seance.id), positions=POSITIONS,
        adresse=adresse, qr=dessiner_qr(adresse), compte=compte_montre(salle().compter(seance.id, vue.point.id)),
        epinglee=reponse_de_fiche(seance, vue.epinglee.fiche) if vue.epinglee else None,
    )  # fmt: skip


def dessiner_qr(adresse: str) -> Markup:
    """The QR code of an address, as inline SVG without styles; its text is beside it, so it is hidden from readers."""
    code = segno.make(adresse, error="m")
    dessin = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr")
    return Markup(dessin.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def _faire(seance: SeanceVive, geste: str, depuis: str) -> None:
    deroule = deroule_de(seance)
    rang = rang_de(deroule, seance.point)
    if geste in {"suivant", "precedent", "aller"}:
        cible = request.form.get("vers", "")
        nouveau = rang_de(deroule, cible) if geste == "aller" else rang + (1 if geste == "suivant" else -1)
        if 0 <= nouveau < len(deroule):
            _quitter(seance, deroule[rang], lambda: seances().aller(seance.id, depuis, deroule[nouveau].id))
    elif geste in {"ouvrir", "clore", "montrer"}:
        etat = seances().agir(seance.id, deroule[rang_de(deroule, depuis)], geste)  # type: ignore[arg-type]
        if etat == "close" and deroule[rang].genre == "texte":
            preparer_idees(seance, deroule[rang].id)
    else:
        raise Refus(422, "Ce geste n'existe pas.")


def _quitter(seance: SeanceVive, point: Point, partir: Callable[[], None]) -> None:
    """Leave a point: the sentences that were still coming in are grouped, as closing would have done."""
    ouverte = etat_de(seances().activites(seance.id).get(point.id)) == "ouverte"
    partir()
    if ouverte and point.genre == "texte":
        preparer_idees(seance, point.id)


def preparer_idees(seance: SeanceVive, point: str) -> None:
    """Group the sentences of an activity that has just been closed."""
    seances().ranger(seance.id, point, grouper_reponses(salle().reponses(seance.id, point)))


def _page(seance: SeanceVive, erreur: str = "") -> str:
    vue = composer_vue(seance, pour_tous=False)
    point = vue.point
    gabarit = "seance/_animer.html" if request.args.get("fragment") else "seance/animer.html"
    adresse = adresse_de_salle(seance.code)
    activite = seances().activites(seance.id).get(point.id)
    return render_template(
        gabarit, seance=seance, vue=vue, point=point, erreur=erreur, participants=salle().nombre(seance.id),
        gestes=gestes_possibles(vue.etat) if point.se_repond else (), adresse=adresse, qr=dessiner_qr(adresse),
        compte=compte_montre(salle().compter(seance.id, point.id)), questions=salle().questions(seance.id),
        objections=salle().objections(seance.id), secteurs=secteurs(), positions=POSITIONS,
        toutes_les_idees=(activite.idees if activite else None) or [],
        phrases={r.id: r.valeur for r in salle().reponses(seance.id, point.id)} if point.genre == "texte" else {},
        lire_fiche=lambda nom: reponse_de_fiche(seance, nom),
        locale=any(f"//{hote}" in adresse for hote in _BOUCLE), ferme_au_reseau=trusted_hosts() is not None,
    )  # fmt: skip
