"""Rasa's files for the guided tools, written from their tables: `python -m bot.projet_guides`.

Each guide gives a form, its slots (filled by our validation action only) and the rules that open it and let it end.
`tests/bot/test_projet.py` fails when the files on disk are not these.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.actions.guides import jouer
from bot.actions.guides.registre import GUIDES
from bot.processus import PROJET

DOMAINE = PROJET / "domain" / "guides.yml"
REGLES = PROJET / "data" / "regles" / "guides.yml"
_ENTETE = "# Written by bot/projet_guides.py from the guides' tables. Do not edit.\n"


def domaine() -> dict[str, Any]:
    """Forms, slots, intents and validation actions."""
    formulaires = {guide.formulaire: [guide.case(c.nom) for c in guide.champs] for guide in GUIDES.values()}
    formulaires[jouer.FORMULAIRE] = [jouer.CASE_JEU, jouer.CASE_PARTIE]
    return {
        "version": "3.1",
        "intents": [guide.intention for guide in GUIDES.values()] + ["jouer_role"],
        "actions": [f"validate_{nom}" for nom in formulaires],
        "forms": {nom: {"required_slots": attendues} for nom, attendues in formulaires.items()},
        "slots": {nom: _case() for attendues in formulaires.values() for nom in attendues},
    }  # fmt: skip


def regles() -> dict[str, Any]:
    """Two rules a guide: what opens it; and, once it is over, listening again."""
    ouvertures = [(guide.nom, guide.intention, guide.formulaire) for guide in GUIDES.values()]
    ouvertures.append((jouer.NOM, "jouer_role", jouer.FORMULAIRE))
    return {"version": "3.1", "rules": [regle for ouverture in ouvertures for regle in _regles_de(*ouverture)]}


def textes() -> dict[Path, str]:
    """The two files and their content."""
    return {chemin: _ENTETE + _yaml(donnees) for chemin, donnees in ((DOMAINE, domaine()), (REGLES, regles()))}


def main() -> None:
    """Write the files."""
    for chemin, texte in textes().items():
        chemin.write_text(texte, encoding="utf-8")
        print(f"{chemin} écrit")


def _case() -> dict[str, Any]:
    return {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}


def _regles_de(nom: str, intention: str, formulaire: str) -> list[dict[str, Any]]:
    return [
        {
            "rule": f"Ouvrir l'outil {nom}",
            "steps": [{"intent": intention}, {"action": formulaire}, {"active_loop": formulaire}],
        },
        {
            "rule": f"Écouter après l'outil {nom}",
            "condition": [{"active_loop": formulaire}],
            "steps": [{"action": formulaire}, {"active_loop": None}, {"action": "action_listen"}],
        },
    ]


def _yaml(donnees: dict[str, Any]) -> str:
    return yaml.safe_dump(donnees, allow_unicode=True, sort_keys=False, width=110)


if __name__ == "__main__":
    main()
