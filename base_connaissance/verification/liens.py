"""Everything a fiche names must exist: sources, related fiches, figures, links in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.erreurs import ParametreInconnu, Probleme
from base_connaissance.modeles import Fiche
from base_connaissance.presentation import REFERENCE, reponse_anterieure, valeur_au
from base_connaissance.verification.contexte import Contexte

_LIEN = re.compile(r"\]\(([^)]+)\)")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Missing targets, unused declarations, figures without a value when the fiche applies."""
    for fiche in contexte.fiches():
        yield from _sources(contexte, fiche)
        yield from _voisines(contexte, fiche)
        yield from _figures(contexte, fiche)
        yield from _adresses(contexte, fiche)
    yield from _registres(contexte)


def _sources(contexte: Contexte, fiche: Fiche) -> Iterator[Probleme]:
    citees = [*fiche.sources, *(s for a in fiche.anterieurement for s in a.sources)]
    citees += [chiffre.source for chiffre in fiche.chiffres.values()]
    for source in dict.fromkeys(citees):
        if source not in contexte.base.sources:
            yield contexte.probleme(fiche, source, f"la source « {source} » n'est pas dans sources.yml")


def _voisines(contexte: Contexte, fiche: Fiche) -> Iterator[Probleme]:
    for voisine in fiche.voir_aussi:
        if voisine not in contexte.base.fiches:
            yield contexte.probleme(fiche, voisine, f"la fiche liée « {voisine} » n'existe pas")
        if voisine == fiche.id:
            yield contexte.probleme(fiche, "voir_aussi", "la fiche se cite elle-même dans « voir_aussi »")


def _figures(contexte: Contexte, fiche: Fiche) -> Iterator[Probleme]:
    anciens = {nom for a in fiche.anterieurement for nom in REFERENCE.findall(a.reponse)}
    courants = [fiche.reponse, *fiche.reponses_par_public.values(), *(s.texte for s in fiche.sections)]
    cites = {nom for texte in courants for nom in REFERENCE.findall(texte)}
    for nom in sorted(cites):
        jour = contexte.jour if fiche.applicable.contient(contexte.jour) else fiche.applicable.debut
        try:
            valeur_au(contexte.base, nom, jour, fiche)
        except ParametreInconnu:
            yield contexte.probleme(fiche, f"{nom} }}}}", f"aucune valeur pour « {{{{ {nom} }}}} » au {jour}")
        if nom not in fiche.chiffres and nom not in fiche.parametres:
            yield contexte.probleme(fiche, "parametres", f"« {nom} » est cité mais absent de « parametres »")
    for nom in sorted(anciens):
        for ancienne in fiche.anterieurement:
            if nom in REFERENCE.findall(ancienne.reponse) and reponse_anterieure(fiche, ancienne.jusqu_au) == ancienne:
                try:
                    valeur_au(contexte.base, nom, ancienne.jusqu_au, fiche)
                except ParametreInconnu:
                    yield contexte.probleme(fiche, nom, f"aucune valeur pour « {nom} » au {ancienne.jusqu_au}")
    for nom in fiche.parametres:
        if nom not in cites | anciens:
            yield contexte.probleme(fiche, "parametres", f"le paramètre « {nom} » est déclaré mais n'est pas cité")
    for nom in fiche.chiffres:
        if nom not in cites | anciens:
            yield contexte.probleme(fiche, nom, f"le chiffre « {nom} » est déclaré mais n'est pas cité")


def _adresses(contexte: Contexte, fiche: Fiche) -> Iterator[Probleme]:
    for section in fiche.sections:
        for cible in _LIEN.findall(section.texte):
            if cible.startswith("fiche:") and cible.removeprefix("fiche:") not in contexte.base.fiches:
                yield contexte.probleme(fiche, cible, f"le lien mène à une fiche absente : « {cible} »")
            elif not cible.startswith(("fiche:", "https://")):
                yield contexte.probleme(fiche, cible, f"lien refusé (« fiche:… » ou « https://… ») : « {cible} »")


def _registres(contexte: Contexte) -> Iterator[Probleme]:
    base, nom = contexte.base, contexte.racine.name
    for parametre in base.parametres.values():
        for valeur in parametre.valeurs.values():
            if valeur.source not in base.sources:
                yield Probleme(f"{nom}/parametres", 1, f"« {parametre.id} » : source inconnue « {valeur.source} »")
    for terme in base.glossaire:
        if terme.fiche and terme.fiche not in base.fiches:
            yield Probleme(f"{nom}/glossaire.yml", 1, f"« {terme.terme} » : fiche inconnue « {terme.fiche} »")
    for nouveaute in base.nouveautes:
        for cible in (*(f for f in nouveaute.fiches if f not in base.fiches),
                      *(s for s in nouveaute.sources if s not in base.sources)):  # fmt: skip
            yield Probleme(f"{nom}/nouveautes.yml", 1, f"« {nouveaute.titre} » : « {cible} » n'existe pas")
