"""What a kit is asked with, and what it is made of."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from base_connaissance.champs import Confiance, Identifiant, Modele, NomParametre
from base_connaissance.clauses import Document, TypeVariable
from conseil.redaction.blocs import Bloc, lignes_de
from conseil.resultat import Resultat

CasKit = Literal[
    "travaux", "services", "accord_cadre", "prestations_intellectuelles", "marche_reserve", "critere", "concession"
]
Reservation = Literal["siae", "handicap", "mixte", "penitentiaire", "ess"]
Gravite = Literal["contradiction", "manque", "attention"]

_LONGUEUR = 1000


def _en_texte(valeur: Any) -> Any:
    """Numbers and lists written as a person types them."""
    if isinstance(valeur, list | tuple) and all(isinstance(element, str) for element in valeur):
        return " ; ".join(valeur)
    if isinstance(valeur, int | float) and not isinstance(valeur, bool) and isfinite(valeur):
        return f"{valeur:f}".rstrip("0").rstrip(".") if isinstance(valeur, float) else str(valeur)
    if not isinstance(valeur, str):
        raise ValueError("un texte, un nombre ou une liste de textes est attendu")
    return valeur


_FORMES = [{"type": "string", "maxLength": _LONGUEUR}, {"type": "number"},
           {"type": "array", "items": {"type": "string"}}]  # fmt: skip
Valeur = Annotated[
    str, Field(max_length=_LONGUEUR), BeforeValidator(_en_texte), WithJsonSchema({"anyOf": _FORMES}, mode="validation")
]
Valeurs = Annotated[dict[NomParametre, Valeur], Field(max_length=80)]


class DemandeKit(Modele):
    """The purchase, and the values of the blanks of its clauses, each given once.

    `cas` is the main nature of the contract; `critere` and `reservation` add their documents to it. The facilitator
    and the lots are taken from the values. `valeurs_par_document` holds values that one existing document already
    states otherwise: they make contradictions, which is why they are asked. `sans` lists clauses not wanted.
    """

    model_config = ConfigDict(strict=True)

    cas: CasKit
    critere: bool = False
    reservation: Reservation | None = None
    sous_traitance: bool = True
    penalites: bool = True
    globalisation: bool = False
    duree_mois: int | None = Field(default=None, ge=1, le=600)
    valeurs: Valeurs = Field(default_factory=dict)
    valeurs_par_document: Annotated[dict[Document, Valeurs], Field(max_length=8)] = Field(default_factory=dict)
    sans: Annotated[tuple[Identifiant, ...], Field(max_length=60)] = ()


class VariableKit(Modele):
    """A blank of the kit, as a form shows it. `exemple` is never a proposal: sums and volumes are the buyer's."""

    nom: NomParametre
    libelle: str
    type: TypeVariable
    exemple: str
    choix: tuple[str, ...] = ()
    obligatoire: bool
    documents: tuple[Document, ...]


class PieceKit(Modele):
    """A filled clause. `valeurs` are the printed values, `a_completer` the required blanks still empty."""

    clause: Identifiant
    titre: str
    document: Document
    confiance: Confiance
    blocs: tuple[Bloc, ...]
    pourquoi: str
    precautions: tuple[str, ...]
    valeurs: dict[NomParametre, str] = Field(default_factory=dict)
    a_completer: tuple[NomParametre, ...] = ()
    liens: tuple[Identifiant, ...] = ()


class DocumentKit(Modele):
    """The clauses that go in one document of the purchase."""

    document: Document
    titre: str
    pieces: tuple[PieceKit, ...]


class Constat(Modele):
    """A finding of the consistency check, with the clauses and the variables that it names."""

    gravite: Gravite
    message: str
    clauses: tuple[Identifiant, ...] = ()
    variables: tuple[NomParametre, ...] = ()


class ResultatKit(Resultat):
    """The kit. `coherent` is False as soon as one contradiction is found; blanks to fill are listed apart."""

    documents: tuple[DocumentKit, ...]
    constats: tuple[Constat, ...]
    a_completer: tuple[VariableKit, ...]
    coherent: bool

    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The findings, the blanks, then every document with its text."""
        textes = tuple(
            (
                document.titre,
                tuple(
                    f"[À CONFIRMER] {ligne}" if rang == 0 and piece.confiance == "a_confirmer" else ligne
                    for piece in document.pieces
                    for rang, ligne in enumerate(lignes_de(piece.blocs))
                ),
            )
            for document in self.documents
        )
        constats = tuple(f"- {constat.message}" for constat in self.constats)
        blancs = tuple(f"- {variable.libelle}" for variable in self.a_completer)
        entete = (("Cohérence entre les pièces", constats), ("À compléter", blancs))
        return (*(partie for partie in entete if partie[1]), *textes)
