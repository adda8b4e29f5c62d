"""Dates that make sense: checked in the past, reviewed in the future, nothing expired served as current."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte

_REVUE_MAXIMALE = timedelta(days=400)


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Impossible dates are errors; a review that is due or a period that has ended is a warning."""
    for fiche in contexte.fiches():
        if fiche.verifie_le > contexte.jour:
            yield contexte.probleme(fiche, "verifie_le", "la date de vérification est dans le futur")
        if fiche.a_revoir_le <= fiche.verifie_le:
            yield contexte.probleme(fiche, "a_revoir_le", "la revue est prévue avant la vérification")
        if fiche.a_revoir_le - fiche.verifie_le > _REVUE_MAXIMALE:
            yield contexte.probleme(fiche, "a_revoir_le", "plus d'un an entre deux vérifications")
        if fiche.a_revoir_le < contexte.jour:
            yield contexte.probleme(fiche, "a_revoir_le", f"à revoir depuis le {fiche.a_revoir_le}", "avertissement")
        if fiche.applicable.fin is not None and fiche.applicable.fin < contexte.jour:
            message = f"la règle a pris fin le {fiche.applicable.fin} : réécrivez la fiche"
            yield contexte.probleme(fiche, "applicable", message, "avertissement")
        for ancienne in fiche.anterieurement:
            if ancienne.jusqu_au >= contexte.jour:
                yield contexte.probleme(fiche, "jusqu_au", "un texte « antérieur » ne peut pas finir dans le futur")
