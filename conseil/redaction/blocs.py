"""Documents as plain blocks: titles, paragraphs, lists, tables, notes. Exporters and pages render them as they like.

Blocks come from the base's own Markdown; what a visitor typed is put in afterwards, as text, never as Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Literal
from xml.etree import ElementTree

from markdown import Markdown
from pydantic import ConfigDict, Field

from base_connaissance.champs import Modele

_BALISES_GRASSES = {"strong", "em"}


class Fragment(Modele):
    """A run of text, in bold or not. Spaces at its ends count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)

    texte: str
    gras: bool = False


Fragments = tuple[Fragment, ...]


class Titre(Modele):
    """A heading; `niveau` 1 stands just under the title of the document."""

    sorte: Literal["titre"] = "titre"
    niveau: int = Field(ge=1, le=4)
    texte: str


class Paragraphe(Modele):
    """A paragraph of runs."""

    sorte: Literal["paragraphe"] = "paragraphe"
    fragments: Fragments


class Liste(Modele):
    """A list, numbered or not, without sub-lists."""

    sorte: Literal["liste"] = "liste"
    numerotee: bool = False
    elements: tuple[Fragments, ...]


class Tableau(Modele):
    """A table with one row of headings; an empty heading is allowed."""

    sorte: Literal["tableau"] = "tableau"
    entetes: tuple[Fragments, ...]
    lignes: tuple[tuple[Fragments, ...], ...]


class Note(Modele):
    """A remark to the writer, to delete before publishing; shown apart from the text."""

    sorte: Literal["note"] = "note"
    texte: str


Bloc = Annotated[Titre | Paragraphe | Liste | Tableau | Note, Field(discriminator="sorte")]


def texte_brut(fragments: Fragments) -> str:
    """The words of a run of fragments."""
    return "".join(fragment.texte for fragment in fragments)


def lignes_de(blocs: tuple[Bloc, ...]) -> Iterator[str]:
    """Every line of text of the blocks, in order: what an export must hold."""
    for bloc in blocs:
        if isinstance(bloc, Titre | Note):
            yield bloc.texte
        elif isinstance(bloc, Paragraphe):
            yield texte_brut(bloc.fragments)
        elif isinstance(bloc, Liste):
            yield from map(texte_brut, bloc.elements)
        else:
            yield from map(texte_brut, (*bloc.entetes, *(case for ligne in bloc.lignes for case in ligne)))


def lire_markdown(texte: str) -> tuple[Bloc, ...]:
    """The blocks of a text of the base: headings, paragraphs, lists, tables and emphasis, nothing else.

    Raises ValueError on any other construction, which the tests of the clauses would show.
    """
    html = Markdown(extensions=["tables", "sane_lists"], output_format="xhtml").convert(texte)
    return tuple(_bloc(element) for element in ElementTree.fromstring(f"<div>{html}</div>"))


def _bloc(element: ElementTree.Element) -> Bloc:
    lecteur = _LECTEURS.get(element.tag)
    if lecteur is None:
        raise ValueError(f"construction non prévue dans une clause : {element.tag}")
    return lecteur(element)


def _titre(element: ElementTree.Element) -> Bloc:
    return Titre(niveau=max(1, int(element.tag[1]) - 2), texte=texte_brut(_fragments(element)))


def _paragraphe(element: ElementTree.Element) -> Bloc:
    return Paragraphe(fragments=_fragments(element))


def _liste(element: ElementTree.Element) -> Bloc:
    return Liste(numerotee=element.tag == "ol", elements=tuple(_element_de_liste(enfant) for enfant in element))


def _element_de_liste(element: ElementTree.Element) -> Fragments:
    # A list whose items are spaced holds paragraphs.
    return _fragments(element[0] if len(element) == 1 and element[0].tag == "p" else element)


def _tableau(element: ElementTree.Element) -> Bloc:
    entetes, *lignes = [tuple(_fragments(case) for case in ligne) for ligne in element.iter("tr")]
    return Tableau(entetes=entetes, lignes=tuple(lignes))


_LECTEURS: dict[str, Callable[[ElementTree.Element], Bloc]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5"), _titre), "p": _paragraphe, **dict.fromkeys(("ul", "ol"), _liste),
    "table": _tableau,
}  # fmt: skip


def _fragments(element: ElementTree.Element) -> Fragments:
    morceaux = [Fragment(texte=element.text or "")]
    for enfant in element:
        if enfant.tag not in _BALISES_GRASSES:
            raise ValueError(f"construction non prévue dans une clause : {enfant.tag}")
        morceaux += [Fragment(texte=enfant.text or "", gras=True), Fragment(texte=enfant.tail or "")]
    return tuple(Fragment(texte=" ".join(m.texte.split("\n")), gras=m.gras) for m in morceaux if m.texte.strip("\n"))
