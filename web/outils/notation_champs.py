"""The evaluation form read: sub-criteria kept with their points, offers A, B…, one level per reader and sub-criterion.

Names of fields: `p-<sub-criterion>` points, `l-<own sub-criterion>` label, `nom-A`, `heures-A`, `autre-A`,
`n-A-<sub-criterion>-<reader>` level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from base_connaissance.modeles import Base
from base_connaissance.typographie import typographier
from conseil.erreurs import SaisieInvalide
from conseil.notation.modeles import LECTEURS_MAXIMUM, NIVEAU_MAXIMUM
from web.outils.champs import Formulaire

OFFRES_DU_FORMULAIRE = 6
PROPRES = ("propre_1", "propre_2")
DECLARATIONS = {
    "lien_objet": "Des personnes en insertion peuvent exécuter une partie du marché, et seul ce marché est noté",
    "poids_annonces": "Le poids du critère et des sous-critères est annoncé",
    "methode_annoncee": "La grille et ses niveaux sont joints au dossier",
    "engagements_repris": "Ce qui est noté est repris dans le contrat",
}
PROCEDURES = {"formalisee": "Procédure formalisée", "adaptee": "Procédure adaptée"}
_DE_BASE = ("taches", "accueil", "encadrement", "formation", "suites")
_POIDS, _VARIATION = "10", "5"
_CHAMP_NIVEAU = re.compile(r"offres\.(\d+)\.lectures\.(\d+)\.(\w+)")


@dataclass(frozen=True)
class Choix:
    """A sub-criterion that the form offers: from the bank, or one of the buyer's own (`propre`)."""

    id: str
    libelle: str
    niveaux: tuple[str, ...]
    propre: bool


@dataclass
class Saisie:
    """The form as read: `choix` on offer, those `retenus` in the grid, letters of the offers, number of readers.

    `demandee` is False for a page opened without any data.
    """

    formulaire: Formulaire
    choix: list[Choix]
    retenus: list[Choix]
    lettres: list[str]
    lecteurs: int
    demandee: bool

    def adresse_de_la_grille(self) -> dict[str, Any]:
        """The query that shares the grid alone: no offer, no level."""
        garde = re.compile(r"p-|l-|poids|procedure|variation|" + "|".join(DECLARATIONS))
        return {nom: valeur for nom, valeur in self.formulaire.adresse().items() if garde.match(nom)}

    def champ_de(self, champ: str) -> str:
        """The form's field for a field of the model."""
        if trouve := _CHAMP_NIVEAU.fullmatch(champ):
            return f"n-{self.lettres[int(trouve[1])]}-{trouve[3]}-{int(trouve[2]) + 1}"
        if trouve := re.fullmatch(r"offres\.(\d+)\.nom", champ):
            return f"nom-{self.lettres[int(trouve[1])]}"
        return champ.rpartition(".")[2]


def lire_saisie(champs: MultiDict[str, str], base: Base) -> Saisie:
    """Read the form; what is wrong is noted by field, nothing typed is lost."""
    choix = list(_offrir(base))
    offres, lecteurs = (
        _borner(champs.get("offres"), 3, OFFRES_DU_FORMULAIRE),
        _borner(champs.get("lecteurs"), 1, LECTEURS_MAXIMUM),
    )
    lettres = [chr(ord("A") + rang) for rang in range(offres)]
    demandee = any(nom.startswith("p-") for nom in champs)
    formulaire = Formulaire(_textes(champs, choix, lettres, lecteurs, demandee, base))
    retenus = [c for c in choix if formulaire.texte(f"p-{c.id}") or (c.propre and formulaire.texte(f"l-{c.id}"))]
    saisie = Saisie(formulaire, choix, retenus, lettres, lecteurs, demandee)
    if demandee:
        formulaire.valeurs = {"grille": _grille(saisie), "offres": tuple(_offres(saisie)),
                              "variation": _nombre(formulaire, "variation") or 5.0}  # fmt: skip
    return saisie


def exemple_fictif(base: Base) -> MultiDict[str, str]:
    """Three fictive offers read by two people: what the page looks like when it is filled."""
    champs: dict[str, str] = {f"p-{nom}": f"{base.sous_criteres[nom].points:g}" for nom in _DE_BASE
                              if nom in base.sous_criteres}  # fmt: skip
    niveaux = {"A": ("23210", "33212"), "B": ("11333", "12323"), "C": ("10110", "10111")}
    for lettre, lectures in niveaux.items():
        for lecteur, lus in enumerate(lectures, start=1):
            champs |= {f"n-{lettre}-{nom}-{lecteur}": niveau for nom, niveau in zip(_DE_BASE, lus, strict=True)}
    champs |= {
        "heures-A": "900",
        "heures-B": "600",
        "heures-C": "1500",
        "autre-A": "70",
        "autre-B": "72",
        "autre-C": "80",
    }
    champs |= {"poids_critere": "15", "lecteurs": "2", "offres": "3", "procedure": "formalisee", "variation": "5"}
    return MultiDict(champs | {"lien_objet": "oui", "poids_annonces": "oui", "methode_annoncee": "oui"})


