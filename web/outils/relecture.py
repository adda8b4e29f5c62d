"""« Relire une clause »: a pasted draft, its findings beside its own words. The draft is neither kept nor logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import make_response, render_template, request, session
from flask.typing import ResponseReturnValue

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.presentation import formater_nombre
from base_connaissance.relecture import BROUILLONS, Brouillon
from conseil.erreurs import SaisieInvalide
from conseil.redaction.relecture import LONGUEUR_MAXIMALE, DemandeRelecture, ResultatRelecture, relire
from conseil.redaction.relecture.lecture import NOMS
from web.brouillons import admettre_brouillon
from web.limites import limit_search
from web.outils import bp
from web.outils.champs import GENERAL, Formulaire
from web.outils.rendu import droit_du_jour
from web.outils.texte import ecrire_resultat
from web.securite import check_token

TITRE = "Relire une clause"
EXEMPLE = (
    "Exemple fictif\n\nArticle 9 – Insertion\nLe titulaire favorisera l'embauche d'habitants de la commune, dans la "
    "mesure du possible. Il devra passer par l'association Les Ateliers du Fleuve pour recruter 300 heures "
    "d'insertion.\nLes personnes sont agréées par Pôle emploi. Le titulaire transmet chaque mois leurs bulletins de "
    "paie.\nEn cas de manquement, des pénalités seront appliquées.\n"
)
_ABSENTE = "Les règles de relecture manquent à la base. Votre texte est gardé dans le champ."


@dataclass(frozen=True)
class Segment:
    """A run of the draft; `numeros` are the findings that quote it, `ferme` those that end here."""

    texte: str
    numeros: tuple[int, ...] = ()
    ferme: tuple[int, ...] = ()


@bp.get("/clauses/relecture")
def clauses_relecture() -> ResponseReturnValue:
    """The empty form; `?exemple=1` fills it with a fictive draft."""
    texte = EXEMPLE if request.args.get("exemple") == "1" else ""
    return _rendre(Formulaire({"texte": texte, "type": ""}), None)


@bp.post("/clauses/relecture")
@limit_search
def clauses_relire() -> ResponseReturnValue:
    """The findings, or what to correct; the draft comes back in its field either way."""
    with admettre_brouillon():
        check_token()
        # Browsers send CRLF: offsets must be those of the text shown.
        texte = request.form.get("texte", "").replace("\r\n", "\n")
        choisi = request.form.get("type", "")
    formulaire = Formulaire({"texte": texte, "type": choisi})
    nature: Brouillon | None = next((code for code in BROUILLONS if code == choisi), None)
    try:
        return _rendre(formulaire, relire(DemandeRelecture(texte=texte, type=nature), droit_du_jour()))
    except SaisieInvalide as error:
        formulaire.refuser(error.champ, error.message)
    except ParametreInconnu:
        formulaire.refuser(GENERAL, _ABSENTE)
    return _rendre(formulaire, None)


def segmenter(texte: str, resultat: ResultatRelecture) -> list[Segment]:
    """The draft cut where findings begin and end; numbers are the ranks of the findings, from 1."""
    passages = [
        (passage.debut, passage.fin, numero)
        for numero, trouvaille in enumerate(resultat.trouvailles, start=1)
        for passage in trouvaille.passages
    ]
    bornes = sorted({0, len(texte), *(b for debut, fin, _ in passages for b in (debut, fin))})
    return [_segment(texte, debut, fin, passages) for debut, fin in pairwise(bornes)]


def _segment(texte: str, debut: int, fin: int, passages: Sequence[tuple[int, int, int]]) -> Segment:
    return Segment(
        texte[debut:fin],
        tuple(numero for d, f, numero in passages if d <= debut and fin <= f),
        tuple(numero for _, f, numero in passages if f == fin),
    )


def _rendre(formulaire: Formulaire, resultat: ResultatRelecture | None) -> ResponseReturnValue:
    page = render_template(
        "outils/relecture.html",
        f=formulaire, resultat=resultat, types=NOMS, limite=LONGUEUR_MAXIMALE, titre=TITRE,
        limite_ecrite=formater_nombre(LONGUEUR_MAXIMALE),
        segments=segmenter(formulaire.texte("texte"), resultat) if resultat else [],
        texte=ecrire_resultat(resultat, TITRE, request.base_url) if resultat else "",
        jeton=bool(session),
    )  # fmt: skip
    reponse = make_response(page, 422 if formulaire.erreurs else 200)
    reponse.headers["Cache-Control"] = "no-store"
    return reponse
