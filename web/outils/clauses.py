"""« Écrire la clause »: one set of data in the address, every document of the purchase, each as a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Response, abort, make_response, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.erreurs import ParametreInconnu
from conseil.droit import Droit
from conseil.nombres import lire_duree
from conseil.redaction.export import FORMATS, Format
from conseil.redaction.kit import (
    DemandeKit,
    ResultatKit,
    VariableKit,
    composer_kit,
    erreurs_de_saisie,
    variables_du_kit,
)
from conseil.redaction.kit.fichiers import NOTICE, archive, fichier
from web.outils import bp
from web.outils.champs import Formulaire, Lecteur, Plusieurs, choix, lire_formulaire, plusieurs, texte_libre
from web.outils.clauses_champs import CAS, GROUPES, RESERVATIONS, RETIRABLES, exemple_fictif
from web.outils.rendu import droit_du_jour, rendre

_LONGUEUR = 500
_TOUT = "tout"


@bp.get("/clauses")
def clauses() -> ResponseReturnValue:
    """The kit's page, its fragment or its text. `?exemple=1` fills the blanks with values that say they are fictive."""
    droit = droit_du_jour()
    formulaire = _lire(droit)
    variables = _variables(formulaire, droit)
    if request.args.get("exemple") == "1" and formulaire.texte("cas"):
        for nom, valeur in exemple_fictif(variables).items():
            formulaire.textes[nom] = formulaire.valeurs[nom] = valeur
    resultat = _composer(formulaire, droit)
    return rendre(
        "clauses", formulaire, resultat,
        cas=CAS if droit.base.clauses else {}, reservations=RESERVATIONS, retirables=RETIRABLES,
        groupes=_grouper(variables), formats=list(FORMATS),
        telecharger=lambda document, format: url_for(
            "outils.clauses_telecharger", document=document, format=format, **formulaire.adresse()
        ),
        tout=_TOUT, fichiers=_fichiers(resultat),
        choix_de=lambda variable: {valeur: valeur for valeur in variable.choix},
    )  # fmt: skip


@bp.get("/clauses/telecharger")
def clauses_telecharger() -> Response:
    """One document of the kit, or all of them in a .zip (`document=tout`), for the same address as the page."""
    format = request.args.get("format", "")
    if format not in FORMATS:
        abort(404)
    droit = droit_du_jour()
    formulaire = _lire(droit)
    kit = _composer(formulaire, droit)
    if kit is None:
        abort(422)
    return _envoyer(kit, request.args.get("document", _TOUT), format)


def _envoyer(kit: ResultatKit, document: str, format: Format) -> Response:
    if document == _TOUT:
        contenu, nom, nature = archive(kit, format), f"kit-clauses-{format}.zip", "application/zip"
    else:
        try:
            contenu = fichier(kit, document, format)
        except KeyError:
            abort(404)
        nom, nature = f"{document.replace('_', '-')}.{format}", FORMATS[format]
    reponse = make_response(contenu)
    reponse.headers["Content-Type"] = nature
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse


def _lire(droit: Droit) -> Formulaire:
    noms = dict.fromkeys(nom for clause in droit.base.clauses.values() for nom in clause.variables)
    lecteurs: dict[str, Lecteur | Plusieurs] = {
        "cas": choix(CAS),
        "reservation": choix(RESERVATIONS),
        "critere": choix(("oui",)),
        "globalisation": choix(("oui",)),
        "duree_mois": lambda texte, champ: round(lire_duree(texte, champ)),
        "sans": plusieurs(RETIRABLES),
    }
    return lire_formulaire(request.args, lecteurs | {nom: texte_libre(_LONGUEUR) for nom in noms})


def _composer(formulaire: Formulaire, droit: Droit) -> ResultatKit | None:
    if not formulaire.texte("cas"):
        return None
    demande = _demande(formulaire)
    for erreur in erreurs_de_saisie(demande, droit) if demande else ():
        formulaire.refuser(erreur.champ.removeprefix("valeurs."), _en_phrase(erreur.message))
    if demande is None or formulaire.erreurs:
        return None
    formulaire.valeurs = demande.model_dump()
    return formulaire.executer(DemandeKit, lambda _: composer_kit(demande, droit))


def _demande(formulaire: Formulaire) -> DemandeKit | None:
    """The request behind a form whose own fields are right; None otherwise."""
    if formulaire.erreurs:
        return None
    lues = dict(formulaire.valeurs)
    champs: dict[str, Any] = {nom: lues.pop(nom) for nom in ("cas", "reservation", "duree_mois", "sans") if nom in lues}
    champs |= {nom: bool(lues.pop(nom, None)) for nom in ("critere", "globalisation")}
    return DemandeKit.model_validate({**champs, "valeurs": lues})


def _variables(formulaire: Formulaire, droit: Droit) -> tuple[VariableKit, ...]:
    """The blanks to show: those of the case and of the options, whatever else is wrong."""
    cas = formulaire.texte("cas")
    if cas not in CAS:
        return ()
    demande = DemandeKit(
        cas=cas, critere=formulaire.texte("critere") == "oui", globalisation=formulaire.texte("globalisation") == "oui",
        reservation=formulaire.valeurs.get("reservation"), sans=tuple(formulaire.texte("sans") or ()),
    )  # fmt: skip
    try:
        return variables_du_kit(demande, droit)
    except ParametreInconnu:
        return ()


def _fichiers(kit: ResultatKit | None) -> list[tuple[str, str]]:
    """What can be downloaded one by one: code and title."""
    documents = [(document.document, document.titre) for document in kit.documents] if kit else []
    return [(NOTICE, "Notice : cohérence et précautions"), *documents]


def _grouper(variables: Iterable[VariableKit]) -> list[tuple[str, list[VariableKit]]]:
    groupes: dict[str, list[VariableKit]] = {titre: [] for titre in GROUPES}
    for variable in variables:
        titre = next((titre for titre, motif in GROUPES.items() if re.match(motif, variable.nom)), "")
        groupes.setdefault(titre or list(GROUPES)[-1], []).append(variable)
    return [(titre, membres) for titre, membres in groupes.items() if membres]


def _en_phrase(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith('.') else '.'}"
