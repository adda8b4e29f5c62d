"""Reading the base from its files: everything is read, every error is reported, then a `Base` or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from base_connaissance.citations import Citation
from base_connaissance.clauses import lire_clauses
from base_connaissance.cpv import lire_cpv
from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.fichiers import lire_texte
from base_connaissance.formulations import ajouter_formulations
from base_connaissance.jeux_de_role import JeuDeRole
from base_connaissance.leviers import ConditionLevier, Levier
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
from base_connaissance.notation import ControleGrille, SousCritereType
from base_connaissance.questionnaire.lecture import lire_quiz
from base_connaissance.realisation import Metier, Montage, Moyen
from base_connaissance.relecture import RegleRelecture
from base_connaissance.rendu import decouper_sections
from base_connaissance.scenarios import JeuDeCartes, Kit, Moment, ObjectifSeance, ThemeSeance, lire_scenarios
from base_connaissance.tables import EtapeCalendrier, FamilleAchat, QuestionEligibilite, RegleEligibilite
from base_connaissance.yaml_situe import Lignes, ligne_de, lire_yaml, separer

M = TypeVar("M", bound=BaseModel)


def lire_base(racine: Path) -> Base:
    """Read the whole base under `racine`.

    Raises BaseInvalide with every problem of form (schema, YAML, identifiers), each with its file and line.
    """
    base, problemes = lire_au_mieux(racine)
    if problemes:
        raise BaseInvalide(problemes)
    return base


def lire_au_mieux(racine: Path) -> tuple[Base, list[Probleme]]:
    """What can be read of the base and every problem of form, sorted: an editor previews a base with faults in it.

    Only a base without problems has an `empreinte`.
    """
    lecteur = _Lecteur(racine)
    glossaire = tuple(lecteur.liste("glossaire.yml", Terme))
    base_sans_fiches = {
        "sources": lecteur.registre("sources.yml", Source),
        "citations": lecteur.registre("citations.yml", Citation),
        "parametres": lecteur.registres("parametres", Parametre),
        "glossaire": glossaire,
        "orientations": lecteur.registre("orientations.yml", Orientation),
        "conditions": lecteur.registre("conseil/leviers_conditions.yml", ConditionLevier),
        "leviers": lecteur.registre("conseil/leviers.yml", Levier),
        "cpv": lecteur.sans_arret(lambda: lire_cpv(racine)) or (),
        "moyens": lecteur.registre("conseil/realisation_moyens.yml", Moyen),
        "montages": lecteur.registre("conseil/realisation_montages.yml", Montage),
        "metiers": lecteur.registre("conseil/missions.yml", Metier),
        "familles_achat": lecteur.registre("conseil/familles_achat.yml", FamilleAchat),
        "etapes_calendrier": lecteur.registre("conseil/calendrier.yml", EtapeCalendrier),
        "questions_eligibilite": lecteur.registre("conseil/eligibilite_questions.yml", QuestionEligibilite),
        "regles_eligibilite": lecteur.registre("conseil/eligibilite.yml", RegleEligibilite),
        "relecture": lecteur.registres("conseil", RegleRelecture, "relecture_*.yml"),
        "sous_criteres": lecteur.registre("conseil/notation.yml", SousCritereType),
        "controles_grille": lecteur.registre("conseil/notation_controles.yml", ControleGrille),
        "moments": lecteur.registre("seances/moments.yml", Moment),
        "themes_seance": lecteur.registre("seances/themes.yml", ThemeSeance),
        "objectifs_seance": lecteur.registre("seances/objectifs.yml", ObjectifSeance),
        "cartes": lecteur.registre("seances/cartes.yml", JeuDeCartes),
        "kits": lecteur.registre("seances/kits.yml", Kit),
        "jeux": lecteur.registres("jeux", JeuDeRole),
        "scenarios": lecteur.sans_arret(lambda: lire_scenarios(racine)) or {},
        "nouveautes": tuple(
            sorted(lecteur.liste("nouveautes.yml", Nouveaute), key=lambda n: n.date_effet, reverse=True)
        ),
    }
    fiches = lecteur.fiches(glossaire)
    fiches = lecteur.sans_arret(lambda: ajouter_formulations(racine, fiches)) or fiches
    clauses = lecteur.sans_arret(lambda: lire_clauses(racine)) or {}
    quiz = lecteur.sans_arret(lambda: lire_quiz(racine)) or {}
    somme = "" if lecteur.problemes else empreinte(racine)
    base = Base(fiches=fiches, clauses=clauses, quiz=quiz, empreinte=somme, **base_sans_fiches)
    return base, sorted(lecteur.problemes)


def empreinte(racine: Path) -> str:
    """sha256 of the content of the base: names and bytes of its data files, in order."""
    condense = hashlib.sha256()
    for chemin in _fichiers(racine):
        condense.update(chemin.relative_to(racine).as_posix().encode() + b"\0" + chemin.read_bytes() + b"\0")
    return condense.hexdigest()


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
        donnees, lignes = self._yaml(chemin, dict)
        resultat = {}
        for cle, champs in (donnees or {}).items():
            if champs is not None and not isinstance(champs, dict):
                self._signaler(chemin, ligne_de(lignes, (cle,)), f"« {cle} » : un ensemble de champs est attendu")
                continue
            objet = self._valider(modele, {"id": cle, **(champs or {})}, chemin, lignes, (str(cle),))
            if objet is not None:
                resultat[str(cle)] = objet
        return resultat

    def registres(self, dossier: str, modele: type[M], noms: str = "*.yml") -> dict[str, M]:
        """The YAML files `noms` of a folder, merged; the same identifier in two files is a problem."""
        resultat: dict[str, M] = {}
        for chemin in sorted((self.racine / dossier).glob(noms)):
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
        donnees, lignes = self._yaml(chemin, list)
        objets = (self._valider(modele, champs, chemin, lignes, (rang,)) for rang, champs in enumerate(donnees or []))
        return [objet for objet in objets if objet is not None]

    def fiches(self, glossaire: tuple[Terme, ...]) -> dict[str, Fiche]:
        """Every fiche under `fiches/`, by identifier."""
        resultat: dict[str, Fiche] = {}
        for chemin in sorted((self.racine / "fiches").rglob("*.md")):
            if len(chemin.relative_to(self.racine).parts) != 3:
                self._signaler(chemin, 1, "une fiche se range dans « fiches/<famille>/ », ni au-dessus ni en dessous")
                continue
            fiche = self.sans_arret(lambda c=chemin: self._fiche(c, glossaire))  # type: ignore[misc]
            if fiche is None:
                continue
            if fiche.id in resultat:
                self._signaler(chemin, 1, f"une autre fiche porte déjà l'identifiant « {fiche.id} »")
            resultat[fiche.id] = fiche
        return resultat

    def _fiche(self, chemin: Path, glossaire: tuple[Terme, ...]) -> Fiche | None:
        relatif = chemin.relative_to(self.racine).as_posix()
        entete_yaml, corps, _ = separer(lire_texte(chemin, self._nom(chemin)), self._nom(chemin))
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

    def _yaml(self, chemin: Path, forme: type) -> tuple[Any, Lignes]:
        nom = self._nom(chemin)
        donnees, lignes = self.sans_arret(lambda: lire_yaml(lire_texte(chemin, nom), nom)) or (None, {})
        if donnees is not None and not isinstance(donnees, forme):
            attendu = "une liste" if forme is list else "des entrées « identifiant : champs »"
            self._signaler(chemin, 1, f"le fichier doit contenir {attendu}")
            return None, {}
        return donnees, lignes

    def sans_arret(self, lire: Callable[[], Any]) -> Any:
        """What `lire` returns; None, its problems being kept, if it fails."""
        try:
            return lire()
        except BaseInvalide as erreur:
            self.problemes += erreur.problemes
        return None

    def _signaler(self, chemin: Path, ligne: int, message: str) -> None:
        self.problemes.append(Probleme(self._nom(chemin), ligne, message))

    def _nom(self, chemin: Path) -> str:
        return (Path(self.racine.name) / chemin.relative_to(self.racine)).as_posix()
