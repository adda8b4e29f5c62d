"""The guide « Calendrier »: a notification, a duration, what is bought; then the next steps, and the page for all."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from base_connaissance.presentation import formater_date
from base_connaissance.typographie import typographier
from bot.actions.guides import lecteurs
from bot.actions.guides.champ import Champ, Choix, Inconnu, Valeurs
from bot.actions.guides.guide import Conclusion, Guide
from conseil.calendrier import ACHATS, ACTEURS, DemandeCalendrier, ResultatCalendrier, dresser_calendrier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.nombres import lire_date, lire_donnees_heures
from index.nettoyage import plier

_ETAPES_DITES = 6
_MOTS = {
    "travaux": r"\btravaux\b|\bchantier", "services": r"\bservices?\b|\bnettoyage\b",
    "fournitures": r"\bfournitures?\b",
    "intellectuel": r"\bintellectuel", "maitrise_oeuvre": r"\bmaitrise d'oeuvre\b|\bcontrole technique\b",
}  # fmt: skip
_ACHATS = tuple(Choix(code, libelle, _MOTS[code]) for code, libelle in ACHATS.items())
_DATE = re.compile(
    r"\b(\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) \d{4}"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})\b"
)


def _extraire(texte: str, _droit: Droit) -> dict[str, Any]:
    simple = plier(texte)
    trouvees: dict[str, Any] = {}
    jour = _DATE.search(simple)
    if jour is not None:
        try:
            trouvees["notification"] = lire_date(jour[1]).isoformat()
        except SaisieInvalide:
            jour = None
    sans_date = texte if jour is None else texte[: jour.start()] + texte[jour.end() :]
    if (mois := lire_donnees_heures(sans_date).valeurs().get("duree_mois")) is not None:
        trouvees["duree_mois"] = mois
    achats = [choix.valeur for choix in _ACHATS if re.search(choix.mots, simple)]
    if len(achats) == 1:
        trouvees["achat"] = achats[0]
    return trouvees


def _conclure(valeurs: Valeurs, droit: Droit) -> Conclusion:
    demande = DemandeCalendrier(
        notification=date.fromisoformat(valeurs["notification"]), duree_mois=float(valeurs["duree_mois"]),
        achat=valeurs["achat"],
    )  # fmt: skip
    resultat = dresser_calendrier(demande, droit)
    texte = "\n".join([resultat.resume, *_prochaines(resultat)])
    return Conclusion(typographier(texte), resultat, _lien(valeurs))


def _prochaines(resultat: ResultatCalendrier) -> list[str]:
    a_venir = [jalon for jalon in resultat.jalons if not jalon.passee][:_ETAPES_DITES]
    return [f"{formater_date(jalon.jour)}, {ACTEURS[jalon.fait].lower()} : {jalon.titre}." for jalon in a_venir]


def _lien(valeurs: Valeurs) -> str:
    mois = lecteurs.en_texte(valeurs.get("duree_mois"))
    return lecteurs.adresse("/outils/calendrier", {
        "notification": valeurs.get("notification"), "duree_mois": f"{mois} mois" if mois else None,
        "achat": valeurs.get("achat"),
    })  # fmt: skip


CALENDRIER = Guide(
    nom="calendrier",
    titre="Calendrier de la clause",
    intention="etablir_calendrier",
    ouverture="Établissons le calendrier de la clause.",
    extraire=_extraire,
    conclure=_conclure,
    lien=_lien,
    champs=(
        Champ(
            "notification", "la notification", "Quel jour le marché est-il notifié ?",
            "Les étapes de suivi se comptent à partir de la notification.",
            Inconnu("Prenez le jour prévu dans votre planning : vous pourrez le changer."),
            lire=lecteurs.jour, ecrire=lambda iso: formater_date(date.fromisoformat(iso)),
            mots=r"\b(notification|notifie)\b",
        ),
        Champ(
            "duree_mois", "la durée", "Combien de temps dure le marché ?",
            "Elle fixe le point à mi-parcours, la fin et le bilan.",
            Inconnu("Donnez la durée ferme, sans les reconductions."),
            lire=lecteurs.duree, ecrire=lecteurs.ecrire_mois, mots=r"\bduree\b",
        ),
        Champ(
            "achat", "l'achat", "Que concerne-t-il ?", "Les durées de conservation et quelques étapes en dépendent.",
            Inconnu("Choisissez la prestation principale."), choix=_ACHATS, mots=r"\b(achat|objet)\b",
        ),
    ),
)  # fmt: skip
