"""« Combien d'heures d'insertion ? »: from the amount to the hours, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from base_connaissance.presentation import formater_nombre, formater_valeur
from conseil.droit import Droit
from conseil.heures import DemandeHeures, ResultatHeures, calculer_heures, familles_connues, reperes_de_cout
from conseil.nombres import lire_cout_horaire, lire_donnees_heures, lire_duree, lire_heures, lire_montant, lire_part
from web.outils import bp
from web.outils.champs import Formulaire, Lecteur, choix, lire_formulaire
from web.outils.graphes import Tornade, dessiner_tornade
from web.outils.rendu import droit_du_jour, rendre

# The four questions, with the fields that each asks; `equipe` is our name for hours from the team's hours.
SENS: dict[str, tuple[str, tuple[str, ...]]] = {
    "heures": ("Des heures, à partir du montant", ("montant_ht", "famille", "part_main_oeuvre", "taux_insertion",
               "cout_horaire", "cout_repere")),
    "equipe": ("Des heures, à partir des heures d'équipe", ("heures_equipe", "taux_insertion")),
    "taux_insertion": ("Le taux que représentent des heures", ("heures", "montant_ht", "famille", "part_main_oeuvre",
                       "cout_horaire", "cout_repere")),
    "montant_ht": ("Le montant qu'il faudrait", ("heures", "famille", "part_main_oeuvre", "taux_insertion",
                   "cout_horaire", "cout_repere")),
}  # fmt: skip
EXEMPLE = {"montant_ht": "1 000 000 €", "part_main_oeuvre": "50 %", "taux_insertion": "5 %", "cout_horaire": "30 €/h"}
_BASES_ETP = {"heures_annuelles_legales": "durée légale annuelle", "heures_annuelles_payees": "heures payées"}
_TAUX_ESSAYES = (5, 7, 10, 15, 20)


@bp.get("/heures")
def heures() -> ResponseReturnValue:
    """The page, its fragment or its text. `phrase` holds all the data in one sentence and is spread over the fields."""
    droit = droit_du_jour()
    sens = request.args.get("chercher", "heures")
    sens = sens if sens in SENS else "heures"
    formulaire = lire_formulaire(request.args, _lecteurs(sens, droit))
    phrase = request.args.get("phrase", "").strip()
    if phrase and not (problemes := _repartir(phrase[:500], formulaire)):
        return redirect(url_for("outils.heures", **formulaire.adresse()), 303)
    for champ, message in problemes.items() if phrase else ():
        formulaire.refuser(champ, message)
    _prendre_duree(formulaire)
    formulaire.valeurs["chercher"] = "heures" if sens == "equipe" else sens
    resultat = formulaire.executer(DemandeHeures, lambda demande: calculer_heures(demande, droit))
    if sens != "heures":
        formulaire.textes["chercher"] = sens
    return rendre(
        "heures", formulaire, resultat,
        sens=sens, SENS=SENS, exemple=EXEMPLE if droit.base.familles_achat else None,
        familles=_par_groupe(droit), reperes=_reperes(droit), bases=_bases(droit),
        tornade=_tornade(resultat) if resultat else None,
        essais=list(_et_si(formulaire, sens, droit)) if resultat else [],
        compris=_dire_donnees(formulaire, droit) if resultat else "",
    )  # fmt: skip


def _lecteurs(sens: str, droit: Droit) -> dict[str, Lecteur]:
    tous: dict[str, Lecteur] = {
        "montant_ht": lire_montant,
        "heures": lire_heures,
        "heures_equipe": lire_heures,
        "famille": choix(familles_connues(droit)),
        "part_main_oeuvre": lire_part,
        "taux_insertion": lire_part,
        "cout_horaire": lire_cout_horaire,
        "cout_repere": choix(reperes_de_cout(droit)),
    }
    communs: dict[str, Lecteur] = {"duree_mois": lire_duree, "base_etp": _lire_base}
    return {nom: tous[nom] for nom in SENS[sens][1]} | communs


def _lire_base(texte: str, champ: str) -> int:
    return int(lire_heures(texte, champ))


def _repartir(phrase: str, formulaire: Formulaire) -> dict[str, str]:
    """Spread a sentence over the fields that are empty; what could not be read, by field."""
    lues = lire_donnees_heures(phrase)
    for nom, lu in lues.champs.items():
        if nom in formulaire.textes and not formulaire.textes[nom]:
            formulaire.textes[nom] = lu.extrait if nom != "base_etp" else f"{lu.valeur:.0f}"
    annuel = lues.champs.get("montant_ht"), lues.champs.get("duree_mois")
    if annuel[0] is not None and annuel[1] is not None and "an" in annuel[0].extrait:
        formulaire.textes["montant_ht"] = formater_valeur(annuel[0].valeur, "EUR")
    if not lues.champs and not lues.problemes:
        return {"montant_ht": "Nous n'avons rien reconnu dans cette phrase : remplissez les champs un à un."}
    return lues.problemes


def _prendre_duree(formulaire: Formulaire) -> None:
    """An amount may come with its duration (« 400 k€ HT sur 4 ans »)."""
    montant = formulaire.valeurs.get("montant_ht")
    if montant is not None:
        formulaire.valeurs["montant_ht"] = montant.valeur
        if montant.mois is not None:
            formulaire.valeurs.setdefault("duree_mois", montant.mois)


def _par_groupe(droit: Droit) -> list[tuple[str, dict[str, str]]]:
    groupes: dict[str, dict[str, str]] = {}
    for code, famille in familles_connues(droit).items():
        chiffre = droit.chiffre(famille.parametre)
        doute = ", à confirmer" if chiffre.confiance == "a_confirmer" else ""
        groupes.setdefault(famille.groupe, {})[code] = f"{famille.libelle} ({chiffre.texte}{doute})"
    return list(groupes.items())


def _reperes(droit: Droit) -> dict[str, str]:
    return {nom: f"{chiffre.texte} : {chiffre.libelle}" for nom, chiffre in reperes_de_cout(droit).items()}


def _bases(droit: Droit) -> dict[str, str]:
    """The yearly hours of a full-time equivalent, the legal ones first; empty when the base does not hold them."""
    chiffres = [(droit.chiffre(nom), libelle) for nom, libelle in _BASES_ETP.items() if nom in droit.base.parametres]
    return {f"{chiffre.valeur:.0f}": f"{chiffre.texte} ({libelle})" for chiffre, libelle in chiffres}


def _tornade(resultat: ResultatHeures) -> Tornade | None:
    if not resultat.sensibilite:
        return None

    def dire(valeur: str, nombre: float) -> str:
        return f"{valeur} : {formater_nombre(round(nombre))} h"

    lignes = [
        (v.libelle, v.bas.heures, v.haut.heures, dire(v.bas.valeur_texte, v.bas.heures),
         dire(v.haut.valeur_texte, v.haut.heures))
        for v in resultat.sensibilite
    ]  # fmt: skip
    return dessiner_tornade(lignes, resultat.heures, f"{formater_nombre(resultat.heures_arrondies)} h")


def _et_si(formulaire: Formulaire, sens: str, droit: Droit) -> Iterator[tuple[str, dict[str, Any]]]:
    """Neighbouring states worth a look, as links."""
    valeurs = formulaire.valeurs
    if "taux_insertion" in valeurs:
        pourcent = valeurs["taux_insertion"] * 100
        for taux in [t for t in _TAUX_ESSAYES if t > pourcent + 0.01][:2]:
            yield f"le taux passait à {taux} %", formulaire.adresse(taux_insertion=f"{taux} %")
    if "cout_horaire" in valeurs:
        cout = formater_valeur(valeurs["cout_horaire"] + 10, "EUR/h")
        yield f"l'heure coûtait {cout}", formulaire.adresse(cout_horaire=cout)
    if "duree_mois" not in valeurs:
        yield "le marché durait 12 mois", formulaire.adresse(duree_mois="12 mois")
    bases = [int(base) for base in _bases(droit)]
    for base in [b for b in bases if b != valeurs.get("base_etp", bases[0])]:
        yield f"l'ETP était compté sur {formater_nombre(base)} heures", formulaire.adresse(base_etp=base)
    if sens == "heures":
        inutiles = dict.fromkeys(set(SENS["heures"][1]) - set(SENS["equipe"][1]))
        yield "je partais des heures d'équipe", formulaire.adresse(chercher="equipe", **inutiles)


def _dire_donnees(formulaire: Formulaire, droit: Droit) -> str:
    """The data as we understood them, for the reader and for the paper."""
    familles = {code: famille.libelle for code, famille in familles_connues(droit).items()}
    reperes = {nom: chiffre.texte + "/h (repère)" for nom, chiffre in reperes_de_cout(droit).items()}
    ecritures = {
        "heures": ("", "heures d'insertion", 1), "heures_equipe": ("", "heures de travail prévues", 1),
        "montant_ht": ("", "EUR", 1), "part_main_oeuvre": ("main-d'œuvre ", "%", 100),
        "taux_insertion": ("taux d'insertion ", "%", 100), "cout_horaire": ("", "EUR/h", 1),
        "duree_mois": ("sur ", "mois", 1),
    }  # fmt: skip
    morceaux = [
        f"{avant}{formater_valeur(formulaire.valeurs[nom] * facteur, unite)}{' HT' if nom == 'montant_ht' else ''}"
        for nom, (avant, unite, facteur) in ecritures.items()
        if nom in formulaire.valeurs
    ]
    for nom, choisis, autre in (("famille", familles, "part_main_oeuvre"), ("cout_repere", reperes, "cout_horaire")):
        if nom in formulaire.valeurs and autre not in formulaire.valeurs:
            morceaux.append(choisis[formulaire.valeurs[nom]])
    return ", ".join(morceaux)
