"""Any purchase the model accepts, for hypothesis: amounts are drawn near every threshold."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from conseil.erreurs import SaisieInvalide
from conseil.leviers.demande import Acheteur, DemandeLeviers, Forme, MainOeuvre, Nature, Offre, Reponse

REPERES = (25_000, 40_000, 60_000, 80_000, 90_000, 100_000, 140_000, 216_000, 432_000, 750_000, 1_000_000, 5_404_000)
DATES = ((2020, 12, 9), (2022, 10, 21), (2023, 10, 25), (2026, 1, 1), (2026, 4, 1), (2026, 8, 21), (2026, 8, 22))
MONTANTS = st.one_of(
    st.sampled_from([repere + ecart for repere in REPERES for ecart in (-0.01, 0.0, 0.01)]),
    st.floats(min_value=1, max_value=1e11, allow_nan=False),
)
LANCEMENTS = st.one_of(
    st.sampled_from([date(*jour) for jour in DATES]), st.dates(min_value=date(2019, 4, 1), max_value=date(2040, 12, 31))
)
REPONSES = st.sampled_from(get_args(Reponse))


@st.composite
def achats(draw: st.DrawFn) -> DemandeLeviers:
    """A purchase whose answers do not contradict each other."""
    montant, lots = draw(MONTANTS), draw(st.integers(1, 12))
    lot = draw(st.none() | st.floats(min_value=0.01, max_value=montant)) if lots > 1 else None
    champs = {
        "nature": draw(st.sampled_from(get_args(Nature))),
        "montant_ht": montant,
        "acheteur": draw(st.sampled_from(get_args(Acheteur))),
        "objet": draw(st.text(max_size=30)),
        "cpv": draw(st.sampled_from([None, "77310000", "85320000", "45442100", "90911200"])),
        "lancement": draw(st.none() | LANCEMENTS),
        "duree_mois": draw(st.none() | st.sampled_from([1, 2, 3, 5.9, 6, 36, 36.1, 48, 600])),
        "forme": draw(st.sampled_from(get_args(Forme))),
        "lots": lots,
        "lot_ht": lot,
        "petits_lots_ht": draw(st.none() | st.floats(min_value=lot, max_value=montant)) if lot else None,
        "offre": draw(st.sampled_from(get_args(Offre))),
        "main_oeuvre": draw(st.sampled_from(get_args(MainOeuvre))),
        "achats_annuels_ht": draw(st.none() | MONTANTS),
    }
    for nom in ("offre_penitentiaire", "innovant", "prestations_indistinctes", "exclusivement_listes", "mission_ess"):
        champs[nom] = draw(REPONSES)
    champs["acheteur_competent"] = draw(REPONSES)
    for nom, champ in DemandeLeviers.model_fields.items():
        if champ.annotation is bool:
            champs[nom] = draw(st.booleans())
    demande = DemandeLeviers.model_validate(champs)
    try:
        demande.verifier()
    except SaisieInvalide as erreur:
        return demande.model_copy(update={"forme": "marche"} if erreur.champ == "forme" else {})
    return demande
