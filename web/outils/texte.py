"""A result as plain text, to paste in a message or a note: nothing that the page says is lost but its pictures."""

from __future__ import annotations

from base_connaissance.presentation import formater_date, formater_valeur
from base_connaissance.typographie import typographier
from conseil.resultat import Etape, Resultat

MENTION = "Clausier informe ; il ne remplace pas un conseil juridique."


def ecrire_resultat(resultat: Resultat, titre: str, adresse: str) -> str:
    """Title, summary, steps, warnings, limits, sources, day of law, address."""
    blocs = [[titre], [resultat.resume], *([nom, *lignes] for nom, lignes in resultat.details())]
    blocs.append(["Étapes", *(f"{rang}. {ecrire_etape(etape)}" for rang, etape in enumerate(resultat.etapes, 1))])
    blocs.append(["À savoir", *(f"- {texte}" for texte in resultat.avertissements)])
    blocs.append(["Ce que ce résultat ne dit pas", *(f"- {texte}" for texte in resultat.limites)])
    blocs.append(
        ["Sources", *(f"- {source.titre}{f' : {source.url}' if source.url else ''}" for source in resultat.sources)]
    )
    blocs.append(
        [
            f"Droit et repères au {formater_date(resultat.date_droit)}, base {resultat.empreinte_base[:8]}.",
            MENTION,
            adresse,
        ]
    )
    pleins = [bloc for rang, bloc in enumerate(blocs) if rang < 2 or len(bloc) > 1]
    return typographier("\n\n".join("\n".join(bloc) for bloc in pleins) + "\n")


def ecrire_etape(etape: Etape) -> str:
    """« Heures : 25 000 € ÷ 30 €/h = 833,33 heures (source) »."""
    valeur = "" if etape.valeur is None else f" = {formater_valeur(etape.valeur, etape.unite).strip()}"
    source = f" ({etape.reference})" if etape.reference else ""
    return f"{etape.libelle} : {etape.formule}{valeur}{source}"
