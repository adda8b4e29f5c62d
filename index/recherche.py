"""The one door: a question in, a decided and sourced `Reponse` out. Chat, API, command line and fallback all use it."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from base_connaissance.erreurs import BaseInvalide, ParametreInconnu
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base, Fiche, Public
from base_connaissance.presentation import (
    connue_au,
    formater_date,
    phrase_inconnue,
    texte_reponse,
)
from base_connaissance.typographie import typographier
from index import composition, manifeste, residu
from index.allegement import alleger, est_une_politesse
from index.articles import articles_cites, fiches_par_article
from index.classement import Classement, textes_des_passages, textes_par_document
from index.connues import Connues
from index.construction import lire_unites
from index.dates_question import Periode, sans_date
from index.decision import Calibrage, caracteristiques, cote, voisines_de
from index.decoupage import Unite, decouper
from index.encodeur import Encodeur, Vecteurs, encodeur_par_defaut
from index.equivalences import acceptees
from index.erreurs import IndexIndisponible, ProvenanceInconnue
from index.intentions import Intentions
from index.lexical import Lexical
from index.modeles import Candidat, Contexte, Decision, Etat, Reponse
from index.moteur import Lecture, Moteur
from index.motifs import Motifs
from index.nettoyage import nettoyer
from index.orthographe import FICHIER as ORTHOGRAPHE
from index.orthographe import Orthographe
from index.plusieurs import MAXIMUM, Partie, reunir, separer
from index.recit import sans_achat, sans_recit
from index.sigles import table_des_sigles
from index.suite import (
    completer,
    demande_la_meme_fiche,
    est_une_suite,
    fiche_precedente,
    seul_le_public_change,
    seule_la_periode_change,
)
from index.temps import Temps
from index.tournures import FICHIER as TOURNURES
from index.tournures import Tournures
from index.vecteurs import IndexVecteurs
from settings import settings

_CHOIX = 3
_RELECTURE_COURANT = 1.0
_SEUIL_LEXICAL = 0.25
_CERTITUDE = 0.99
_PART_HORS_VOCABULAIRE = 0.35
_DEDANS_DOUTEUX = 0.5
# Above, the question may be ours after all: the nearest fiches are shown with the reason given.
_DEDANS_POSSIBLE = 0.2
# Below, taken together, the kinds of questions out of scope are only the least unlikely: naming one would be a guess.
_DEHORS_PROBABLE = 0.2
_DEHORS_NET = 0.25
_HOSTILE = "hostile"
_HORS_SUJET = "hors_sujet"
# A follow-up: what the last fiche and those it refers to gain, in log-odds; then the answer.
_BONUS_MEME_FICHE = 0.7
_BONUS_VOISINE = 0.8
_COTE_DE_SUITE = 2.5
# Shorter without its purchase, a question is about it: « quelle part de main-d'œuvre pour un marché de propreté ? ».
_MOTS_D_UNE_REGLE = 6


class Jugement(NamedTuple):
    """How a question was read, the first fiches, the two probabilities, and what follows from them."""

    lecture: Lecture
    candidats: list[Candidat]
    juste: float
    dedans: float
    decision: Decision

    def devant(self, candidat: Candidat) -> Jugement:
        """The same, with another fiche shown before the first ones."""
        autres = [autre for autre in self.candidats if autre.fiche != candidat.fiche]
        return self._replace(candidats=[candidat, *autres][:_CHOIX])


class Recherche:
    """An opened index: immutable, shared by threads, replaced as a whole when a new one is published."""

    def __init__(self, base: Base, classement: Classement, calibrage: Calibrage | None, encodeur: Encodeur | None,
                 etat: Etat, intentions: Intentions | None = None,
                 orthographe: Orthographe | None = None, tournures: Tournures | None = None) -> None:  # fmt: skip
        self.base = base
        self.etat = etat
        self._classement = classement
        self._calibrage = calibrage
        self._encodeur = encodeur
        self._orthographe = orthographe
        self._motifs = Motifs(base)
        self._voisines = voisines_de(base)
        self._titres = {fiche.id: typographier(fiche.titre) for fiche in base.fiches.values()}
        self._articles = fiches_par_article(base)
        self.moteur = Moteur(classement, intentions, table_des_sigles(base), self._articles, tournures)
        self._connues = Connues(base)

    def repondre(self, question: str, public: Public | None = None, date: date | None = None,
                 contexte: Contexte | None = None, aujourd_hui: date | None = None) -> Reponse:  # fmt: skip
        """Answer, propose or refuse, for `date` if given, else the day that the question means, else `aujourd_hui`.

        A message of several questions gets one answer, which says which of them it is for. Raises QuestionInvalide for
        a text that cannot be searched.
        """
        propre, aujourd_hui = nettoyer(question), aujourd_hui or self._aujourd_hui()
        entiere = self._repondre_a(propre, public, date, contexte, aujourd_hui)
        if entiere.probabilite >= _CERTITUDE or entiere.motif == _HOSTILE:
            return entiere
        questions, parties = separer(propre), list[Partie]()
        for seule in questions[:MAXIMUM]:
            suite = _apres(parties[-1].reponse, contexte, aujourd_hui) if parties else contexte
            parties.append(Partie(len(parties), self._repondre_a(seule, public, date, suite, aujourd_hui)))
        return reunir(entiere, parties, len(questions) - len(parties))

    def _repondre_a(self, propre: str, public: Public | None, date: date | None, contexte: Contexte | None,
                    aujourd_hui: date) -> Reponse:  # fmt: skip
        public = public or (contexte.public if contexte else None)
        temps = Temps.lire(propre, date, aujourd_hui, contexte)
        connue = self._connues.fiche(propre)
        if connue is None and (orientation := self._motifs.reconnaitre(propre)) is not None:
            return composition.composer_refus(self.base, orientation, orientation.id, propre, temps.periode().fin)
        precedente = fiche_precedente(self.base, contexte)
        if precedente is not None and connue is None:
            nouveau_public, nouvelle = seul_le_public_change(propre), seule_la_periode_change(propre, aujourd_hui)
            if nouveau_public or nouvelle or demande_la_meme_fiche(propre):
                periode = nouvelle or temps.periode(suite=True)
                if periode.debut > aujourd_hui:
                    futur = self.base.orientations.get("futur")
                    return composition.composer_refus(self.base, futur, "futur", propre, periode.fin)
                return self._repondre_encore(precedente, propre, nouveau_public or public, periode)
        reponse = self._chercher_et_decider(propre, public, temps, contexte)
        retouches = self._orthographe.retouches(alleger(propre)) if self._orthographe is not None else ()
        return reponse.model_copy(update={"retouches": retouches}) if retouches else reponse

    def repondre_fiche(self, identifiant: str, public: Public | None = None, date: date | None = None) -> Reponse:
        """The answer of a fiche that the visitor chose. Raises KeyError for an unknown fiche."""
        fiche = self.base.fiches[identifiant]
        jour = date or self._aujourd_hui()
        return self._composer(fiche, typographier(fiche.titre), public, jour, 1.0, [])

    def preparer(self) -> None:
        """Write every answer of today once: typography is slow the first time, and no visitor should wait for it."""
        for fiche in self.base.fiches.values():
            composition.preparer(self.base, fiche, self._aujourd_hui())

    def chercher_fiches(self, question: str, k: int = 10) -> list[Candidat]:
        """The k best fiches, best first, without any decision."""
        return self._candidats(self._lire(nettoyer(question)), k)

    def lire_et_juger(self, question: str) -> tuple[Lecture, float, float]:
        """The ranking, the probability that the first fiche is right, and that the base answers: for evaluation."""
        texte = nettoyer(question)
        lecture = self._lire(texte)
        premiere = self.base.fiches[self._classement.documents[int(lecture.ordre[0])]]
        return lecture, *self._probabilites(lecture, texte, premiere)

    def extrait_pour(self, identifiant: str, question: str) -> str | None:
        """The anchor of the section that an answer from this fiche would quote: for evaluation."""
        lecture = self._lire(nettoyer(question))
        passage = self._classement.meilleur_passage(identifiant, lecture.signaux)
        return passage.ancre if passage is not None else None

    @property
    def unites(self) -> list[Unite]:
        """Everything indexed."""
        return self._classement.unites

    def questions_encodees(self) -> tuple[list[Unite], Vecteurs]:
        """The questions of the base as editors wrote them, and their vectors (empty without an index)."""
        if self._classement.vecteurs is None:
            return [], np.zeros((0, 1), dtype=np.float32)
        rangs = [
            rang
            for rang, unite in enumerate(self._classement.unites)
            if unite.genre == "question" and unite.texte in self.base.fiches[unite.document].toutes_les_questions
        ]
        return [self._classement.unites[rang] for rang in rangs], self._classement.vecteurs.vecteurs()[rangs]

    def _chercher_et_decider(
        self, question: str, public: Public | None, temps: Temps, contexte: Contexte | None
    ) -> Reponse:
        jugement = self._juger(question, contexte)
        if jugement.decision == "reponse":
            jugement = self._douter(jugement, question, contexte)
        else:
            jugement = self._rejuger(jugement, question, temps, contexte)
        lecture, candidats, juste, dedans, decision = jugement
        premiere = self.base.fiches[candidats[0].fiche]
        periode = temps.periode_pour(premiere, lecture.suite)
        jour = periode.fin
        if decision == "reponse" and self._change_pendant(premiere, public, periode):
            return self._entre_deux_regles(premiere, question, periode, juste)
        if decision == "reponse":
            return self._composer(premiere, question, public, jour, juste, candidats, lecture)
        if decision == "choix":
            return Reponse(
                question=question, decision="choix", probabilite=juste, candidats=tuple(candidats),
                avertissements=self.etat.avertissements, date_droit=jour, empreinte_base=self.base.empreinte,
            )  # fmt: skip
        motif = self._motif_du_refus(lecture, dedans)
        proches = candidats if motif == "non_couvert" or dedans >= _DEDANS_POSSIBLE else []
        return composition.composer_refus(
            self.base, self.base.orientations.get(motif), motif, question, jour, juste, proches
        )

    def _juger(self, question: str, contexte: Contexte | None) -> Jugement:
        texte = completer(self.base, question, contexte)
        lecture = self._lire(texte) if texte == question else self._lire_la_suite(question, texte, contexte)
        candidats = self._candidats(lecture, _CHOIX)
        premiere = self.base.fiches[candidats[0].fiche]
        juste, dedans = self._probabilites(lecture, texte, premiere)
        precedente = fiche_precedente(self.base, contexte)
        if lecture.suite and precedente and premiere.id in {precedente.id, *precedente.voir_aussi}:
            juste, dedans = _plus_probable(juste, _COTE_DE_SUITE), _plus_probable(dedans, _COTE_DE_SUITE)
        return Jugement(lecture, candidats, juste, dedans, self._decider(juste, dedans, premiere))

    def _rejuger(self, premier: Jugement, question: str, temps: Temps, contexte: Contexte | None) -> Jugement:
        """What a second reading changes: without the days that it names, then without what it tells."""
        if temps.au_passe and (sans_jour := sans_date(question)) != question:
            # The questions of the base name no day: without its own, this one may be one of them.
            question = sans_jour
            premier = max(premier, self._juger(question, contexte), key=lambda jugement: jugement.juste)
        nue = sans_achat(sans_recit(question))
        if premier.decision == "reponse" or premier.lecture.suite or nue == question:
            return premier
        second = self._juger(nue, contexte)
        if second.candidats[0].fiche != premier.candidats[0].fiche:
            hesite = premier.decision == "choix" and second.decision == "reponse"
            return premier.devant(second.candidats[0]) if hesite else premier
        # What is told may change the answer, or nothing: two readings of one fiche count as much as each other.
        juste = _milieu(premier.juste, second.juste)
        decision = self._decider(juste, premier.dedans, self.base.fiches[premier.candidats[0].fiche])
        return premier._replace(juste=juste, decision=decision) if decision == "reponse" else premier

    def _douter(self, premier: Jugement, question: str, contexte: Contexte | None) -> Jugement:
        """A purchase named in passing draws its fiche: a choice when, without it, the question gets another answer."""
        premiere = self.base.fiches[premier.candidats[0].fiche]
        nue = sans_achat(question) if premiere.famille == "achat" and premier.juste < _CERTITUDE else question
        if nue == question or len(nue.split()) < _MOTS_D_UNE_REGLE:
            return premier
        second = self._juger(nue, contexte)
        autre = second.candidats[0]
        if second.decision != "reponse" or autre.fiche in acceptees([premiere.id]):
            return premier
        part = premier.juste / (premier.juste + second.juste)  # only one of them is right
        return premier.devant(autre)._replace(decision="choix", juste=part)

    def _repondre_encore(self, fiche: Fiche, question: str, public: Public | None, periode: Periode) -> Reponse:
        """The last fiche again, for another reader or other days."""
        if self._change_pendant(fiche, public, periode):
            return self._entre_deux_regles(fiche, question, periode, 1.0)
        return self.repondre_fiche(fiche.id, public, periode.fin)

    def _lire_la_suite(self, question: str, texte: str, contexte: Contexte | None) -> Lecture:
        """A follow-up: the question as it stands when it is clear alone, else read with its subject, near its fiche."""
        seule, precedente = self._lire(question), fiche_precedente(self.base, contexte)
        ailleurs = sum(seule.dehors.values()) >= _DEHORS_NET
        if precedente is None or (not est_une_suite(question) and (ailleurs or self._est_claire(seule))):
            return seule
        complete = self._lire(texte)
        scores = (seule.scores + complete.scores) / 2
        autour = {precedente.id: _BONUS_MEME_FICHE} | dict.fromkeys(precedente.voir_aussi, _BONUS_VOISINE)
        for fiche, bonus in autour.items():
            scores[self.moteur.numero[fiche]] += bonus
        # The excerpt is chosen for the words of the follow-up, not for the subject that completes it.
        complete = replace(complete, signaux=replace(complete.signaux, cosinus=seule.signaux.cosinus))
        return replace(complete, suite=True, scores=scores, intention=(seule.intention + complete.intention) / 2)

    def _est_claire(self, lecture: Lecture) -> bool:
        if self._calibrage is None:
            return False
        juste, _ = self._calibrage.probabilites(caracteristiques(self.moteur, lecture, self._voisines))
        return juste >= self._calibrage.seuil_reponse

    def _motif_du_refus(self, lecture: Lecture, dedans: float) -> str:
        """The orientation that the question looks like, when it leaves the base; else whether its words are known.

        A question that is more likely ours than not is never said to be off topic, however few of its words are known.
        """
        if est_une_politesse(lecture.texte):
            return _HORS_SUJET  # a greeting without Rasa: what can be asked, rather than a warning
        if dedans >= _DEDANS_DOUTEUX:
            return "non_couvert"
        motif = _HORS_SUJET if self._hors_vocabulaire(lecture) else "non_couvert"
        if sum(lecture.dehors.values()) >= _DEHORS_PROBABLE:
            semble = max(lecture.dehors, key=lambda nom: lecture.dehors[nom])
            motif = semble if semble in self.base.orientations else motif
        return "non_couvert" if self._motifs.exclu(motif, lecture.texte) else motif

    def _composer(self, fiche: Fiche, question: str, public: Public | None, jour: date, probabilite: float,
                  candidats: list[Candidat], lecture: Lecture | None = None) -> Reponse:  # fmt: skip
        passage = self._classement.meilleur_passage(fiche.id, lecture.signaux) if lecture is not None else None
        try:
            if not connue_au(fiche, jour):
                avis = f"« {self._titres[fiche.id]} » : {_minuscule(phrase_inconnue(fiche, jour))}"
                return self._signaler(fiche, question, jour, probabilite, avis)
            reponse = composition.composer_fiche(
                self.base, fiche, question, public, jour, probabilite, passage, candidats, self._aujourd_hui()
            )
        except (ProvenanceInconnue, ParametreInconnu):
            return composition.composer_refus(
                self.base,
                self.base.orientations.get("non_couvert"),
                "non_couvert",
                question,
                jour,
                probabilite,
                candidats,
            )
        if not self.etat.avertissements:
            return reponse
        return reponse.model_copy(update={"avertissements": (*reponse.avertissements, *self.etat.avertissements)})

    def _change_pendant(self, fiche: Fiche, public: Public | None, periode: Periode) -> bool:
        """Whether the answer of the fiche was not the same on the first and on the last day."""
        if periode.debut == periode.fin:
            return False
        try:
            premier, dernier = (
                connue_au(fiche, jour) and texte_reponse(self.base, fiche, public, jour)
                for jour in (periode.debut, periode.fin)
            )
        except ParametreInconnu:
            return True
        return premier != dernier

    def _entre_deux_regles(self, fiche: Fiche, question: str, periode: Periode, probabilite: float) -> Reponse:
        debut, fin = formater_date(periode.debut), formater_date(periode.fin)
        avis = typographier(
            f"« {self._titres[fiche.id]} » : la réponse a changé entre le {debut} et le {fin}. Reposez la question "
            f"avec le jour où la consultation a été lancée, par exemple « lancée le {debut} »."
        )
        return self._signaler(fiche, question, periode.fin, probabilite, avis)

    def _signaler(self, fiche: Fiche, question: str, jour: date, probabilite: float, avis: str) -> Reponse:
        """The fiche that would answer, and why it does not for that day."""
        return Reponse(
            question=question, decision="choix", probabilite=probabilite, avertissements=(avis,),
            candidats=(Candidat(fiche=fiche.id, titre=self._titres[fiche.id], score=0.0),),
            date_droit=jour, empreinte_base=self.base.empreinte,
        )  # fmt: skip

    def _lire(self, question: str) -> Lecture:
        texte = alleger(question)
        if self._orthographe is not None:
            texte = self._orthographe.corriger(texte)
        if self._encodeur is None:
            return self.moteur.lire(texte, None)
        attendre = self._encodeur.lancer(texte)
        mots = self.moteur.lire_les_mots(texte)  # while the network works
        return self.moteur.lire(texte, attendre(), mots=mots)

    def _candidats(self, lecture: Lecture, k: int) -> list[Candidat]:
        documents = [(self._classement.documents[int(r)], float(lecture.scores[r])) for r in lecture.ordre[:k]]
        return [Candidat(fiche=fiche, titre=self._titres[fiche], score=round(score, 4)) for fiche, score in documents]

    def _probabilites(self, lecture: Lecture, texte: str, premiere: Fiche) -> tuple[float, float]:
        """Probability that the first fiche is right, and that the base answers."""
        if self._calibrage is None:
            juste = min(1.0, lecture.signaux.lexical.force)
            return juste, juste
        juste, dedans = self._calibrage.probabilites(caracteristiques(self.moteur, lecture, self._voisines))
        dedans = max(dedans, juste)  # two separate fits: if the first fiche answers, the base does
        parts = [self._articles.get(article, {}).get(premiere.id, 0.0) for article in articles_cites(texte)]
        if any(parts):
            dedans = 1.0  # the base knows this article
        if 1.0 in parts:
            juste = max(juste, self._calibrage.seuil_reponse)
        if self._connues.fiche(texte) == premiere.id:
            juste = max(juste, _CERTITUDE)
        return juste, dedans

    def _decider(self, juste: float, dedans: float, premiere: Fiche) -> Decision:
        if self._calibrage is None:
            return "choix" if juste >= _SEUIL_LEXICAL else "refus"
        decision = self._calibrage.decider(juste, dedans)
        return "choix" if decision == "reponse" and premiere.confiance == "a_confirmer" else decision

    def _hors_vocabulaire(self, lecture: Lecture) -> bool:
        mots = lecture.signaux.lexical.mots
        return not mots or self._classement.lexical.part_inconnue(mots) > _PART_HORS_VOCABULAIRE

    def _aujourd_hui(self) -> date:
        return date.today()


def _apres(reponse: Reponse, contexte: Contexte | None, aujourd_hui: date) -> Contexte:
    """What the conversation knows once that was said."""
    connu = contexte or Contexte()
    jour = reponse.date_droit if reponse.date_droit < aujourd_hui else connu.date_droit
    return connu.model_copy(update={"derniere_fiche": reponse.sujet or connu.derniere_fiche, "date_droit": jour})


def _minuscule(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]


def _plus_probable(probabilite: float, cote: float) -> float:
    """A probability moved by some log-odds."""
    return 1 / (1 + (1 - probabilite) / max(probabilite, 1e-6) * math.exp(-cote))


def _milieu(une: float, autre: float) -> float:
    """The probability whose log-odds are the mean of those of two others."""
    return 1 / (1 + math.exp(-(cote(une) + cote(autre)) / 2))


def ouvrir_dossier(racine: Path, encodeur: Encodeur, base_dir: Path) -> Recherche:
    """The best search that can be opened now: current index, else an older one, else lexical search on the files.

    Raises BaseInvalide when even the files cannot be read.
    """
    courant = manifeste.dossier_courant(racine)
    for dossier in manifeste.candidats(racine):
        try:
            return _ouvrir_index(dossier, encodeur, degrade=dossier != courant)
        except (IndexIndisponible, OSError, ValueError, RuntimeError, KeyError, TypeError):
            continue
    base = lire_base(base_dir)
    unites = decouper(base, date.today())
    classement = Classement(unites, None, Lexical.construire(textes_par_document(unites)),
                            mots_des_unites=Lexical.construire(textes_des_passages(unites)))  # fmt: skip
    avis = typographier(
        "L'index est indisponible : la recherche se fait sur les mots seulement et ne donne que des propositions."
    )
    return Recherche(base, classement, None, None, Etat(
        index="absent", base="ok", modele="absent", avertissements=(avis,), empreinte=base.empreinte))  # fmt: skip


def _ouvrir_index(dossier: Path, encodeur: Encodeur, degrade: bool) -> Recherche:
    lu = manifeste.controler(dossier)
    if not lu.modele.startswith(encodeur.identite):
        raise IndexIndisponible("l'index a été construit avec un autre modèle")
    base = Base.model_validate_json((dossier / "base.json").read_text(encoding="utf-8"))
    unites = lire_unites(dossier)
    lexical = Lexical.ouvrir(dossier / "lexical.npz")
    classement = Classement(unites, IndexVecteurs.ouvrir(dossier / "vecteurs.faiss"), lexical,
                            mots_des_unites=Lexical.ouvrir(dossier / "passages.npz"))  # fmt: skip
    avis = ("L'index courant est illisible : la réponse vient de la version précédente de la base.",) if degrade else ()
    etat = Etat(index="degrade" if degrade else "ok", base="ok", modele="ok", empreinte=base.empreinte,
                avertissements=tuple(typographier(a) for a in avis))  # fmt: skip
    return Recherche(base, classement, Calibrage.ouvrir(dossier / "decision.json"), encodeur, etat,
                     Intentions.ouvrir(dossier / "intentions.npz"),
                     Orthographe.lire(dossier / ORTHOGRAPHE), Tournures.ouvrir(dossier / TOURNURES))  # fmt: skip


class _Porte:
    """Keeps the current `Recherche` of the process and reopens it when `courant` changes."""

    def __init__(self) -> None:
        self._verrou = threading.Lock()
        self._recherche: Recherche | None = None
        self._marque: object = None
        self._vue = 0.0

    def ouvrir(self) -> Recherche:
        maintenant = time.monotonic()
        if self._recherche is not None and maintenant - self._vue < _RELECTURE_COURANT:
            return self._recherche
        with self._verrou:
            marque = _marque(settings.index_dir / manifeste.COURANT)
            if self._recherche is None or marque != self._marque:
                self._recherche = ouvrir_dossier(settings.index_dir, encodeur_par_defaut(), settings.base_dir)
                self._recherche.preparer()
                self._marque = marque
                residu.figer()
                residu.rendre()
            self._vue = time.monotonic()
            return self._recherche


def _marque(chemin: Path) -> tuple[int, int] | None:
    try:
        infos = chemin.stat()
    except OSError:
        return None
    return infos.st_mtime_ns, infos.st_ino


_porte = _Porte()


def ouvrir() -> Recherche:
    """The search of this process, always on the last published index. Raises BaseInvalide if nothing can be read."""
    return _porte.ouvrir()


def repondre(
    question: str, public: Public | None = None, date: date | None = None, contexte: Contexte | None = None,
    aujourd_hui: date | None = None,
) -> Reponse:  # fmt: skip
    """Answer a question with the current base; see `Recherche.repondre`."""
    return ouvrir().repondre(question, public, date, contexte, aujourd_hui)


__all__ = ["BaseInvalide", "Recherche", "ouvrir", "ouvrir_dossier", "repondre"]
