"""Each rule of the verifier finds the fault made for it, where it is, and finds nothing in a faultless base."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest

from base_connaissance.erreurs import Probleme
from base_connaissance.lecture import lire_base
from base_connaissance.verification import verifier_fiche
from tests.base_connaissance.copies import CLAUSE, FREIN, JOUR, Copie

SEUILS, GLOSSAIRE, NOUVEAUTES = "parametres/seuils.yml", "glossaire.yml", "nouveautes.yml"
LONGUE = "mot " * 46
LU, A_CONFIRMER = "nouveau, confiance: croise}", "nouveau, confiance: a_confirmer}"
AUTRE = "jai pas prévu de clause cest grave"
DERNIERE, DEJA = "Que répondre en réunion à ceux qui manquent de temps ?", "question déjà dans la fiche"
# rule, file, text, its replacement, what the finding says, where it is shown (None: at line 1 of any file)
FAUTES = [
    ("liens", CLAUSE, "sources: [code-article", "sources: [code-perdu", "« code-perdu » n'est pas dans", "code-perdu"),
    ("liens", CLAUSE, "sources: [avis-ancien]", "sources: [avis-perdu]", "« avis-perdu » n'est pas", "avis-perdu"),
    ("liens", CLAUSE, "source: entretien", "source: rumeur", "« rumeur » n'est pas dans", "rumeur"),
    ("liens", CLAUSE, "[frein-temps]", "[frein-perdu]", "« frein-perdu » n'existe pas", "frein-perdu"),
    ("liens", FREIN, "[clause-obligatoire]", "[frein-temps]", "se cite elle-même", "voir_aussi"),
    ("liens", CLAUSE, "fiche:frein-temps", "fiche:frein-perdu", "mène à une fiche absente", "fiche:frein-perdu"),
    ("liens", CLAUSE, "fiche:frein-temps", "http://exemple.fr", "lien refusé", "http://exemple.fr"),
    ("liens", CLAUSE, "{{ duree }}", "{{ delai }}", "aucune valeur pour « {{ delai }} »", "delai"),
    ("liens", CLAUSE, "[seuil, duree]", "[seuil]", "« duree » est cité mais absent", "parametres"),
    ("liens", CLAUSE, "[seuil, duree]", "[seuil, duree, delai]", "« delai » est déclaré mais", "parametres"),
    ("liens", CLAUSE, "était de {{ part_lue }}", "était haute", "« part_lue » est déclaré mais", "part_lue"),
    ("liens", CLAUSE, "jusqu_au: 2025-12-31", "jusqu_au: 2020-12-31", "aucune valeur pour « seuil » au 2020", "seuil"),
    ("liens", SEUILS, "source: avis-ancien", "source: avis-perdu", "source inconnue « avis-perdu »", None),
    ("liens", GLOSSAIRE, "fiche: frein-temps", "fiche: perdue", "fiche inconnue « perdue »", None),
    ("liens", NOUVEAUTES, "[clause-obligatoire]", "[perdue]", "« perdue » n'existe pas", None),
    ("chiffres", CLAUSE, "Elle est liée", "Elle coûte 60 000 €. Elle est liée", "en dur « 60 000 € »", "60 000 €"),
    ("chiffres", CLAUSE, "{{ part_lue }}", "30 % et {{ part_lue }}", "en dur « 30 % »", "30 %"),
    ("chiffres", FREIN, "L'objection est", "En 3 ans, l'objection est", "en dur « 3 ans »", "3 ans"),
    ("chiffres", FREIN, "Nommez un tuteur", "Prévoyez 35 à 40 heures, un tuteur", "« 35 à 40 heures »", "35 à 40"),
    ("chiffres", SEUILS, LU, A_CONFIRMER, "« seuil » est à confirmer", None),
    ("dates", FREIN, "verifie_le: 2026-11-22", "verifie_le: 2026-11-23", "dans le futur", "verifie_le"),
    ("dates", FREIN, "a_revoir_le: 2027-11-22", "a_revoir_le: 2026-11-22", "avant la vérification", "a_revoir_le"),
    ("dates", FREIN, "a_revoir_le: 2027-11-22", "a_revoir_le: 2028-11-22", "plus d'un an entre", "a_revoir_le"),
    ("dates", FREIN, "2021-06-01}", "2021-06-01, fin: 2026-11-21}", "a pris fin le 2026-11-21", "applicable"),
    ("dates", CLAUSE, "jusqu_au: 2025-12-31", "jusqu_au: 2026-11-22", "ne peut pas finir dans le futur", "jusqu_au"),
    ("questions", CLAUSE, AUTRE, "QUE REPONDRE en reunion a ceux qui manquent de temps", DEJA, "QUE REP"),
    ("questions", FREIN, DERNIERE, "Mon chef de chantier refuse que lui dire", DEJA, "refuse que"),
    ("longueurs", FREIN, "L'objection est", "Bien. " * 60 + "L'objection est", "80 mots (70 au plus)", "Bien."),
    ("longueurs", FREIN, "1. Listez les tâches qui reviennent chaque semaine.\n", "", "corps de", "## "),
    ("longueurs", FREIN, "## Trois gestes", "## Suite\n" + "Bien. " * 800 + "\n## Trois gestes", "corps de", "## "),
    ("longueurs", FREIN, "## Ce qui est vrai\n", "", "avant le premier titre", "Un chantier serré"),
    ("ouvertures", CLAUSE, "À partir de {{ seuil }} HT, vous", "Oui, vous", "la question (« Oui »)", "Oui, vous"),
    ("ouvertures", CLAUSE, "Même à partir", "Non : même à partir", "dépend de la question (« Non »)", "Non : même"),
    ("ouvertures", FREIN, "L'objection est juste", "Elle est juste", "dépend de la question (« Elle »)", "Elle est"),
    ("lisibilite", FREIN, "Nommez un tuteur", f"Nommez un tuteur {LONGUE}", "phrase de 5", "Nommez un tuteur"),
    ("signes", FREIN, "un tuteur nommé", 'un "tuteur" nommé', "guillemets droits", '"tuteur"'),
    ("signes", FREIN, "un tuteur nommé", "un tuteur... nommé", "trois points", "..."),
    ("signes", FREIN, "un tuteur volontaire", "un·e tuteur volontaire", "écriture inclusive", "un·e"),
    ("signes", FREIN, "un tuteur volontaire", "un(e) tuteur volontaire", "écriture inclusive", "un(e)"),
    ("signes", FREIN, "apprend vite ;", "apprend vite;", "espace manquante avant", "vite;"),
    ("signes", FREIN, "juste si", "«juste» si", "à l'intérieur des guillemets", "«juste"),
    ("signes", FREIN, "juste si", "« juste si", "en nombre différent", "«"),
    ("signes", FREIN, "Nommez un", "Nommez <b>un</b>", "HTML interdit", "<b>"),
    ("sigles", FREIN, "un tuteur volontaire", "un tuteur du GIE", "sigle absent du glossaire : « GIE »", "GIE"),
    ("pieges", CLAUSE, "une condition sociale ou", "une aide sociale ou", "ne dit pas la règle", None),
    ("pieges", CLAUSE, "Le code demande", "La loi impose des heures. Le code", "» affirmé", "La loi impose"),
    ("pieges", FREIN, "L'objection est", "Certes, la loi impose des heures. Elle est", "» affirmé", "la loi impose"),
    ("pieges", "pieges.yml", "fiche: clause-obligatoire", "fiche: perdue", "« perdue » n'existe pas", None),
    ("gabarit", FREIN, "Nommez un tuteur", "(à remplir) Nommez un tuteur", "laissé à remplir", "(à remplir)"),
    ("gabarit", FREIN, "- Mon chef de chantier refuse", "- (à remplir) Mon chef", "laissé à remplir", "(à remplir)"),
]  # fmt: skip
AVERTISSEMENTS = {"a pris fin", "à revoir depuis", "phrase de", "mot inconnu"}


def trouver(problemes: list[Probleme], message: str) -> Probleme:
    trouves = [probleme for probleme in problemes if message in probleme.message]
    assert trouves, "\n".join(map(str, problemes)) or "aucun problème trouvé"
    return trouves[0]


def test_a_faultless_base_has_no_finding(copie: Copie) -> None:
    assert copie.problemes() == []


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "message", "repere"),
    [faute[1:] for faute in FAUTES],
    ids=[f"{regle}-{re.sub('[^a-zé]+', '-', message)[:30]}" for regle, *_, message, _ in FAUTES],
)
def test_the_fault_is_found(
    copie: Copie, fichier: str, avant: str, apres: str, message: str, repere: str | None
) -> None:
    copie.remplacer(fichier, avant, apres)
    probleme = trouver(copie.problemes(), message)
    if repere is not None:
        assert (probleme.fichier, probleme.ligne) == (f"base/{fichier}", copie.ligne(fichier, repere))
    attendu = "avertissement" if any(debut in message for debut in AVERTISSEMENTS) else "erreur"
    assert probleme.niveau == attendu


@pytest.mark.parametrize(
    "permis",
    [
        "L'article L. 2112-2 du code, lu en 2026, et la liste de 3 lots.",
        "Les lots I, II et IV, et l'article R2112.",
        "Une phrase longue se coupe ; une liste, une énumération courte, un renvoi : tout cela compte à part.",
        "Le site https://exemple.fr/50%/3ans reste une adresse.",
        "Quelqu'un dit « la loi impose des heures » et se trompe.",
    ],
)
def test_what_is_not_a_fault(copie: Copie, permis: str) -> None:
    copie.remplacer(FREIN, "Nommez un tuteur volontaire", f"{permis} Nommez un tuteur volontaire")
    assert copie.problemes() == []


def test_a_review_that_is_due_is_a_warning(copie: Copie) -> None:
    assert copie.problemes(date(2027, 3, 1)) == []
    (probleme,) = copie.problemes(date(2027, 3, 2))
    assert (probleme.niveau, probleme.message) == ("avertissement", "à revoir depuis le 2027-03-01")


def test_a_figure_only_known_later_is_not_asked_for_before(copie: Copie) -> None:
    copie.remplacer(SEUILS, "2019-01-01: {valeur: 1", "2026-02-01: {valeur: 1")
    assert copie.problemes() == []
    copie.remplacer(SEUILS, "2026-02-01: {valeur: 1", "2027-02-01: {valeur: 1")
    copie.remplacer(SEUILS, "2026-04-01", "2028-04-01")
    assert trouver(copie.problemes(), "aucune valeur pour « {{ duree }} » au 2026-11-22")


def test_a_trap_whose_fiche_has_an_unknown_figure_does_not_stop_the_verifier(copie: Copie) -> None:
    copie.remplacer(CLAUSE, "{{ duree }}", "{{ delai }}")
    messages = [probleme.message for probleme in copie.problemes()]
    assert any("delai" in message for message in messages)
    assert not any("ne dit pas la règle" in message for message in messages)


@pytest.mark.skipif(shutil.which("hunspell") is None, reason="hunspell absent : `make check` l'installe")
def test_spelling(copie: Copie) -> None:
    copie.remplacer(FREIN, "Un chantier serré", "Un chantié titulariser serré")
    (probleme,) = copie.problemes()
    assert (probleme.niveau, probleme.message) == ("avertissement", "mot inconnu : « chantié »")
    assert probleme.ligne == copie.ligne(FREIN, "chantié")


def test_without_hunspell_the_other_rules_still_run(copie: Copie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    copie.remplacer(FREIN, "Un chantier serré", "Un chantié serré... trop")
    assert [probleme.message[:12] for probleme in copie.problemes()] == ["trois points"]


def test_one_fiche_alone_gets_the_same_findings(copie: Copie) -> None:
    copie.remplacer(FREIN, "Nommez un tuteur", "Nommez... un tuteur du GIE")
    copie.remplacer(FREIN, DERNIERE, "jai pas prévu de clause cest grave !")
    copie.remplacer(CLAUSE, "Le code demande", "Le GIE demande")
    tous = copie.problemes()
    seule = verifier_fiche(lire_base(copie.racine), copie.racine, JOUR, "frein-temps")
    assert seule == [p for p in tous if p.fichier.endswith(FREIN) or "« frein-temps »" in p.message]
    assert len(tous) > len(seule) >= 2
