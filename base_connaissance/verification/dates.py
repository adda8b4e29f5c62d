"""Dates that make sense: checked in the past, reviewed in the future, nothing expired served as current."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte, Ecrit

_REVUE_MAXIMALE = timedelta(days=400)


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Impossible dates are errors; a review that is due or a period that has ended is a warning."""
    for ecrit in contexte.ecrits():
        yield from _revue(contexte, ecrit)
    for fiche in contexte.fiches():
        if fiche.applicable.fin is not None and fiche.applicable.fin < contexte.jour:
            message = f"la règle a pris fin le {fiche.applicable.fin} : réécrivez la fiche"
            yield contexte.probleme(fiche, "applicable", message, "avertissement")
        for ancienne in fiche.anterieurement:
            if ancienne.jusqu_au >= contexte.jour:
                yield contexte.probleme(fiche, "jusqu_au", "un texte « antérieur » ne peut pas finir dans le futur")


def _revue(contexte: Contexte, ecrit: Ecrit) -> Iterator[Probleme]:
    if ecrit.verifie_le > contexte.jour:
        yield contexte.probleme(ecrit, "verifie_le", "la date de vérification est dans le futur")
    if ecrit.a_revoir_le <= ecrit.verifie_le:
        yield contexte.probleme(ecrit, "a_revoir_le", "la revue est prévue avant la vérification")
    if ecrit.a_revoir_le - ecrit.verifie_le > _REVUE_MAXIMALE:
        yield contexte.probleme(ecrit, "a_revoir_le", "plus d'un an entre deux vérifications")
    if ecrit.a_revoir_le < contexte.jour:
        yield contexte.probleme(ecrit, "a_revoir_le", f"à revoir depuis le {ecrit.a_revoir_le}", "avertissement")
