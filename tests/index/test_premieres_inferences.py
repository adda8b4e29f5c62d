"""Several threads may ask their first question of a new process at the same time: none waits for ever."""

from __future__ import annotations

import subprocess
import sys

import pytest

from settings import ROOT, settings

# Before the network made its first inference by itself, half of such processes hung (5 of 10, then 4 of 4).
_PROGRAMME = """
import sys, threading
from pathlib import Path
from index.reseaux import ReseauOpenvino

sys.setswitchinterval(1e-6)
reseau = ReseauOpenvino(Path(sys.argv[1]))
depart = threading.Barrier(8)

def demander():
    depart.wait()
    reseau.lancer("clause sociale")()

fils = [threading.Thread(target=demander) for _ in range(8)]
for fil in fils:
    fil.start()
for fil in fils:
    fil.join()
print("fini")
"""

# The general network and the one that the base has taught, ready for their first inference at the same instant (a
# role-play, a question).
_DEUX_RESEAUX = """
import sys, threading
from pathlib import Path
from index.reseaux import GRAPHE, GRAPHE_ADAPTE, ReseauOpenvino

sys.setswitchinterval(1e-6)
depart = threading.Barrier(2)
premiere = ReseauOpenvino._premiere_inference

def ensemble(reseau):
    depart.wait()
    premiere(reseau)

ReseauOpenvino._premiere_inference = ensemble
fils = [threading.Thread(target=ReseauOpenvino, args=(Path(sys.argv[1]), g)) for g in (GRAPHE, GRAPHE_ADAPTE)]
for fil in fils:
    fil.start()
for fil in fils:
    fil.join()
print("fini")
"""


@pytest.mark.parametrize("_essai", range(4))
@pytest.mark.parametrize("programme", [_PROGRAMME, _DEUX_RESEAUX], ids=["un réseau", "deux réseaux"])
def test_first_inferences_at_once(programme: str, _essai: int) -> None:
    commande = [sys.executable, "-c", programme, str(settings.artefacts_dir / "modele")]
    fait = subprocess.run(commande, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert fait.stdout == "fini\n"
