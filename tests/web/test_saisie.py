"""Whatever is typed or replied, only a listed choice becomes an intent, and only known errors come out."""

from __future__ import annotations

import string

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_connaissance.modeles import Base
from index.erreurs import QuestionInvalide
from web.services.charges import lire_charge
from web.services.composition import du_bot
from web.services.rasa import RasaClient, RasaUnavailable
from web.services.saisie import lire_texte, neutraliser

_TYPED = st.text(max_size=40) | st.from_regex(r"[\s\u200b\u2060\ufeff]{0,3}/\w{1,12}(\{.{0,20}\})?", fullmatch=True)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "custom", "buttons", "title", "payload", "type", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(_TYPED)
@settings(max_examples=3000)
def test_typed_text_never_starts_an_intent(brut: str) -> None:
    try:
        lu = lire_texte(brut)
    except QuestionInvalide as error:
        assert error.champ == "texte"
        return
    envoye = neutraliser(lu.cherchable)
    assert not envoye.lstrip().startswith("/")
    assert len(lu.texte) == len(lu.texte.strip()) > 0


@given(charge=st.text(alphabet=string.ascii_lowercase + ":/-{}\"'", max_size=30))
@settings(max_examples=1000)
def test_only_listed_choices_pass(petite_base: Base, charge: str) -> None:
    try:
        choix = lire_charge(charge, petite_base.fiches)
    except QuestionInvalide:
        return
    assert charge in {"aucune", "aide", "humain", "recommencer", f"{choix.sorte}:{choix.valeur}"}


@given(reponse=_JSON | st.lists(_JSON, max_size=3))
@settings(max_examples=1000)
def test_any_reply_of_rasa_gives_messages_or_one_error(petite_base: Base, reponse: object) -> None:
    client = RasaClient("http://rasa", 1.0, httpx.MockTransport(lambda request: httpx.Response(200, json=reponse)))
    try:
        messages = du_bot(client.send("s", "bonjour", {}), petite_base)
    except RasaUnavailable:
        return
    assert all(message.texte and message.mode == "bot" for message in messages)


@pytest.mark.parametrize("longueur", [500, 499])
def test_line_ends_count_for_one(longueur: int) -> None:
    assert lire_texte("a\r\n" + "b" * (longueur - 2)).texte
