"""Markdown files: what a text could turn into markup is escaped, so that it reads as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from base_connaissance.presentation import formater_date
from conseil.redaction.blocs import Bloc, Fragments, Liste, Note, Paragraphe, Titre

_SIGNES = re.compile(r"([\\`*_\[\]<>|#~])")
_DEBUT = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=])", re.MULTILINE)


def ecrire_markdown(titre: str, objet: str, jour: date, blocs: Sequence[Bloc]) -> bytes:
    """The Markdown text, in UTF-8."""
    parties = [f"# {_echapper(titre)}", f"{_echapper(objet)}, {formater_date(jour)}", *map(_bloc, blocs)]
    return ("\n\n".join(parties) + "\n").encode()


def _bloc(bloc: Bloc) -> str:
    if isinstance(bloc, Titre):
        return f"{'#' * (bloc.niveau + 1)} {_echapper(bloc.texte)}"
    if isinstance(bloc, Note):
        return f"> {_echapper(bloc.texte)}"
    if isinstance(bloc, Paragraphe):
        return _DEBUT.sub(_neutraliser, _texte(bloc.fragments))
    if isinstance(bloc, Liste):
        puces = (f"{rang}." if bloc.numerotee else "-" for rang in range(1, len(bloc.elements) + 1))
        return "\n".join(f"{puce} {_texte(element)}" for puce, element in zip(puces, bloc.elements, strict=True))
    return "\n".join(_tableau(bloc.entetes, bloc.lignes))


def _tableau(entetes: tuple[Fragments, ...], lignes: Sequence[tuple[Fragments, ...]]) -> Iterator[str]:
    yield _ligne(entetes)
    yield "|" + "---|" * len(entetes)
    yield from map(_ligne, lignes)


def _ligne(cases: tuple[Fragments, ...]) -> str:
    return "| " + " | ".join(map(_texte, cases)) + " |"


def _texte(fragments: Fragments) -> str:
    return "".join(
        f"**{_echapper(fragment.texte)}**" if fragment.gras else _echapper(fragment.texte) for fragment in fragments
    )


def _echapper(texte: str) -> str:
    return _SIGNES.sub(r"\\\1", texte)


def _neutraliser(trouve: re.Match[str]) -> str:
    return f"{trouve[1]}\\{trouve[2]}" if trouve[1] else f"\\{trouve[3]}"
