"""One model clause, its blanks shown, its precautions and its sources: where the second reading points to."""

from __future__ import annotations

from flask import abort, render_template

from conseil.redaction.documents import TITRES
from conseil.redaction.kit.remplissage import remplir_clause
from web.outils import bp
from web.outils.rendu import droit_du_jour


@bp.get("/clauses/modeles/<identifiant>")
def clauses_modele(identifiant: str) -> str:
    """The clause, every blank empty; optional lines are shown too, as blanks."""
    droit = droit_du_jour()
    clause = droit.base.clauses.get(identifiant)
    if clause is None:
        abort(404)
    vides = {nom: variable.model_copy(update={"obligatoire": True}) for nom, variable in clause.variables.items()}
    piece = remplir_clause(clause.model_copy(update={"variables": vides}), {})
    return render_template(
        "outils/modele.html", piece=piece, document=TITRES[clause.document], sources=droit.sources(clause.sources),
        verifie_le=clause.verifie_le, a_revoir_le=clause.a_revoir_le,
    )  # fmt: skip
