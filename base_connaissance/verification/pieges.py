"""The known traps: each wrong idea is refuted by a fiche, and asserted nowhere.

`pieges.yml` holds, for each trap, the right rule, the fiche that states it, words that this fiche must contain, and a
pattern of the wrong statement. The pattern may appear only where the base refutes it: a « Pièges » section, a former
rule, or between guillemets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from base_connaissance.erreurs import Probleme
from base_connaissance.modeles import Fiche
from base_connaissance.presentation import remplir
from base_connaissance.verification.contexte import Contexte
from base_connaissance.yaml_situe import lire_yaml

_SECTIONS_DE_REFUTATION = re.compile(r"pi[eè]ge|avant|l'on entend|ne pas confondre|vrai", re.IGNORECASE)
_ENTRE_GUILLEMETS = re.compile(r"«[^»]*»")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """A trap without its fiche, a fiche without the rule, or a wrong statement made in the base's own voice."""
    chemin = contexte.racine / "pieges.yml"
    if not chemin.exists():
        return
    pieges, lignes = lire_yaml(chemin.read_text(encoding="utf-8"), "pieges.yml")
    for rang, piege in enumerate(pieges):
        ou = f"{contexte.racine.name}/pieges.yml"
        fiche = contexte.base.fiches.get(piege["fiche"])
        if fiche is None:
            yield Probleme(ou, lignes[(rang,)], f"« {piege['id']} » : la fiche « {piege['fiche']} » n'existe pas")
        elif not re.search(piege["attendu"], _tout(contexte, fiche), re.IGNORECASE):
            yield Probleme(ou, lignes[(rang,)], f"« {piege['id']} » : la fiche « {fiche.id} » ne dit pas la règle")
        yield from _assertions(contexte, piege)


def _tout(contexte: Contexte, fiche: Fiche) -> str:
    morceaux = [fiche.reponse, *fiche.reponses_par_public.values(), *(section.texte for section in fiche.sections)]
    return " ".join(remplir(contexte.base, " ".join(morceaux), contexte.jour, fiche).replace("\u202f", " ").split())


def _assertions(contexte: Contexte, piege: dict[str, Any]) -> Iterator[Probleme]:
    if not piege.get("interdit"):
        return
    motif = re.compile(piege["interdit"], re.IGNORECASE)
    for fiche in contexte.fiches():
        affirmes = [fiche.reponse, *fiche.reponses_par_public.values()]
        affirmes += [s.texte for s in fiche.sections if not _SECTIONS_DE_REFUTATION.search(s.titre)]
        for texte in affirmes:
            if (trouve := motif.search(_ENTRE_GUILLEMETS.sub(" ", " ".join(texte.split())))) is not None:
                yield contexte.probleme(fiche, trouve[0], f"piège « {piege['id']} » affirmé : « {trouve[0]} »")
