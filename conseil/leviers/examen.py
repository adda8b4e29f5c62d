"""The one public function: a purchase in, every lever of the table out, with its verdict and the reasons for it."""

from __future__ import annotations

from collections import Counter

from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_date
from base_connaissance.typographie import typographier
from conseil.cpv import nomenclature
from conseil.droit import Droit
from conseil.leviers.achat import Achat
from conseil.leviers.contexte import avertissements, etapes
from conseil.leviers.demande import DemandeLeviers
from conseil.leviers.motifs import rediger
from conseil.leviers.resultats import VERDICTS, CodeRetenu, ResultatLeviers, VerdictLevier
from conseil.leviers.verdicts import rendre

_LIMITES = (
    "Les verdicts suivent vos réponses : une réponse inexacte change le résultat.",
    "La table suit le code et nos fiches ; elle ne lit ni votre marché, ni vos règles internes, ni votre schéma.",
    "« Possible » veut dire permis, pas utile : le facilitateur dit ce que le territoire peut porter.",
    "Ce résultat n'est pas un avis juridique. Les points « à faire trancher » relèvent de votre service juridique.",
)


def examiner(demande: DemandeLeviers, droit: Droit) -> ResultatLeviers:
    """Every lever for this purchase, under the law of its launch day (`droit.jour`, today, if it has none).

    Raises SaisieInvalide when answers contradict each other or when the CPV code does not exist.
    """
    demande.verifier()
    base = droit.base
    code = _code(base, demande)
    achat = Achat(demande, Droit(base, demande.lancement or droit.jour), code.social if code else None)
    leviers = tuple(rendre(levier, achat) for levier in base.leviers.values())
    social = next((levier for levier in leviers if levier.id == "condition_sociale"), None)
    motifs = rediger(base, achat) if social is not None and social.motif_du else ()
    comptes = Counter(levier.verdict for levier in leviers)
    return ResultatLeviers(
        outil="leviers", resume=_resume(social, achat), etapes=etapes(achat),
        avertissements=avertissements(achat, code, droit.jour), limites=tuple(map(typographier, _LIMITES)),
        sources=droit.sources(dict.fromkeys(source.id for levier in leviers for source in levier.sources)),
        fiches=droit.fiches(dict.fromkeys(levier.fiche.id for levier in leviers if levier.fiche)),
        date_droit=achat.lancement, empreinte_base=base.empreinte, lancement=achat.lancement, cpv=code,
        comptes={verdict: comptes[verdict] for verdict in VERDICTS}, leviers=leviers, motifs=motifs,
    )  # fmt: skip


def _code(base: Base, demande: DemandeLeviers) -> CodeRetenu | None:
    """The CPV code; without the nomenclature (a small base), a code is accepted and not described."""
    if demande.cpv is None or not base.cpv:
        return None
    cpv = nomenclature(base).exiger(demande.cpv, "cpv")
    return CodeRetenu(code=cpv.code, libelle=cpv.libelle, chemin=nomenclature(base).chemin(cpv.code), social=cpv.social)


def _resume(social: VerdictLevier | None, achat: Achat) -> str:
    jour = formater_date(achat.lancement)
    if social is None:
        return typographier(f"La table des leviers manque à cette base (lancement le {jour}).")
    phrases = {
        "obligatoire": "une condition d'exécution sociale ou d'emploi est obligatoire",
        "a_confirmer": "l'obligation d'une condition sociale est à faire trancher ; par prudence, prévoyez-la",
        "possible": "une condition d'exécution sociale est possible, pas imposée",
        "deconseille": "une condition d'exécution sociale est déconseillée",
        "impossible": "une condition d'exécution sociale ne peut pas être posée",
    }
    suite = " ; vous pouvez y renoncer par un motif écrit" if social.motif_du and social.verdict == "possible" else ""
    motif = " ; écrivez le motif" if social.motif_du and social.verdict == "impossible" else ""
    return typographier(f"Consultation lancée le {jour} : {phrases[social.verdict]}{suite}{motif}.")
