"""From hours due to mixes of ways, in people, weeks and months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.presentation import formater_date, formater_nombre, formater_valeur, remplir
from base_connaissance.realisation import Montage, PartMontage
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.realisation import alertes
from conseil.realisation.demande import DemandeRealisation
from conseil.realisation.mesures import SEMAINES_PAR_AN, mois_utiles, personnes_necessaires, repartir
from conseil.realisation.poste import taches_proposees
from conseil.realisation.resultats import (
    Alerte,
    Faisable,
    MoisPlan,
    MontagePropose,
    PartRealisee,
    ResultatRealisation,
)
from conseil.resultat import Etape

_LIMITES = (
    "Les parts et les mois de démarrage sont des exemples à adapter : aucun texte ne les fixe.",
    "Ce plan ne donne aucun prix : demandez un devis à chaque structure.",
    "Les publics, la validation, la formation et la sous-traitance se lisent dans votre marché, qui l'emporte.",
    "Le plan répartit les heures également : le terrain (saisons, pics, congés) le corrigera.",
)
_PREMIERS_PAS = (
    "Relisez la clause : volume de votre lot, publics, validation, preuves, pénalité.",
    "Appelez le facilitateur : il connaît les structures et les profils près de vous.",
)
_ORDRE: dict[Faisable, int] = {"oui": 0, "a_verifier": 1, "non": 2}


def planifier(demande: DemandeRealisation, droit: Droit) -> ResultatRealisation:
    """The mixes for these hours. Raises SaisieInvalide (own mix, hours done, unknown trade) and ParametreInconnu."""
    base = droit.base
    if not base.montages:
        raise ParametreInconnu("montages")
    demande.verifier(frozenset(base.moyens))
    if demande.metier is not None and demande.metier not in base.metiers:
        raise SaisieInvalide("metier", "Ce métier n'est pas dans nos tables : choisissez-en un autre, ou aucun.")
    restant = demande.heures - demande.heures_faites
    payees, legales = droit.chiffre("heures_annuelles_payees"), droit.chiffre("heures_annuelles_legales")
    hebdo = demande.heures_hebdo or payees.valeur / SEMAINES_PAR_AN
    montages = [_proposer(montage, demande, restant, hebdo, droit) for montage in _montages(demande, droit)]
    communes = tuple(_ecrire(alertes.generales(demande, restant, hebdo, droit)))
    metier = base.metiers[demande.metier] if demande.metier else None
    semaines_une = restant / hebdo
    return ResultatRealisation(
        outil="realisation", heures=round(restant), heures_hebdo=hebdo, etp=round(restant / legales.valeur, 4),
        semaines_d_une_personne=round(semaines_une, 1), alertes=communes,
        resume=_resume(demande, restant, hebdo),
        etapes=(
            Etape(
                libelle=typographier("Heures à réaliser"), valeur=restant, unite="heures",
                formule=f"{formater_nombre(demande.heures)} - {formater_nombre(demande.heures_faites)}",
            ),
            Etape(
                libelle=typographier("Semaines d'une seule personne"), valeur=round(semaines_une, 1), unite="semaines",
                formule=typographier(f"{formater_nombre(restant)} h ÷ {formater_nombre(hebdo)} h par semaine"),
                reference=None if demande.heures_hebdo else droit.reference(payees), confiance=payees.confiance,
            ),
            Etape(
                libelle=typographier("Équivalent temps plein sur un an"), valeur=round(restant / legales.valeur, 2),
                unite="ETP", formule=typographier(f"{formater_nombre(restant)} h ÷ {legales.texte}"),
                reference=droit.reference(legales), confiance=legales.confiance,
            ),
        ),
        montages=tuple(sorted(montages, key=lambda montage: (montage.id != "le_votre", _ORDRE[montage.faisable]))),
        taches=taches_proposees(metier) if metier else (), limites=tuple(map(typographier, _LIMITES)),
        sources=droit.sources(s for moyen in base.moyens.values() for s in moyen.sources),
        fiches=droit.fiches(["manieres-de-realiser", *(m.fiche for m in base.moyens.values()), "decouper-la-mission"]),
        date_droit=droit.jour, empreinte_base=base.empreinte,
    )  # fmt: skip


def _montages(demande: DemandeRealisation, droit: Droit) -> Iterable[Montage | None]:
    """One's own mix first, then the examples of the base."""
    if demande.parts:
        yield None
    yield from droit.base.montages.values()


