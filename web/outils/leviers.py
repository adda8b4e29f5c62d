"""« Quels leviers pour cet achat ? »: the purchase in the address, every lever in the page, the statements to copy."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from conseil.cpv import CodeTrouve, nomenclature
from conseil.droit import Droit
from conseil.leviers import DemandeLeviers, ResultatLeviers, examiner
from conseil.leviers.resultats import VERDICTS, Contrefactuel, VerdictLevier
from conseil.nombres import lire_date, lire_duree, lire_entier, lire_montant
from web.outils import bp
from web.outils.champs import Formulaire, Lecteur, Plusieurs, choix, lire_formulaire, plusieurs, texte_libre
from web.outils.leviers_champs import CONTRAINTES, LISTES, OUI_NON
from web.outils.rendu import droit_du_jour, en_texte, rendre

EXEMPLE = {
    "objet": "Nettoyage de bureaux", "nature": "services", "montant_ht": "850 000 €", "acheteur": "collectivite",
    "duree_mois": "4 ans", "lots": "3", "main_oeuvre": "oui", "offre": "siae",
}  # fmt: skip
_MONTANTS = ("montant_ht", "lot_ht", "petits_lots_ht", "achats_annuels_ht")
_SUGGESTIONS = 8


@bp.get("/leviers")
def leviers() -> ResponseReturnValue:
    """The page, its fragment or its text; `?motif=<case>&texte=1` gives one statement of reasons as plain text."""
    droit = droit_du_jour()
    formulaire = lire_formulaire(request.args, _lecteurs())
    codes = _chercher_codes(formulaire, droit)
    _preparer(formulaire)
    # Words for a CPV code may be sent alone: nothing is asked yet, so nothing is missing.
    demandee = any(formulaire.texte(nom) for nom in ("nature", "montant_ht", "acheteur"))
    resultat = formulaire.executer(DemandeLeviers, lambda d: examiner(d, droit)) if demandee else None
    motif = _motif(resultat, request.args.get("motif"))
    if motif is not None:
        return en_texte(motif)
    return rendre(
        "leviers", formulaire, resultat,
        listes=LISTES, contraintes=CONTRAINTES, oui_non=OUI_NON, verdicts=VERDICTS, exemple=EXEMPLE, codes=codes,
        tableau=_tableau(resultat) if resultat else [], cadre_legal=_cadre_legal(resultat) if resultat else [],
        essai=lambda autre: url_for("outils.leviers", **_adresse_de(formulaire, autre)),
        avec_code=lambda code: url_for("outils.leviers", **formulaire.adresse(cpv=code)),
    )  # fmt: skip


def _lecteurs() -> dict[str, Lecteur | Plusieurs]:
    lecteurs: dict[str, Lecteur | Plusieurs] = {
        "objet": texte_libre(300),
        "cpv": texte_libre(),
        "lancement": lire_date,
        "duree_mois": lire_duree,
        "lots": lambda texte, champ: lire_entier(texte, champ, 1, 500),
        "contraintes": plusieurs(CONTRAINTES),
    }
    lecteurs |= {nom: lire_montant for nom in _MONTANTS}
    lecteurs |= {nom: choix(options) for nom, (_, options) in LISTES.items()}
    return lecteurs | {nom: choix(("oui", "non")) for nom in OUI_NON}


def _preparer(formulaire: Formulaire) -> None:
    """From what the form reads to what the model takes: euros, boxes, a CPV code only when it is a code."""
    valeurs = formulaire.valeurs
    for nom in _MONTANTS:
        if nom in valeurs:
            montant = valeurs[nom]
            valeurs[nom] = montant.valeur
            if nom == "montant_ht" and montant.mois is not None:
                valeurs.setdefault("duree_mois", montant.mois)
    valeurs |= dict.fromkeys(valeurs.pop("contraintes", ()), True)
    if not _est_code(valeurs.get("cpv", "")):
        valeurs.pop("cpv", None)


def _est_code(texte: str) -> bool:
    return len(texte.split("-")[0]) == 8 and texte.replace("-", "").isdigit()


def _chercher_codes(formulaire: Formulaire, droit: Droit) -> list[CodeTrouve]:
    """Codes for the words typed in the CPV field, else for the object; none once a code is chosen."""
    cpv, objet = formulaire.texte("cpv"), formulaire.texte("objet")
    mots = cpv or objet
    if not mots or _est_code(cpv) or not droit.base.cpv:
        return []
    return nomenclature(droit.base).chercher(mots, _SUGGESTIONS if cpv else _SUGGESTIONS // 2)


def _tableau(resultat: ResultatLeviers) -> list[tuple[str, str, list[VerdictLevier]]]:
    """The levers by verdict, duties first; those of the frame stand apart."""
    leviers = [levier for levier in resultat.leviers if levier.groupe != "cadre"]
    groupes = [(code, nom, [levier for levier in leviers if levier.verdict == code]) for code, nom in VERDICTS.items()]
    return [groupe for groupe in groupes if groupe[2]]


def _cadre_legal(resultat: ResultatLeviers) -> list[VerdictLevier]:
    return [levier for levier in resultat.leviers if levier.groupe == "cadre" and levier.verdict != "impossible"]


def _adresse_de(formulaire: Formulaire, autre: Contrefactuel) -> dict[str, Any]:
    """The query of a counterfactual: its changed answers, written as the form reads them."""
    contraintes = set(formulaire.texte("contraintes") or ())
    textes: dict[str, Any] = {}
    for nom, valeur in autre.modification.items():
        if nom in CONTRAINTES:
            contraintes = contraintes | {nom} if valeur else contraintes - {nom}
        elif nom in _MONTANTS and valeur is not None:
            textes[nom] = f"{valeur:.2f} €".replace(".", ",").replace(",00", "")
        elif isinstance(valeur, float):
            textes[nom] = f"{valeur:g} mois".replace(".", ",")
        else:
            textes[nom] = None if valeur is None else str(valeur)
    return formulaire.adresse(**textes, contraintes=sorted(contraintes))


def _motif(resultat: ResultatLeviers | None, exception: str | None) -> str | None:
    motifs = resultat.motifs if resultat else ()
    return next((f"{motif.texte}\n" for motif in motifs if motif.exception == exception), None)
