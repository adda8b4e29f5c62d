"""One lever for one purchase: its verdict put into words, its conditions sorted, its counterfactuals."""

from __future__ import annotations

from collections.abc import Iterator

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.leviers import Levier, Obligation, Remarque
from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_date, remplir, reponse_anterieure, texte_reponse
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.leviers.achat import Achat, Etat
from conseil.leviers.contrefactuels import chercher
from conseil.leviers.demande import DemandeLeviers
from conseil.leviers.faits import FAITS
from conseil.leviers.jugement import Jugement, LireEtat, Verdict, juger, lire_reference
from conseil.leviers.resultats import ConditionExaminee, Role, VerdictLevier

_DEFENSE = "defense"
_PRUDENCE = (
    "En attendant la réponse de votre service juridique, le plus prudent est de faire comme si la règle s'appliquait."
)


def rendre(levier: Levier, achat: Achat) -> VerdictLevier:
    """The verdict on a lever, ready to show."""
    base, jour = achat.droit.base, achat.lancement
    etat = lire(achat)
    jugement = juger(levier, etat, jour)
    conditions = list(_conditions(base, levier, achat, etat))
    concession = levier.concession if etat("concession") == "vrai" else None
    fiche = concession.fiche if concession else levier.fiche
    sources = [*(concession.sources if concession else levier.sources), *_citees(jugement)]
    ouvertes = tuple(_ouvertes(base, levier, etat, jugement, achat))
    pourquoi, contre = _raisons(base, levier, jugement, conditions, ouvertes, achat)
    reserves = [_dire(base, reserve.texte, achat) for reserve in jugement.reserves if not reserve.ouverte]
    reserves += [phrase for phrase in ouvertes if phrase not in pourquoi]
    general = _doute_defense(base, levier, etat)
    fiches = achat.droit.fiches([fiche, *levier.toutes_les_fiches()])
    return VerdictLevier(
        id=levier.id, titre=typographier(levier.titre), groupe=levier.groupe, resume=_dire(base, levier.resume, achat),
        verdict=jugement.verdict, prudence="obligatoire" if jugement.verdict == "a_confirmer" else jugement.verdict,
        a_confirmer=jugement.doute or general is not None, motif_du=_motif_du(levier, jugement, etat, achat),
        pourquoi=pourquoi, pourquoi_pas=contre,
        reserves=tuple(dict.fromkeys([*reserves, *filter(None, [general])])),
        remplies=tuple(c for c in conditions if c.favorable is True),
        non_remplies=tuple(c for c in conditions if c.favorable is False),
        a_verifier=tuple(c for c in conditions if c.favorable is None),
        contrefactuels=chercher(base, levier, achat, jugement.verdict, lambda autre: _rejuger(levier, achat, autre)),
        reponse_fiche=_reponse(base, fiche, achat), fiche=fiches[0] if fiches else None, fiches=fiches,
        sources=achat.droit.sources(s for s in sources if s in base.sources), confiance=levier.confiance,
    )  # fmt: skip


def lire(achat: Achat) -> LireEtat:
    """The states of the conditions for this purchase, each computed once."""
    connus: dict[str, Etat] = {}

    def etat(nom: str) -> Etat:
        if nom not in connus:
            connus[nom] = FAITS[nom].constater(achat).etat
        return connus[nom]

    return etat


def _rejuger(levier: Levier, achat: Achat, demande: DemandeLeviers) -> Verdict:
    droit = Droit(achat.droit.base, demande.lancement or achat.lancement)
    autre = Achat(demande, droit, achat.social if demande.cpv == achat.demande.cpv else None)
    return juger(levier, lire(autre), droit.jour).verdict


def _conditions(base: Base, levier: Levier, achat: Achat, etat: LireEtat) -> Iterator[ConditionExaminee]:
    """Each condition of the day once, in its strongest role."""
    blocs: list[tuple[Role, str]] = [("requise", reference) for reference in levier.requises]
    for obligation in levier.obligations:
        if obligation.en_vigueur(achat.lancement) and _de_ce_contrat(obligation, etat):
            blocs += [("obligation", reference) for reference in obligation.si]
            blocs += [("exception", reference) for reference in obligation.sauf]
    # One word is enough to advise against: shown as a condition only when the warning rests on it alone.
    blocs += [("deconseil", remarque.si[0]) for remarque in levier.deconseils if len(remarque.si) == 1]
    yield from _dates(levier, achat)
    vues: set[str] = set()
    for role, reference in blocs:
        nom = reference.removeprefix("!")
        if nom not in vues and nom in base.conditions:
            vues.add(nom)
            yield _condition(base, role, reference, achat, lire_reference(reference, etat))


def _de_ce_contrat(obligation: Obligation, etat: LireEtat) -> bool:
    """Whether a duty is about this kind of contract: markets and concessions have their own."""
    return all(lire_reference(r, etat) != "faux" for r in obligation.si if r.removeprefix("!") == "concession")


