"""Reading: a valid base, and every fault of form told at once, in French, with its file and line."""

from __future__ import annotations

from datetime import date

import pytest

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.lecture import lire_au_mieux, lire_base
from base_connaissance.modeles import Base
from tests.base_connaissance.copies import CLAUSE, FREIN, Copie

SEUILS = "parametres/seuils.yml"
# fault, file, text, its replacement, where the finding must be, what it must say
FAUTES = [
    ("champ inconnu", CLAUSE, "confiance: croise", "confiance: croise\nhumeur: gaie", "humeur", "champ inconnu"),
    ("champ absent", CLAUSE, "confiance: croise\n", "", "titre", "« confiance » : champ obligatoire absent"),
    ("date impossible", CLAUSE, "2027-03-01", "2027-02-30", "a_revoir_le", "une date AAAA-MM-JJ est attendue"),
    ("date en lettres", FREIN, "2021-06-01", "juin 2021", "applicable", "une date AAAA-MM-JJ est attendue"),
    ("période à l'envers", CLAUSE, "{debut: 2026-01-01}", "{debut: 2026-01-01, fin: 2025-01-01}", "applicable", "fin"),
    ("clé en double", CLAUSE, "confiance: croise", "confiance: croise\nconfiance: vu", "confiance: vu", "deux fois"),
    ("famille inconnue", FREIN, "famille: frein", "famille: objection", "famille", "valeur « objection » inconnue"),
    ("mauvais dossier", FREIN, "famille: frein", "famille: cas", "famille", "ne va pas avec le dossier « freins »"),
    ("public inconnu", FREIN, "[entreprise, formateur]", "[entreprise, elu]", "publics", "valeur « elu » inconnue"),
    ("trop peu de questions", FREIN, "  - Mon chef de chantier refuse, que lui dire ?\n", "", "questions", "6 élé"),
    ("titre vide", FREIN, "« Nous n'avons pas le temps »", '" "', "titre", "le texte est vide"),
    ("titre trop long", FREIN, "« Nous n'avons pas le temps »", "x" * 121, "titre", "120 caractères au plus"),
    ("deux-points dans une phrase", FREIN, "refuse, que", "refuse : que", "refuse : que", "guillemets droits"),
    ("liste attendue", FREIN, "[entreprise, formateur]", "entreprise", "publics", "une liste est attendue"),
    ("début d'en-tête absent", FREIN, "---\n", "", "titre", "doit commencer par une ligne « --- »"),
    ("fin d'en-tête absente", FREIN, "parametres: []\n---\n", "parametres: []\n", "---", "est absente"),
    ("source incomplète", "sources.yml", "avis-ancien: {", "avis-ancien: {ton: vif, ", "avis-ancien", "champ inconnu"),
    ("source sans champs", "sources.yml", "entretien: {", "ficelle: 3\nentretien: {", "ficelle", "ensemble de champs"),
    ("nombre attendu", SEUILS, "valeur: 221000", "valeur: beaucoup", "2024-01-01", "un nombre est attendu"),
    ("infini", SEUILS, "valeur: 221000", "valeur: .inf", "2024-01-01", "un nombre fini est attendu"),
    ("paramètre mal nommé", SEUILS, "duree: {", "Durée: {", "Durée", "lettres minuscules sans accent"),
    ("terme sans définition", "glossaire.yml", "terme: \"hors taxes\", ", "", "- {sigle", "champ obligatoire absent"),
    ("registre en liste", "orientations.yml", "hors_sujet: ", "- ", "- {", "identifiant : champs"),
    ("liste en registre", "nouveautes.yml", "- {", "un: {", "un: {", "doit contenir une liste"),
]  # fmt: skip


def test_a_valid_base_is_read_whole(copie: Copie) -> None:
    base = lire_base(copie.racine)
    assert set(base.fiches) == {"clause-obligatoire", "frein-temps"}
    assert (len(base.sources), len(base.parametres), len(base.glossaire), len(base.nouveautes)) == (4, 2, 2, 1)
    clause = base.fiches["clause-obligatoire"]
    assert [section.ancre for section in clause.sections] == ["en-bref", "la-regle", "comment-faire", "pieges"]
    assert clause.applicable.debut == date(2026, 1, 1)
    assert clause.reponse_pour("entreprise").startswith("Attendez-vous")
    assert clause.reponse_pour("formateur") == clause.reponse_pour(None) == clause.reponse
    assert len(base.empreinte) == 64


def test_the_served_base_is_read(base: Base) -> None:
    assert len(base.fiches) >= 160
    assert len(base.glossaire) >= 130


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "repere", "message"), [f[1:] for f in FAUTES], ids=[f[0] for f in FAUTES]
)
def test_a_fault_is_told_where_it_is(
    copie: Copie, fichier: str, avant: str, apres: str, repere: str, message: str
) -> None:
    copie.remplacer(fichier, avant, apres)
    with pytest.raises(BaseInvalide) as erreur:
        lire_base(copie.racine)
    trouves = [probleme for probleme in erreur.value.problemes if message in probleme.message]
    assert trouves, erreur.value.problemes
    assert trouves[0].fichier == f"base/{fichier}"
    assert abs(trouves[0].ligne - copie.ligne(fichier, repere)) <= (1 if "absente" in message else 0)


