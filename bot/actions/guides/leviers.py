"""The guide « Leviers »: six questions about a purchase, then every lever by verdict; the page has all the reasons."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

from base_connaissance.typographie import typographier
from bot.actions import reperage
from bot.actions.guides import lecteurs
from bot.actions.guides.champ import Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.leviers import DemandeLeviers, ResultatLeviers, examiner
from conseil.leviers.demande import Nature
from conseil.leviers.resultats import VERDICTS
from conseil.nombres import lire_date, lire_donnees_heures
from index.nettoyage import plier

_NATURES = (
    Choix("travaux", "Travaux", r"\btravaux\b|\bchantiers?\b|\bconstruction\b|\brenovation\b"),
    Choix("services", "Services", r"\bservices?\b(?! (sociaux|specifiques?|public))|\bnettoyage\b|\bgardiennage\b"),
    Choix("fournitures", "Fournitures", r"\bfournitures?\b|\bmateriels?\b"),
    Choix("prestations_intellectuelles", "Prestations intellectuelles",
          r"\b(prestations?|etudes?) intellectuelles?\b|\bmaitrise d'oeuvre\b|\betudes?\b"),
    Choix("services_sociaux", "Services sociaux ou spécifiques", r"\bservices? (sociaux|specifiques?)\b"),
    Choix("concession", "Concession", r"\bconcessions?\b|\bdelegation de service public\b|\bdsp\b"),
)  # fmt: skip
_ACHETEURS = (
    Choix("collectivite", "Collectivité ou autre pouvoir adjudicateur",
          r"\b(collectivites?|communes?|mairie|ville|metropole|departement|region|hopital|bailleur|syndicat|ccas)\b"),
    Choix("etat", "État ou autre autorité centrale", r"\b(etat|ministere|prefecture|administration centrale)\b"),
    Choix("entite_adjudicatrice", "Entité adjudicatrice (eau, énergie, transports)",
          r"\b(entite adjudicatrice|reseau d'eau|energie|transports?)\b"),
)  # fmt: skip
_MAIN_OEUVRE = (
    Choix("oui", "Oui, une part notable", r"^oui\b|\bbeaucoup\b|\bnotable\b"),
    Choix("faible", "Oui, mais peu", r"\b(peu|faible)\b"),
    Choix("aucune", "Non, aucun", r"^(non|aucune?)\b"),
)
_OFFRES = (
    Choix("siae", "Structures d'insertion", r"\b(siae|structures? d'insertion|ei|etti|aci)\b"),
    Choix("ea_esat", "Entreprises adaptées, ESAT", r"\b(ea|esat|entreprises? adaptees?|handicap)\b"),
    Choix("siae_et_ea_esat", "Les deux", r"\b(les deux|tous)\b"),
    Choix("aucune", "Aucune connue", r"^(non|aucune?)\b"),
)
_CAS = (
    Choix("aucun", "Rien de tout cela", r"^(non|rien|aucune?)\b"),
    Choix("solution_disponible", "Une solution immédiatement disponible répond au besoin", r"\bsolution\b"),
    Choix("sans_lien", "Aucun lien possible avec l'objet", r"\blien\b"),
    Choix("difficulte", "Concurrence restreinte ou exécution difficile", r"\b(concurrence|difficile|difficulte)\b"),
    Choix("defense", "Défense ou sécurité", r"\b(defense|securite)\b"),
    Choix("urgence", "Achat urgent", r"\burgen"),
)
_CONTRAINTES = frozenset(choix.valeur for choix in _CAS) - {"aucun"}
_DATE = re.compile(
    r"\b(?:le |du |au )?(\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|"
    r"decembre) \d{4}|\d{1,2}/\d{1,2}/\d{4})"
)


def _extraire(texte: str, _droit: Droit) -> dict[str, Any]:
    simple, lues = plier(texte), lire_donnees_heures(texte).valeurs()
    trouvees: dict[str, Any] = {nom: lues[nom] for nom in ("montant_ht", "duree_mois") if nom in lues}
    if (nature := seule(simple, _NATURES)) is not None and reperage.type_achat(texte) in (None, nature):
        trouvees["nature"] = nature
    if (acheteur := seule(simple, _ACHETEURS)) is not None:
        trouvees["acheteur"] = acheteur
    if (jour := _DATE.search(simple)) is not None:
        try:
            trouvees["lancement"] = lire_date(jour[1]).isoformat()
        except SaisieInvalide:
            return trouvees
    return trouvees


def seule(simple: str, choix: tuple[Choix, ...]) -> str | None:
    """The one choice whose words are in the sentence; none when two are."""
    trouves = [propose.valeur for propose in choix if re.search(propose.mots, simple)]
    return trouves[0] if len(trouves) == 1 else None


def _demande(valeurs: Valeurs) -> DemandeLeviers:
    cas = valeurs.get("contrainte")
    jour = lecteurs.connue(valeurs, "lancement")
    return DemandeLeviers(
        nature=valeurs["nature"], montant_ht=float(valeurs["montant_ht"]), acheteur=valeurs["acheteur"],
        lancement=date.fromisoformat(jour) if jour else None, duree_mois=lecteurs.connue(valeurs, "duree_mois"),
        main_oeuvre=lecteurs.connue(valeurs, "main_oeuvre") or "inconnue",
        offre=lecteurs.connue(valeurs, "offre") or "inconnue",
        **({str(cas): True} if cas in _CONTRAINTES else {}),  # type: ignore[arg-type]
    )  # fmt: skip


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    try:
        resultat = examiner(_demande(valeurs), droit)
    except SaisieInvalide as erreur:
        raise SaisieInvalide("montant_ht", erreur.message) from erreur
    lignes = [resultat.resume, *_par_verdict(resultat)]
    return Conclusion(typographier("\n".join(lignes)), resultat, _lien(valeurs))


def _par_verdict(resultat: ResultatLeviers) -> list[str]:
    """One line a verdict, without the impossible ones: the page says why they are."""
    lignes = []
    for verdict, nom in VERDICTS.items():
        titres = [levier.titre for levier in resultat.leviers if levier.verdict == verdict and levier.groupe != "cadre"]
        if titres and verdict != "impossible":
            lignes.append(f"{nom} : {' ; '.join(titres)}.")
    return lignes


def _lien(valeurs: Valeurs) -> str:
    cas = valeurs.get("contrainte")
    return lecteurs.adresse("/outils/leviers", {
        "nature": valeurs.get("nature"), "montant_ht": lecteurs.en_texte(valeurs.get("montant_ht")),
        "acheteur": valeurs.get("acheteur"), "lancement": lecteurs.connue(valeurs, "lancement"),
        "duree_mois": lecteurs.en_texte(valeurs.get("duree_mois")), "main_oeuvre": valeurs.get("main_oeuvre"),
        "offre": valeurs.get("offre"), "contraintes": cas if cas in _CONTRAINTES else None,
    })  # fmt: skip


assert {choix.valeur for choix in _NATURES} == set(get_args(Nature))
LEVIERS = Guide(
    nom="leviers",
    titre="Leviers d'un achat",
    intention="comparer_leviers",
    ouverture="Voyons les leviers ouverts à votre achat : six questions au plus.",
    extraire=_extraire,
    conclure=_conclure,
    lien=_lien,
    champs=(
        Champ(
            "nature", "la nature de l'achat", "Quelle est la nature de l'achat ?",
            "Les seuils et les réservations dépendent de la nature du contrat.",
            Inconnu("Choisissez celle de la prestation principale. Achat mixte ? Demandez à votre service juridique."),
            choix=_NATURES, mots=r"\bnature\b",
        ),
        Champ(
            "montant_ht", "le montant estimé",
            "Quel est le montant estimé, hors taxes, options et reconductions comprises ?",
            "Le montant dit si l'obligation d'août 2026 joue, et quelles procédures sont ouvertes.",
            Inconnu("Une fourchette suffit : donnez le haut. Si un seuil est proche, la page vous le dira."),
            lire=lecteurs.montant, ecrire=lecteurs.ecrire_euros, mots=r"\b(montant|budget|valeur|estimation)\b",
        ),
        Champ(
            "acheteur", "l'acheteur", "Qui achète ?",
            "Le seuil européen des fournitures et services n'est pas le même pour l'État, une collectivité ou une "
            "entité adjudicatrice.",
            Inconnu("Une commune, un hôpital ou un bailleur entrent dans la première réponse."),
            choix=_ACHETEURS, mots=r"\bacheteur\b",
        ),
        Champ(
            "main_oeuvre", "le travail accessible",
            "Y a-t-il du travail accessible à des personnes en parcours d'insertion ?",
            "Une clause d'heures n'a de sens que s'il y a un travail à confier.",
            Inconnu("Très bien : je le laisse ouvert, le facilitateur pourra le dire.", accepte=True),
            choix=_MAIN_OEUVRE, mots=r"\bmain[- ]d'? ?oeuvre\b|\btravail accessible\b",
        ),
        Champ(
            "offre", "les structures connues", "Connaissez-vous des structures capables de répondre sur ce métier ?",
            "Une réservation sans structure capable de répondre risque de rester sans offre.",
            Inconnu("Très bien : le sourcing et le facilitateur le diront.", accepte=True),
            choix=_OFFRES, mots=r"\bstructures?\b",
        ),
        Champ(
            "contrainte", "la situation particulière", "Une de ces situations vous concerne-t-elle ?",
            "Certaines ouvrent un cas de renoncement, à motiver ; d'autres changent les règles applicables.",
            Inconnu("Très bien, je n'en retiens aucune. La page permet d'en cocher plusieurs.", accepte=True),
            choix=_CAS, mots=r"\b(contrainte|situation)\b",
        ),
        Champ(
            "duree_mois", "la durée", "Combien de temps dure le contrat ?",
            "Un marché court permet rarement un parcours.",
            Inconnu("Très bien.", accepte=True), lire=lecteurs.duree, ecrire=lecteurs.ecrire_mois, mots=r"\bduree\b",
            requis=lambda _valeurs: False,
        ),
        Champ(
            "lancement", "le jour du lancement", "Quel jour la consultation est-elle lancée ?",
            "Le droit appliqué est celui de ce jour.", Inconnu("Très bien, je prends aujourd'hui.", accepte=True),
            lire=lecteurs.jour, mots=r"\b(lancement|consultation)\b", requis=lambda _valeurs: False,
        ),
    ),
)  # fmt: skip
