"""The report of a session: a page to print, and files. Under five answers, nothing is shown."""

from __future__ import annotations

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from formation.choix import LIBELLES_PUBLICS
from formation.vive.bilan import (
    ActiviteBilan,
    Bilan,
    IdeeBilan,
    ObjectionBilan,
    QuestionBilan,
    compte_ou_rien,
    en_bilan,
    par_secteur,
)
from formation.vive.deroule import Point
from formation.vive.mots import frequences
from formation.vive.tableur import TYPES, exporter_bilan
from web.comptes import exiger_role, personne
from web.refus import Refus
from web.seance import bp, salle, seances
from web.seance.acces import exiger_auteur
from web.seance.contenus import deroule_de, scenario_de
from web.seance.depot import SeanceInconnue
from web.seance.tables import ActiviteVive, SeanceVive
from web.seance.vues import idees_visibles, mesurer_seance, reponse_de_fiche, resultats_de


@bp.get("/seance/bilans")
@exiger_role("formateur")
def liste() -> ResponseReturnValue:
    """The sessions that this trainer opened: those still open, to lead; the others, to read."""
    miennes = seances().lister(personne().id)
    return render_template("seance/bilans.html", seances=miennes, est_close=seances().est_close)


@bp.get("/seance/bilans/<identifiant>")
@exiger_role("formateur")
def bilan(identifiant: str) -> ResponseReturnValue:
    """The report as a page that prints. Raises Refus 403, 404."""
    seance = _trouver(identifiant)
    return render_template(
        "seance/bilan.html", seance=seance, bilan=bilan_de(seance), formats=TYPES,
        conservation=current_app.config["SESSION_DAYS"], ouverte=not seances().est_close(seance),
    )  # fmt: skip


@bp.get("/seance/bilans/<identifiant>/bilan.<format>")
@exiger_role("formateur")
def exporter(identifiant: str, format: str) -> ResponseReturnValue:
    """The report as a .xlsx, .ods or .csv file. Raises Refus 403, 404."""
    seance = _trouver(identifiant)
    if format not in TYPES:
        raise Refus(404)
    octets = exporter_bilan(bilan_de(seance), format)
    response = Response(octets, mimetype=TYPES[format].partition(";")[0])
    nom = f"bilan-{seance.jour.isoformat()}-{seance.id[:6]}.{format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response


def bilan_de(seance: SeanceVive) -> Bilan:
    """The report, composed from the answers, or as it was kept when they were erased."""
    if seance.bilan is not None:
        return Bilan.model_validate(seance.bilan)
    activites = seances().activites(seance.id)
    objections = salle().objections(seance.id)
    points = [point for point in deroule_de(seance) if point.id in activites]
    engagements = [p for p in points if p.moment == "engagement" and p.genre == "texte"]
    fin = seance.close_le or seance.active_le
    return Bilan(
        titre=seance.titre, public=LIBELLES_PUBLICS[scenario_de(seance).public], jour=seance.jour,
        minutes=round((fin - seance.ouverte_le).total_seconds() / 60),
        participants=compte_ou_rien(salle().nombre(seance.id)),
        activites=tuple(_activite(seance, point, activites) for point in points if point not in engagements),
        mesure=mesurer_seance(seance), a_mesure=bool(seance.mesure), questions=tuple(_questions(seance)),
        objections=tuple(
            sorted((_objection(seance, o.texte, o.fiche) for o in objections), key=lambda o: o.texte.lower())
        ),
        secteurs=par_secteur([o.secteur for o in objections]),
        engagements=tuple(sorted({str(r.valeur) for p in engagements for r in salle().reponses(seance.id, p.id)})),
    )  # fmt: skip


def _activite(seance: SeanceVive, point: Point, activites: dict[str, ActiviteVive]) -> ActiviteBilan:
    reponses = list(salle().reponses(seance.id, point.id))
    idees = idees_visibles(activites.get(point.source or point.id))
    tableaux = resultats_de(seance, point, reponses, idees)
    phrases = {reponse.id: str(reponse.valeur) for reponse in reponses}
    groupes = [
        IdeeBilan(titre=idee["titre"], textes=tuple(sorted(phrases[m] for m in idee["reponses"] if m in phrases)))
        for idee in (idees if point.genre == "texte" else [])
    ]
    nombre = len(salle().objections(seance.id)) if point.genre == "objections" else len(reponses)
    return ActiviteBilan(
        genre=point.genre, titre=point.titre, surtitre=point.surtitre, reponses=compte_ou_rien(nombre),
        tableaux=tuple(map(en_bilan, tableaux)), idees=tuple(groupes),
        mots=tuple(frequences(texte for groupe in groupes for texte in groupe.textes)),
    )  # fmt: skip


def _questions(seance: SeanceVive) -> list[QuestionBilan]:
    return [
        QuestionBilan(texte=question.texte, fiche=question.fiche, titre=_titre(seance, question.fiche))
        for question in salle().questions(seance.id)
        if not question.masquee
    ]


def _objection(seance: SeanceVive, texte: str, fiche: str | None) -> ObjectionBilan:
    return ObjectionBilan(texte=texte, fiche=fiche, titre=_titre(seance, fiche))


def _titre(seance: SeanceVive, fiche: str | None) -> str | None:
    lue = reponse_de_fiche(seance, fiche)
    return lue["titre"] if lue else None


def _trouver(identifiant: str) -> SeanceVive:
    try:
        seance = seances().lire_par_id(identifiant)
    except SeanceInconnue as error:
        raise Refus(404, "Ce bilan n'existe pas.") from error
    exiger_auteur(seance)
    return seance
