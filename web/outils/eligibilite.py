"""« Qui recruter au titre de la clause ? »: closed questions, posted, answered, and forgotten.

The only tool by POST: answers about a person must not stand in an address, a history or a log. Nothing is stored, so
the form needs no token; requests from other sites are refused like every other (web.securite).
"""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from conseil.eligibilite import DemandeEligibilite, examiner_eligibilite
from web.limites import limit_search
from web.outils import bp
from web.outils.champs import Lecteur, Plusieurs, choix, lire_formulaire, plusieurs
from web.outils.rendu import droit_du_jour, rendre


@bp.route("/eligibilite", methods=["GET", "POST"])
@limit_search
def eligibilite() -> ResponseReturnValue:
    """The questions; with POST, the answer above them. The address never holds an answer: a GET ignores its query."""
    droit = droit_du_jour()
    questions = droit.base.questions_eligibilite
    lecteurs: dict[str, Lecteur | Plusieurs] = {
        nom: plusieurs(question.reponses) if question.multiple else choix(question.reponses)
        for nom, question in questions.items()
    }
    envoye = request.method == "POST"
    formulaire = lire_formulaire(request.form, lecteurs)
    if envoye and not formulaire.rempli:
        formulaire.refuser("but", "Répondez au moins aux deux premières questions.")
    resultat = formulaire.executer(DemandeEligibilite, lambda demande: examiner_eligibilite(demande, droit))
    vue: dict[str, Any] = {"questions": questions, "methode": "post"}
    return rendre("eligibilite", formulaire, resultat, dans_adresse=False, **vue)
