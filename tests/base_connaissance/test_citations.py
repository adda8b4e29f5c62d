"""Quotations of the law: recognised, word for word, true to the stored texts; a wrong one stops everything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from base_connaissance.citations import Citation, citations_annoncees, infideles, simplifier
from base_connaissance.lecture import lire_base
from index.composition import composer_fiche, verifier_provenance
from index.erreurs import ProvenanceInconnue
from tests.base_connaissance.copies import BASE, FREIN, JOUR, Copie

TEXTES = sorted(Path("/work/shared/facts").glob("textes_*.md"))
EXTRAIT = Citation(
    id="x", source="s", texte="Le besoin peut être satisfait par une solution immédiatement disponible ;"
)


@pytest.mark.parametrize(
    "texte",
    [
        "L. 2112-2-1, II : « le besoin peut être satisfait autrement ».",
        "L'article vise « des marchés ou des lots d'un marché ».",
        "Le **texte** dit aussi : « au cours des trois années suivantes ».",
        "> un bloc entier vaut citation, sans guillemets",
    ],
)
def test_une_citation_annoncee_est_reconnue(texte: str) -> None:
    assert len(list(citations_annoncees(texte))) == 1


@pytest.mark.parametrize(
    "texte",
    [
        "Demandez : « quelle tâche confiez-vous en dernier ? »",
        "« La loi impose des heures d'insertion » : non.",
        "L'article L. 2113-13 existe. Une idée fausse : « il faut réserver tout le marché ».",
        "Le texte dit « au même titre ».",
    ],
)
def test_une_parole_ou_une_idee_fausse_n_est_pas_prise_pour_la_loi(texte: str) -> None:
    assert not list(citations_annoncees(texte))


def test_mot_pour_mot_aux_signes_pres() -> None:
    fidele = "L. 2112-2-1 : « le besoin peut être **satisfait** par une solution immédiatement disponible »."
    assert not infideles(fidele, [EXTRAIT])
    assert infideles(fidele.replace("peut être", "est"), [EXTRAIT]) == [
        "le besoin est **satisfait** par une solution immédiatement disponible"
    ]
    assert infideles(fidele, []), "sans registre, rien ne passe pour la loi"


@pytest.mark.skipif(not TEXTES, reason="les textes de référence ne sont pas sur cette machine")
def test_chaque_extrait_est_dans_les_textes_relus() -> None:
    tout = simplifier("\n".join(chemin.read_text(encoding="utf-8") for chemin in TEXTES))
    citations = lire_base(BASE).citations
    assert citations
    for extrait in citations.values():
        assert simplifier(extrait.texte) in tout, extrait.id


def test_le_verificateur_montre_la_citation_inventee(tmp_path: Path) -> None:
    copie = Copie(tmp_path)
    fausse = "Le code dit : « toute entreprise doit embaucher ses voisins ». "
    copie.remplacer(FREIN, "Nommez un tuteur", fausse + "Nommez un tuteur")
    trouves = [p for p in copie.problemes(JOUR) if "citations.yml" in p.message]
    assert [(p.niveau, p.ligne) for p in trouves] == [("erreur", copie.ligne(FREIN, "ses voisins"))]

    copie.ecrire("citations.yml", "voisins:\n  source: perdue\n  texte: toute entreprise doit embaucher ses voisins\n")
    messages = " ".join(p.message for p in copie.problemes(JOUR))
    assert "source inconnue « perdue »" in messages and "absente des sources de la fiche" in messages


def test_une_reponse_qui_cite_a_faux_n_est_jamais_servie() -> None:
    base = lire_base(BASE)
    fiche = base.fiches["clause-sociale-pas-forcement-heures"]
    fausse = fiche.model_copy(
        update={"reponse": "Le code dit : « il faut embaucher tous ses voisins ».", "sections": ()}
    )
    mentie = base.model_copy(update={"fiches": {**base.fiches, fiche.id: fausse}})
    jour = date(2026, 11, 22)
    with pytest.raises(ProvenanceInconnue, match="mot pour mot"):
        composer_fiche(mentie, fausse, "?", None, jour, 1.0, None, [], jour)
    verifier_provenance(base, composer_fiche(base, fiche, "?", None, jour, 1.0, None, [], jour))
