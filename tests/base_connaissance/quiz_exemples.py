"""Items of every type, bound to the small faultless base, for the tests of the question bank."""

from __future__ import annotations

ITEMS = """\
- id: q-choix
  fiche: clause-obligatoire
  type: choix
  niveau: 1
  publics: [acheteur]
  enonce: "À partir de quel montant ?"
  choix:
    - texte: "{{ seuil }} HT"
      juste: true
    - texte: "100 000 € HT"
      juste: false
      pourquoi: "Ce montant est imaginé."
    - texte: "Aucun"
      juste: false
      pourquoi: "La fiche dit un seuil."
  explication: "La condition est prévue à partir de {{ seuil }} HT."
- id: q-plusieurs
  fiche: frein-temps
  type: plusieurs
  niveau: 2
  publics: [entreprise, formateur]
  enonce: "Que préparer ?"
  choix:
    - {texte: "Une tâche découpée", juste: true}
    - {texte: "Un tuteur nommé", juste: true}
    - {texte: "Rien", juste: false, pourquoi: "Sans préparation, chacun perd du temps."}
    - {texte: "Un discours", juste: false, pourquoi: "La fiche demande des gestes."}
  explication: "Une tâche, un tuteur, un point court."
- id: q-faux
  fiche: clause-obligatoire
  type: vrai_faux
  niveau: 1
  publics: [acheteur]
  enonce: "La condition porte sur toute l'entreprise."
  juste: false
  correction: "Elle porte sur l'exécution du marché et sur rien d'autre."
- id: q-vrai
  fiche: clause-obligatoire
  type: vrai_faux
  niveau: 1
  publics: [acheteur]
  enonce: "La condition est liée à l'objet."
  juste: true
  explication: "Elle est liée à l'objet et annoncée dès la publicité."
- id: q-nombre
  fiche: clause-obligatoire
  type: nombre
  niveau: 3
  publics: [acheteur]
  hypotheses: ["600 heures"]
  enonce: "Deux contrats de 600 heures : combien d'heures ?"
  reponse: 1200
  tolerance: 0.5
  unite: "heures"
  explication: "On additionne."
- id: q-parametre
  fiche: clause-obligatoire
  type: nombre
  niveau: 3
  publics: [acheteur]
  enonce: "Quel est le seuil ?"
  reponse: "{{ seuil }}"
  unite: "€ HT"
  explication: "Le seuil est de {{ seuil }} HT."
- id: q-ordre
  fiche: frein-temps
  type: ordre
  niveau: 2
  publics: [entreprise]
  enonce: "Remettez les gestes dans l'ordre."
  etapes: ["Lister les tâches", "Nommer un tuteur", "Prévoir un point chaque vendredi"]
  explication: "Trois gestes, dans cet ordre."
- id: q-paires
  fiche: frein-temps
  type: appariement
  niveau: 2
  publics: [formateur]
  enonce: "Qui fait quoi ?"
  paires:
    - {gauche: "Le tuteur", droite: "Il évite les reprises"}
    - {gauche: "Le facilitateur", droite: "Il suit la personne"}
    - {gauche: "L'équipe", droite: "Elle sait qui arrive"}
  explication: "L'entreprise n'est pas seule."
- id: q-cas
  fiche: clause-obligatoire
  type: cas
  niveau: 2
  publics: [acheteur]
  enonce: "Un acheteur prépare un grand marché."
  questions:
    - type: choix
      enonce: "Que prévoit-il ?"
      choix:
        - {texte: "Une condition sociale ou d'emploi", juste: true}
        - {texte: "Rien", juste: false, pourquoi: "Le seuil est atteint."}
      explication: "À partir de {{ seuil }} HT, il la prévoit."
    - type: vrai_faux
      enonce: "Il peut y renoncer sans rien écrire."
      juste: false
      correction: "Il consigne le motif."
"""
