"""French signs: guillemets, ellipsis, no typographic gender tricks. Spaces are set at rendering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.modeles import Fiche
from base_connaissance.verification.contexte import Contexte, textes

FAUTES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\"|“|”"), "guillemets droits ou anglais : employez « »"),
    (re.compile(r"\.\.\.(?!\.)"), "trois points : employez « … »"),
    (re.compile(r"\w·\w|\w\(e\)|\w\.e\.s\b"), "écriture inclusive par signes : tournez autrement"),
    (re.compile(r"\w[!?;](?=\s|$)"), "espace manquante avant la ponctuation double"),
    (re.compile(r"«(?=[^\s\u00a0\u202f])|[^\s\u00a0\u202f]»"), "espace manquante à l'intérieur des guillemets"),
    (re.compile(r"<[a-zA-Z/]"), "HTML interdit dans une fiche"),
)


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """One error per fault met in an answer or in the body; guillemets must come in pairs."""
    for ecrit in contexte.ecrits():
        questions = ecrit.questions if isinstance(ecrit, Fiche) else ()
        for texte in (*textes(ecrit), *questions, ecrit.titre):
            for motif, message in FAUTES:
                if (trouve := motif.search(texte)) and not (texte in questions and "ponctuation" in message):
                    debut = max(0, trouve.start() - 12, texte.rfind("\n", 0, trouve.start()) + 1)
                    yield contexte.probleme(
                        ecrit, texte[debut : trouve.end()], f"{message} : « {texte[debut : trouve.end() + 8]} »"
                    )
            if texte.count("«") != texte.count("»"):
                yield contexte.probleme(ecrit, "«", "guillemets ouverts et fermés en nombre différent")
