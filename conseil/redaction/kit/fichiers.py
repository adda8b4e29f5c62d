"""The kit as files: one per document, a notice with the precautions, all of them in one .zip."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.typographie import typographier
from conseil.redaction.blocs import Bloc, Fragment, Liste, Note, Paragraphe, Titre
from conseil.redaction.export import Entete, Format, archiver, exporter_document
from conseil.redaction.kit.modeles import DocumentKit, ResultatKit

NOTICE = "notice"
_OBJET = "Clause sociale d'insertion, modèle à adapter"
_TITRE_NOTICE = "Notice du kit : cohérence et précautions"
_A_CONFIRMER = "Modèle à confirmer : aucun texte lu ne le fixe. Faites-le relire, puis supprimez cette note."


def fichier(kit: ResultatKit, document: str, format: Format) -> bytes:
    """One document of the kit (or `notice`). Raises KeyError if the kit does not hold it."""
    if document == NOTICE:
        return _exporter(kit, _TITRE_NOTICE, tuple(_notice(kit)), format)
    choisi = {piece.document: piece for piece in kit.documents}[document]  # type: ignore[index]
    return _exporter(kit, choisi.titre, tuple(_blocs(choisi)), format)


def archive(kit: ResultatKit, format: Format) -> bytes:
    """All the documents, numbered in the order of a purchase, the notice first."""
    noms = [NOTICE, *(document.document for document in kit.documents)]
    return archiver(
        {
            f"{rang:02}-{nom.replace('_', '-')}.{format}": fichier(kit, nom, format)
            for rang, nom in enumerate(noms)
        }
    )  # fmt: skip


def _exporter(kit: ResultatKit, titre: str, blocs: tuple[Bloc, ...], format: Format) -> bytes:
    entete = Entete(titre=typographier(titre), objet=typographier(_OBJET), jour=kit.date_droit)
    return exporter_document(entete, blocs, format)


def _blocs(document: DocumentKit) -> Iterator[Bloc]:
    for piece in document.pieces:
        if not any(isinstance(bloc, Titre) for bloc in piece.blocs):
            yield Titre(niveau=1, texte=piece.titre)
        debut, *suite = piece.blocs or (Paragraphe(fragments=()),)
        if piece.confiance != "a_confirmer":
            yield from (debut, *suite)
        elif isinstance(debut, Titre):
            yield from (debut, Note(texte=typographier(_A_CONFIRMER)), *suite)
        else:
            yield from (Note(texte=typographier(_A_CONFIRMER)), debut, *suite)


def _notice(kit: ResultatKit) -> Iterator[Bloc]:
    yield _paragraphe(kit.resume)
    if kit.constats:
        yield Titre(niveau=1, texte=typographier("Cohérence entre les pièces"))
        yield _liste(f"{constat.gravite.capitalize()} : {constat.message}" for constat in kit.constats)
    if kit.a_completer:
        yield Titre(niveau=1, texte=typographier("Blancs à compléter"))
        yield _liste(variable.libelle for variable in kit.a_completer)
    for document in kit.documents:
        yield Titre(niveau=1, texte=document.titre)
        for piece in document.pieces:
            yield Titre(niveau=2, texte=piece.titre)
            yield _paragraphe(piece.pourquoi)
            yield _liste(piece.precautions)
    yield Titre(niveau=1, texte=typographier("Ce que ce kit ne dit pas"))
    yield _liste(kit.limites)
    yield Titre(niveau=1, texte="Sources")
    yield _liste(source.titre for source in kit.sources)


def _paragraphe(texte: str) -> Bloc:
    return Paragraphe(fragments=(Fragment(texte=typographier(texte)),))


def _liste(textes: Iterator[str] | tuple[str, ...]) -> Bloc:
    return Liste(elements=tuple((Fragment(texte=typographier(texte)),) for texte in textes))
