"""French typography: the cases people see, and what it may never do to a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base_connaissance.typographie import FINE, NBSP, typographier

CAS = [
    ("l'acheteur", "l’acheteur"),
    ("l'« objet »", f"l’«{NBSP}objet{NBSP}»"),
    ("Vraiment ?", f"Vraiment{FINE}?"),
    ("Oui ; non !", f"Oui{FINE}; non{FINE}!"),
    ("La règle : une", f"La règle{NBSP}: une"),
    ("« oui »", f"«{NBSP}oui{NBSP}»"),
    ("**Quoi ?** Rien", f"**Quoi{FINE}?** Rien"),
    ("50 % de 40 000 €", f"50{NBSP}% de 40{FINE}000{NBSP}€"),
    ("3 ans, 6 mois, 1 an", f"3{NBSP}ans, 6{NBSP}mois, 1{NBSP}an"),
    ("art. 53 et L. 2112-2, n° 364950", f"art.{NBSP}53 et L.{NBSP}2112-2, n°{NBSP}364950"),
    ("https://exemple.fr/?a=1;b=2", "https://exemple.fr/?a=1;b=2"),
    ("a?b", "a?b"),
    ("l'an '89", "l’an '89"),
]
SIGNES = st.sampled_from(" '«»:;!?%€*_|[]()#-\u00a0\u202f\n0123456789LRDan°.")
LETTRES = st.text(alphabet=st.one_of(SIGNES, st.characters()), max_size=60)


@pytest.mark.parametrize(("avant", "apres"), CAS, ids=[avant for avant, _ in CAS])
def test_what_readers_see(avant: str, apres: str) -> None:
    assert typographier(avant) == apres


@given(texte=LETTRES)
def test_twice_is_once(texte: str) -> None:
    une_fois = typographier(texte)
    assert typographier(une_fois) == une_fois


@given(texte=LETTRES)
def test_only_spaces_and_apostrophes_change(texte: str) -> None:
    def signes(chaine: str) -> str:
        return "".join(signe for signe in chaine.replace("’", "'") if signe not in f" {NBSP}{FINE}")

    assert signes(typographier(texte)) == signes(texte)


@given(texte=LETTRES)
def test_lines_stay_where_they_are(texte: str) -> None:
    assert typographier(texte).count("\n") == texte.count("\n")
