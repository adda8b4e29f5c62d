"""What would change a verdict: each condition of the lever reversed in turn, the whole examination run again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from base_connaissance.leviers import Levier
from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_date
from base_connaissance.typographie import typographier
from conseil.leviers.achat import Achat, Constat, euros
from conseil.leviers.demande import DemandeLeviers
from conseil.leviers.faits import FAITS
from conseil.leviers.jugement import Verdict
from conseil.leviers.resultats import Contrefactuel

Rejuger = Callable[[DemandeLeviers], Verdict]
_VEILLE = timedelta(days=1)


def chercher(base: Base, levier: Levier, achat: Achat, verdict: Verdict, rejuger: Rejuger) -> tuple[Contrefactuel, ...]:
    """The single changes that lead to another verdict, in the order of the table; `rejuger` examines again."""
    trouves: list[Contrefactuel] = []
    for condition, hypothese, modification, garde in _essais(base, levier, achat):
        demande = achat.demande.modifier(modification)
        if demande is None or demande == achat.demande:
            continue
        nouveau = rejuger(demande)
        if nouveau != verdict:
            trouves.append(
                Contrefactuel(
                    condition=condition, hypothese=typographier(hypothese), verdict=nouveau,
                    modification=modification, garde=typographier(garde) if garde else None,
                )
            )  # fmt: skip
    return tuple(trouves)


def _essais(base: Base, levier: Levier, achat: Achat) -> Iterator[tuple[str, str, dict[str, Any], str | None]]:
    for nom in levier.references():
        condition, fait = base.conditions.get(nom), FAITS.get(nom)
        if condition is None or fait is None:
            continue
        constat = fait.constater(achat)
        for vers in (True, False):
            if constat.etat == ("vrai" if vers else "faux"):
                continue
            if (changements := fait.basculer(achat, vers)) is not None:
                phrase = condition.si_oui if vers else condition.si_non
                yield (
                    nom,
                    phrase.replace("{repere}", _repere(nom, vers, constat, changements)),
                    changements,
                    condition.garde,
                )
    for jour in _dates(levier):
        avant = achat.lancement < jour
        phrase = "était lancée à compter du" if avant else "avait été lancée avant le"
        changement = {"lancement": jour if avant else jour - _VEILLE}
        yield "date", f"Si la consultation {phrase} {formater_date(jour)}", changement, None


def _repere(nom: str, vers: bool, constat: Constat, changements: dict[str, Any]) -> str:
    """The figure of the hypothesis: the threshold to reach is the one tried, when several may count."""
    return euros(changements["montant_ht"]) if nom == "seuil_europeen" and vers else constat.repere


def _dates(levier: Levier) -> list[date]:
    """The days on which the lever or one of its duties changes."""
    jours = {levier.depuis, *(obligation.depuis for obligation in levier.obligations)}
    jours |= {o.jusqu_au + _VEILLE for o in levier.obligations if o.jusqu_au is not None}
    return sorted(jours)
