"""Reading the base from its files: everything is read, every error is reported, then a `Base` or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.messages import en_problemes
from base_connaissance.modeles import (
    DOSSIERS,
    Base,
    EnTete,
    Fiche,
    Nouveaute,
    Orientation,
    Parametre,
    Source,
    Terme,
)
from base_connaissance.rendu import decouper_sections
from base_connaissance.yaml_situe import Lignes, ligne_de, lire_yaml

M = TypeVar("M", bound=BaseModel)
_SEPARATEUR = "---"


def lire_base(racine: Path) -> Base:
    """Read the whole base under `racine`.

    Raises BaseInvalide with every problem of form (schema, YAML, identifiers), each with its file and line.
    """
    lecteur = _Lecteur(racine)
    glossaire = tuple(lecteur.liste("glossaire.yml", Terme))
    base_sans_fiches = {
        "sources": lecteur.registre("sources.yml", Source),
        "parametres": lecteur.registres("parametres", Parametre),
        "glossaire": glossaire,
        "orientations": lecteur.registre("orientations.yml", Orientation),
        "nouveautes": tuple(
            sorted(lecteur.liste("nouveautes.yml", Nouveaute), key=lambda n: n.date_effet, reverse=True)
        ),
    }
    fiches = lecteur.fiches(glossaire)
    if lecteur.problemes:
        raise BaseInvalide(sorted(lecteur.problemes))
    return Base(fiches=fiches, empreinte=empreinte(racine), **base_sans_fiches)


def empreinte(racine: Path) -> str:
    """sha256 of the content of the base: names and bytes of its data files, in order."""
    condense = hashlib.sha256()
    for chemin in _fichiers(racine):
        condense.update(chemin.relative_to(racine).as_posix().encode() + b"\0" + chemin.read_bytes() + b"\0")
    return condense.hexdigest()


def separer(texte: str, fichier: str) -> tuple[str, str, int]:
    """Front matter, body and first line of the body of a fiche file. Raises BaseInvalide if the marks are missing."""
    lignes = texte.splitlines()
    if not lignes or lignes[0].strip() != _SEPARATEUR:
        raise BaseInvalide([Probleme(fichier, 1, "le fichier doit commencer par une ligne « --- »")])
    for rang, ligne in enumerate(lignes[1:], start=1):
        if ligne.strip() == _SEPARATEUR:
            return "\n".join(lignes[1:rang]), "\n".join(lignes[rang + 1 :]), rang + 2
    raise BaseInvalide([Probleme(fichier, 1, "la seconde ligne « --- » qui ferme l'en-tête est absente")])


def _fichiers(racine: Path) -> Iterator[Path]:
    suffixes = {".md", ".yml", ".csv"}
    yield from sorted(path for path in racine.rglob("*") if path.suffix in suffixes and path.is_file())


class _Lecteur:
    """One reading: keeps the problems met so that all of them are reported together."""

    def __init__(self, racine: Path) -> None:
        self.racine = racine
        self.problemes: list[Probleme] = []

    def registre(self, nom: str, modele: type[M]) -> dict[str, M]:
        """A YAML file `identifier: fields` as a dictionary of models."""
        chemin = self.racine / nom
        if not chemin.exists():
            return {}
        donnees, lignes = self._yaml(chemin)
        resultat = {}
        for cle, champs in (donnees or {}).items():
            objet = self._valider(modele, {"id": cle, **(champs or {})}, chemin, lignes, (cle,))
            if objet is not None:
                resultat[str(cle)] = objet
        return resultat

    def registres(self, dossier: str, modele: type[M]) -> dict[str, M]:
        """All the YAML files of a folder, merged; the same identifier in two files is a problem."""
        resultat: dict[str, M] = {}
        for chemin in sorted((self.racine / dossier).glob("*.yml")):
            nouveaux = self.registre(f"{dossier}/{chemin.name}", modele)
            for cle in resultat.keys() & nouveaux.keys():
                self._signaler(chemin, 1, f"« {cle} » est déjà défini dans un autre fichier")
            resultat |= nouveaux
        return resultat

    def liste(self, nom: str, modele: type[M]) -> list[M]:
        """A YAML file holding a list of models."""
        chemin = self.racine / nom
        if not chemin.exists():
            return []
        donnees, lignes = self._yaml(chemin)
        objets = (self._valider(modele, champs, chemin, lignes, (rang,)) for rang, champs in enumerate(donnees or []))
        return [objet for objet in objets if objet is not None]

    def fiches(self, glossaire: tuple[Terme, ...]) -> dict[str, Fiche]:
        """Every fiche under `fiches/`, by identifier."""
        resultat: dict[str, Fiche] = {}
        for chemin in sorted((self.racine / "fiches").glob("*/*.md")):
            fiche = self._sans_arret(lambda c=chemin: self._fiche(c, glossaire))  # type: ignore[misc]
            if fiche is None:
                continue
            if fiche.id in resultat:
                self._signaler(chemin, 1, f"une autre fiche porte déjà l'identifiant « {fiche.id} »")
            resultat[fiche.id] = fiche
        return resultat

    def _fiche(self, chemin: Path, glossaire: tuple[Terme, ...]) -> Fiche | None:
        relatif = chemin.relative_to(self.racine).as_posix()
        entete_yaml, corps, _ = separer(chemin.read_text(encoding="utf-8"), self._nom(chemin))
        donnees, lignes = lire_yaml(entete_yaml, self._nom(chemin), premiere_ligne=2)
        entete = self._valider(EnTete, donnees, chemin, lignes, ())
        if entete is None:
            return None
        if DOSSIERS.get(chemin.parent.name) != entete.famille:
            message = f"la famille « {entete.famille} » ne va pas avec le dossier « {chemin.parent.name} »"
            self._signaler(chemin, ligne_de(lignes, ("famille",)), message)
        champs = {nom: getattr(entete, nom) for nom in EnTete.model_fields}
        return self._valider(
            Fiche,
            {**champs, "id": chemin.stem, "chemin": relatif, "sections": decouper_sections(corps, glossaire)},
            chemin, lignes, (),
        )  # fmt: skip

    def _valider(
        self, modele: type[M], donnees: Any, chemin: Path, lignes: Lignes, prefixe: tuple[Any, ...]
    ) -> M | None:
        try:
            return modele.model_validate(donnees)
        except ValidationError as erreur:
            situees = {cle[len(prefixe) :]: ligne for cle, ligne in lignes.items() if cle[: len(prefixe)] == prefixe}
            self.problemes += en_problemes(erreur, self._nom(chemin), situees)
            return None

    def _yaml(self, chemin: Path) -> tuple[Any, Lignes]:
        lu = self._sans_arret(lambda: lire_yaml(chemin.read_text(encoding="utf-8"), self._nom(chemin)))
        return lu if lu is not None else (None, {})

    def _sans_arret(self, lire: Callable[[], Any]) -> Any:
        try:
            return lire()
        except BaseInvalide as erreur:
            self.problemes += erreur.problemes
        except UnicodeDecodeError as erreur:
            self.problemes.append(Probleme(str(self.racine), 1, f"fichier qui n'est pas en UTF-8 : {erreur}"))
        return None

    def _signaler(self, chemin: Path, ligne: int, message: str) -> None:
        self.problemes.append(Probleme(self._nom(chemin), ligne, message))

    def _nom(self, chemin: Path) -> str:
        return (Path(self.racine.name) / chemin.relative_to(self.racine)).as_posix()
