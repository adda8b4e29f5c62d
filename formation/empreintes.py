"""Fingerprints of what a scenario uses, so that what changed since it was saved is said, and never played unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Fiche
from base_connaissance.presentation import remplir, reponse_anterieure
from base_connaissance.questionnaire.etat import empreinte_item, etat_item
from base_connaissance.scenarios import Etape, Scenario

Genre = Literal["fiche", "quiz", "jeu"]


@dataclass(frozen=True)
class Signalement:
    """Something a step uses that is not what it was: `change` since the saving, `disparu` from the base.

    A quiz item is `a_revoir` when the bank does not let it be played on that day: it must not be asked.
    """

    etape: str
    genre: Genre
    identifiant: str
    etat: Literal["change", "disparu", "a_revoir"]


def references(etape: Etape) -> Iterator[tuple[Genre, str]]:
    """Everything that the step takes from the base."""
    yield from (("fiche", identifiant) for identifiant in (*etape.fiches, *etape.objections))
    yield from (("quiz", identifiant) for identifiant in etape.quiz)
    yield from (("jeu", identifiant) for identifiant in etape.jeux)


def empreinte_de(base: Base, genre: Genre, identifiant: str, jour: date) -> str | None:
    """16 hexadecimal digits of what is shown on that day; None when it is not in the base.

    Figures count as printed: a threshold that changes changes the fiches that quote it.
    """
    if genre == "fiche":
        fiche = base.fiches.get(identifiant)
        return _condense(_contenu_fiche(base, fiche, jour)) if fiche else None
    if genre == "quiz":
        item = base.quiz.get(identifiant)
        return _condense(empreinte_item(base, item, jour)) if item else None
    jeu = base.jeux.get(identifiant)
    if jeu is None:
        return None
    # A reply says no more than its fiche allows: when the fiche changes, the play is to be read again.
    fiches = [base.fiches[nom] for nom in jeu.fiches if nom in base.fiches]
    return _condense([jeu.model_dump_json(), *(_contenu_fiche(base, fiche, jour) for fiche in fiches)])


def sceller(base: Base, scenario: Scenario, jour: date, *, tout: bool = False) -> Scenario:
    """The scenario with a fingerprint for each thing it uses.

    Known fingerprints are kept, so that saving does not hide a change; `tout` renews them: the trainer has read again.
    """
    connues = {} if tout else scenario.empreintes
    actuelles: dict[str, str] = {}
    for etape in scenario.etapes:
        for genre, identifiant in references(etape):
            cle = f"{genre}:{identifiant}"
            empreinte = connues.get(cle) or empreinte_de(base, genre, identifiant, jour)
            if empreinte:
                actuelles[cle] = empreinte
    return scenario.model_copy(update={"empreintes": actuelles})


def signalements(base: Base, scenario: Scenario, jour: date) -> list[Signalement]:
    """What changed or disappeared, in the order of the steps. A scenario without fingerprints follows the base."""
    trouves: list[Signalement] = []
    for etape in scenario.etapes:
        for genre, identifiant in references(etape):
            actuelle = empreinte_de(base, genre, identifiant, jour)
            connue = scenario.empreintes.get(f"{genre}:{identifiant}")
            if actuelle is None:
                trouves.append(Signalement(etape.id, genre, identifiant, "disparu"))
            elif genre == "quiz" and not jouable(base, identifiant, jour):
                trouves.append(Signalement(etape.id, genre, identifiant, "a_revoir"))
            elif connue is not None and connue != actuelle:
                trouves.append(Signalement(etape.id, genre, identifiant, "change"))
    return trouves


def jouable(base: Base, item: str, jour: date) -> bool:
    """Whether the bank lets this item be asked on that day; False for an item that does not exist."""
    return item in base.quiz and etat_item(base, base.quiz[item], jour).etat == "jouable"


def _contenu_fiche(base: Base, fiche: Fiche, jour: date) -> list[str]:
    # `verifie_le` is left out: reading a fiche again without changing it is not a change.
    ancienne = reponse_anterieure(fiche, jour)
    ecrites = [ancienne.reponse] if ancienne else [fiche.reponse, *fiche.reponses_par_public.values()]
    reponses = [_rempli(base, reponse, jour, fiche) for reponse in ecrites]
    sections = [_rempli(base, section.texte, jour, fiche) for section in fiche.sections]
    return [fiche.titre, fiche.confiance, *reponses, *sections, *fiche.sources]


def _rempli(base: Base, texte: str, jour: date, fiche: Fiche) -> str:
    try:
        return remplir(base, texte, jour, fiche)
    except ParametreInconnu:
        return texte


def _condense(contenu: object) -> str:
    return hashlib.sha256(json.dumps(contenu, ensure_ascii=False).encode()).hexdigest()[:16]
