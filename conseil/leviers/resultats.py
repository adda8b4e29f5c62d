"""What the examination of a purchase returns: one verdict per lever, with everything needed to discuss it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from base_connaissance.champs import Confiance, Modele
from base_connaissance.leviers import Groupe
from conseil.leviers.achat import Etat
from conseil.leviers.jugement import Verdict
from conseil.resultat import FicheLiee, Resultat, SourceUtilisee

Role = Literal["requise", "obligation", "exception", "deconseil", "date"]

VERDICTS: dict[Verdict, str] = {
    "obligatoire": "Obligatoire",
    "a_confirmer": "À faire trancher",
    "possible": "Possible",
    "deconseille": "Déconseillé",
    "impossible": "Impossible",
}


class ConditionExaminee(Modele):
    """A condition of a lever: the sentence true of this purchase, and whether it is in favour of the lever.

    `favorable` is None when unknown. `role`: needed, makes it due, lifts the duty, advises against, day of the law.
    """

    condition: str
    role: Role
    texte: str
    detail: str = ""
    favorable: bool | None
    etat: Etat
    question: str | None = None
    sources: tuple[str, ...] = ()


class Contrefactuel(Modele):
    """One answer changed, the examination run again: what the verdict becomes. `modification` holds the new answers."""

    condition: str
    hypothese: str
    verdict: Verdict
    modification: dict[str, Any]
    garde: str | None = None


class VerdictLevier(Modele):
    """A lever and its verdict.

    `verdict` is `a_confirmer` when the texts do not settle between two verdicts; `prudence` is then the one to follow
    meanwhile, else the verdict itself. `a_confirmer` marks any doubt. `motif_du`: going without needs a written reason.
    """

    id: str
    titre: str
    groupe: Groupe
    resume: str
    verdict: Verdict
    prudence: Verdict
    a_confirmer: bool
    motif_du: bool
    pourquoi: tuple[str, ...]
    pourquoi_pas: tuple[str, ...]
    reserves: tuple[str, ...]
    remplies: tuple[ConditionExaminee, ...]
    non_remplies: tuple[ConditionExaminee, ...]
    a_verifier: tuple[ConditionExaminee, ...]
    contrefactuels: tuple[Contrefactuel, ...]
    reponse_fiche: str | None
    fiche: FicheLiee | None
    fiches: tuple[FicheLiee, ...]
    sources: tuple[SourceUtilisee, ...]
    confiance: Confiance


class Motif(Modele):
    """A statement of reasons, prefilled: `texte` is Markdown, blanks are written « [à compléter : …] »."""

    clause: str
    exception: str
    titre: str
    invoque: bool
    texte: str
    precautions: str
    a_completer: tuple[str, ...]


class CodeRetenu(Modele):
    """The CPV code of the purchase: its label, its ancestors from the division down."""

    code: str
    libelle: str
    chemin: tuple[str, ...]
    social: bool


class ResultatLeviers(Resultat):
    """Every lever of the table, always; the statements of reasons when going without a social condition needs one."""

    lancement: date
    cpv: CodeRetenu | None
    comptes: dict[Verdict, int]
    leviers: tuple[VerdictLevier, ...]
    motifs: tuple[Motif, ...]

    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The levers by verdict, each with its reason."""
        return tuple(
            (nom, tuple(_en_ligne(levier) for levier in self.leviers if levier.verdict == verdict))
            for verdict, nom in VERDICTS.items()
            if self.comptes[verdict]
        )


def _en_ligne(levier: VerdictLevier) -> str:
    doute = " (à confirmer)" if levier.a_confirmer and levier.verdict != "a_confirmer" else ""
    raisons = levier.pourquoi_pas if levier.verdict in ("impossible", "deconseille") else levier.pourquoi
    return f"- {levier.titre}{doute} : {' '.join((*raisons, *levier.reserves))}"