def test_every_fault_is_told_at_once(copie: Copie) -> None:
    copie.remplacer(CLAUSE, "confiance: croise", "confiance: sûre")
    copie.remplacer(CLAUSE, "2027-03-01", "demain")
    copie.remplacer(FREIN, "famille: frein", "humeur: gaie")
    copie.remplacer("sources.yml", "nature: avis", "nature: rumeur")
    copie.ecrire("parametres/autres.yml", "seuil: [")
    with pytest.raises(BaseInvalide) as erreur:
        lire_base(copie.racine)
    par_fichier = {(probleme.fichier.removeprefix("base/"), probleme.ligne) for probleme in erreur.value.problemes}
    assert par_fichier >= {
        (CLAUSE, copie.ligne(CLAUSE, "confiance:")), (CLAUSE, copie.ligne(CLAUSE, "a_revoir_le")),
        (FREIN, 2), (FREIN, copie.ligne(FREIN, "humeur")), ("sources.yml", 3),
    }  # fmt: skip
    assert any(fichier == "parametres/autres.yml" for fichier, _ in par_fichier)
    assert str(erreur.value).count("\n") == len(erreur.value.problemes) - 1


def test_the_same_name_twice_is_refused(copie: Copie) -> None:
    copie.ecrire("parametres/autres.yml", (copie.racine / "parametres/seuils.yml").read_text(encoding="utf-8"))
    copie.ecrire("fiches/cas/frein-temps.md", (copie.racine / FREIN).read_text(encoding="utf-8"))
    messages = " ".join(probleme.message for probleme in copie.problemes())
    assert "« seuil » est déjà défini" in messages
    assert "une autre fiche porte déjà l'identifiant « frein-temps »" in messages


def test_a_fiche_outside_its_folder_is_not_lost(copie: Copie) -> None:
    copie.ecrire("fiches/perdue.md", "---\n---\n")
    assert [str(probleme) for probleme in copie.problemes()] == [
        "base/fiches/perdue.md:1: erreur : une fiche se range dans « fiches/<famille>/ », ni au-dessus ni en dessous"
    ]


def test_a_byte_order_mark_and_windows_ends_of_line_are_accepted(copie: Copie) -> None:
    avant = lire_base(copie.racine).fiches
    for fichier in (CLAUSE, "sources.yml"):
        octets = (copie.racine / fichier).read_bytes()
        copie.ecrire(fichier, b"\xef\xbb\xbf" + octets.replace(b"\n", b"\r\n"))
    assert lire_base(copie.racine).fiches == avant


def test_a_file_in_another_encoding_is_told_with_its_line(copie: Copie) -> None:
    texte = (copie.racine / FREIN).read_text(encoding="utf-8").replace("« ", "").replace(" »", "")
    copie.ecrire(FREIN, texte.encode("latin-1"))
    (probleme,) = copie.problemes()
    assert (probleme.fichier, probleme.ligne) == (f"base/{FREIN}", copie_ligne_accentuee(texte))
    assert "UTF-8" in probleme.message


def copie_ligne_accentuee(texte: str) -> int:
    return next(rang for rang, ligne in enumerate(texte.splitlines(), start=1) if not ligne.isascii())


@pytest.mark.parametrize(
    "piege", ["&a [*a]", "!!python/object/apply:os.system [ls]", "[" * 5000, "{? [a] : b}", "0b_", "\x07"]
)
def test_what_yaml_could_be_made_to_do_is_refused(copie: Copie, piege: str) -> None:
    copie.remplacer(FREIN, "voir_aussi: [clause-obligatoire]", f"voir_aussi: {piege}")
    (probleme,) = copie.problemes()
    assert probleme.fichier == f"base/{FREIN}"
    assert probleme.message.startswith("YAML illisible")


def test_a_preview_gets_what_can_be_read(copie: Copie) -> None:
    copie.remplacer(FREIN, "famille: frein", "famille: objection")
    base, problemes = lire_au_mieux(copie.racine)
    assert set(base.fiches) == {"clause-obligatoire"}
    assert [probleme.fichier for probleme in problemes] == [f"base/{FREIN}"]
    assert base.empreinte == ""


def test_the_fingerprint_follows_the_content(copie: Copie) -> None:
    avant = lire_base(copie.racine).empreinte
    assert lire_base(copie.racine).empreinte == avant
    copie.remplacer(FREIN, "Nommez un tuteur", "Désignez un tuteur")
    assert lire_base(copie.racine).empreinte != avant