def _condition(base: Base, role: Role, reference: str, achat: Achat, etat: Etat) -> ConditionExaminee:
    nom = reference.removeprefix("!")
    condition, constat = base.conditions[nom], FAITS[nom].constater(achat)
    inconnue = etat in ("inconnu", "ouvert")
    textes = {"vrai": condition.oui, "faux": condition.non, "inconnu": condition.question}
    texte = textes.get(constat.etat) or condition.ouverte or condition.question
    contre = role in ("exception", "deconseil")
    return ConditionExaminee(
        condition=nom, role=role, texte=typographier(texte.replace("{repere}", constat.repere)),
        detail=typographier(constat.detail), etat=constat.etat,
        favorable=None if inconnue else (etat == "vrai") != contre,
        question=typographier(condition.question) if etat == "inconnu" else None, sources=condition.sources,
    )  # fmt: skip


def _dates(levier: Levier, achat: Achat) -> Iterator[ConditionExaminee]:
    """The days of the law that count for this lever: its creation, the start of its duties."""
    jours = {levier.depuis} if achat.lancement < levier.depuis else set()
    jours |= {o.depuis for o in levier.obligations if o.depuis > levier.depuis and o.jusqu_au is None}
    for jour in sorted(jours):
        depuis = achat.lancement >= jour
        phrase = "est lancée à compter du" if depuis else "est lancée avant le"
        yield ConditionExaminee(
            condition="date", role="date", texte=typographier(f"La consultation {phrase} {formater_date(jour)}"),
            detail=f"lancement le {formater_date(achat.lancement)}", favorable=depuis,
            etat="vrai" if depuis else "faux",
        )  # fmt: skip


def _raisons(
    base: Base,
    levier: Levier,
    jugement: Jugement,
    conditions: list[ConditionExaminee],
    ouvertes: tuple[str, ...],
    achat: Achat,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why, and why not."""
    if jugement.verdict == "impossible":
        manques = [f"{c.texte}." for c in conditions if c.favorable is False and c.role in ("requise", "date")]
        if achat.lancement < levier.depuis and levier.avant:
            manques = [_dire(base, levier.avant, achat)]
        return (), tuple(manques)
    contre = tuple(_dire(base, deconseil.texte, achat) for deconseil in jugement.deconseils)
    if jugement.verdict == "a_confirmer":
        return (*ouvertes, typographier(_PRUDENCE)), contre
    if jugement.obligation is not None:
        return (_dire(base, jugement.obligation.texte, achat),), contre
    leve = [_dire(base, jugement.levee.leve, achat)] if jugement.levee and jugement.levee.leve else []
    return (*leve, _dire(base, levier.possible, achat)), contre


def _ouvertes(base: Base, levier: Levier, etat: LireEtat, jugement: Jugement, achat: Achat) -> Iterator[str]:
    """The sentence of each point that the texts leave open."""
    yield from (_dire(base, reserve.texte, achat) for reserve in jugement.reserves if reserve.ouverte)
    for nom in levier.references():
        condition = base.conditions.get(nom)
        if condition is not None and condition.ouverte and etat(nom) == "ouvert" and jugement.obligation is not None:
            yield typographier(condition.ouverte)


def _doute_defense(base: Base, levier: Levier, etat: LireEtat) -> str | None:
    """Outside the levers that settle it, what the code keeps for defence or security was not read."""
    condition = base.conditions.get(_DEFENSE)
    if condition is None or condition.ouverte is None or levier.defense_reglee or etat(_DEFENSE) != "vrai":
        return None
    return typographier(condition.ouverte)


def _motif_du(levier: Levier, jugement: Jugement, etat: LireEtat, achat: Achat) -> bool:
    """Whether going without it needs a written reason: a duty holds, is lifted by a case, or lacks any link."""
    if jugement.obligation is not None or jugement.levee is not None:
        return any(o is not None and o.sauf for o in (jugement.obligation, jugement.levee))
    dues = (o for o in levier.obligations if o.en_vigueur(achat.lancement) and o.sauf)
    return jugement.verdict == "impossible" and any(
        all(lire_reference(reference, etat) in ("vrai", "ouvert") for reference in o.si) for o in dues
    )


def _citees(jugement: Jugement) -> list[str]:
    parts: list[Obligation | Remarque | None] = [jugement.obligation, jugement.levee]
    return [s for part in (*parts, *jugement.deconseils, *jugement.reserves) if part for s in part.sources]


def _reponse(base: Base, identifiant: str, achat: Achat) -> str | None:
    """The answer of the fiche on the launch day; None when it states nothing for that day."""
    fiche = base.fiches.get(identifiant)
    if fiche is None:
        return None
    if achat.lancement < fiche.applicable.debut and reponse_anterieure(fiche, achat.lancement) is None:
        return None
    try:
        return texte_reponse(base, fiche, "acheteur", achat.lancement)
    except ParametreInconnu:
        return None


def _dire(base: Base, texte: str, achat: Achat) -> str:
    """A sentence with its figures of the launch day; a figure unknown that day is said to be so."""
    try:
        return remplir(base, texte, achat.lancement)
    except ParametreInconnu:
        return typographier("Un chiffre de cette règle n'est pas connu pour cette date : ouvrez la fiche.")
