"""A fiche as a room sees it: its answer for this audience on that day, its « En bref », where it comes from.

Nothing is rewritten: sentences are separated, never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from base_connaissance.modeles import Base, Fiche, Section
from base_connaissance.presentation import formater_date, html_section, libelle_source, remplir, texte_reponse
from base_connaissance.rendu import texte_brut
from base_connaissance.scenarios import PublicSeance
from formation.choix import LECTEURS

EN_BREF = "En bref"
# Not after « art. » or « n. »: the sentence goes on with « L. 2112-2-1 ».
_FIN_DE_PHRASE = re.compile(r"(?<=[a-zà-ÿ0-9)»%€][\w)»%€][.!?…])(?<!\bart\.)\s+(?=[«A-ZÀ-Þ])")
_BLOC = re.compile(r"<(p|li|blockquote|table|dl)>.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class SourceLue:
    """One source, ready to print; `url` is None when no address is known to be stable."""

    titre: str
    url: str | None


@dataclass(frozen=True)
class FicheLue:
    """What sheets and slides take from a fiche. `phrases` are the answer's; `points` the HTML blocks of « En bref »."""

    id: str
    titre: str
    famille: str
    phrases: tuple[str, ...]
    points: tuple[str, ...]
    sources: tuple[SourceLue, ...]
    verifie_le: date
    avertissements: tuple[str, ...]

    @property
    def reponse(self) -> str:
        """The whole answer."""
        return " ".join(self.phrases)

    @property
    def citation(self) -> str:
        """« Fiche « … » — source, vérifiée le … »: what every slide carries."""
        sources = " ; ".join(source.titre for source in self.sources[:2])
        suite = f" ; et {len(self.sources) - 2} autres" if len(self.sources) > 3 else ""
        return f"{self.titre} – {sources}{suite} – vérifiée le {formater_date(self.verifie_le)}"


def lire_fiche(base: Base, identifiant: str, public: PublicSeance, jour: date) -> FicheLue | None:
    """The fiche for this audience, as the law stands on that day; None when the base has no such fiche."""
    fiche = base.fiches.get(identifiant)
    if fiche is None:
        return None
    sources = (base.sources[nom] for nom in fiche.sources if nom in base.sources)
    return FicheLue(
        id=fiche.id,
        titre=remplir(base, fiche.titre, jour, fiche),
        famille=fiche.famille,
        phrases=tuple(_FIN_DE_PHRASE.split(texte_reponse(base, fiche, LECTEURS[public], jour))),
        points=_points(base, fiche, jour),
        sources=tuple(SourceLue(libelle_source(source), source.url) for source in sources),
        verifie_le=fiche.verifie_le,
        avertissements=tuple(_avertissements(fiche, jour)),
    )


def lire_fiches(base: Base, identifiants: Iterable[str], public: PublicSeance, jour: date) -> list[FicheLue]:
    """Those that exist, in order, without repeats."""
    lues = (lire_fiche(base, identifiant, public, jour) for identifiant in dict.fromkeys(identifiants))
    return [lue for lue in lues if lue is not None]


def section_de(base: Base, identifiant: str, titre: str, jour: date) -> str | None:
    """The safe HTML of the section of that title; None when the fiche or the section is absent."""
    fiche = base.fiches.get(identifiant)
    section = _trouver(fiche, titre) if fiche else None
    return html_section(base, fiche, section, jour) if fiche and section else None


def par_paquets(blocs: Sequence[str], mots: int) -> list[tuple[str, ...]]:
    """The blocks in order, cut into groups of about `mots` words: what a slide can hold."""
    paquets: list[list[str]] = []
    compte = mots
    for bloc in blocs:
        taille = len(texte_brut(bloc).split())
        if compte + taille > mots and (not paquets or compte):
            paquets.append([])
            compte = 0
        paquets[-1].append(bloc)
        compte += taille
    return [tuple(paquet) for paquet in paquets]


def _points(base: Base, fiche: Fiche, jour: date) -> tuple[str, ...]:
    section = _trouver(fiche, EN_BREF)
    # A former rule that still holds on that day is not what « En bref » says.
    if section is None or not fiche.applicable.contient(jour):
        return ()
    rendu = html_section(base, fiche, section, jour)
    return tuple(re.sub(r"^<(?:li|blockquote)>|</(?:li|blockquote)>$", "", bloc[0]) for bloc in _BLOC.finditer(rendu))


def _trouver(fiche: Fiche, titre: str) -> Section | None:
    return next((section for section in fiche.sections if section.titre == titre), None)


def _avertissements(fiche: Fiche, jour: date) -> Iterable[str]:
    if fiche.confiance == "a_confirmer":
        yield "À confirmer : ne vous y fiez pas seul."
    if jour < fiche.applicable.debut:
        yield f"S'applique à partir du {formater_date(fiche.applicable.debut)}."
    if fiche.applicable.fin is not None and jour > fiche.applicable.fin:
        yield f"Ne s'applique plus depuis le {formater_date(fiche.applicable.fin)}."
    if fiche.a_revoir_le < jour:
        yield f"À relire depuis le {formater_date(fiche.a_revoir_le)}."
