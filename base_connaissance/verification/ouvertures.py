"""Direct answers that stand without the question: one text is served to questions of every turn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base_connaissance.erreurs import Probleme
from base_connaissance.verification.contexte import Contexte, reponses

# « Peut-on limiter la clause à des lots ? » and « Faut-il la mettre partout ? » get one answer: « Oui » lies to one.
_AVIS = r"oui|non|si(?=,)|bien sûr|pas (?:forcément|toujours)|parce qu\w*"
_RENVOI = r"cela|ça|ceci|c['’](?:est|était)|ce (?:sont|n['’]est)|elles?"
_PERSONNEL = r"ils?(?! (?:faut|existe|suffit|y a|n['’](?:y a|existe)))"  # « il faut » names no one
_DEPENDANTE = re.compile(rf"(?:{_AVIS}|{_RENVOI}|{_PERSONNEL})\b", re.IGNORECASE)


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """No direct answer opens with yes, no, or a pronoun that only the question explains."""
    for fiche in contexte.fiches():
        for reponse in reponses(fiche):
            if trouve := _DEPENDANTE.match(reponse.strip()):
                message = f"réponse qui dépend de la question (« {trouve[0]} ») : commencez par la règle, sujet nommé"
                yield contexte.probleme(fiche, reponse, message)
