"""The rules on levers, ways, mixes, trades and CPV codes find the fault made for each, where it is."""

from __future__ import annotations

import pytest

from tests.base_connaissance.copies import Copie

LEVIERS, CONDITIONS = "conseil/leviers.yml", "conseil/leviers_conditions.yml"
MOYENS, MONTAGES, METIERS = "conseil/realisation_moyens.yml", "conseil/realisation_montages.yml", "conseil/missions.yml"
CPV, MOTS = "conseil/cpv_2008_fr.csv", "conseil/cpv_mots.yml"
TABLES = {
    LEVIERS: """clause:
  titre: "Clause"
  groupe: execution
  resume: "Une clause."
  depuis: 2019-04-01
  requises: ["!lien"]
  obligations:
    - {depuis: 2026-01-01, si: [grand], sauf: [lien], texte: "Au-dessus de {{ seuil }}.", leve: "Motif écrit.",
       sources: [entretien], fiche: clause-obligatoire}
  possible: "La clause est possible."
  fiche: clause-obligatoire
  sources: [entretien]
  confiance: vu
""",
    CONDITIONS: """lien:
  {oui: "Pas de lien", non: "Un lien", question: "Un lien ?", si_oui: "Si", si_non: "Si", sources: [entretien]}
grand:
  {oui: "Grand", non: "Petit", question: "Grand ?", si_oui: "Si", si_non: "Si", sources: [entretien],
   fiche: clause-obligatoire}
""",
    MOYENS: """embauche:
  titre: "Embauche"
  famille: embauche
  pour_quoi: "Durer."
  ce_qui_compte: "Les heures."
  condition: "Au-dessus de {{ seuil }}."
  cette_semaine: ["Appeler."]
  preuves: ["Le contrat"]
  appeler: ["Le facilitateur"]
  fiche: frein-temps
  sources: [entretien]
  confiance: vu
""",
    MONTAGES: """seul: {titre: "Seul", quand: "Toujours.", parts: [{moyen: embauche, part: 100, debut: 0}]}
""",
    METIERS: """menage:
  titre: "Ménage"
  fiche: frein-temps
  precaution: "Des consignes."
  taches: {un: {nom: "Un"}, deux: {nom: "Deux"}, trois: {nom: "Trois", acces: qualifie}}
""",
    CPV: "cpv,libelle_fr,service_social_specifique\n90910000,Services de nettoyage,non\n",
    MOTS: '"90910000": "ménage"\n',
}  # fmt: skip
# file, text, its replacement, what the finding says
FAUTES = [
    (LEVIERS, "sources: [entretien]\n  confiance", "sources: [rumeur]\n  confiance", "« rumeur » n'est pas dans"),
    (LEVIERS, "  fiche: clause-obligatoire\n  sources", "  fiche: perdue\n  sources", "« perdue » n'existe pas"),
    (LEVIERS, "si: [grand]", "si: [immense]", "la condition « immense » n'est pas dans"),
    (LEVIERS, '["!lien"]', '["lien?"]', "requises"),
    (LEVIERS, "{{ seuil }}", "{{ perdu }}", "aucune valeur pour « {{ perdu }} »"),
    (LEVIERS, ', leve: "Motif écrit."', "", "doit dire comment"),
    (LEVIERS, "groupe: execution", "groupe: magie", "groupe"),
    (CONDITIONS, "grand:", "vaste:", "la condition « grand » n'est pas dans"),
    (CONDITIONS, "sources: [entretien]}\ngrand", "sources: []}\ngrand", "une condition de droit cite sa source"),
    (CONDITIONS, "fiche: clause-obligatoire", "fiche: perdue", "la fiche « perdue » n'existe pas"),
    (MOYENS, "sources: [entretien]", "sources: [rumeur]", "« rumeur » n'est pas dans"),
    (MOYENS, "{{ seuil }}", "{{ perdu }}", "aucune valeur pour « {{ perdu }} »"),
    (MONTAGES, "moyen: embauche", "moyen: magie", "le moyen « magie » n'est pas dans"),
    (MONTAGES, "part: 100", "part: 90", "les parts d'un montage font 100"),
    (METIERS, "fiche: frein-temps", "fiche: perdue", "la fiche « perdue » n'existe pas"),
    (METIERS, '{nom: "Un"}, deux: {nom: "Deux"}', '{nom: "Un", acces: qualifie}, deux: {nom: "Deux", acces: qualifie}',
     "aucune tâche n'est accessible"),
    (CPV, "90910000,", "9091,", "un code à huit chiffres"),
    (CPV, "cpv,libelle_fr", "code,nom", "colonnes attendues"),
    (MOTS, '"90910000"', '"99999999"', "« 99999999 » : un code de la nomenclature"),
]  # fmt: skip


@pytest.fixture
def tables(copie: Copie) -> Copie:
    for fichier, contenu in TABLES.items():
        copie.ecrire(fichier, contenu)
    return copie


def test_faultless_tables_have_no_finding(tables: Copie) -> None:
    assert tables.problemes() == []


@pytest.mark.parametrize(("fichier", "avant", "apres", "message"), FAUTES, ids=lambda v: str(v)[:30])
def test_each_fault_is_found_in_its_file(tables: Copie, fichier: str, avant: str, apres: str, message: str) -> None:
    tables.remplacer(fichier, avant, apres)
    trouves = [probleme for probleme in tables.problemes() if message in probleme.message]
    assert trouves, [probleme.message for probleme in tables.problemes()]
    assert any(probleme.fichier.endswith(fichier) or fichier == CONDITIONS for probleme in trouves)
