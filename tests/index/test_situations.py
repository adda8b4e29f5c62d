"""Questions told in a situation: how they are made, that the halves differ, and that the real index still answers."""

from __future__ import annotations

import pytest

from base_connaissance.modeles import Base
from index import situations
from index.posees import lire_dans_le_champ, lire_jeu
from index.recherche import ouvrir
from index.situations import situer, situer_les_lignes

QUESTION = "Combien de points donner à l'insertion dans la note ?"


def test_a_question_is_always_told_in_the_same_way(vraie_base: Base) -> None:
    fiche = vraie_base.fiches["grille-de-notation"]
    assert situer(QUESTION, "ajustement", fiche) == situer(QUESTION, "ajustement", fiche)
    assert situer(QUESTION, "ajustement", fiche) != situer(QUESTION, "controle", fiche)


@pytest.mark.parametrize("moitie", ["ajustement", "controle"])
def test_the_question_itself_stays_whole(vraie_base: Base, moitie: str) -> None:
    for ligne in lire_jeu("questions_neuves.jsonl", "ajustement"):
        dite = situer(ligne["question"], moitie, vraie_base.fiches[ligne["fiches"][0]])
        assert ligne["question"].rstrip(" ?.!…")[1:] in dite
        assert "{" not in dite and len(dite) > len(ligne["question"])


@pytest.mark.parametrize("question", ["heures d'insertion ?", "Que prévoir pour bien acheter ce service ?"])
def test_another_purchase_never_changes_what_is_asked(vraie_base: Base, question: str) -> None:
    """A question of three words may be about the purchase named beside it; that of a purchase names its own."""
    fiche = vraie_base.fiches["traiteur" if len(question.split()) > 3 else "calculer-les-heures"]
    moities = situations._lire()
    dites = {situer(f"{question[:-2]} {'x' * n} ?", moitie, fiche) for n in range(1, 40) for moitie in moities}
    assert not [dite for dite in dites for lue in moities.values() for achat in lue.de if f" {achat}" in dite]


def test_the_halves_have_nothing_in_common() -> None:
    premiere, seconde = (situations._lire()[moitie] for moitie in ("ajustement", "controle"))
    for nom in ("tournures", "de", "qui", "lieu"):
        assert not set(getattr(premiere, nom)) & set(getattr(seconde, nom)), nom


def test_a_line_remembers_its_question(vraie_base: Base) -> None:
    lignes = lire_dans_le_champ("ajustement")[:50]
    situees = list(situer_les_lignes(vraie_base.fiches, lignes, "ajustement"))
    assert [ligne["origine"] for ligne in situees] == [ligne["question"] for ligne in lignes]
    assert [ligne["fiches"] for ligne in situees] == [ligne["fiches"] for ligne in lignes]


def test_the_trade_named_in_passing_does_not_draw_its_fiche() -> None:
    """The main questions of one fiche in six, asked from a purchase: hardly any gets the answer about that purchase."""
    recherche = ouvrir()
    fiches = [fiche for fiche in recherche.base.fiches.values() if fiche.famille not in ("achat", "cas")][::6]
    posees = tirees = 0
    for fiche in fiches:
        for tournure in ("Je prépare un marché de ménage des écoles. {}", "{} C'est pour un achat de toiture."):
            reponse = recherche.repondre(tournure.format(fiche.questions[0]))
            posees += 1
            tirees += reponse.fiche is not None and recherche.base.fiches[reponse.fiche].famille == "achat"
    assert posees > 60 and tirees <= 0.03 * posees
