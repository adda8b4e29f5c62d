"""A `Reponse` as plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.presentation import formater_date
from index.modeles import Reponse


def en_texte(reponse: Reponse) -> str:
    """What a visitor would read, without layout."""
    return "\n".join(_lignes(reponse))


def _lignes(reponse: Reponse) -> Iterator[str]:
    yield f"[{reponse.decision}, probabilité {reponse.probabilite:.2f}] {reponse.titre or ''}".rstrip()
    for retouche in reponse.retouches:
        yield f"  Lu : « {retouche.lu} » pour « {retouche.tape} »"
    if reponse.decision == "choix":
        yield "Vouliez-vous parler de :"
    for texte in (reponse.reponse, reponse.orientation):
        if texte:
            yield texte
    if reponse.extrait:
        yield f"\n{reponse.extrait_titre} : {reponse.extrait}"
    if reponse.decision != "reponse":
        yield from (f"  - {candidat.titre} ({candidat.fiche})" for candidat in reponse.candidats)
    for source in reponse.sources:
        yield f"  Source : {source.titre}, vérifié le {formater_date(source.verifie_le)}"
    for avertissement in reponse.avertissements:
        yield f"  ! {avertissement}"
