"""Choosing what a step takes from the base: fiches, objections, quiz items, role-plays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from base_connaissance.modeles import Base
from base_connaissance.questionnaire.modeles import THEMES
from base_connaissance.scenarios import Etape, Scenario
from formation.choix import LECTEURS, jeux_de
from formation.empreintes import jouable
from index.erreurs import QuestionInvalide
from web import libelles
from web.comptes import exiger_role
from web.formation import bp
from web.formation.depot import VersionDepassee
from web.formation.edition import garder, lire_version
from web.formation.saisie import remplacer_etape
from web.formation.seances import titre_de, trouver_seance
from web.refus import Refus
from web.services import services
from web.services.saisie import lire_texte

_CHAMPS = ("fiches", "objections", "quiz", "jeux")
_RESULTATS = 12
_TROP = "Trop d'éléments pour une étape : vingt fiches, trente objections, quarante questions au plus."
_CONFLIT = "La séance a été modifiée entre-temps : rouvrez-la pour choisir le contenu de cette étape."
Groupe = tuple[str, list[tuple[str, str]]]


@bp.get("/formation/scenarios/<identifiant>/etapes/<etape>")
@exiger_role("formateur")
def contenu(identifiant: str, etape: str) -> ResponseReturnValue:
    """What the step holds, and what the base offers; `q` searches the fiches. Raises Refus 404."""
    seance = trouver_seance(identifiant)
    trouvee = _etape(seance.scenario, etape)
    base, jour = services().connaissance.base, services().aujourd_hui()
    return render_template(
        "formation/contenu.html", seance=seance, etape=trouvee, q=request.args.get("q", ""),
        offres=_offres(base, seance.scenario, trouvee, jour), moment=base.moments.get(trouvee.moment),
        titre_de=lambda genre, nom: titre_de(base, genre, nom, jour),
    )  # fmt: skip


@bp.post("/formation/scenarios/<identifiant>/etapes/<etape>")
@exiger_role("formateur")
def choisir(identifiant: str, etape: str) -> ResponseReturnValue:
    """Keep the ticked lines, in the order of the page, after doing what the button asks. Raises Refus 404, 409, 422."""
    seance = trouver_seance(identifiant)
    choisis = {champ: list(dict.fromkeys(request.form.getlist(champ))) for champ in _CHAMPS}
    geste, _, cible = request.form.get("action", "").partition(":")
    if geste in {"monter", "descendre"}:
        for noms in choisis.values():
            _deplacer(noms, cible, 1 if geste == "descendre" else -1)
    try:
        nouvelle = Etape.model_validate(_etape(seance.scenario, etape).model_dump() | choisis)
    except ValidationError as error:
        raise Refus(422, _TROP) from error
    try:
        garder(seance, remplacer_etape(seance.scenario, nouvelle), lire_version())
    except VersionDepassee as error:
        raise Refus(409, _CONFLIT) from error
    if geste == "fini":
        return redirect(url_for("formation.modifier", identifiant=identifiant, _anchor=f"etape-{etape}"), 303)
    return redirect(url_for("formation.contenu", identifiant=identifiant, etape=etape, q=request.form.get("q")), 303)


def _etape(scenario: Scenario, nom: str) -> Etape:
    for etape in scenario.etapes:
        if etape.id == nom:
            return etape
    raise Refus(404, "Cette étape n'est plus dans la séance.")


def _deplacer(noms: list[str], cible: str, pas: int) -> None:
    if cible in noms and 0 <= (autre := noms.index(cible) + pas) < len(noms):
        rang = noms.index(cible)
        noms[rang], noms[autre] = noms[autre], noms[rang]


def _offres(base: Base, scenario: Scenario, etape: Etape, jour: date) -> dict[str, list[Groupe]]:
    """For each field, groups of (identifier, title) not yet chosen, the likeliest group first."""
    themes = [base.themes_seance[nom] for nom in scenario.themes if nom in base.themes_seance]
    fiches: list[tuple[str, Iterable[str]]] = [("Résultats de la recherche", _cherchees())]
    fiches += [(theme.libelle, (*theme.fiches, *theme.cas)) for theme in themes]
    for famille, libelle in libelles.FAMILLES.items():
        if famille != "frein":
            fiches.append((libelle, [fiche.id for fiche in base.fiches.values() if fiche.famille == famille]))
    freins: list[tuple[str, Iterable[str]]] = [(theme.libelle, theme.objections) for theme in themes]
    freins.append(("Toutes les objections", [f.id for f in base.fiches.values() if f.famille == "frein"]))
    return {
        "fiches": _groupes(base, "fiche", fiches, etape.fiches, jour),
        "objections": _groupes(base, "fiche", freins, etape.objections, jour),
        "quiz": _groupes(base, "quiz", _quiz(base, scenario, etape, jour), etape.quiz, jour),
        "jeux": _groupes(base, "jeu", [("Jeux de rôle", jeux_de(base, scenario.public))], etape.jeux, jour),
    }


def _quiz(base: Base, scenario: Scenario, etape: Etape, jour: date) -> list[tuple[str, Iterable[str]]]:
    """Playable items: first those on the session's fiches, then by theme of the bank."""
    lecteur = LECTEURS[scenario.public]
    montrees = {nom for autre in scenario.etapes for nom in (*autre.fiches, *autre.objections)}
    jouables = [
        item
        for item in base.quiz.values()
        if (lecteur is None or lecteur in item.publics) and jouable(base, item.id, jour)
    ]
    groupes: list[tuple[str, Iterable[str]]] = [
        ("Sur les fiches de la séance", [item.id for item in jouables if item.fiche in montrees])
    ]
    return groupes + [(titre, [item.id for item in jouables if item.theme == nom]) for nom, titre in THEMES.items()]


def _groupes(
    base: Base, genre: str, groupes: Iterable[tuple[str, Iterable[str]]], choisis: Iterable[str], jour: date
) -> list[Groupe]:
    vus = set(choisis)
    resultat: list[Groupe] = []
    for libelle, noms in groupes:
        nouveaux = [nom for nom in dict.fromkeys(noms) if nom not in vus]
        vus.update(nouveaux)
        if nouveaux:
            resultat.append((libelle, [(nom, titre_de(base, genre, nom, jour)) for nom in nouveaux]))
    return resultat


def _cherchees() -> list[str]:
    if not request.args.get("q", "").strip():
        return []
    try:
        question = lire_texte(request.args["q"], "q").cherchable
    except QuestionInvalide:
        return []
    candidats = services().connaissance.chercher_fiches(question, _RESULTATS)
    base = services().connaissance.base
    return [c.fiche for c in candidats if base.fiches[c.fiche].famille != "frein"]
