"""The public function of the tool: a grid checked, offers marked, and how sure their order is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.presentation import formater_nombre
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.notation.calcul import CENT, exact, moyenne, rangs
from conseil.notation.grille import lire_grille
from conseil.notation.legalite import controler_grille
from conseil.notation.modeles import (
    NIVEAU_MAXIMUM,
    DemandeNotation,
    DetailOffre,
    OffreNotee,
    ResultatNotation,
    SousCritere,
)
from conseil.notation.offres import Offres, lire_offres
from conseil.notation.sensibilite import comparer_aux_heures, sensibilite_du_poids, sensibilites
from conseil.resultat import Etape

_ECART_TOLERE = 1
_LIMITES = (
    "Les niveaux jugent ce qui est écrit, pas ce qui sera fait : prévoyez le contrôle des engagements.",
    "La grille est une proposition à faire valider par votre service juridique et votre facilitateur.",
    "« Heures seules » n'est là que pour comparer : elle ne dit rien de la qualité, et noter des heures pousse à "
    "promettre trop.",
)


def evaluer_offres(demande: DemandeNotation, droit: Droit) -> ResultatNotation:
    """Check the grid and mark the offers.

    Raises SaisieInvalide naming the field of a value that cannot be used, ParametreInconnu when the base has no check.
    """
    if not droit.base.controles_grille:
        raise ParametreInconnu("controles_grille")
    grille = lire_grille(demande.grille, droit)
    controles = controler_grille(demande.grille, grille, droit)
    offres = lire_offres(demande, grille)
    variation = exact(demande.variation)
    lignes = sensibilites(offres, grille, variation)
    stable = not any(ligne.dans_variation for ligne in lignes) if lignes else None
    notees = tuple(_presenter(offres))
    return ResultatNotation(
        outil="notation", resume=_resumer(notees, stable, demande), grille=grille, controles=controles, offres=notees,
        sensibilite=lignes, poids_critere=sensibilite_du_poids(offres, variation), heures=comparer_aux_heures(offres),
        stable=stable, etapes=_etapes(grille, demande),
        avertissements=tuple(map(typographier, _avertir(offres, notees, stable, demande))),
        limites=tuple(map(typographier, _LIMITES)),
        sources=droit.sources(source.id for verdict in controles for source in verdict.sources),
        fiches=droit.fiches(fiche.id for verdict in controles for fiche in verdict.fiches),
        date_droit=droit.jour, empreinte_base=droit.base.empreinte,
    )  # fmt: skip


def _presenter(offres: Offres) -> Iterator[OffreNotee]:
    places, places_heures, places_totales = map(rangs, (offres.qualites, offres.heures, offres.totaux))
    par_lecteur = [offres.qualites_de(lecteur) for lecteur in range(offres.lecteurs)]
    for i, (nom, (basse, haute)) in enumerate(zip(offres.noms, offres.bornes(), strict=True)):
        yield OffreNotee(
            nom=nom, qualite=_montrer(offres.qualites[i]), points=_montrer(offres.qualites[i] * offres.part_critere),
            rang=places[i], basse=_montrer(basse), haute=_montrer(haute),
            par_lecteur=tuple(_montrer(notes[i]) for notes in par_lecteur),
            details=tuple(_detail(cle, lus, offres.poids[cle]) for cle, lus in offres.lues[i].items()),
            note_heures=_montrer(offres.heures[i]) if offres.heures else None,
            rang_heures=places_heures[i] if places_heures else None,
            total=_montrer(offres.totaux[i]) if offres.totaux else None,
            rang_total=places_totales[i] if places_totales else None,
        )  # fmt: skip


def _detail(nom: str, lus: tuple[int, ...], poids: Fraction) -> DetailOffre:
    ecart = max(lus) - min(lus)
    return DetailOffre(
        sous_critere=nom, niveaux=lus, moyenne=_montrer(Fraction(sum(lus), len(lus))),
        note=_montrer(CENT * poids * moyenne(lus)), ecart=ecart, a_discuter=ecart > _ECART_TOLERE,
    )  # fmt: skip


def _montrer(valeur: Fraction) -> float:
    return round(float(valeur), 2)


def _etapes(grille: Sequence[SousCritere], demande: DemandeNotation) -> tuple[Etape, ...]:
    total = formater_nombre(sum(sous.points for sous in grille))
    return (
        Etape(
            libelle=typographier("Note d'un sous-critère"),
            formule=typographier(f"points ÷ {total} × niveau moyen ÷ {NIVEAU_MAXIMUM} × 100"),
            reference=typographier("Grille : niveaux de réponse par sous-critère (modèle de la base)"),
            confiance="a_confirmer",
        ),
        Etape(
            libelle=typographier("Points du critère"), unite="points",
            formule=typographier(f"note sur 100 × {formater_nombre(demande.grille.poids_critere)} ÷ 100"),
        ),
    )  # fmt: skip


def _avertir(
    offres: Offres, notees: Sequence[OffreNotee], stable: bool | None, demande: DemandeNotation
) -> Iterator[str]:
    for offre in notees:
        ecarts = sum(detail.a_discuter for detail in offre.details)
        if ecarts:
            yield (
                f"{offre.nom} : les lecteurs s'écartent de plus d'un niveau sur {ecarts} "
                f"sous-critère{'s' * (ecarts > 1)}. Reprenez la lecture ensemble, niveau par niveau."
            )
    if len({tuple(rangs(offres.qualites_de(lecteur))) for lecteur in range(offres.lecteurs)}) > 1:
        yield "Les lecteurs ne classent pas les offres dans le même ordre."
    if stable is False:
        yield (
            f"Le classement change si le poids d'un sous-critère bouge de {formater_nombre(demande.variation)} points "
            "ou moins : vérifiez que ces poids sont bien ceux qui ont été annoncés."
        )
    poids = sensibilite_du_poids(offres, exact(demande.variation))
    if poids is not None and poids.dans_variation:
        yield (
            f"Le classement général ne tient que si le critère pèse entre {formater_nombre(poids.bas)} % et "
            f"{formater_nombre(poids.haut)} % de la note."
        )


def _resumer(offres: Sequence[OffreNotee], stable: bool | None, demande: DemandeNotation) -> str:
    if not offres:
        return typographier("Grille vérifiée ; ajoutez des offres pour les noter.")
    premieres = [offre.nom for offre in offres if offre.rang == 1]
    egalite = f"{', '.join(premieres[:-1])} et {premieres[-1]} sont à égalité" if premieres[1:] else ""
    meilleure = formater_nombre(max(offre.qualite for offre in offres))
    tenue = {None: "", True: "tient", False: "change"}[stable]
    suite = f" Le classement {tenue} si un poids bouge de {formater_nombre(demande.variation)} points." if tenue else ""
    return typographier(f"{egalite or premieres[0] + ' est en tête'}, avec {meilleure} sur 100.{suite}")
