"""Courtesies and contact details never change what is asked; what says something stays."""

from __future__ import annotations

import pytest

from index.allegement import alleger


@pytest.mark.parametrize(("question", "attendu"), [
    ("tu peux m'expliquer le SPASER stp", "le SPASER"),
    ("Bonjour, c'est quoi un GEIQ ? merci", "c'est quoi un GEIQ ?"),
    ("mon mail est a.b@exemple.fr, combien d'heures prévoir ?", "combien d'heures prévoir ?"),
    ("Bonjour, je suis acheteur et je voudrais savoir si la clause est obligatoire", "la clause est obligatoire"),
    ("je suis artisan et je ne peux pas embaucher", "je suis artisan et je ne peux pas embaucher"),
    ("R. 2111-17", "R. 2111-17"), ("bonjour", "bonjour"), ("merci", "merci"), ("EI ?", "EI ?"),
])  # fmt: skip
def test_what_remains(question: str, attendu: str) -> None:
    assert alleger(question) == attendu


def test_a_long_text_takes_no_time() -> None:
    assert alleger("je suis " * 60) == ("je suis " * 60).strip()
