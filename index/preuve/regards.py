"""One question, two readers: what the buyer is told, what the company is told, and what each expects of the other.

The expectations are the fiche's own (`attentes`), written and reread by editors; nothing is deduced here.
"""

from __future__ import annotations

from datetime import date

from base_connaissance.champs import Modele
from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Camp
from base_connaissance.presentation import connue_au, remplir
from index.modeles import Reponse
from index.preuve.porte import Porte

CAMPS: tuple[Camp, Camp] = ("acheteur", "entreprise")


class Regard(Modele):
    """One reader's side. `propre`: the fiche has an answer of its own for that reader; `attend`: of the other side."""

    camp: Camp
    reponse: Reponse
    propre: bool
    attend: str | None = None


class Regards(Modele):
    """Both sides, at the same day of law; `fiche` and `titre` when one fiche answers both."""

    fiche: str | None
    titre: str | None
    date_droit: date
    regards: tuple[Regard, Regard]


def deux_regards(porte: Porte, question: str, jour: date | None, aujourd_hui: date) -> Regards:
    """Ask for both readers; `jour` is the day asked apart from the question, if any. Raises QuestionInvalide."""
    acheteur, entreprise = (_regarder(porte, question, camp, jour, aujourd_hui) for camp in CAMPS)
    meme = acheteur.reponse.fiche == entreprise.reponse.fiche
    return Regards(
        fiche=acheteur.reponse.fiche if meme else None, titre=acheteur.reponse.titre if meme else None,
        date_droit=acheteur.reponse.date_droit, regards=(acheteur, entreprise),
    )  # fmt: skip


def attente(base: Base, fiche: str | None, camp: Camp, jour: date) -> str | None:
    """What `camp` expects of the other side on this subject; None when editors wrote nothing that holds that day."""
    trouvee = base.fiches.get(fiche or "")
    texte = trouvee.attentes.get(camp) if trouvee is not None else None
    if trouvee is None or texte is None or not trouvee.applicable.contient(jour) or not connue_au(trouvee, jour):
        return None
    try:
        return remplir(base, texte, jour, trouvee)
    except ParametreInconnu:
        return None


def _regarder(porte: Porte, question: str, camp: Camp, jour: date | None, aujourd_hui: date) -> Regard:
    reponse = porte.repondre(question, camp, jour, aujourd_hui=aujourd_hui)
    fiche = porte.base.fiches.get(reponse.fiche or "")
    propre = fiche is not None and camp in fiche.reponses_par_public
    attend = attente(porte.base, reponse.fiche, camp, reponse.date_droit)
    return Regard(camp=camp, reponse=reponse, propre=propre, attend=attend)
