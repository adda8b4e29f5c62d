"""The guide « Clauses »: the case and a few choices, then which documents the kit holds; the page fills and exports."""

from __future__ import annotations

from typing import Any

from base_connaissance.typographie import typographier
from bot.actions.guides import lecteurs
from bot.actions.guides.champ import Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from bot.actions.guides.leviers import seule
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.nombres import lire_donnees_heures
from conseil.redaction.kit import DemandeKit, ResultatKit, composer_kit
from index.nettoyage import plier

_CAS = (
    Choix("travaux", "Travaux", r"\btravaux\b|\bchantier"),
    Choix("services", "Services", r"\bservices?\b|\bnettoyage\b|\bgardiennage\b"),
    Choix("accord_cadre", "Accord-cadre à bons de commande", r"\baccords?[- ]cadres?\b|\bbons? de commande\b"),
    Choix("prestations_intellectuelles", "Prestations intellectuelles", r"\bintellectuel|\bmaitrise d'oeuvre\b"),
    Choix("marche_reserve", "Marché ou lot réservé", r"\breserve"),
    Choix("critere", "Critère seul", r"\bcritere"),
    Choix("concession", "Concession", r"\bconcession|\bdelegation de service public\b"),
)
_RESERVATIONS = (
    Choix("siae", "À l'insertion", r"\binsertion\b|\bsiae\b"),
    Choix("handicap", "Au handicap", r"\bhandicap\b|\besat\b"),
    Choix("mixte", "Aux deux", r"\b(deux|mixte)\b"),
    Choix("penitentiaire", "À la production en prison", r"\bprison\b|\bpenitentiaire\b"),
    Choix("ess", "À l'économie sociale et solidaire", r"\bess\b|\beconomie sociale\b"),
)


def _extraire(texte: str, _droit: Droit) -> dict[str, Any]:
    lues, simple = lire_donnees_heures(texte).valeurs(), plier(texte)
    trouvees: dict[str, Any] = {nom: lues[nom] for nom in ("heures", "duree_mois") if nom in lues}
    if (cas := seule(simple, _CAS)) is not None:
        trouvees["cas"] = cas
    return trouvees


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    heures, mois = lecteurs.connue(valeurs, "heures"), lecteurs.connue(valeurs, "duree_mois")
    demande = DemandeKit(
        cas=valeurs["cas"], critere=valeurs.get("critere") == "oui",
        reservation=lecteurs.connue(valeurs, "reservation"),
        duree_mois=round(mois) if mois else None, valeurs={"heures": str(round(heures))} if heures else {},
    )  # fmt: skip
    try:
        resultat = composer_kit(demande, droit)
    except SaisieInvalide as erreur:
        raise SaisieInvalide(erreur.champ.removeprefix("valeurs."), erreur.message) from erreur
    return Conclusion(typographier("\n".join([resultat.resume, *_contenu(resultat)])), resultat, _lien(valeurs))


def _contenu(kit: ResultatKit) -> list[str]:
    lignes = [f"Le kit contient : {' ; '.join(document.titre for document in kit.documents)}."]
    if kit.a_completer:
        lignes.append("Complétez les blancs sur la page, puis téléchargez chaque pièce, ou toutes à la fois.")
    return lignes


def _lien(valeurs: Valeurs) -> str:
    heures = lecteurs.connue(valeurs, "heures")
    mois = lecteurs.en_texte(valeurs.get("duree_mois"))
    return lecteurs.adresse("/outils/clauses", {
        "cas": valeurs.get("cas"), "reservation": valeurs.get("reservation"),
        "critere": "oui" if valeurs.get("critere") == "oui" else None,
        "heures": str(round(heures)) if heures else None, "duree_mois": f"{mois} mois" if mois else None,
    })  # fmt: skip


CLAUSES = Guide(
    nom="clauses",
    titre="Kit de clauses",
    intention="composer_clauses",
    ouverture="Composons les pièces de votre marché. Pour relire une clause déjà écrite, ouvrez la page de l'outil.",
    extraire=_extraire,
    conclure=_conclure,
    lien=_lien,
    champs=(
        Champ(
            "cas", "le cas", "Quel est votre cas ?", "Les pièces et leur rédaction changent selon le contrat.",
            Inconnu("Choisissez la prestation principale ; l'outil « Leviers » aide à choisir la forme."),
            choix=_CAS, mots=r"\b(cas|contrat)\b",
        ),
        Champ(
            "reservation", "la réservation", "À qui réservez-vous ?", "Les preuves à demander ne sont pas les mêmes.",
            Inconnu("L'outil « Leviers » dit quelle réservation est possible pour votre achat."),
            choix=_RESERVATIONS, mots=r"\breserv\w+\b", requis=lambda valeurs: valeurs.get("cas") == "marche_reserve",
        ),
        Champ(
            "heures", "le volume d'heures", "Combien d'heures d'insertion demandez-vous ?",
            "Le même volume doit se lire dans toutes les pièces : je l'écris partout à la fois.",
            Inconnu("Très bien, je laisse un blanc. L'outil « Heures » peut vous aider à le calculer.", accepte=True),
            lire=lecteurs.heures, ecrire=lecteurs.ecrire_heures, mots=r"\b(heures|volume)\b",
            requis=lambda valeurs: valeurs.get("cas") not in ("critere", "marche_reserve"),
        ),
        Champ(
            "critere", "le critère", "Voulez-vous aussi un critère pour départager les offres ?",
            "La clause oblige ; le critère départage sur la qualité. On peut combiner les deux.",
            Inconnu("Très bien, je compose sans critère.", accepte=True), choix=lecteurs.OUI_NON, mots=r"\bcritere\b",
            requis=lambda valeurs: valeurs.get("cas") != "critere",
        ),
        Champ(
            "duree_mois", "la durée", "Combien de temps dure le marché ?", "Elle règle le rythme du suivi.",
            Inconnu("Très bien.", accepte=True), lire=lecteurs.duree, ecrire=lecteurs.ecrire_mois, mots=r"\bduree\b",
            requis=lambda _valeurs: False,
        ),
    ),
)  # fmt: skip
