"""The receipt of an answer: what was asked and said, on what base and for what day, with a checksum; and its replay.

A receipt proves itself: its checksum covers every field, and asking the same thing of the same base gives the same
receipt. Nothing is stored by the server. A question must have been masked of personal data before it comes here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from base_connaissance.champs import Modele
from base_connaissance.modeles import Public
from base_connaissance.typographie import typographier
from index.manifeste import FORMAT as FORMAT_INDEX
from index.modeles import Decision, Reponse, SourceCitee
from index.preuve.porte import Porte

TAILLE_MAXIMALE = 16_000
_LETTRES = 12
# What an answer says; warnings depend on the day of reading, the probability on the machine.
_COMPARES = {
    "decision": "décision", "fiche": "fiche", "titre": "titre", "reponse": "réponse", "extrait": "extrait",
    "orientation": "orientation", "motif": "motif du refus", "propositions": "propositions", "sources": "sources",
}  # fmt: skip


class RecuIllisible(ValueError):
    """The file is not a receipt; the message says why, in French."""


class Demande(Modele):
    """What was asked: a question, or a fiche that the visitor chose; for whom; the law of which day.

    `date_donnee`: that day was given apart; otherwise it is the one that the question means, read on delivery.
    """

    question: str | None = None
    fiche: str | None = None
    public: Public | None = None
    date_droit: date
    date_donnee: bool = True

    @model_validator(mode="after")
    def _one_of_two(self) -> Demande:
        if (self.question is None) == (self.fiche is None):
            raise ValueError("une question ou une fiche, l'une des deux")
        return self


class Proposition(Modele):
    """A fiche offered by a choice or by a refusal."""

    fiche: str
    titre: str


class Recu(Modele):
    """A receipt. `somme` is the checksum of all the rest; `index` tells the format of the index that answered."""

    format: Literal["clausier-recu-1"] = "clausier-recu-1"
    delivre_le: date
    demande: Demande
    decision: Decision
    fiche: str | None = None
    titre: str | None = None
    reponse: str | None = None
    extrait: str | None = None
    orientation: str | None = None
    motif: str | None = None
    propositions: tuple[Proposition, ...] = ()
    sources: tuple[SourceCitee, ...] = ()
    avertissements: tuple[str, ...] = ()
    empreinte_base: str
    index: int
    somme: str = ""

    @property
    def authentique(self) -> bool:
        """Whether nothing was changed since the receipt was made."""
        return self.somme == somme_de(self)


class Difference(Modele):
    """What the base says otherwise today."""

    champ: str
    avant: str
    maintenant: str


class Rejeu(Modele):
    """The outcome of a replay: the receipt is whole, the answer is the same, the base is the same."""

    authentique: bool
    identique: bool
    base_identique: bool
    differences: tuple[Difference, ...] = ()
    conclusion: str = Field(description="La conclusion en une phrase.")


def delivrer(
    porte: Porte, question: str | None, fiche: str | None, public: Public | None, jour: date | None, aujourd_hui: date
) -> Recu:
    """Ask a question or a fiche and write the receipt, dated `aujourd_hui`; `jour` is the day asked apart, if any.

    Raises QuestionInvalide, KeyError for an unknown fiche.
    """
    demande = Demande(
        question=question, fiche=fiche, public=public, date_droit=jour or aujourd_hui, date_donnee=jour is not None
    )
    return _delivrer(porte, demande, aujourd_hui)


def lire_recu(contenu: bytes) -> Recu:
    """A receipt from its JSON. Raises RecuIllisible."""
    if len(contenu) > TAILLE_MAXIMALE:
        raise RecuIllisible("Ce fichier est trop long pour être un reçu de Clausier.")
    try:
        return Recu.model_validate_json(contenu)
    except ValidationError as erreur:
        raise RecuIllisible(
            "Ce fichier n'est pas un reçu de Clausier : choisissez le fichier « .json » téléchargé avec la réponse."
        ) from erreur


def rejouer(porte: Porte, recu: Recu) -> Rejeu:
    """Ask the same thing as on the day of delivery, and compare. Never raises for a receipt that was read."""
    try:
        nouveau = _delivrer(porte, recu.demande, recu.delivre_le)
    except KeyError:
        differences = [Difference(champ="fiche", avant=recu.fiche or "", maintenant="(retirée de la base)")]
        return _conclure(recu, porte.base.empreinte, differences)
    return _conclure(recu, nouveau.empreinte_base, list(_differences(recu, nouveau)))


def somme_de(recu: Recu) -> str:
    """« ABCD-EFGH-IJKL »: sixty bits of the sha256 of the receipt's content, in letters easy to read out."""
    # A day given apart is what every receipt was before the field existed: theirs must still add up.
    tacite = {"demande": {"date_donnee"}} if recu.demande.date_donnee else {}
    contenu = recu.model_dump(mode="json", exclude={"somme": True, **tacite})
    octets = json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    lettres = base64.b32encode(hashlib.sha256(octets).digest()).decode("ascii")[:_LETTRES]
    return "-".join(lettres[debut : debut + 4] for debut in range(0, _LETTRES, 4))


