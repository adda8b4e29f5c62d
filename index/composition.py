"""Building a `Reponse` from a fiche, for one reader and one day; then proving that every word of it is in the base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from base_connaissance.citations import infideles
from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Fiche, Orientation, Public, Section
from base_connaissance.presentation import (
    formater_date,
    libelle_source,
    remplir,
    reponse_anterieure,
    texte_reponse,
)
from base_connaissance.typographie import typographier
from index.decoupage import Unite, morceaux
from index.equivalences import equivalentes
from index.erreurs import ProvenanceInconnue
from index.modeles import Candidat, Reponse, SourceCitee

_SUGGESTIONS = 3


def preparer(base: Base, fiche: Fiche, jour: date) -> None:
    """Fill, for that day, the caches of what an answer of this fiche can say."""
    with suppress(ParametreInconnu):
        for public in (None, *fiche.reponses_par_public):
            texte_reponse(base, fiche, public, jour)
        for section in fiche.sections:
            morceaux(base, fiche, section, jour)


def composer_fiche(
    base: Base, fiche: Fiche, question: str, public: Public | None, jour: date, probabilite: float,
    passage: Unite | None, candidats: Sequence[Candidat], aujourd_hui: date,
) -> Reponse:  # fmt: skip
    """The direct answer of a fiche with its evidence. Raises ProvenanceInconnue if a text is not in the base."""
    ancienne = reponse_anterieure(fiche, jour)
    section = next((s for s in fiche.sections if passage is not None and s.ancre == passage.ancre), None)
    extrait = _extrait(base, fiche, section, passage, jour) if ancienne is None else None
    reponse = Reponse(
        question=question, decision="reponse", probabilite=probabilite, fiche=fiche.id,
        titre=typographier(fiche.titre), reponse=texte_reponse(base, fiche, public, jour),
        extrait=extrait, extrait_titre=typographier(section.titre) if section and extrait else None,
        extrait_ancre=section.ancre if section and extrait else None,
        sources=tuple(citer(base, fiche, (ancienne.sources if ancienne else ()) or fiche.sources)),
        candidats=tuple(candidats), suggestions=tuple(_voisines(base, fiche, candidats)),
        avertissements=tuple(_avertir(fiche, jour, aujourd_hui)), date_droit=jour, empreinte_base=base.empreinte,
    )  # fmt: skip
    verifier_provenance(base, reponse)
    return reponse


def _extrait(base: Base, fiche: Fiche, section: Section | None, passage: Unite | None, jour: date) -> str | None:
    """The passage as it reads on that day; None when one of its figures has no value then: the answer stands alone."""
    if section is None or passage is None:
        return None
    try:
        pieces = morceaux(base, fiche, section, jour)
    except ParametreInconnu:
        return None
    return pieces[min(passage.morceau, len(pieces) - 1)] if pieces else None


def composer_refus(base: Base, orientation: Orientation | None, motif: str, question: str, jour: date,
                   probabilite: float = 0.0, candidats: Sequence[Candidat] = ()) -> Reponse:  # fmt: skip
    """A refusal that says what is covered and where to go."""
    fiches = [base.fiches[i] for i in orientation.fiches if i in base.fiches] if orientation else []
    return Reponse(
        question=question, decision="refus", probabilite=probabilite, motif=motif,
        orientation=typographier(orientation.texte) if orientation else None, candidats=tuple(candidats),
        suggestions=tuple(_en_candidats(fiches)), date_droit=jour, empreinte_base=base.empreinte,
    )  # fmt: skip


def citer(base: Base, fiche: Fiche, identifiants: Iterable[str]) -> Iterator[SourceCitee]:
    """The sources of an answer, as shown."""
    for identifiant in identifiants:
        source = base.sources.get(identifiant)
        if source is not None:
            yield SourceCitee(
                id=source.id, titre=libelle_source(source), article=source.article, url=source.url,
                verifie_le=fiche.verifie_le, nature=source.nature,
            )  # fmt: skip


def verifier_provenance(base: Base, reponse: Reponse) -> None:
    """Raise ProvenanceInconnue unless every sentence and address of the answer stands in the base for that day."""
    fiche = base.fiches.get(reponse.fiche or "")
    if fiche is None or reponse.reponse not in _reponses_possibles(base, fiche, reponse.date_droit):
        raise ProvenanceInconnue(f"réponse absente de la fiche {reponse.fiche}")
    if reponse.extrait is not None:
        section = next((s for s in fiche.sections if s.ancre == reponse.extrait_ancre), None)
        if section is None or reponse.extrait not in morceaux(base, fiche, section, reponse.date_droit):
            raise ProvenanceInconnue(f"extrait absent de la fiche {fiche.id}")
    for texte in (reponse.reponse, reponse.extrait):
        if texte and (fautes := infideles(texte, base.citations.values())):
            raise ProvenanceInconnue(f"citation qui n'est pas mot pour mot : {fautes[0]}")
    for citee in reponse.sources:
        source = base.sources.get(citee.id)
        if source is None or citee.url != source.url:
            raise ProvenanceInconnue(f"source inconnue : {citee.id}")


def _reponses_possibles(base: Base, fiche: Fiche, jour: date) -> Iterator[str | None]:
    for texte in (fiche.reponse, *fiche.reponses_par_public.values(), *(a.reponse for a in fiche.anterieurement)):
        try:
            yield remplir(base, texte, jour, fiche)
        except ParametreInconnu:
            continue


def _voisines(base: Base, fiche: Fiche, candidats: Sequence[Candidat]) -> Iterator[Candidat]:
    """The fiches to read next: those it refers to, first the one that came second for this question."""
    liees = {*fiche.voir_aussi, *equivalentes().get(fiche.id, ())}
    seconde = [candidat.fiche for candidat in candidats[1:2] if candidat.fiche in liees]
    ordre = dict.fromkeys([*seconde, *fiche.voir_aussi])
    yield from _en_candidats([base.fiches[i] for i in ordre if i in base.fiches][:_SUGGESTIONS])


def _en_candidats(fiches: Iterable[Fiche]) -> Iterator[Candidat]:
    for fiche in fiches:
        yield Candidat(fiche=fiche.id, titre=typographier(fiche.titre), score=0.0)


def _avertir(fiche: Fiche, jour: date, aujourd_hui: date) -> Iterator[str]:
    if fiche.confiance == "a_confirmer":
        yield typographier(
            "À confirmer : cette réponse repose sur un usage que nous n'avons pas retrouvé dans une source sûre. "
            "Faites-la valider avant de vous en servir."
        )
    ancienne = reponse_anterieure(fiche, jour)
    if ancienne is not None:
        yield typographier(f"Réponse selon le droit applicable au {formater_date(jour)} ; la règle a changé depuis.")
    elif jour != aujourd_hui:
        yield typographier(f"Réponse selon le droit connu au {formater_date(jour)}.")
    if fiche.a_revoir_le < aujourd_hui:
        yield typographier(f"Cette fiche devait être relue avant le {formater_date(fiche.a_revoir_le)}.")