def _offrir(base: Base) -> Iterator[Choix]:
    for sous in base.sous_criteres.values():
        yield Choix(sous.id, typographier(sous.libelle), tuple(map(typographier, sous.niveaux)), False)
    for rang, nom in enumerate(PROPRES, start=1):
        yield Choix(nom, f"Sous-critère à vous, n° {rang}", (), True)


def _textes(
    champs: MultiDict[str, str], choix: list[Choix], lettres: list[str], lecteurs: int, demandee: bool, base: Base
) -> dict[str, Any]:
    noms = [f"p-{c.id}" for c in choix] + [f"l-{c.id}" for c in choix if c.propre] + list(DECLARATIONS)
    noms += ["poids_critere", "procedure", "variation"]
    for lettre in lettres:
        noms += [f"nom-{lettre}", f"heures-{lettre}", f"autre-{lettre}"]
        noms += [f"n-{lettre}-{c.id}-{lecteur}" for c in choix for lecteur in range(1, lecteurs + 1)]
    textes: dict[str, Any] = {nom: champs.get(nom, "").strip()[:120] for nom in noms}
    if not demandee:
        textes |= {f"p-{nom}": f"{base.sous_criteres[nom].points:g}" for nom in _DE_BASE if nom in base.sous_criteres}
    textes["poids_critere"] = textes["poids_critere"] or _POIDS
    textes["procedure"] = textes["procedure"] if textes["procedure"] in PROCEDURES else "formalisee"
    textes["variation"] = textes["variation"] or _VARIATION
    return textes | {"offres": str(len(lettres)), "lecteurs": str(lecteurs)}


def _grille(saisie: Saisie) -> dict[str, Any]:
    f = saisie.formulaire
    sous_criteres = []
    for choix in saisie.retenus:
        points = _nombre(f, f"p-{choix.id}")
        if points is not None:
            libelle = f.texte(f"l-{choix.id}") if choix.propre else ""
            sous_criteres.append({"id": choix.id, "points": points, "libelle": libelle})
        elif not f.texte(f"p-{choix.id}"):
            f.refuser(f"p-{choix.id}", "Donnez un nombre de points à ce sous-critère.")
    if not sous_criteres:
        f.refuser(f"p-{saisie.choix[0].id}", "Gardez au moins un sous-critère : donnez-lui des points.")
    return {
        "sous_criteres": tuple(sous_criteres), "poids_critere": _nombre(f, "poids_critere") or 10.0,
        "procedure": f.texte("procedure"), **{nom: f.texte(nom) == "oui" for nom in DECLARATIONS},
    }  # fmt: skip


def _offres(saisie: Saisie) -> Iterator[dict[str, Any]]:
    """The offers that have at least one level; a level left out in those is an error, said at its place."""
    f = saisie.formulaire
    for lettre in saisie.lettres:
        noms = [[f"n-{lettre}-{c.id}-{lecteur}" for c in saisie.retenus] for lecteur in range(1, saisie.lecteurs + 1)]
        if not any(f.texte(nom) for lecture in noms for nom in lecture):
            continue
        lectures = tuple(
            {c.id: _niveau(f, nom) for c, nom in zip(saisie.retenus, lecture, strict=True)} for lecture in noms
        )
        yield {
            "nom": f.texte(f"nom-{lettre}")[:60] or f"Offre {lettre}", "lectures": lectures,
            "heures": _nombre(f, f"heures-{lettre}", zero=True), "autre_note": _nombre(f, f"autre-{lettre}", zero=True),
        }  # fmt: skip


def _niveau(f: Formulaire, nom: str) -> int:
    texte = f.texte(nom)
    if texte not in {str(niveau) for niveau in range(NIVEAU_MAXIMUM + 1)}:
        _, lettre, _, lecteur = nom.split("-")
        f.refuser(nom, f"Offre {lettre}, lecteur {lecteur} : il manque un niveau de 0 à {NIVEAU_MAXIMUM}.")
        return 0
    return int(texte)


def _nombre(f: Formulaire, nom: str, *, zero: bool = False) -> float | None:
    texte = re.sub(r"[\s\u00a0\u202f%]|points?|heures?", "", f.texte(nom)).replace(",", ".")
    if not texte:
        return None
    try:
        return _lire_nombre(texte, nom, zero)
    except SaisieInvalide as error:
        f.refuser(nom, error.message)
        return None


def _lire_nombre(texte: str, nom: str, zero: bool) -> float:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,4})?", texte) or (float(texte) == 0 and not zero):
        attendu = "un nombre" if zero else "un nombre plus grand que zéro"
        raise SaisieInvalide(nom, f"Ce champ attend {attendu}, par exemple 20.")
    maximum = (
        1000
        if nom.startswith("p-")
        else 100
        if nom.startswith(("autre", "poids"))
        else 50
        if nom == "variation"
        else 10**7
    )
    if float(texte) > maximum:
        raise SaisieInvalide(nom, f"Ce nombre dépasse {maximum}.")
    return float(texte)


def _borner(texte: str | None, defaut: int, maximum: int) -> int:
    return min(max(int(texte), 1), maximum) if texte and texte.isdecimal() and len(texte) < 3 else defaut
