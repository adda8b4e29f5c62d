"""The documents of a purchase that speak of insertion, in the order in which they are written."""

from __future__ import annotations

from base_connaissance.clauses import Document

TITRES: dict[Document, str] = {
    "avis": "Avis : mentions à insérer", "rc": "Règlement de la consultation : articles à insérer",
    "ccap": "Cahier des clauses administratives : articles d'insertion",
    "ae": "Acte d'engagement : engagements à signer", "annexe": "Annexe insertion",
    "cadre_reponse": "Cadre de réponse du candidat", "suivi": "Formulaires de suivi",
    "motif": "Motif à conserver au dossier",
}  # fmt: skip
