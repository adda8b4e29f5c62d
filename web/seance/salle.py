"""The store of the room: who joined, what they answered, asked and objected. No name is asked, texts are masked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from web.seance.depot import SeanceClose, SeanceInconnue, Seances
from web.seance.tables import ActiviteVive, ObjectionVive, ParticipantVive, QuestionSalle, ReponseVive, SeanceVive
from web.services.horloge import naive

PARTICIPANTS_MAXIMUM = 300
QUESTIONS_PAR_PERSONNE = 10
OBJECTIONS_PAR_PERSONNE = 5


class ReponseRefusee(Exception):
    """The answer was not taken; the message is French and says what is kept."""


class Salle:
    """The people of the live sessions of one database."""

    def __init__(self, seances: Seances) -> None:
        self._seances = seances
        self._database = seances.database

    def entrer(self, seance: str) -> str:
        """Take a seat; the token to keep in the cookie. Raises ReponseRefusee when the room is full."""
        jeton = secrets.token_urlsafe(24)
        with self._database.session(writes=True) as session:
            nombre = session.scalar(select(func.count()).where(ParticipantVive.seance_id == seance)) or 0
            if nombre >= PARTICIPANTS_MAXIMUM:
                raise ReponseRefusee("La séance est complète. Prévenez la personne qui l'anime.")
            session.add(
                ParticipantVive(
                    seance_id=seance, jeton=_condense(jeton), rejoint_le=naive(self._seances.clock()), questions=0
                )
            )
        self._seances.signaler(seance)
        return jeton

    def participant(self, seance: str, jeton: str) -> int | None:
        """The participant of this token in this session; None for any other token."""
        with self._database.session() as session:
            demande = select(ParticipantVive.id).where(ParticipantVive.jeton == _condense(jeton))
            return session.scalar(demande.where(ParticipantVive.seance_id == seance))

    def oublier(self, seance: str, participant: int) -> None:
        """Erase a participant with every answer given; questions bear no trace of who asked."""
        with self._database.session(writes=True) as session:
            session.execute(delete(ObjectionVive).where(ObjectionVive.participant_id == participant))
            session.execute(delete(ParticipantVive).where(ParticipantVive.id == participant))
        self._seances.signaler(seance)

    def nombre(self, seance: str) -> int:
        """How many people joined."""
        with self._database.session() as session:
            return session.scalar(select(func.count()).where(ParticipantVive.seance_id == seance)) or 0

    def repondre(
        self, seance: str, point: str, participant: int, valeur: Any, points: dict[str, float] | None = None,
        *, modifiable: bool = False,
    ) -> None:  # fmt: skip
        """Keep one answer to the activity that is open now.

        Raises ReponseRefusee for a closed activity, another one than the present, or a second answer; SeanceClose.
        """
        with self._database.session(writes=True) as session:
            ligne = session.get(SeanceVive, seance)
            if ligne is None or self._seances.est_close(ligne):
                raise SeanceClose(seance)
            activite = session.get(ActiviteVive, (seance, point))
            if ligne.point != point or activite is None or activite.etat != "ouverte":
                raise ReponseRefusee("Cette question n'est pas ouverte, ou ne l'est plus. Rien n'a été enregistré.")
            demande = select(ReponseVive).where(ReponseVive.seance_id == seance, ReponseVive.point == point)
            ancienne = session.scalar(demande.where(ReponseVive.participant_id == participant))
            if ancienne is not None and not modifiable:
                raise ReponseRefusee("Vous avez déjà répondu à cette question : votre première réponse est gardée.")
            if ancienne is None:
                session.add(
                    ReponseVive(
                        seance_id=seance, point=point, participant_id=participant, valeur=valeur, points=points
                    )
                )  # fmt: skip
            else:
                ancienne.valeur = valeur
            ligne.retours += 1
        self._seances.diffusion.annoncer(seance)

    def reponse(self, seance: str, point: str, participant: int) -> ReponseVive | None:
        """What this participant answered to that activity."""
        with self._database.session() as session:
            demande = select(ReponseVive).where(ReponseVive.seance_id == seance, ReponseVive.point == point)
            return session.scalar(demande.where(ReponseVive.participant_id == participant))

    def reponses(self, seance: str, point: str | None = None) -> Sequence[ReponseVive]:
        """Every answer of the session, or of one activity, in order of arrival."""
        with self._database.session() as session:
            demande = select(ReponseVive).where(ReponseVive.seance_id == seance).order_by(ReponseVive.id)
            return session.scalars(demande if point is None else demande.where(ReponseVive.point == point)).all()

    def compter(self, seance: str, point: str) -> int:
        """How many answered that activity."""
        with self._database.session() as session:
            demande = select(func.count()).where(ReponseVive.seance_id == seance, ReponseVive.point == point)
            return session.scalar(demande) or 0

    def objecter(self, seance: str, participant: int | None, secteur: str, texte: str, fiche: str | None) -> None:
        """Note an objection. Raises ReponseRefusee beyond a few per person."""
        with self._database.session(writes=True) as session:
            if participant is not None:
                demande = select(func.count()).where(ObjectionVive.participant_id == participant)
                if (session.scalar(demande) or 0) >= OBJECTIONS_PAR_PERSONNE:
                    raise ReponseRefusee("Vous avez déjà noté cinq objections : laissez la place aux autres.")
            session.add(
                ObjectionVive(seance_id=seance, participant_id=participant, secteur=secteur, texte=texte, fiche=fiche)
            )
        self._seances.signaler(seance)

    def objections(self, seance: str) -> Sequence[ObjectionVive]:
        """The objections of the session, in order of arrival."""
        with self._database.session() as session:
            demande = select(ObjectionVive).where(ObjectionVive.seance_id == seance).order_by(ObjectionVive.id)
            return session.scalars(demande).all()

    def demander(self, seance: SeanceVive, participant: int, texte: str, decision: str, fiche: str | None) -> None:
        """Keep a question from the room; who asked is counted, not written beside it.

        Raises ReponseRefusee beyond a few per person.
        """
        with self._database.session(writes=True) as session:
            qui = session.get(ParticipantVive, participant)
            if qui is None:
                raise SeanceInconnue(seance.id)
            if qui.questions >= QUESTIONS_PAR_PERSONNE:
                raise ReponseRefusee("Vous avez posé dix questions : posez les suivantes à voix haute.")
            qui.questions += 1
            session.add(
                QuestionSalle(
                    seance_id=seance.id, seance_titre=seance.titre, texte=texte, posee_le=seance.jour,
                    decision=decision, fiche=fiche, epinglee=False, masquee=False,
                )
            )  # fmt: skip
        self._seances.signaler(seance.id)

    def questions(self, seance: str) -> Sequence[QuestionSalle]:
        """The questions of the room, in order of arrival."""
        with self._database.session() as session:
            demande = select(QuestionSalle).where(QuestionSalle.seance_id == seance).order_by(QuestionSalle.id)
            return session.scalars(demande).all()

    def marquer(self, seance: str, question: int, **marques: bool) -> None:
        """Pin or hide a question of this session (`epinglee`, `masquee`); nothing for a question of another."""
        with self._database.session(writes=True) as session:
            if marques.get("epinglee"):
                autres = update(QuestionSalle).where(QuestionSalle.seance_id == seance)
                session.execute(autres.values(epinglee=False))
            ordre = update(QuestionSalle).where(QuestionSalle.seance_id == seance, QuestionSalle.id == question)
            session.execute(ordre.values(**marques))
        self._seances.signaler(seance, a_tous=True)

    def sans_reponse(self) -> Sequence[QuestionSalle]:
        """The questions of every room that the base did not answer, the latest first: work for editors."""
        with self._database.session() as session:
            demande = select(QuestionSalle).where(QuestionSalle.fiche.is_(None), QuestionSalle.masquee.is_(False))
            return session.scalars(demande.order_by(QuestionSalle.posee_le.desc(), QuestionSalle.id.desc())).all()


def _condense(jeton: str) -> str:
    return hashlib.sha256(jeton.encode()).hexdigest()