def _delivrer(porte: Porte, demande: Demande, aujourd_hui: date) -> Recu:
    reponse = _demander(porte, demande, aujourd_hui)
    return _ecrire(reponse, demande.model_copy(update={"date_droit": reponse.date_droit}), aujourd_hui)


def _demander(porte: Porte, demande: Demande, aujourd_hui: date) -> Reponse:
    jour = demande.date_droit if demande.date_donnee else None
    if demande.fiche is not None:
        return porte.repondre_fiche(demande.fiche, demande.public, jour or aujourd_hui)
    return porte.repondre(demande.question or "", demande.public, jour, aujourd_hui=aujourd_hui)


def _ecrire(reponse: Reponse, demande: Demande, jour: date) -> Recu:
    offertes = reponse.candidats if reponse.decision == "choix" else reponse.suggestions
    recu = Recu(
        delivre_le=jour, demande=demande, decision=reponse.decision, fiche=reponse.fiche, titre=reponse.titre,
        reponse=reponse.reponse, extrait=reponse.extrait, orientation=reponse.orientation, motif=reponse.motif,
        propositions=tuple(Proposition(fiche=c.fiche, titre=c.titre) for c in offertes),
        sources=reponse.sources, avertissements=reponse.avertissements, empreinte_base=reponse.empreinte_base,
        index=FORMAT_INDEX,
    )  # fmt: skip
    return recu.model_copy(update={"somme": somme_de(recu)})


def _differences(avant: Recu, maintenant: Recu) -> Iterator[Difference]:
    for champ, libelle in _COMPARES.items():
        ancien, nouveau = getattr(avant, champ), getattr(maintenant, champ)
        if ancien != nouveau:
            yield Difference(champ=libelle, avant=_dire(ancien), maintenant=_dire(nouveau))


def _dire(valeur: object) -> str:
    if isinstance(valeur, tuple):
        return " ; ".join(f"{element.titre}{_precise(element)}" for element in valeur) or "(rien)"
    return str(valeur) if valeur is not None else "(rien)"


def _precise(element: object) -> str:
    return f" (vérifié le {element.verifie_le})" if isinstance(element, SourceCitee) else ""


def _conclure(recu: Recu, empreinte: str, differences: list[Difference]) -> Rejeu:
    meme_base = recu.empreinte_base == empreinte
    if not recu.authentique:
        phrase = "Ce reçu a été modifié depuis sa délivrance : sa somme de contrôle ne correspond plus à son contenu."
    elif not differences and meme_base:
        phrase = "Identique : la même base donne la même réponse."
    elif not differences:
        phrase = "La base a changé depuis, mais la réponse est restée la même."
    elif meme_base:
        phrase = "La base est la même, mais la recherche a changé depuis : la réponse n'est plus la même."
    else:
        phrase = "La base a changé depuis : la réponse n'est plus la même."
    return Rejeu(
        authentique=recu.authentique, identique=not differences, base_identique=meme_base,
        differences=tuple(differences), conclusion=typographier(phrase),
    )  # fmt: skip
