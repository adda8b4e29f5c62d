"""The one door of the eligibility tool: the rules that the answers meet, and the careful verdict that follows."""

from __future__ import annotations

from base_connaissance.presentation import remplir
from base_connaissance.tables import RegleEligibilite
from conseil.droit import Droit
from conseil.eligibilite.modeles import Constat, DemandeEligibilite, Effet, ResultatEligibilite, Verdict
from conseil.erreurs import SaisieInvalide
from conseil.resultat import Etape

_ORDRE: tuple[Effet, ...] = ("bloquant", "ccag", "usage", "avis", "pass_iae", "information")
_VERDICTS: dict[Effet, Verdict] = {
    "bloquant": "a_regler", "ccag": "public_ccag", "usage": "public_usage", "avis": "sur_avis", "pass_iae": "pass_iae",
}  # fmt: skip
_TITRES: dict[Verdict, str] = {
    "a_regler": "Un point à régler d'abord",
    "public_ccag": "Probablement, à faire valider",
    "public_usage": "Probablement, à faire valider",
    "sur_avis": "Peut-être, à demander",
    "indetermine": "Rien ne permet de le dire ici",
}
_DECIDE = "Ce sont les documents du marché qui décident ; l'acheteur vérifie, avec le facilitateur."
_RESUMES: dict[Verdict, str] = {
    "a_regler": "En l'état, les heures pourraient ne pas compter : voyez le premier point ci-dessous.",
    "public_ccag": "La personne entre dans un public lu dans un CCAG de 2021.",
    "public_usage": "La personne entre dans un public que des listes locales citent.",
    "sur_avis": "La réponse dépend du facilitateur, le cas échéant sur avis motivé d'un prescripteur.",
    "indetermine": "Aucune des catégories connues n'est cochée : demandez au facilitateur avant de recruter.",
}
LIMITES = (
    "Les documents du marché l'emportent : leur liste des publics, leurs preuves, leurs délais.",
    "Cet outil ne valide personne et ne remplace pas la validation prévue au marché.",
    "Il ne dit pas combien de temps la personne comptera : le code du travail ne fixe aucune durée de prise en compte, "
    "lisez le marché.",
    "La liste complète des publics des CCAG de 2021 n'a pas pu être lue : un public absent d'ici peut être admis.",
)
A_NE_PAS_DEMANDER = (
    "Le motif d'éligibilité ou le dossier social : l'acheteur a besoin de savoir que la personne est éligible, pas "
    "pourquoi.",
    "Une information de santé, un diagnostic, un taux.",
    "Le bulletin de paie entier ou une notification sociale.",
)


def examiner_eligibilite(demande: DemandeEligibilite, droit: Droit) -> ResultatEligibilite:
    """What the table says of these answers. Raises SaisieInvalide, naming the question wrongly answered.

    Raises ParametreInconnu when a figure of a sentence is unknown on the day of the law.
    """
    reponses = _verifier(demande, droit)
    regles = [regle for regle in droit.base.regles_eligibilite.values() if _tient(regle, reponses)]
    regles.sort(key=lambda regle: _ORDRE.index(regle.effet))
    constats = tuple(_constater(regle, droit) for regle in regles)
    verdict = _juger(demande, constats)
    principal = next((constat for constat in constats if constat.effet == "pass_iae"), None)
    titre = principal.titre if verdict == "pass_iae" and principal else _TITRES.get(verdict, _TITRES["indetermine"])
    resume = principal.texte if verdict == "pass_iae" and principal else f"{_RESUMES[verdict]} {_DECIDE}"
    return ResultatEligibilite(
        verdict=verdict,
        titre=titre,
        resume=resume,
        constats=constats,
        preuves=tuple(dict.fromkeys(preuve for regle in regles for preuve in regle.preuves)),
        a_ne_pas_demander=A_NE_PAS_DEMANDER,
        etapes=tuple(_en_etape(constat) for constat in constats),
        limites=LIMITES,
        sources=droit.sources(source for regle in regles for source in regle.sources),
        fiches=droit.fiches((*(regle.fiche for regle in regles), "donnees-personnelles-suivi")),
        date_droit=droit.jour,
        empreinte_base=droit.base.empreinte,
    )


def _verifier(demande: DemandeEligibilite, droit: Droit) -> dict[str, tuple[str, ...]]:
    """The answers by question, each one among those of its question."""
    reponses: dict[str, tuple[str, ...]] = {}
    questions = droit.base.questions_eligibilite
    if not questions:
        raise SaisieInvalide("but", "Les questions de cet outil manquent à la base : réessayez plus tard.")
    for nom, valeur in demande.model_dump(exclude_none=True).items():
        codes = (valeur,) if isinstance(valeur, str) else tuple(valeur)
        question = questions[nom]
        if inconnus := [code for code in codes if code not in question.reponses]:
            admises = ", ".join(question.reponses)
            raise SaisieInvalide(
                nom, f"« {inconnus[0]} » n'est pas une réponse possible. Réponses admises : {admises}."
            )
        if len(codes) > 1 and set(codes) & set(question.exclusives):
            raise SaisieInvalide(nom, "« Aucune » ne se coche pas avec une autre réponse : décochez l'une des deux.")
        reponses[nom] = codes
    return reponses


def _tient(regle: RegleEligibilite, reponses: dict[str, tuple[str, ...]]) -> bool:
    return all(set(codes) & set(reponses.get(question, ())) for question, codes in regle.si.items())


def _constater(regle: RegleEligibilite, droit: Droit) -> Constat:
    return Constat(
        id=regle.id, effet=regle.effet, titre=regle.titre, texte=remplir(droit.base, regle.texte, droit.jour),
        reference=" ; ".join(source.titre for source in droit.sources(regle.sources)),
        confiance=regle.confiance, fiche=regle.fiche,
    )  # fmt: skip


def _juger(demande: DemandeEligibilite, constats: tuple[Constat, ...]) -> Verdict:
    effets = [constat.effet for constat in constats]
    if demande.but == "pass":
        return "pass_iae"
    return next((_VERDICTS[effet] for effet in ("bloquant", "ccag", "usage", "avis") if effet in effets), "indetermine")


def _en_etape(constat: Constat) -> Etape:
    return Etape(libelle=constat.titre, formule=constat.texte, reference=constat.reference, confiance=constat.confiance)
