"""All the data of the hours computation in one sentence: « 1 000 000 € HT, 50 % de main-d'œuvre, 5 %, 30 €/h »."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from conseil.erreurs import SaisieInvalide
from conseil.nombres.chiffres import NOMBRE, aplanir, mots_en_chiffres, trouver_nombres
from conseil.nombres.durees import chercher_duree, lire_duree
from conseil.nombres.grandeurs import MONTANT, lire_cout_horaire, lire_heures, lire_montant, lire_part

_N = NOMBRE % {"n": "p"} + " *"
_COUT = re.compile(rf"{_N}(?:€|euros?|eur)?(?: ht)? ?(?:/ ?|par |de l'|l')h(?:eure)?\b", re.ASCII)
_PART = re.compile(
    rf"(?:{_N}(?:%|pour ?cents?\b)|\b(?:la moitié|un tiers|deux tiers|un quart|trois quarts)(?![a-z]))", re.ASCII
)
_HEURES = re.compile(rf"{_N}(?:heures?|h)\b", re.ASCII)
_BASE = re.compile(r"\b(?:base|etp|temps plein)[^\d,;]{0,25}(?P<b>1[ .]?\d{3})\b", re.ASCII)
_MAIN_OEUVRE = re.compile(r"main[- ]d[' ]?(?:œ|oe)uvre|\bmo\b|travail humain")
_TAUX = re.compile(r"insertion|taux|effort")
_COUPURE = re.compile(r"[,;]|\bet\b| - ")


@dataclass(frozen=True)
class ChampLu:
    """A value read, and where: `texte[debut:fin]` is `extrait`."""

    valeur: float
    extrait: str
    debut: int
    fin: int


@dataclass
class DonneesLues:
    """What a sentence holds, by field of the hours tool; `problemes` says, by field, why a piece was not kept."""

    champs: dict[str, ChampLu] = field(default_factory=dict)
    problemes: dict[str, str] = field(default_factory=dict)

    def valeurs(self) -> dict[str, float]:
        """The values alone."""
        return {nom: lu.valeur for nom, lu in self.champs.items()}


def lire_donnees_heures(texte: str) -> DonneesLues:
    """Fields `montant_ht`, `duree_mois`, `part_main_oeuvre`, `taux_insertion`, `cout_horaire`, `heures`, `base_etp`.

    Never raises: what is not understood is absent, what is refused is in `problemes`.
    """
    lues = DonneesLues()
    plat = _prendre_base(mots_en_chiffres(aplanir(texte), memes_places=True), texte, lues)
    plat = _prendre(_COUT, "cout_horaire", plat, texte, lues)
    plat = _prendre_parts(plat, texte, lues)
    plat = _prendre_montant(plat, texte, lues)
    _prendre(_HEURES, "heures", plat, texte, lues)
    return lues


_LECTEURS = {
    "cout_horaire": lire_cout_horaire,
    "heures": lire_heures,
    "part_main_oeuvre": lire_part,
    "taux_insertion": lire_part,
}


def _prendre(motif: re.Pattern[str], champ: str, plat: str, texte: str, lues: DonneesLues) -> str:
    trouve = motif.search(plat)
    return plat if trouve is None else _noter(champ, trouve.start(), trouve.end(), plat, texte, lues)


def _noter(champ: str, debut: int, fin: int, plat: str, texte: str, lues: DonneesLues) -> str:
    extrait = texte[debut:fin]
    try:
        lues.champs[champ] = ChampLu(_LECTEURS[champ](extrait, champ), extrait, debut, fin)
    except SaisieInvalide as erreur:
        lues.problemes[champ] = erreur.message
    return _effacer(plat, debut, fin)


def _effacer(plat: str, debut: int, fin: int) -> str:
    """The text with a piece blanked by a separator, so that spans hold and neighbours do not merge."""
    return plat[:debut] + ";" * (fin - debut) + plat[fin:]


def _prendre_base(plat: str, texte: str, lues: DonneesLues) -> str:
    trouve = _BASE.search(plat)
    if trouve is None:
        return plat
    valeur = float(re.sub(r"\D", "", trouve["b"]))
    lues.champs["base_etp"] = ChampLu(valeur, texte[trouve.start("b") : trouve.end("b")], *trouve.span("b"))
    return _effacer(plat, *trouve.span("b"))


def _prendre_parts(plat: str, texte: str, lues: DonneesLues) -> str:
    """Named shares first; two without a name follow the order of the formula (labour share, then a smaller rate)."""
    parts = list(_PART.finditer(plat))
    anonymes = []
    for rang, trouve in enumerate(parts):
        fin = parts[rang + 1].start() if rang + 1 < len(parts) else len(plat)
        debut = parts[rang - 1].end() if rang else 0
        apres = _COUPURE.split(plat[trouve.end() : fin])[0]
        avant = _COUPURE.split(plat[debut : trouve.start()])[-1]
        champ = _nommer(apres) or _nommer(avant)
        if champ is None or champ in lues.champs:
            anonymes.append(trouve)
        else:
            plat = _noter(champ, trouve.start(), trouve.end(), plat, texte, lues)
    libres = [nom for nom in ("part_main_oeuvre", "taux_insertion") if nom not in lues.champs]
    if anonymes and len(anonymes) == len(libres) and _ordre_sur(anonymes, libres):
        for champ, trouve in zip(libres, anonymes, strict=True):
            plat = _noter(champ, trouve.start(), trouve.end(), plat, texte, lues)
    return plat


def _nommer(contexte: str) -> str | None:
    if _MAIN_OEUVRE.search(contexte):
        return "part_main_oeuvre"
    return "taux_insertion" if _TAUX.search(contexte) else None


def _ordre_sur(anonymes: list[re.Match[str]], libres: list[str]) -> bool:
    try:
        valeurs = [lire_part(trouve[0], "") for trouve in anonymes]
    except SaisieInvalide:
        return True  # each reader then says what is wrong, by its field
    return len(libres) == 1 or valeurs[0] > valeurs[1]


def _prendre_montant(plat: str, texte: str, lues: DonneesLues) -> str:
    duree = chercher_duree(plat)
    somme = plat
    if duree is not None:
        _, debut, fin = duree
        try:
            lues.champs["duree_mois"] = ChampLu(
                lire_duree(texte[debut:fin], "duree_mois"), texte[debut:fin], debut, fin
            )
        except SaisieInvalide as erreur:
            lues.problemes["duree_mois"] = erreur.message
        somme = _effacer(plat, debut, fin)
    candidats = [trouve for trouve in MONTANT.finditer(somme) if trouve["d"] or trouve["f"]]
    if not candidats:
        restants = [n for n in trouver_nombres(_HEURES.sub(lambda t: ";" * len(t[0]), somme)) if len(n[0]) >= 4]
        candidats = restants if len(restants) == 1 else []
    if not candidats:
        return somme
    debut, fin = candidats[0].span()
    if len(candidats) > 1:
        lues.problemes["montant_ht"] = "Nous lisons plusieurs montants : donnez-en un seul, hors taxes."
        return somme
    # The tax mention, a minus sign or « par an » stand beside the amount; the reader must see them.
    avant = re.search(r"(?:-|\bmoins) ?$", somme[:debut])
    apres = re.match(
        r" ?(?:h\.?t\b\.?|t\.?t\.?c\b\.?|hors taxes|toutes taxes comprises)?(?: ?(?:par an\b|/ ?an\b))?", somme[fin:]
    )
    debut, fin = avant.start() if avant else debut, fin + (apres.end() if apres else 0)
    extrait = texte[debut:fin].strip()
    annuel = f"{extrait} sur {lues.champs['duree_mois'].extrait}" if "duree_mois" in lues.champs else extrait
    try:
        lues.champs["montant_ht"] = ChampLu(lire_montant(annuel).valeur, extrait, debut, debut + len(extrait))
    except SaisieInvalide as erreur:
        lues.problemes["montant_ht"] = erreur.message
    return _effacer(somme, debut, fin)
