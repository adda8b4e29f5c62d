"""Train the dialogue model when it is out of date: `python -m bot.entrainement [--forcer]`.

Writes `artefacts/bot/`: the generated NLU file, `modele.tar.gz` and its stamp (sha256 of everything it depends on).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.lecture import lire_base
from bot.exemples import exemples_de_question, fichier_nlu
from bot.processus import PROJET, RasaIntrouvable, model_path, rasa_environment, rasa_executable
from settings import ROOT, Settings, settings

_SOURCES = ("config.yml", "domain", "data", "composants")
_DELAI = 900
_LIGNES_MONTREES = 15


class EntrainementEchoue(RuntimeError):
    """Rasa refused the data or failed; the message ends with its last lines."""


def dossier_nlu(settings: Settings) -> Path:
    """Folder of the generated NLU file, given to Rasa next to `bot/data`."""
    return settings.artefacts_dir / "bot" / "data"


def generer(settings: Settings) -> str:
    """Write the `poser_question` examples from the base and return the file's text. Raises BaseInvalide."""
    texte = fichier_nlu(exemples_de_question(lire_base(settings.base_dir)))
    chemin = dossier_nlu(settings) / "questions_des_fiches.yml"
    chemin.parent.mkdir(parents=True, exist_ok=True)
    if not chemin.exists() or chemin.read_text(encoding="utf-8") != texte:
        chemin.write_text(texte, encoding="utf-8")
    return texte


def empreinte(questions: str) -> str:
    """sha256 of what the model depends on: configuration, domain, data, components, questions, versions."""
    condense = hashlib.sha256(questions.encode())
    for chemin in _fichiers():
        condense.update(chemin.relative_to(PROJET).as_posix().encode() + b"\0" + chemin.read_bytes() + b"\0")
    paquets = sorted((ROOT / ".venv-rasa" / "lib").glob("python*/site-packages/*.dist-info"))
    condense.update("\n".join(paquet.name for paquet in paquets).encode())
    return condense.hexdigest()


def est_a_jour(settings: Settings, marque: str) -> bool:
    """Whether the model exists and was trained from exactly this."""
    temoin = _temoin(settings)
    return model_path(settings).exists() and temoin.exists() and temoin.read_text(encoding="ascii") == marque


def entrainer(settings: Settings, marque: str) -> None:
    """Train in a temporary folder, then replace the model. Raises EntrainementEchoue, RasaIntrouvable."""
    destination = model_path(settings).parent
    with tempfile.TemporaryDirectory(dir=destination, prefix=".entrainement-") as temporaire:
        commande = [
            str(rasa_executable()), "train", "--config", "config.yml", "--domain", "domain",
            "--data", "data", str(dossier_nlu(settings)), "--out", temporaire, "--fixed-model-name", "modele",
        ]  # fmt: skip
        environnement = rasa_environment(settings) | {"OMP_NUM_THREADS": str(os.cpu_count() or 1)}
        fini = subprocess.run(
            commande, cwd=PROJET, env=environnement, timeout=_DELAI, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        produit = Path(temporaire) / "modele.tar.gz"
        if fini.returncode != 0 or not produit.exists():
            raise EntrainementEchoue("\n".join(fini.stdout.splitlines()[-_LIGNES_MONTREES:]))
        _temoin(settings).unlink(missing_ok=True)
        os.replace(produit, model_path(settings))
    _temoin(settings).write_text(marque, encoding="ascii")


def main() -> None:
    """Command line. Exits 1 with a French message when the base or the training fails."""
    lecteur = argparse.ArgumentParser(prog="python -m bot.entrainement", description="Entraîne le modèle de dialogue.")
    lecteur.add_argument("--forcer", action="store_true", help="entraîner même si rien n'a changé")
    options = lecteur.parse_args()
    try:
        marque = empreinte(generer(settings))
        if est_a_jour(settings, marque) and not options.forcer:
            print("Modèle de dialogue : à jour.")
            return
        print("Modèle de dialogue : entraînement (environ une minute)…", flush=True)
        entrainer(settings, marque)
        print("Modèle de dialogue : prêt.")
    except (BaseInvalide, RasaIntrouvable, EntrainementEchoue, subprocess.TimeoutExpired) as error:
        sys.exit(f"Modèle de dialogue : échec.\n{error}")


def _fichiers() -> Iterator[Path]:
    for source in _SOURCES:
        chemin = PROJET / source
        trouves = sorted(chemin.rglob("*")) if chemin.is_dir() else [chemin]
        yield from (fichier for fichier in trouves if fichier.suffix in {".yml", ".py"})


def _temoin(settings: Settings) -> Path:
    return model_path(settings).with_name("modele.sha256")


if __name__ == "__main__":
    main()
