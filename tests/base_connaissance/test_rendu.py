"""Markdown to HTML: safe whatever is written, with the base's own links, acronyms and lists."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_connaissance.modeles import Base, Terme
from base_connaissance.rendu import ancre, decouper_sections, rendre, texte_brut

EI = Terme(terme="entreprise d'insertion", sigle="EI", definition='Structure "conventionnée" & <b>accompagnante</b>.')
ATTAQUES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[lien](javascript:alert(1))",
    "[lien](JaVaScRiPt&#58;alert(1))",
    "[lien](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="https://a.fr" onclick="alert(1)">a</a>',
    '<p style="position:fixed">a</p>',
    "<iframe src=https://a.fr></iframe>",
    "<svg onload=alert(1)>",
    '[a](https://a.fr "x\\" onmouseover=\\"alert(1)")',
    "<style>p{}</style>",
    "<form action=https://a.fr><input></form>",
    "*[EI]: \" onmouseover=\"alert(1)\n\nEI",
]  # fmt: skip
BALISE = re.compile(r"</?([a-z0-9]+)")
BALISES_PERMISES = {
    "p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "code", "abbr", "h3", "h4", "table", "thead",
    "tbody", "tr", "th", "td", "dl", "dt", "dd",
}  # fmt: skip
ATTRIBUTS_PERMIS = {"href", "title", "rel", "scope", "start"}
TEXTES = st.lists(
    st.one_of(st.sampled_from([*ATTAQUES, "\n", "* ", "> ", "`", "|", "[", "]("]), st.text(max_size=8))
).map("".join)


def attributs(html: str) -> set[str]:
    """The names of the attributes of every tag, quoted values left out."""
    return {nom for balise in re.findall(r"<[a-z][^<>]*>", html) for nom in re.findall(r'(\w+)="[^"]*"', balise)}


@pytest.mark.parametrize("attaque", ATTAQUES)
def test_nothing_active_comes_out(attaque: str) -> None:
    html = rendre(f"Avant {attaque} après", [EI])
    assert attributs(html) <= ATTRIBUTS_PERMIS
    assert set(BALISE.findall(html)) <= BALISES_PERMISES
    assert not re.search(r'href="(?!https://|http://|mailto:|/fiches/)', html)


@settings(max_examples=80)
@given(texte=TEXTES)
def test_only_allowed_tags_come_out(texte: str) -> None:
    html = rendre(texte)
    assert set(BALISE.findall(html)) <= BALISES_PERMISES
    assert attributs(html) <= ATTRIBUTS_PERMIS


def test_an_acronym_says_its_term_and_its_definition() -> None:
    html = rendre("Une EI répond. Une ETTI aussi.", [EI])
    assert html.count("<abbr") == 1
    assert 'title="entreprise d’insertion\u00a0: Structure &quot;conventionnée&quot; &amp; &lt;b&gt;' in html.replace(
        "&nbsp;", "\u00a0"
    )


def test_acronyms_of_one_text_do_not_leak_into_the_next() -> None:
    assert "<abbr" in rendre("Une EI.", [EI])
    assert "<abbr" not in rendre("Une EI.")


def test_links_between_fiches() -> None:
    assert 'href="/fiches/obligation-2026"' in rendre("Voir [la règle](fiche:obligation-2026).")
    assert 'rel="noopener"' in rendre("[a](https://a.fr)")


def test_a_list_may_follow_its_announcement_at_once() -> None:
    html = rendre("Trois choses :\n- une\n- deux\n\nPuis :\n1. un\n2. deux")
    assert html.count("<li>") == 4
    assert "<li>une</li>" in html


def test_tables_and_references() -> None:
    html = rendre("| seuil |\n|---|\n| {{ seuil }} |")
    assert "<th>seuil</th>" in html
    assert "<td>{{ seuil }}</td>" in html


def test_sections_with_their_anchors() -> None:
    sections = decouper_sections("Perdu\n\n## L'été, à Lyon ?\nUn.\n\n## Pièges\n\n- Deux")
    assert [(s.titre, s.ancre) for s in sections] == [
        ("Introduction", "introduction"), ("L'été, à Lyon ?", "l-ete-a-lyon"), ("Pièges", "pieges")
    ]  # fmt: skip
    assert ancre("Œuvre & Cie") == "uvre-cie"


def test_the_words_of_a_fragment() -> None:
    assert texte_brut("<p>Un &amp; <strong>deux</strong></p><ul><li>a</li><li>b</li></ul>") == "Un & deux a b"


def test_every_list_of_the_served_base_is_a_list(base: Base) -> None:
    perdues = [f.id for f in base.fiches.values() for s in f.sections if re.search(r"<p>[^<]*\n- ", s.html)]
    assert perdues == []
