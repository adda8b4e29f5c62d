"""Markdown to safe HTML, once, when the base is built; never at request time and never for visitors' text."""

from __future__ import annotations

import html
import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import markdown
import nh3

from base_connaissance.modeles import Section, Terme
from base_connaissance.typographie import typographier

_BALISES = {
    "p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "code", "abbr",
    "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
}  # fmt: skip
_ATTRIBUTS = {"a": {"href", "title"}, "abbr": {"title"}, "th": {"scope"}, "ol": {"start"}}
_TITRE_SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_ELEMENT = re.compile(r"(?:[-*]|1\.) ")
_LIEN_FICHE = re.compile(r"\]\(fiche:([a-z0-9-]+)\)")


class _Convertisseur(threading.local):
    """One Markdown converter per thread: making one costs as much as converting a section."""

    def __init__(self) -> None:
        self.markdown = markdown.Markdown(extensions=["tables", "abbr", "sane_lists", "def_list"])


_CONVERTISSEUR = _Convertisseur()


def ancre(titre: str) -> str:
    """The URL fragment of a heading: ASCII words joined by hyphens."""
    simple = unicodedata.normalize("NFKD", titre).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", simple.lower()).strip("-")


def rendre(texte: str, glossaire: Sequence[Terme] = ()) -> str:
    """Sanitised HTML of a Markdown text; acronyms of the glossary become `<abbr>`. `{{ }}` references stay."""
    definitions = "".join(
        f"\n\n*[{terme.sigle}]: {typographier(f'{terme.terme} : {terme.definition}')}"
        for terme in glossaire
        if terme.sigle and terme.sigle in texte
    )
    source = typographier(_LIEN_FICHE.sub(r"](/fiches/\1)", _detacher_listes(texte))) + definitions
    brut = _CONVERTISSEUR.markdown.reset().convert(source)
    return nh3.clean(
        brut, tags=_BALISES, attributes=_ATTRIBUTS, url_schemes={"https", "http", "mailto"}, link_rel="noopener"
    )


def _detacher_listes(texte: str) -> str:
    """A blank line before a list that follows its announcement at once: Markdown would run it into the paragraph."""
    lignes: list[str] = []
    dans_une_liste = False
    for ligne in texte.split("\n"):
        if _ELEMENT.match(ligne):
            if lignes and lignes[-1].strip() and not dans_une_liste:
                lignes.append("")
            dans_une_liste = True
        elif not ligne.strip():
            dans_une_liste = False
        lignes.append(ligne)
    return "\n".join(lignes)


def decouper_sections(corps: str, glossaire: Sequence[Terme] = ()) -> tuple[Section, ...]:
    """The `##` sections of a body, rendered. Text before the first heading is refused by the verifier, not lost."""
    premier, *suite = _TITRE_SECTION.split(corps)
    paires = [("", premier)] if premier.strip() else []
    paires += [(titre.strip(), texte) for titre, texte in zip(suite[::2], suite[1::2], strict=True)]
    return tuple(
        Section(titre=titre or "Introduction", ancre=ancre(titre or "introduction"), texte=texte.strip(),
                html=rendre(texte.strip(), glossaire))
        for titre, texte in paires
    )  # fmt: skip


@lru_cache(maxsize=1024)
def texte_brut(fragment_html: str) -> str:
    """The words of an HTML fragment: what a reader sees, tags removed, spaces folded."""
    separe = re.sub(r"</(?:p|li|dt|dd|td|th|h3|h4|tr)>", " ", fragment_html)
    return " ".join(html.unescape(nh3.clean(separe, tags=set())).split())
