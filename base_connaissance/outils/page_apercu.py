"""The preview's HTML: the findings first, then the fiche as a reader will see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape

from base_connaissance.erreurs import ParametreInconnu, Probleme
from base_connaissance.modeles import Base, Fiche
from base_connaissance.presentation import formater_date, html_section, libelle_source, remplir
from base_connaissance.typographie import typographier
from base_connaissance.verification.longueurs import MOTS_REPONSE, compter_mots

_STYLE = """
body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; color: #1c2b2a; }
.etat { border-radius: .4rem; padding: .6rem 1rem; background: #e4f3e8; } .etat.faute { background: #fdeaea; }
.etat li { margin: .3rem 0; } .note { color: #5b6b6a; font-size: .9rem; } table { border-collapse: collapse; }
td, th { border: 1px solid #c5d0cf; padding: .3rem .6rem; text-align: left; }
.reponse { border-left: .3rem solid #2f6f62; padding-left: 1rem; } abbr { text-decoration: underline dotted; }
"""
_SCRIPT = """
setInterval(async () => {
  try {
    const recue = await (await fetch("/signature")).text();
    if (recue !== document.body.dataset.signature) location.reload();
  } catch { document.title = "Aperçu arrêté"; }
}, 1000);
"""


def page(titre: str, corps: str, signature: str, nonce: str) -> str:
    """A whole page that reloads itself when `signature` is no longer that of the base."""
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(titre)} – aperçu</title>'
        f'<style nonce="{nonce}">{_STYLE}</style></head><body data-signature="{signature}">{corps}'
        f'<script nonce="{nonce}">{_SCRIPT}</script></body></html>'
    )


def liste(identifiants: Sequence[tuple[str, str]]) -> str:
    """The body of the list: every fiche file, by folder."""
    lignes, precedent = ["<h1>Aperçu des fiches</h1>"], None
    for dossier, identifiant in identifiants:
        if dossier != precedent:
            lignes.append(f"<h2>{escape(dossier)}</h2>")
        lignes.append(f'<p><a href="/fiches/{escape(identifiant)}">{escape(identifiant)}</a></p>')
        precedent = dossier
    return "\n".join(lignes)


def corps(base: Base, fiche: Fiche | None, problemes: Sequence[Probleme], jour: date) -> str:
    """The body of the page of one fiche: findings, then the fiche if it could be read."""
    morceaux = ['<p class="note"><a href="/">Toutes les fiches</a></p>', *_verification(problemes)]
    return "\n".join([*morceaux, *(_fiche(base, fiche, jour) if fiche else ())])


def _verification(problemes: Sequence[Probleme]) -> Iterator[str]:
    erreurs = sum(probleme.niveau == "erreur" for probleme in problemes)
    classe = "etat faute" if problemes else "etat"
    yield f'<section class="{classe}" aria-label="Vérification">'
    yield f"<p><strong>{erreurs} erreurs, {len(problemes) - erreurs} avertissements</strong></p><ul>"
    for probleme in problemes:
        lieu = f"{probleme.fichier.rpartition('/')[2]}, ligne {probleme.ligne}"
        yield f"<li>{escape(lieu)} : <strong>{probleme.niveau}</strong>, {escape(probleme.message)}</li>"
    yield "</ul></section>"


def _fiche(base: Base, fiche: Fiche, jour: date) -> Iterator[str]:
    yield f"<h1>{escape(typographier(fiche.titre))}</h1>"
    yield (
        f'<p class="note">{fiche.famille} · {", ".join(fiche.publics)} · {", ".join(fiche.phases)}<br>'
        f"Applicable depuis le {formater_date(fiche.applicable.debut)} · vérifiée le {formater_date(fiche.verifie_le)}"
        f" · à revoir le {formater_date(fiche.a_revoir_le)} · {fiche.confiance} · chiffres au {formater_date(jour)}</p>"
    )
    yield from _reponse(base, fiche, "Réponse", fiche.reponse, jour)
    for public, texte in fiche.reponses_par_public.items():
        yield from _reponse(base, fiche, f"Réponse, {public}", texte, jour)
    for ancienne in fiche.anterieurement:
        titre = f"Jusqu'au {formater_date(ancienne.jusqu_au)}"
        yield from _reponse(base, fiche, titre, ancienne.reponse, ancienne.jusqu_au)
    for section in fiche.sections:
        html = _si_possible(lambda s=section: html_section(base, fiche, s, jour), section.html)  # type: ignore[misc]
        yield f"<h2>{escape(typographier(section.titre))}</h2>{html}"
    yield from _enumeration("Sources", [_source(base, source) for source in fiche.sources])
    yield from _enumeration("Voir aussi", [f'<a href="/fiches/{f}">{f}</a>' for f in fiche.voir_aussi])
    yield from _enumeration("Questions", [escape(question) for question in fiche.questions])


def _reponse(base: Base, fiche: Fiche, titre: str, texte: str, jour: date) -> Iterator[str]:
    rempli = _si_possible(lambda: remplir(base, texte, jour, fiche), texte)
    yield f'<div class="reponse"><p class="note">{escape(titre)} : {compter_mots(texte)} mots sur {MOTS_REPONSE}</p>'
    yield f"<p>{escape(rempli)}</p></div>"


def _si_possible(remplissage: Callable[[], str], brut: str) -> str:
    """The filled text, or the text as written when a figure is unknown: the findings say which."""
    try:
        return remplissage()
    except ParametreInconnu:
        return brut


def _source(base: Base, identifiant: str) -> str:
    source = base.sources.get(identifiant)
    return escape(libelle_source(source)) if source else f"<strong>{escape(identifiant)}</strong> (inconnue)"


def _enumeration(titre: str, elements: Sequence[str]) -> Iterator[str]:
    if elements:
        yield f"<h2>{titre}</h2><ul>" + "".join(f"<li>{element}</li>" for element in elements) + "</ul>"