def _proposer(
    montage: Montage | None, demande: DemandeRealisation, restant: float, hebdo: float, droit: Droit
) -> MontagePropose:
    choisies = [(moyen, part, _depart(moyen, droit)) for moyen, part in demande.parts.items() if part > 0]
    parts = choisies if montage is None else [(p.moyen, float(p.part), p.debut) for p in montage.parts]
    heures = repartir(round(restant), [part for _, part, _ in parts])
    realisees = tuple(
        _part(moyen, part, volume, debut, demande, hebdo, droit)
        for (moyen, part, debut), volume in zip(parts, heures, strict=True)
    )
    signalees = tuple(_ecrire(alerte for part in realisees for alerte in alertes.de_part(part, demande, droit)))
    moyens = [droit.base.moyens[part.moyen] for part in realisees]

    def reunir(*listes: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(remplir(droit.base, texte, droit.jour) for liste in listes for texte in liste))

    return MontagePropose(
        id=montage.id if montage else "le_votre", titre=typographier(montage.titre if montage else "Votre mélange"),
        quand=typographier(montage.quand if montage else "La répartition que vous avez choisie."),
        faisable=_faisable(signalees), parts=realisees, mois=_mois(realisees, demande), alertes=signalees,
        cette_semaine=reunir(_PREMIERS_PAS, *(m.cette_semaine for m in moyens)),
        preuves=reunir(*(m.preuves for m in moyens)), appeler=reunir(*(m.appeler for m in moyens)),
    )  # fmt: skip


def _part(
    nom: str, part: float, heures: int, debut: int, demande: DemandeRealisation, hebdo: float, droit: Droit
) -> PartRealisee:
    moyen = droit.base.moyens[nom]
    utiles = mois_utiles(demande.duree_mois, debut)
    plafond = alertes.plafond_association(demande, droit) if nom == "association_intermediaire" else None
    personnes = personnes_necessaires(heures, sum(utiles), hebdo, plafond)
    return PartRealisee(
        moyen=nom, titre=typographier(moyen.titre), famille=moyen.famille, part=part, heures=heures,
        personnes=personnes,
        semaines_par_personne=round(heures / personnes / hebdo, 1),
        premier_mois=next((rang for rang, poids in enumerate(utiles) if poids > 0), 0) + 1,
        ce_qui_compte=remplir(droit.base, moyen.ce_qui_compte, droit.jour),
        condition=remplir(droit.base, moyen.condition, droit.jour),
        preuves=tuple(typographier(preuve) for preuve in moyen.preuves), confiance=moyen.confiance,
    )  # fmt: skip


def _depart(moyen: str, droit: Droit) -> int:
    """The month a way starts in the examples; the first if no example uses it."""
    exemples: list[PartMontage] = [p for montage in droit.base.montages.values() for p in montage.parts]
    return next((part.debut for part in exemples if part.moyen == moyen), 0)


def _mois(parts: tuple[PartRealisee, ...], demande: DemandeRealisation) -> tuple[MoisPlan, ...]:
    colonnes = [repartir(p.heures, mois_utiles(demande.duree_mois, p.premier_mois - 1)) for p in parts]
    lignes, cumul = [], 0
    for rang, heures in enumerate(zip(*colonnes, strict=True)):
        cumul += sum(heures)
        lignes.append(MoisPlan(nom=_nommer(rang, demande.debut), heures=heures, total=sum(heures), cumul=cumul))
    return tuple(lignes)


def _nommer(rang: int, debut: date | None) -> str:
    """« mars 2027 » when the start is known, else « mois 3 »."""
    if debut is None:
        return typographier(f"mois {rang + 1}")
    mois = debut.month - 1 + rang
    return formater_date(date(debut.year + mois // 12, mois % 12 + 1, 2)).removeprefix("2 ")


def _faisable(signalees: tuple[Alerte, ...]) -> Faisable:
    niveaux = {alerte.niveau for alerte in signalees}
    return "non" if "bloquant" in niveaux else "a_verifier" if "vigilance" in niveaux else "oui"


def _ecrire(trouvees: Iterable[Alerte]) -> Iterable[Alerte]:
    """In French typography, each sentence once."""
    ecrites = (alerte.model_copy(update={"texte": typographier(alerte.texte)}) for alerte in trouvees)
    return {alerte.texte: alerte for alerte in ecrites}.values()


def _resume(demande: DemandeRealisation, restant: float, hebdo: float) -> str:
    personnes = personnes_necessaires(restant, demande.duree_mois, hebdo)
    qui = "une personne" if personnes == 1 else f"{personnes} personnes"
    chacune = restant / personnes / hebdo
    entieres = max(1, round(chacune))
    duree = f"environ {entieres} semaine{'s' if entieres > 1 else ''}"
    heures = formater_valeur(round(restant), "heures")
    return typographier(
        f"{heures} sur {formater_valeur(demande.duree_mois, 'mois')} : {qui}, {duree} à "
        f"{formater_nombre(hebdo)} h par semaine{' chacune' if personnes > 1 else ''}, ou plusieurs moyens combinés."
    )
