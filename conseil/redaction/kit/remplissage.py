"""Filling one model clause: values in their blanks, lines with an empty optional blank left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from base_connaissance.clauses import VARIABLE, ClauseType
from base_connaissance.typographie import typographier
from conseil.redaction.blocs import (
    Bloc,
    Fragment,
    Fragments,
    Liste,
    Note,
    Paragraphe,
    Tableau,
    Titre,
    lignes_de,
    lire_markdown,
    texte_brut,
)
from conseil.redaction.kit.modeles import PieceKit
from conseil.redaction.kit.valeurs import imprimer


def remplir_clause(clause: ClauseType, valeurs: Mapping[str, str]) -> PieceKit:
    """The clause with these values (well formed: see `lire_valeurs`); the unknown ones are ignored.

    A required blank without value stays visible, « [à compléter : …] », and is listed.
    """
    imprimees = {nom: imprimer(valeurs[nom], variable) for nom, variable in clause.variables.items() if nom in valeurs}
    vides = {
        nom: f"[à compléter : {variable.libelle[0].lower()}{variable.libelle[1:]}]"
        for nom, variable in clause.variables.items()
        if variable.obligatoire and nom not in valeurs
    }
    blocs = tuple(_remplir(lire_markdown(clause.texte), imprimees | vides))
    return PieceKit(
        clause=clause.id, titre=typographier(clause.titre), document=clause.document, confiance=clause.confiance,
        blocs=blocs, pourquoi=typographier(clause.pourquoi), precautions=precautions(clause), valeurs=imprimees,
        a_completer=tuple(vides), liens=clause.liens,
    )  # fmt: skip


def precautions(clause: ClauseType) -> tuple[str, ...]:
    """What to mind with this clause, one sentence or two each."""
    return tuple(map(typographier, lignes_de(lire_markdown(clause.precautions))))


def _remplir(blocs: tuple[Bloc, ...], valeurs: Mapping[str, str]) -> Iterator[Bloc]:
    for bloc in blocs:
        if isinstance(bloc, Titre):
            texte = _poser((Fragment(texte=bloc.texte),), valeurs)
            if texte:
                yield bloc.model_copy(update={"texte": texte_brut(texte)})
        elif isinstance(bloc, Paragraphe):
            fragments = _poser(bloc.fragments, valeurs)
            if fragments:
                yield Paragraphe(fragments=fragments)
        elif isinstance(bloc, Liste):
            elements = [pose for element in bloc.elements if (pose := _poser(element, valeurs))]
            if elements:
                yield Liste(numerotee=bloc.numerotee, elements=_ponctuer(elements))
        elif isinstance(bloc, Tableau):
            lignes = [_poser_ligne(ligne, valeurs) for ligne in bloc.lignes]
            yield Tableau(
                entetes=tuple(_poser(case, valeurs) or () for case in bloc.entetes),
                lignes=tuple(ligne for ligne in lignes if ligne is not None),
            )
        elif isinstance(bloc, Note):
            yield bloc


def _poser_ligne(ligne: tuple[Fragments, ...], valeurs: Mapping[str, str]) -> tuple[Fragments, ...] | None:
    cases = [_poser(case, valeurs) for case in ligne]
    return None if None in cases else tuple(case for case in cases if case is not None)


def _poser(fragments: Fragments, valeurs: Mapping[str, str]) -> Fragments | None:
    """The fragments with their values; None when a blank has none (the line goes)."""
    if any(nom not in valeurs for fragment in fragments for nom in VARIABLE.findall(fragment.texte)):
        return None
    return tuple(
        Fragment(
            texte=typographier(VARIABLE.sub(lambda trouve: valeurs[trouve[1]], fragment.texte)), gras=fragment.gras
        )
        for fragment in fragments
    )


def _ponctuer(elements: list[Fragments]) -> tuple[Fragments, ...]:
    """Items that are left end as a list does: the last one by a full stop."""
    *debut, dernier = elements
    fin = dernier[-1]
    if fin.texte.endswith(";"):
        fin = Fragment(texte=fin.texte[:-1].rstrip() + ".", gras=fin.gras)
    return (*debut, (*dernier[:-1], fin))
