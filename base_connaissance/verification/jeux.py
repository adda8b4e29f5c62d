"""Role-plays: their fiches exist and are sure, each moment can be opened or missed, no figure is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.jeux_de_role import JeuDeRole, MomentDeJeu
from base_connaissance.verification.contexte import Contexte

# Amounts, shares and dates of the law belong to the fiches; « deux semaines » in a conversation does not.
_CHIFFRE = re.compile(r"\d[\d  ]*(?:€|%|euros|heures|mois|ans)|\b20\d\d\b")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Findings on every play; a base without plays has none to check."""
    dossier = f"{contexte.racine.name}/jeux"
    for jeu in contexte.base.jeux.values():
        fichier = f"{dossier}/{jeu.id}.yml"
        for message in (*_des_fiches(contexte, jeu), *_des_moments(jeu), *_des_chiffres(jeu)):
            yield Probleme(fichier, 1, f"« {jeu.id} » : {message}")


def _des_fiches(contexte: Contexte, jeu: JeuDeRole) -> Iterator[str]:
    for identifiant in jeu.fiches:
        fiche = contexte.base.fiches.get(identifiant)
        if fiche is None:
            yield f"fiche inconnue « {identifiant} »"
        elif fiche.confiance == "a_confirmer":
            yield f"la fiche « {identifiant} » est à confirmer : elle ne peut pas appuyer un débrief"


def _des_moments(jeu: JeuDeRole) -> Iterator[str]:
    for nom, moment in jeu.moments.items():
        effets = {replique.effet for replique in moment.repliques}
        if moment.repliques and ("ouvre" not in effets or effets == {"ouvre"}):
            yield f"« {nom} » doit offrir une réplique qui ouvre, et une autre qui n'ouvre pas"
    fins = {moment.fin for moment in jeu.moments.values()}
    if not {"accord", "rupture"} <= fins:
        yield "il faut une fin en accord et une fin en rupture"


def _des_chiffres(jeu: JeuDeRole) -> Iterator[str]:
    for texte in (jeu.situation, jeu.objectif, *(t for moment in jeu.moments.values() for t in _textes(moment))):
        if trouve := _CHIFFRE.search(texte):
            yield f"chiffre tapé « {trouve[0]} » : laissez-le dans sa fiche"


def _textes(moment: MomentDeJeu) -> Iterator[str]:
    yield from filter(None, (moment.dit, moment.jeu, moment.bilan))
    for replique in moment.repliques:
        yield from (replique.dit, replique.pourquoi)
