"""The guide « Éligibilité »: the closed questions of the base, by categories; nobody is named, answers are not kept."""

from __future__ import annotations

import re
from typing import Any

from base_connaissance.typographie import typographier
from bot.actions.guides.champ import INCONNU, Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from conseil.droit import Droit
from conseil.eligibilite import DemandeEligibilite, examiner_eligibilite
from conseil.erreurs import SaisieInvalide
from index.nettoyage import plier

CHEMIN = "/outils/eligibilite"
_ET = "+"
_MOTS = {
    "compter": r"\bcompt", "pass": r"\bpass\b", "les_deux": r"\bles deux\b",
    "embauche": r"\bembauche|\bcdd\b|\bcdi\b|\brecrut", "alternance": r"\bapprenti|\balternan|\bprofessionnalisation\b",
    "ai_etti": r"\betti\b|\binterim|\bassociation intermediaire\b",
    "ei_aci": r"\bentreprise d'insertion\b|\baci\b|\bchantier d'insertion\b",
    "geiq": r"\bgeiq\b", "ea_esat": r"\besat\b|\bentreprise adaptee\b", "regie": r"\bregie\b", "eiti": r"\beiti\b",
    "immersion": r"\bimmersion\b|\bstage\b|\bpmsmp\b",
    "longue_duree": r"\blongue duree\b|\bchomage depuis\b", "minima": r"\brsa\b|\bminim\w+ socia|\bass\b|\baah\b",
    "reconnaissance": r"\bhandicap|\brqth\b", "jeune": r"\bmoins de 26\b|\bjeune\b",
    "senior": r"\bplus de 50\b|\bsenior",
    "quartier": r"\bquartier|\bqpv\b", "epide_e2c": r"\bepide\b|\bdeuxieme chance\b",
    "aucune": r"^(aucune?|non|rien)\b",
    "oui": r"^oui\b", "non": r"^non\b", "liste": r"\bliste\b", "ccag": r"\bccag\b",
    "rien": r"^rien\b|\bpas les documents\b",
    "validee": r"^oui\b|\bvalidee\b", "a_faire": r"\bpas commence\b", "ce_marche": r"^oui\b|\bce marche\b",
}  # fmt: skip


def _choix(question: str, droit: Droit) -> tuple[Choix, ...]:
    posee = droit.base.questions_eligibilite.get(question)
    reponses = posee.reponses if posee else {}
    return tuple(Choix(code, libelle, _MOTS.get(code, "")) for code, libelle in reponses.items())


def _lire_situation(texte: str, droit: Droit) -> str:
    """One or several categories in a sentence, joined."""
    simple = plier(texte)
    codes = [c.valeur for c in _choix("situation", droit) if c.mots and re.search(c.mots, simple)]
    if not codes:
        raise SaisieInvalide(
            "situation", "Je n'ai reconnu aucune de ces catégories. Choisissez un bouton, sans détail."
        )
    return _ET.join(code for code in codes if code != "aucune" or len(codes) == 1)


def _dire_situation(valeur: str) -> str:
    nombre = len(valeur.split(_ET))
    return f"{nombre} catégories" if nombre > 1 else "une catégorie"


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    donnees: dict[str, Any] = {nom: valeur for nom, valeur in valeurs.items() if valeur not in (None, INCONNU)}
    if "situation" in donnees:
        donnees["situation"] = tuple(donnees["situation"].split(_ET))
    resultat = examiner_eligibilite(DemandeEligibilite.model_validate(donnees), droit)
    lignes = [f"{resultat.titre}. {resultat.resume}"]
    if resultat.preuves:
        lignes.append(f"Preuves usuelles, si le marché n'en fixe pas d'autres : {' ; '.join(resultat.preuves)}.")
    return Conclusion(typographier("\n".join(lignes)), resultat, CHEMIN)


def _champ(nom: str, libelle: str, question: str, aide: str, inconnu: Inconnu, **options: Any) -> Champ:
    return Champ(nom, libelle, question, aide, inconnu, choix=lambda droit: _choix(nom, droit), boutons=12, **options)


def _compte(valeurs: Valeurs) -> bool:
    return valeurs.get("but") != "pass"


_PASSER = Inconnu("Très bien, je continue sans cette réponse.", accepte=True)
ELIGIBILITE = Guide(
    nom="eligibilite",
    titre="Éligibilité et preuves",
    intention="verifier_eligibilite",
    ouverture="Vérifions, par catégories seulement. Ne nommez personne, ne donnez ni motif ni détail de santé. Vos "
    "réponses ne sont pas gardées après le résultat.",
    discret=True,
    conclure=_conclure,
    lien=lambda _valeurs: CHEMIN,
    champs=(
        _champ("but", "le but", "Que voulez-vous savoir ?", "Compter des heures et ouvrir un parcours d'insertion sont "
               "deux questions différentes.", Inconnu("Choisissez « Les deux » : je distinguerai."), mots=r"(?!)"),
        _champ("voie", "la voie", "Par quelle voie la personne travaille-t-elle, ou travaillera-t-elle ?",
               "La preuve à garder dépend de qui l'emploie.", Inconnu("Choisissez « Je ne sais pas encore ».")),
        _champ("marche", "les documents du marché", "Que disent les documents du marché sur les publics ?",
               "Ce sont eux qui décident qui compte.", _PASSER, requis=_compte),
        _champ("situation", "la situation", "De quelles catégories relève-t-elle ? Une seule suffit.",
               "Une catégorie suffit, sans justificatif : le facilitateur ou la structure vérifie.", _PASSER,
               lire=_lire_situation, ecrire=_dire_situation, plusieurs=True),
        _champ("presence", "la présence", "Est-elle déjà salariée de l'entreprise ?",
               "Une personne déjà en poste n'est pas dans le même cas.", _PASSER, requis=_compte),
        _champ("validation", "la validation", "Son éligibilité a-t-elle été validée, comme le marché le prévoit ?",
               "La validation se fait en général avant la prise de poste.", _PASSER, requis=_compte),
        _champ("lieu", "le lieu", "Les heures sont-elles faites pour ce marché ?",
               "Seules les heures faites pour le marché y comptent, sauf si le contrat prévoit autre chose.", _PASSER,
               requis=_compte),
    ),
)  # fmt: skip
