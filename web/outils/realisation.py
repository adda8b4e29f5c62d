"""« Comment réaliser les heures ? » and the mission splitter: the company's situation in the address."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from conseil.droit import Droit
from conseil.nombres import lire_date, lire_duree, lire_entier, lire_heures, lire_part
from conseil.realisation import (
    DemandePoste,
    DemandeRealisation,
    ResultatRealisation,
    composer_poste,
    planifier,
)
from conseil.realisation.resultats import MontagePropose
from web.outils import bp
from web.outils.champs import Formulaire, Lecteur, Plusieurs, choix, lire_formulaire, plusieurs, texte_libre
from web.outils.empilage import Empilage, dessiner_empilage
from web.outils.rendu import droit_du_jour, rendre

EXEMPLE = {"heures": "900 heures", "duree_mois": "12 mois", "effectif": "8", "sites": "1", "metier": "peinture"}
EMPLOYEURS = {
    "prive": "Entreprise privée", "epic": "Établissement public industriel et commercial",
    "association": "Association, organisme sans but lucratif", "collectivite": "Collectivité",
}  # fmt: skip
QUESTIONS = {
    "peut_embaucher": "Pouvez-vous embaucher ?",
    "sous_traitance": "Le marché permet-il de confier une part ?",
    "handicap_admis": "Le marché admet-il les travailleurs handicapés ?",
    "membre_geiq": "Êtes-vous membre d'un GEIQ ?",
    "formation_comptee": "Le marché compte-t-il les heures de formation ?",
}
FAISABLE = {"oui": "Faisable", "a_verifier": "À vérifier", "non": "Bloqué en l'état"}
NIVEAUX = {"bloquant": "Bloquant", "vigilance": "À surveiller", "info": "À savoir"}
ACCES = {"oui": "accessible", "apres_consignes": "après consignes", "qualifie": "qualification à vérifier"}
_PREFIXE = "part_"


@bp.get("/realisation")
def realisation() -> ResponseReturnValue:
    """The page, its fragment or its text."""
    droit = droit_du_jour()
    formulaire = lire_formulaire(request.args, _lecteurs(droit))
    voulu = formulaire.valeurs.pop("montage", None)
    _reunir_parts(formulaire)
    resultat = formulaire.executer(DemandeRealisation, lambda demande: planifier(demande, droit))
    return rendre(
        "realisation", formulaire, resultat,
        metiers={nom: metier.titre for nom, metier in droit.base.metiers.items()}, employeurs=EMPLOYEURS,
        questions=QUESTIONS, faisable=FAISABLE, niveaux=NIVEAUX, exemple=EXEMPLE, acces=ACCES,
        moyens={f"{_PREFIXE}{nom}": moyen.titre for nom, moyen in droit.base.moyens.items()},
        plan=_choisir(resultat, voulu) if resultat else None,
        dessin=_dessiner(_choisir(resultat, voulu)) if resultat else None,
        avec_plan=lambda nom: url_for("outils.realisation", **formulaire.adresse(montage=nom)),
        mission=url_for("outils.missions", metier=formulaire.texte("metier") or None),
    )  # fmt: skip


@bp.get("/missions")
def missions() -> ResponseReturnValue:
    """The mission splitter: a trade, its tasks, the post they make."""
    droit = droit_du_jour()
    metiers = droit.base.metiers
    choisi = request.args.get("metier", "")
    taches = metiers[choisi].taches if choisi in metiers else {}
    lecteurs: dict[str, Lecteur | Plusieurs] = {
        "metier": _lire_metier(droit), "taches": plusieurs(taches), "heures_hebdo": _lire_hebdo,
        "semaines": lambda texte, champ: lire_entier(texte.removesuffix("semaines"), champ, 1, 520),
    }  # fmt: skip
    formulaire = lire_formulaire(request.args, lecteurs)
    resultat = formulaire.executer(DemandePoste, lambda demande: composer_poste(demande, droit))
    return rendre(
        "missions", formulaire, resultat,
        metiers={nom: metier.titre for nom, metier in metiers.items()}, acces=ACCES, niveaux=NIVEAUX,
        cases_taches={t.id: f"{t.nom} ({ACCES[t.acces]})" for t in resultat.disponibles} if resultat else {},
    )  # fmt: skip


def _lecteurs(droit: Droit) -> dict[str, Lecteur | Plusieurs]:
    lecteurs: dict[str, Lecteur | Plusieurs] = {
        "heures": lire_heures, "heures_faites": _lire_faites, "duree_mois": lire_duree, "debut": lire_date,
        "montage": choix([*droit.base.montages, "le_votre"]), "metier": _lire_metier(droit),
        "employeur": choix(EMPLOYEURS), "heures_hebdo": _lire_hebdo,
        "effectif": lambda texte, champ: lire_entier(texte, champ, 1, 1_000_000),
        "sites": lambda texte, champ: lire_entier(texte, champ, 1, 1000),
    }  # fmt: skip
    lecteurs |= {nom: choix(("oui", "non")) for nom in QUESTIONS}
    return lecteurs | {f"{_PREFIXE}{nom}": _lire_pourcent for nom in droit.base.moyens}


def _lire_metier(droit: Droit) -> Lecteur:
    """Any text when the base has no trade: the tool then says what the base lacks."""
    return choix(droit.base.metiers) if droit.base.metiers else texte_libre()


def _lire_faites(texte: str, champ: str) -> float:
    return 0.0 if texte.strip() in ("0", "0 h", "0 heure") else lire_heures(texte, champ)


def _lire_hebdo(texte: str, champ: str) -> float:
    return lire_heures(texte.replace("par semaine", "").replace("/ semaine", ""), champ)


def _lire_pourcent(texte: str, champ: str) -> float:
    return 0.0 if texte.strip().rstrip(" %") == "0" else round(lire_part(texte, champ) * 100, 2)


def _reunir_parts(formulaire: Formulaire) -> None:
    """The shares typed, as the model takes them; an error on the whole is said on the first of them."""
    valeurs = formulaire.valeurs
    parts = {nom: valeurs.pop(nom) for nom in list(valeurs) if nom.startswith(_PREFIXE)}
    if parts:
        valeurs["parts"] = {nom.removeprefix(_PREFIXE): part for nom, part in parts.items()}


def _choisir(resultat: ResultatRealisation, voulu: str | None) -> MontagePropose:
    """The mix whose plan is shown: the one asked, else the first."""
    return next((m for m in resultat.montages if m.id == voulu), resultat.montages[0])


def _dessiner(montage: MontagePropose) -> Empilage:
    return dessiner_empilage([(mois.nom, mois.heures) for mois in montage.mois])
