"""Building the index of the base: incremental (a known text is not encoded again), sealed, swapped at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from base_connaissance.lecture import empreinte, lire_base
from base_connaissance.modeles import Base
from index import manifeste as m
from index.classement import textes_des_passages, textes_par_document
from index.decision import Calibrage
from index.decoupage import Unite, decouper
from index.encodeur import Encodeur, Vecteurs
from index.encodeur_memorise import FICHIER, EncodeurMemorise, Memoire
from index.erreurs import IndexIndisponible
from index.fusion import POIDS_JSON
from index.lexical import Lexical
from index.orthographe import FICHIER as ORTHOGRAPHE
from index.orthographe import Orthographe, dictionnaire_francais, version_du_dictionnaire
from index.posees import JEUX, unites_posees
from index.tournures import FICHIER as TOURNURES
from index.vecteurs import IndexVecteurs

Avance = Callable[[str, int, int], None]


def construire(
    base_dir: Path, racine: Path, encodeur: Encodeur, jour: date, avance: Avance, forcer: bool = False
) -> Path:
    """Build the index of `base_dir` under `racine` and make it current; return its folder.

    Does nothing when the current index was made from the same base, model and format. `avance(step, done, total)` is
    called as work goes. Raises BaseInvalide when the base cannot be read: the current index stays.
    """
    courant = m.dossier_courant(racine)
    if courant is not None and not forcer and _a_jour(courant, base_dir, encodeur):
        return courant
    base = lire_base(base_dir)
    unites = unites_a_indexer(base, jour)
    avance("vecteurs", 0, len(unites))
    memoire = EncodeurMemorise(encodeur, _deja_encodes(racine, encodeur))
    profils = _encoder(unites, memoire, avance)
    racine.mkdir(parents=True, exist_ok=True)
    provisoire = Path(tempfile.mkdtemp(prefix=f".tmp-{os.getpid()}-", dir=racine))
    try:
        _ecrire(provisoire, base, unites, profils, memoire, avance, forcer)
        m.controler(provisoire)
        return m.publier(racine, provisoire, base.empreinte[:16])
    except BaseException:
        shutil.rmtree(provisoire, ignore_errors=True)
        raise


def unites_a_indexer(base: Base, jour: date) -> list[Unite]:
    """What the base says, figures filled for `jour`, and what others asked. Raises BaseInvalide as `decouper` does."""
    return [*decouper(base, jour), *unites_posees(base)]


def lire_unites(dossier: Path) -> list[Unite]:
    """The units of a built index, in the order of its vectors."""
    lues: list[Unite] = json.loads((dossier / "unites.json").read_text(encoding="utf-8"), object_hook=_unite)
    return lues


def _unite(champs: dict[str, Any]) -> Unite:
    """A unit from its fields, as soon as they are read; equal texts are one object, the base's own included."""
    lus: dict[str, Any] = {nom: sys.intern(lu) if isinstance(lu, str) else lu for nom, lu in champs.items()}
    return Unite(**lus)


def _a_jour(courant: Path, base_dir: Path, encodeur: Encodeur) -> bool:
    try:
        manifeste = m.controler(courant)
    except IndexIndisponible:
        return False
    return manifeste.empreinte_base == empreinte(base_dir) and manifeste.modele == _modele(encodeur)


def _modele(encodeur: Encodeur) -> str:
    """The model and everything else that an index depends on, apart from its base."""
    return f"{encodeur.identite}|{_empreinte_des_jeux()}|{version_du_dictionnaire()}"


def _empreinte_des_jeux() -> str:
    contenu = b"".join(chemin.read_bytes() for chemin in [*sorted(JEUX.glob("*.json*")), POIDS_JSON])
    return hashlib.sha256(contenu).hexdigest()[:16]


def _encoder(unites: Sequence[Unite], encodeur: Encodeur, avance: Avance) -> Vecteurs:
    faits = 0

    def compter(nombre: int) -> None:
        nonlocal faits
        faits += nombre
        avance("vecteurs", faits, len(unites))

    return encodeur.profils_des_unites(unites, compter)


def _deja_encodes(racine: Path, encodeur: Encodeur) -> Memoire:
    """What the last intact index made with the same model has encoded."""
    for dossier in m.candidats(racine):
        try:
            manifeste = m.controler(dossier)
        except IndexIndisponible:
            continue
        if manifeste.modele.startswith(encodeur.identite):
            return Memoire.lire(dossier / FICHIER)
    return Memoire()


def _reglage_repris(racine: Path, unites: Sequence[Unite], modele: str) -> Calibrage | None:
    """The decision of the last intact index of the same model and sets, if it still suits the base."""
    from index.calibrage import reprendre

    for ancien in m.candidats(racine):
        try:
            if m.controler(ancien).modele == modele:
                return reprendre(Calibrage.ouvrir(ancien / "decision.json"), lire_unites(ancien), unites)
        except (IndexIndisponible, OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _ecrire(
    dossier: Path,
    base: Base,
    unites: Sequence[Unite],
    profils: Vecteurs,
    encodeur: EncodeurMemorise,
    avance: Avance,
    forcer: bool,
) -> None:
    from index.calibrage import assembler, calibrer  # here: scikit-learn is heavy, and a server needs none of it

    avance("calibrage", 0, 1)
    index = IndexVecteurs.construire(profils[:, : encodeur.dimension])
    lexical = Lexical.construire(textes_par_document(unites))
    repris = None if forcer else _reglage_repris(dossier.parent, unites, _modele(encodeur))
    corpus = assembler(base, unites, profils, encodeur)
    intentions, calibrage = calibrer(corpus, encodeur, repris)
    avance("calibrage", 1, 1)
    (dossier / "base.json").write_text(base.model_dump_json(), encoding="utf-8")
    contenu = json.dumps([asdict(unite) for unite in unites], ensure_ascii=False)
    (dossier / "unites.json").write_text(contenu, encoding="utf-8")
    index.enregistrer(dossier / "vecteurs.faiss")
    lexical.enregistrer(dossier / "lexical.npz")
    Lexical.construire(textes_des_passages(unites)).enregistrer(dossier / "passages.npz")
    ecrites = [unite for unite in unites if not unite.posee]
    Orthographe.apprendre(ecrites, dictionnaire_francais()).enregistrer(dossier / ORTHOGRAPHE)
    calibrage.enregistrer(dossier / "decision.json")
    intentions.enregistrer(dossier / "intentions.npz")
    corpus.tournures().enregistrer(dossier / TOURNURES)
    encodeur.enregistrer(dossier / FICHIER)
    m.sceller(
        dossier, empreinte_base=base.empreinte, modele=_modele(encodeur), dimension=encodeur.dimension,
        unites=len(unites), fiches=len(base.fiches), construit_le=datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
