"""What a plan returns: mixes, each with people, weeks, months, flags; and a post with its profile."""

from __future__ import annotations

from typing import Literal

from base_connaissance.champs import Confiance, Modele
from base_connaissance.realisation import Acces, FamilleMoyen
from conseil.resultat import Resultat

Niveau = Literal["bloquant", "vigilance", "info"]
Faisable = Literal["oui", "a_verifier", "non"]


class Alerte(Modele):
    """Something that stands in the way (`bloquant`), to be watched, or good to know. `moyen` is the way concerned."""

    niveau: Niveau
    texte: str
    moyen: str | None = None
    fiche: str | None = None


class PartRealisee(Modele):
    """The share of a way: hours, people needed over the period, weeks of each at `heures_hebdo`."""

    moyen: str
    titre: str
    famille: FamilleMoyen
    part: float
    heures: int
    personnes: int
    semaines_par_personne: float
    premier_mois: int
    ce_qui_compte: str
    condition: str
    preuves: tuple[str, ...]
    confiance: Confiance


class MoisPlan(Modele):
    """A month: its name, the hours of each way (in the order of the parts), the total and the running total."""

    nom: str
    heures: tuple[int, ...]
    total: int
    cumul: int


class MontagePropose(Modele):
    """A mix, with everything needed to decide: what counts, people, months, flags, first steps, calls."""

    id: str
    titre: str
    quand: str
    faisable: Faisable
    parts: tuple[PartRealisee, ...]
    mois: tuple[MoisPlan, ...]
    alertes: tuple[Alerte, ...]
    cette_semaine: tuple[str, ...]
    preuves: tuple[str, ...]
    appeler: tuple[str, ...]


class TacheProposee(Modele):
    """A task of the trade, as shown."""

    id: str
    nom: str
    acces: Acces
    prerequis: tuple[str, ...] = ()
    risques: tuple[str, ...] = ()


class ResultatRealisation(Resultat):
    """The mixes, the most feasible first; `alertes` concern every mix. `taches` are those of the trade, if given."""

    heures: int
    heures_hebdo: float
    etp: float
    semaines_d_une_personne: float
    alertes: tuple[Alerte, ...]
    montages: tuple[MontagePropose, ...]
    taches: tuple[TacheProposee, ...] = ()

    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each mix in a few lines."""
        return tuple((montage.titre, tuple(_lignes(montage))) for montage in self.montages)


class LignePoste(Modele):
    """A task of the post with its hours a week; `quand`: from the first week, or once the prerequisites are met."""

    tache: TacheProposee
    heures: float
    quand: str


class ResultatPoste(Resultat):
    """A post: its tasks in order of progress, the profile to copy, the flags."""

    metier: str
    lignes: tuple[LignePoste, ...]
    disponibles: tuple[TacheProposee, ...]
    heures_hebdo: float
    total: float | None
    profil: str
    alertes: tuple[Alerte, ...]

    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The profile, as text."""
        return (("Fiche de poste", tuple(self.profil.splitlines())),) if self.lignes else ()


def _lignes(montage: MontagePropose) -> list[str]:
    lignes = [
        f"- {part.titre} : {part.heures} h, {part.personnes} personne{'s' if part.personnes > 1 else ''}"
        for part in montage.parts
    ]
    lignes += [f"- À surveiller : {alerte.texte}" for alerte in montage.alertes if alerte.niveau != "info"]
    return [*lignes, *(f"- Cette semaine : {texte}" for texte in montage.cette_semaine)]
