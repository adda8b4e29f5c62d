"""The tools, in the order of a purchase. One whose page is not installed is not shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outil:
    """A tool as the site presents it; `code` is its endpoint in the blueprint and the end of its address."""

    code: str
    titre: str
    promesse: str
    moment: str


MOMENTS = {
    "avant": "Avant de publier",
    "offres": "Quand les offres arrivent",
    "apres": "Une fois le marché signé",
}
OUTILS = (
    Outil("leviers", "Quels leviers pour cet achat ?", "Décrivez votre achat : les leviers sociaux ouverts, fermés ou "
          "obligatoires, avec leurs conditions et leurs sources.", "avant"),
    Outil("heures", "Combien d'heures d'insertion ?", "Du montant au nombre d'heures, pas à pas, avec ce qui fait "
          "varier le résultat. Et le calcul à l'envers.", "avant"),
    Outil("clauses", "Écrire la clause", "Un même jeu de données pour toutes les pièces du marché, et la relecture "
          "d'un projet que vous avez déjà écrit.", "avant"),
    Outil("notation", "Noter les propositions d'insertion", "Une grille, ses pondérations, les offres notées, et ce "
          "que change chaque poids.", "offres"),
    Outil("realisation", "Comment réaliser les heures ?", "Pour l'entreprise : les façons de faire ses heures, un plan "
          "mois par mois, qui appeler.", "apres"),
    Outil("missions", "Découper une mission en poste", "Les tâches d'un métier, celles qu'un débutant peut faire, et "
          "la fiche de poste à remettre au facilitateur.", "apres"),
    Outil("calendrier", "Le calendrier de la clause", "Qui fait quoi, et quand, de la notification au bilan. À mettre "
          "dans votre agenda.", "apres"),
    Outil("eligibilite", "Qui recruter au titre de la clause ?", "Quelques questions, rien n'est gardé : publics de la "
          "clause, PASS IAE ou non, preuve à demander.", "apres"),
)  # fmt: skip
PAR_CODE = {outil.code: outil for outil in OUTILS}
