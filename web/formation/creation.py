"""Making a scenario: proposed from an audience, a time, goals and themes; copied; imported."""

from __future__ import annotations

from typing import cast

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.scenarios import (
    DUREE_MAXIMALE,
    DUREE_MINIMALE,
    PUBLICS_SEANCE,
    PublicSeance,
    Scenario,
    lire_scenario,
)
from formation.choix import LIBELLES_PUBLICS
from formation.empreintes import sceller
from formation.proposition import proposer
from web.comptes import exiger_role, personne
from web.formation import bp
from web.formation.seances import scenarios, trouver_modele, trouver_seance
from web.services import services

_DUREES = (30, 45, 60, 90, 120, 180, 240, 420)


@bp.get("/formation/nouvelle")
@exiger_role("formateur")
def nouvelle() -> ResponseReturnValue:
    """The four questions from which a session is proposed, and the import of a file."""
    return _page()


@bp.post("/formation/nouvelle")
@exiger_role("formateur")
def proposer_seance() -> ResponseReturnValue:
    """Propose a session and open it for editing. 422 when the time or the audience is not understood."""
    public, duree = request.form.get("public", ""), request.form.get("minutes", "").strip()
    erreurs = {}
    if public not in PUBLICS_SEANCE:
        erreurs["public"] = "Choisissez un public."
    if not duree.isdecimal() or not DUREE_MINIMALE <= int(duree[:6]) <= DUREE_MAXIMALE:
        erreurs["minutes"] = f"Indiquez une durée de {DUREE_MINIMALE} à {DUREE_MAXIMALE} minutes."
    if erreurs:
        return _page(erreurs), 422
    base, jour = services().connaissance.base, services().aujourd_hui()
    objectifs, themes = request.form.getlist("objectifs"), request.form.getlist("themes")
    scenario = proposer(base, cast(PublicSeance, public), int(duree), objectifs, themes, jour)
    return _ouvrir(scenario)


@bp.post("/formation/importer")
@exiger_role("formateur")
def importer() -> ResponseReturnValue:
    """Keep a scenario sent as YAML, by file or pasted. 422 with every error and its line when it does not fit."""
    fichier = request.files.get("fichier")
    octets = fichier.read() if fichier else b""
    try:
        texte = octets.decode("utf-8-sig") or request.form.get("texte", "")
        if not texte.strip():
            return _page({"fichier": "Choisissez un fichier, ou collez son contenu."}), 422
        scenario = lire_scenario(texte.replace("\r\n", "\n"), (fichier.filename if fichier else "") or "scénario")
    except UnicodeDecodeError:
        return _page({"fichier": "Ce fichier n'est pas du texte en UTF-8."}), 422
    except BaseInvalide as error:
        return _page(problemes=[str(probleme) for probleme in error.problemes], texte=texte), 422
    return _ouvrir(scenario)


@bp.post("/formation/modeles/<nom>/copier")
@exiger_role("formateur")
def copier(nom: str) -> ResponseReturnValue:
    """Start from a ready scenario. Raises Refus 404."""
    return _ouvrir(trouver_modele(nom))


@bp.post("/formation/scenarios/<identifiant>/dupliquer")
@exiger_role("formateur")
def dupliquer(identifiant: str) -> ResponseReturnValue:
    """A copy, to change without touching the first. Raises Refus 404."""
    scenario = trouver_seance(identifiant).scenario
    return _ouvrir(scenario.model_copy(update={"titre": f"{scenario.titre[:110]} (copie)"}))


def _ouvrir(scenario: Scenario) -> ResponseReturnValue:
    base, jour = services().connaissance.base, services().aujourd_hui()
    identifiant = scenarios().creer(sceller(base, scenario, jour), personne())
    return redirect(url_for("formation.modifier", identifiant=identifiant), 303)


def _page(erreurs: dict[str, str] | None = None, problemes: list[str] | None = None, texte: str = "") -> str:
    base = services().connaissance.base
    return render_template(
        "formation/nouvelle.html", base=base, publics=LIBELLES_PUBLICS, durees=_DUREES, erreurs=erreurs or {},
        problemes=problemes or [], texte=texte, saisie=request.form, minimum=DUREE_MINIMALE, maximum=DUREE_MAXIMALE,
    )  # fmt: skip
