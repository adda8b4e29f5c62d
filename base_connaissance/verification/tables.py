"""The tools' small tables hold together: what they name exists, rules rest on a text, questions can be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from base_connaissance.erreurs import Probleme
from base_connaissance.modeles import Base
from base_connaissance.tables import EtapeCalendrier, FamilleAchat, QuestionEligibilite, RegleEligibilite
from base_connaissance.verification.contexte import Contexte
from base_connaissance.verification.leviers import chiffres, cibles, ici, pieges_affirmes

FAMILLES = "conseil/familles_achat.yml"
CALENDRIER = "conseil/calendrier.yml"
QUESTIONS = "conseil/eligibilite_questions.yml"
REGLES = "conseil/eligibilite.yml"


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Missing targets, unknown figures, traps asserted, conditions that no answer can meet."""
    if contexte.seule is not None:
        return
    base = contexte.base
    for famille in base.familles_achat.values():
        yield from _situer(contexte, FAMILLES, famille.id, _famille(base, famille))
    for etape in base.etapes_calendrier.values():
        yield from _situer(contexte, CALENDRIER, etape.id, _etape(contexte, etape))
    for question in base.questions_eligibilite.values():
        yield from _situer(contexte, QUESTIONS, question.id, _question(contexte, question))
    for regle in base.regles_eligibilite.values():
        yield from _situer(contexte, REGLES, regle.id, _regle(contexte, regle))


def _famille(base: Base, famille: FamilleAchat) -> Iterator[str]:
    parametre = base.parametres.get(famille.parametre)
    if parametre is None or parametre.unite != "%":
        yield f"« {famille.parametre} » n'est pas une part (%) de parametres/"
    if famille.fiche is not None and famille.fiche not in base.fiches:
        yield f"la fiche « {famille.fiche} » n'existe pas"


def _etape(contexte: Contexte, etape: EtapeCalendrier) -> Iterator[str]:
    yield from cibles(contexte, etape.sources, (etape.fiche,))
    if etape.regle and not etape.sources:
        yield "une règle (« regle: true ») doit dire sa source ; sinon c'est une pratique"
    parametre = contexte.base.parametres.get(etape.quand.parametre or "")
    if etape.quand.parametre and (parametre is None or parametre.unite not in {"mois", "ans"}):
        yield f"« {etape.quand.parametre} » n'est pas une durée (mois, ans) de parametres/"
    yield from _phrases(contexte, (etape.titre, etape.geste, etape.rappel))


def _question(contexte: Contexte, question: QuestionEligibilite) -> Iterator[str]:
    yield from (f"« {code} » n'est pas une réponse" for code in question.exclusives if code not in question.reponses)
    yield from _phrases(contexte, (question.texte, question.aide or "", *question.reponses.values()))


def _regle(contexte: Contexte, regle: RegleEligibilite) -> Iterator[str]:
    yield from cibles(contexte, regle.sources, (regle.fiche,))
    yield from _conditions(contexte.base, regle.si)
    yield from _phrases(contexte, (regle.titre, regle.texte, *regle.preuves))


def _phrases(contexte: Contexte, phrases: tuple[str, ...]) -> Iterator[str]:
    yield from chiffres(contexte, phrases, contexte.jour)
    yield from pieges_affirmes(contexte, phrases)


def _conditions(base: Base, si: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for nom, reponses in si.items():
        question = base.questions_eligibilite.get(nom)
        if question is None:
            yield f"la question « {nom} » n'est pas dans {QUESTIONS}"
            continue
        yield from (
            f"« {code} » n'est pas une réponse de « {nom} »" for code in reponses if code not in question.reponses
        )


def _situer(contexte: Contexte, fichier: str, cle: str, messages: Iterator[str]) -> Iterator[Probleme]:
    yield from (ici(contexte, fichier, cle, f"« {cle} » : {message}") for message in messages)
