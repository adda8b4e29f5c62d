"""Which day's law a question asks for: the day given apart, the one that it names, the conversation's, or today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from base_connaissance.modeles import Fiche
from base_connaissance.presentation import reponse_anterieure
from index.dates_question import Periode, periode_demandee, periode_evoquee
from index.modeles import Contexte

_CHIFFRE = re.compile(r"\d")
# Families that tell what happened, not what the law was.
_RECITS = frozenset({"cas", "territoire"})


@dataclass(frozen=True)
class Temps:
    """`demandee`: given apart or named as asked for; `evoquee`: only told; `gardee`: the day of the last message;
    `dite`: what the question itself names."""

    aujourd_hui: date
    demandee: Periode | None = None
    evoquee: Periode | None = None
    gardee: date | None = None
    dite: Periode | None = None

    @classmethod
    def lire(cls, question: str, jour: date | None, aujourd_hui: date, contexte: Contexte | None) -> Temps:
        """Read a cleaned question, with the day given apart if any."""
        gardee = contexte.date_droit if contexte else None
        demandee = evoquee = None
        if _CHIFFRE.search(question):  # most questions: no day, month or year without one
            demandee, evoquee = periode_demandee(question, aujourd_hui), periode_evoquee(question, aujourd_hui)
        dite = demandee or evoquee
        if jour is not None:
            demandee, evoquee = Periode.du_jour(jour), None
        return cls(aujourd_hui, demandee, evoquee, gardee, dite)

    @property
    def au_passe(self) -> bool:
        """Whether the question itself names days that are over, today included: their law is known."""
        return self.dite is not None and self.dite.fin <= self.aujourd_hui

    def periode(self, suite: bool = False) -> Periode:
        """The days to answer for; a follow-up (`suite`) stays at the day of the last message."""
        gardee = self.gardee if suite else None
        return self.demandee or Periode.du_jour(gardee or self.aujourd_hui)

    def periode_pour(self, fiche: Fiche, suite: bool) -> Periode:
        """The same for the fiche that answers: days only told count where its rule has changed since."""
        if self.evoquee and fiche.famille not in _RECITS and reponse_anterieure(fiche, self.evoquee.fin) is not None:
            return self.evoquee
        return self.periode(suite)
