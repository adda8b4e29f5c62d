"""Tables of ways, mixes and trades that hold together: what they name exists, figures have values."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte
from base_connaissance.verification.leviers import chiffres, cibles, ici, pieges_affirmes

MOYENS, MONTAGES = "conseil/realisation_moyens.yml", "conseil/realisation_montages.yml"
METIERS = "conseil/missions.yml"


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Missing targets, unknown figures or ways, traps asserted, trades without an accessible task."""
    if contexte.seule is not None:
        return
    base = contexte.base
    for moyen in base.moyens.values():
        messages = [
            *cibles(contexte, moyen.sources, (moyen.fiche,)),
            *chiffres(contexte, moyen.phrases(), contexte.jour),
        ]
        messages += pieges_affirmes(contexte, moyen.phrases())
        yield from (ici(contexte, MOYENS, moyen.id, message) for message in messages)
    for montage in base.montages.values():
        for part in montage.parts:
            if part.moyen not in base.moyens:
                yield ici(contexte, MONTAGES, montage.id, f"le moyen « {part.moyen} » n'est pas dans {MOYENS}")
    for metier in base.metiers.values():
        messages = [*cibles(contexte, (), (metier.fiche,)), *pieges_affirmes(contexte, metier.phrases())]
        if not any(tache.acces == "oui" for tache in metier.taches.values()):
            messages.append("aucune tâche n'est accessible d'emblée")
        yield from (ici(contexte, METIERS, metier.id, message) for message in messages)
