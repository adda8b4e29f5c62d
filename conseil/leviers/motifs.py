"""Statements of reasons for going without a social condition, filled from the model clauses with what is known."""

from __future__ import annotations

from base_connaissance.clauses import VARIABLE, ClauseType
from base_connaissance.modeles import Base
from base_connaissance.presentation import remplir
from base_connaissance.typographie import typographier
from conseil.leviers.achat import Achat, euros
from conseil.leviers.faits import FAITS
from conseil.leviers.resultats import Motif

# The cases of L. 2112-2-1, II and of L. 3114-2-1, II: condition of the table → clause that states it.
_MARCHE = {
    "solution_disponible": "motif-solution-disponible",
    "sans_lien": "motif-sans-lien",
    "difficulte": "motif-concurrence-difficulte",
    "travaux_courts": "motif-travaux-courts",
}
_CONCESSION = {"sans_lien": "motif-concession-sans-lien", "difficulte": "motif-concession-difficulte"}
_ENTITE = "motif-entite-adjudicatrice"
_RANG = {"solution_disponible": 0, "sans_lien": 1, "difficulte": 2, "travaux_courts": 3}


def rediger(base: Base, achat: Achat) -> tuple[Motif, ...]:
    """One statement per case open to this purchase, those that the answers invoke first; empty without the clauses."""
    concession = achat.demande.nature == "concession"
    entite = achat.demande.acheteur == "entite_adjudicatrice" and not concession
    motifs = []
    for cas, clause in (_CONCESSION if concession else _MARCHE).items():
        etat = FAITS[cas].constater(achat).etat
        if cas == "travaux_courts" and (not achat.travaux or etat == "faux"):
            continue
        modele = base.clauses.get(_ENTITE if entite else clause)
        if modele is not None and cas in base.conditions:
            motifs.append(_motif(base, achat, modele, cas, etat == "vrai"))
    return tuple(sorted(motifs, key=lambda motif: not motif.invoque))


def _motif(base: Base, achat: Achat, clause: ClauseType, cas: str, invoque: bool) -> Motif:
    connues = _valeurs(achat, clause, cas)
    manquantes = [nom for nom in dict.fromkeys(VARIABLE.findall(clause.texte)) if nom not in connues]
    texte = VARIABLE.sub(
        lambda trouve: connues.get(trouve[1], f"[à compléter : {clause.variables[trouve[1]].libelle}]"), clause.texte
    )
    condition = base.conditions[cas]
    repere = FAITS[cas].constater(achat).repere
    return Motif(
        clause=clause.id, exception=cas, titre=typographier(condition.oui.replace("{repere}", repere)),
        invoque=invoque, texte=typographier(texte),
        precautions=remplir(base, clause.precautions, achat.lancement),
        a_completer=tuple(typographier(clause.variables[nom].libelle) for nom in manquantes),
    )  # fmt: skip


def _valeurs(achat: Achat, clause: ClauseType, cas: str) -> dict[str, str]:
    """The variables that the purchase fills; the buyer completes the others."""
    seuil = achat.seuil()
    valeurs = {"valeur_estimee": euros(achat.demande.montant_ht)}
    if achat.demande.objet:
        valeurs["objet"] = achat.demande.objet
    # Left to the buyer where the texts do not say which threshold counts (social and specific services).
    if seuil is not None and FAITS["seuil_europeen"].constater(achat).etat != "ouvert":
        valeurs["seuil_europeen"] = seuil.texte
    if "cas_invoque" in clause.variables:
        valeurs["cas_invoque"] = clause.variables["cas_invoque"].choix[_RANG[cas]]
    return {nom: valeur for nom, valeur in valeurs.items() if nom in clause.variables}
