"""Whatever an editor types, reading gives a base or the list of faults, never another error."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from base_connaissance.yaml_situe import lire_yaml
from tests.base_connaissance.copies import CLAUSE, FREIN, Copie

# Shapes that YAML, Markdown and the front matter give a meaning to, mixed with any text.
MORCEAUX = st.sampled_from(
    [
        "---", "\n", "\n\n", " ", "- ", "  ", ": ", "titre: ", "sources: ", "valeurs: ", "2026-13-45", "2026-01-01",
        "[", "]", "{", "}", "&a ", "*a", "!!int ", "|", ">", "'", '"', "# ", "## ", "## \u00a0\n", "> ",
        "| a | b |\n|---|\n", "[x](", ")", "<script>", "<!--", "<![", "{{ seuil }}", "*[EI]: ", "**", "_", "`", "~",
        "null", "1e999", ".nan",
        "0b_", "\ufeff", "\x00", "\x85", "\u2028", "\r",
    ]
)  # fmt: skip
TEXTES = st.lists(st.one_of(MORCEAUX, st.text(max_size=12)), max_size=25).map("".join)
SANS_SURROGATS = TEXTES.filter(lambda texte: not any("\ud800" <= signe <= "\udfff" for signe in texte))
FICHIERS = st.sampled_from(
    [CLAUSE, FREIN, "sources.yml", "glossaire.yml", "nouveautes.yml", "orientations.yml", "parametres/seuils.yml"]
)
REGLAGES = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def lire(preparer: object) -> None:
    """Read a spoiled copy: only a `Base` or `BaseInvalide` with located French findings may come out."""
    with tempfile.TemporaryDirectory() as dossier:
        copie = Copie(Path(dossier))
        preparer(copie)  # type: ignore[operator]
        try:
            assert isinstance(lire_base(copie.racine), Base)
        except BaseInvalide as erreur:
            assert erreur.problemes
            assert all(probleme.ligne >= 1 and probleme.message for probleme in erreur.problemes)


@REGLAGES
@given(fichier=FICHIERS, texte=SANS_SURROGATS)
def test_any_file_content(fichier: str, texte: str) -> None:
    lire(lambda copie: copie.ecrire(fichier, texte))


@REGLAGES
@given(fichier=FICHIERS, octets=st.binary(max_size=60))
def test_any_bytes(fichier: str, octets: bytes) -> None:
    lire(lambda copie: copie.ecrire(fichier, octets))


@REGLAGES
@given(fichier=FICHIERS, texte=SANS_SURROGATS, place=st.floats(0, 1))
def test_any_insertion(fichier: str, texte: str, place: float) -> None:
    def inserer(copie: Copie) -> None:
        avant = (copie.racine / fichier).read_text(encoding="utf-8")
        coupe = int(place * len(avant))
        copie.ecrire(fichier, avant[:coupe] + texte + avant[coupe:])

    lire(inserer)


@REGLAGES
@given(corps=SANS_SURROGATS)
def test_any_body(corps: str) -> None:
    def remplacer(copie: Copie) -> None:
        entete = (copie.racine / FREIN).read_text(encoding="utf-8").partition("\n---\n")[0]
        copie.ecrire(FREIN, f"{entete}\n---\n{corps}")

    lire(remplacer)


@settings(max_examples=200)
@given(texte=TEXTES)
def test_yaml_alone(texte: str) -> None:
    try:
        _, lignes = lire_yaml(texte, "essai.yml", premiere_ligne=2)
        assert all(ligne >= 2 for ligne in lignes.values())
    except BaseInvalide as erreur:
        (probleme,) = erreur.problemes
        assert probleme.ligne >= 2
