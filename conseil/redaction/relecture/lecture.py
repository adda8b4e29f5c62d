"""Reading a draft again, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.presentation import formater_nombre, remplir
from base_connaissance.relecture import BROUILLONS, Brouillon, GraviteRegle, RegleRelecture
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.redaction.documents import TITRES
from conseil.redaction.relecture.modeles import (
    LONGUEUR_MAXIMALE,
    LONGUEUR_MINIMALE,
    ClauseModele,
    DemandeRelecture,
    Passage,
    ResultatRelecture,
    Trouvaille,
)
from conseil.redaction.relecture.moteur import passages, present
from conseil.redaction.relecture.texte import Phrase, phrases, plier

PASSAGES_MAXIMUM = 12
NOMS: dict[Brouillon, str] = {
    "clause": "clause d'exécution", "critere": "critère d'attribution", "avis": "mention d'avis",
    "reserve": "marché ou lot réservé",
}  # fmt: skip
_POINTS = r"\bpoints?\b(?! de (?:suivi|controle|depart|contact))"
_INDICES: tuple[tuple[Brouillon, str], ...] = (
    ("reserve", r"l\.? ?2113-1[2-6]|\best reservee?s?\b|(?:lot|marche)(?: \w+)? reserve\b(?! \d)"),
    (
        "critere",
        rf"sous-critere|\bcritere[^.]{{0,120}}(?:point|%|\bnotee?\b|note |ponder|appreci)|\bbonus\b|\d {_POINTS}",
    ),
    ("avis", r"avis d'appel|avis de marche|marche comporte une (?:clause|condition)"),
)
_LIMITES = (
    "La relecture reconnaît des mots, pas des intentions : elle peut se taire sur un défaut, ou s'alarmer d'une "
    "formule juste dans votre contexte.",
    "Elle ne lit que ce brouillon : un élément « manquant » est peut-être dans une autre pièce.",
    "Elle ne remplace ni votre service juridique, ni le facilitateur.",
)


def relire(demande: DemandeRelecture, droit: Droit) -> ResultatRelecture:
    """The second reading of a draft.

    Raises SaisieInvalide when it is too short or too long, ParametreInconnu when the base holds no rule.
    """
    if not droit.base.relecture:
        raise ParametreInconnu("relecture")
    texte = _verifier(demande.texte)
    plie, lues = plier(texte), phrases(texte)
    type_brouillon = demande.type or deviner(plie)
    regles = [regle for regle in droit.base.relecture.values() if type_brouillon in regle.brouillons]
    trouvailles, presents = [], []
    for regle in regles:
        if regle.sorte == "manque":
            if regle.si and not present(regle.si, plie):
                continue
            if present(regle.motifs, plie):
                presents.append(regle.element or regle.titre)
            else:
                trouvailles.append(_presenter(regle, (), droit))
        elif vus := passages_de_risque(regle, texte, plie, lues, droit):
            trouvailles.append(_presenter(regle, vus, droit))
    trouvailles.sort(key=_rang)
    return ResultatRelecture(
        outil="relecture", resume=_resumer(trouvailles, type_brouillon), type=type_brouillon,
        type_devine=demande.type is None, longueur=len(texte), trouvailles=tuple(trouvailles),
        presents=tuple(map(typographier, presents)), limites=tuple(map(typographier, _LIMITES)),
        sources=droit.sources(source.id for trouvaille in trouvailles for source in trouvaille.sources),
        fiches=droit.fiches(fiche.id for trouvaille in trouvailles for fiche in trouvaille.fiches),
        date_droit=droit.jour, empreinte_base=droit.base.empreinte,
    )  # fmt: skip


def passages_de_risque(
    regle: RegleRelecture, texte: str, plie: str, lues: Sequence[Phrase], droit: Droit
) -> tuple[Passage, ...]:
    """The words that a rule of risk catches in a text (also given folded, and cut in sentences)."""
    if (regle.si and not present(regle.si, plie)) or present(regle.sans_ailleurs, plie):
        return ()
    return tuple(
        passage.model_copy(update={"texte": texte[passage.debut : passage.fin]})
        for passage in passages(regle, lues, droit)[:PASSAGES_MAXIMUM]
    )


def risques(texte: str, type_brouillon: Brouillon, droit: Droit) -> tuple[tuple[RegleRelecture, str], ...]:
    """The rules of risk that a short text meets, with the words caught: blanks of a kit, labels of a grid."""
    plie, lues = plier(texte), phrases(texte)
    return tuple(
        (regle, vus[0].texte)
        for regle in droit.base.relecture.values()
        if regle.sorte == "risque" and type_brouillon in regle.brouillons
        and (vus := passages_de_risque(regle, texte, plie, lues, droit))
    )  # fmt: skip


def deviner(plie: str) -> Brouillon:
    """What a folded draft is, from its own words: an execution clause unless it says otherwise."""
    return next((nature for nature, indice in _INDICES if present((indice,), plie)), BROUILLONS[0])


def _verifier(texte: str) -> str:
    if len(texte) > LONGUEUR_MAXIMALE:
        raise SaisieInvalide("texte", typographier(
            f"Ce brouillon compte {formater_nombre(len(texte))} caractères, la limite est de "
            f"{formater_nombre(LONGUEUR_MAXIMALE)}. Relisez-le en "
            "plusieurs fois, une pièce après l'autre."
        ))  # fmt: skip
    if len(texte.strip()) < LONGUEUR_MINIMALE:
        raise SaisieInvalide("texte", typographier("Collez le texte de la clause : une phrase entière au moins."))
    return texte


def _presenter(regle: RegleRelecture, lus: tuple[Passage, ...], droit: Droit) -> Trouvaille:
    base, fiche = droit.base, droit.base.fiches.get(regle.fiches[0])
    return Trouvaille(
        regle=regle.id, sorte=regle.sorte, gravite=regle.gravite, titre=typographier(regle.titre), passages=lus,
        pourquoi=remplir(base, regle.pourquoi, droit.jour, fiche),
        correction=remplir(base, regle.correction, droit.jour, fiche), confiance=regle.confiance,
        clauses=tuple(
            ClauseModele(id=clause.id, titre=typographier(clause.titre), document=TITRES[clause.document])
            for clause in map(base.clauses.get, regle.clauses) if clause is not None
        ),
        sources=droit.sources(source for source in regle.sources if source in base.sources),
        fiches=droit.fiches(regle.fiches),
    )  # fmt: skip


def _rang(trouvaille: Trouvaille) -> tuple[int, int, int]:
    gravites: tuple[GraviteRegle, ...] = ("forte", "moyenne", "conseil")
    premier = trouvaille.passages[0].debut if trouvaille.passages else 0
    return gravites.index(trouvaille.gravite), trouvaille.sorte == "manque", premier


def _resumer(trouvailles: Sequence[Trouvaille], nature: Brouillon) -> str:
    risques = sum(trouvaille.sorte == "risque" for trouvaille in trouvailles)
    manques = len(trouvailles) - risques
    graves = sum(trouvaille.gravite == "forte" for trouvaille in trouvailles)
    if not trouvailles:
        return typographier(f"Lu comme {NOMS[nature]} : rien à signaler parmi nos règles.")
    return typographier(
        f"Lu comme {NOMS[nature]} : {_compter(risques, 'formule à revoir', 'formules à revoir')}, "
        f"{_compter(manques, 'élément manquant', 'éléments manquants')}"
        + (f", dont {_compter(graves, 'point important', 'points importants')}." if graves else ".")
    )  # fmt: skip


def _compter(nombre: int, singulier: str, pluriel: str) -> str:
    return f"{nombre or 'aucun' + 'e' * singulier.startswith('formule')} {pluriel if nombre > 1 else singulier}"
