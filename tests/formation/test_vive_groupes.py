"""Grouping by the real model: sentences that say the same go together more than by chance."""

from __future__ import annotations

import pytest
from sklearn.metrics import adjusted_rand_score

from formation.vive.groupes import grouper
from settings import settings

# Sentences of rooms, written for these tests, and the idea that each holds.
SALLES = {
    "objections": (
        [("Trop cher pour notre budget", 0), ("Ça va coûter plus cher", 0), ("Le surcoût nous fait peur", 0),
         ("Personne pour encadrer sur le chantier", 1), ("Il faut un tuteur et on n'en a pas", 1),
         ("Nos chefs d'équipe n'ont pas le temps d'encadrer", 1), ("Trop de paperasse", 2),
         ("Encore des papiers à remplir", 2), ("Nos métiers demandent un diplôme", 3),
         ("Il faut des qualifications que ces personnes n'ont pas", 3)],
        0.1,
    ),
    "achats": (
        [("Les espaces verts de la ville", 0), ("L'entretien des parcs", 0), ("Tonte des pelouses", 0),
         ("Le nettoyage des bureaux", 1), ("Le ménage dans nos locaux", 1), ("Un chantier de voirie", 2),
         ("La réfection d'une rue", 2), ("La restauration scolaire", 3), ("La cantine du collège", 3)],
        0.3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("salle", SALLES)
def test_sentences_of_the_same_idea_go_together(salle: str) -> None:
    if not settings.model_dir.exists():
        pytest.skip("le modèle n'est pas construit (make build)")
    from index.encodeur import encodeur_general
    from web.seance.groupement import centre

    phrases, seuil = SALLES[salle]
    textes = [texte for texte, _ in phrases]
    groupes = grouper(textes, encodeur_general().questions(textes), centre())
    etiquettes = [next(rang for rang, groupe in enumerate(groupes) if place in groupe) for place in range(len(textes))]
    assert 1 < len(groupes) < len(textes)
    # 0 is chance, 1 is perfect; the trainer arranges the rest.
    assert adjusted_rand_score([idee for _, idee in phrases], etiquettes) > seuil
