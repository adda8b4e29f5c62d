"""The store of accounts: making them, signing in, what a session still allows. Each act leaves a line in the log."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.comptes import mots_de_passe
from web.comptes.audit import consigner, lire_audit
from web.comptes.echecs import OUBLI, compter_essai, effacer_echecs
from web.comptes.tables import ROLES, Audit, Compte, EchecConnexion, Role, SessionCompte
from web.services.database import Database
from web.services.horloge import Clock, naive

INACTIVITE = timedelta(minutes=30)
DUREE = timedelta(hours=12)
# A visit is noted at most once a minute: reading pages must not queue for the write lock.
_PRECISION = timedelta(minutes=1)
_CONSERVATION_AUDIT = timedelta(days=366)
_IDENTIFIANT = re.compile(r"[\w.@+-]{2,120}")


class CompteRefuse(ValueError):
    """The account cannot be made, found or changed; the message is French."""


class ConnexionRefusee(Exception):
    """Unknown name, wrong password or disabled account: which one is never said."""


@dataclass(frozen=True)
class Personne:
    """Who is signed in, and what this person may do."""

    id: int
    identifiant: str
    roles: frozenset[Role]


class Comptes:
    """Accounts of one database; `secret` keys the hashes of attempted names."""

    def __init__(self, database: Database, clock: Clock, secret: str) -> None:
        self.database = database
        self._clock = clock
        self._secret = secret

    def creer(self, identifiant: str, mot_de_passe: str | None, roles: Iterable[str], par: str) -> None:
        """Make an account; without a password, only the organisation's sign-in opens it.

        Raises CompteRefuse, MotDePasseRefuse.
        """
        nom, admis = normaliser(identifiant), _roles(roles)
        if not _IDENTIFIANT.fullmatch(nom):
            raise CompteRefuse("Un identifiant compte 2 à 120 lettres, chiffres, points, tirets ou « @ ».")
        if mot_de_passe is not None:
            mots_de_passe.controler(mot_de_passe, nom)
        condense = None if mot_de_passe is None else mots_de_passe.hacher(mot_de_passe)
        now = self._now()
        with self.database.session(writes=True) as session:
            if _par_nom(session, nom) is not None:
                raise CompteRefuse(f"Le compte « {nom} » existe déjà.")
            session.add(Compte(identifiant=nom, mot_de_passe=condense, roles=admis, cree_le=now))
            consigner(session, now, par, "compte créé", f"{nom} ({', '.join(admis) or 'sans rôle'})")

    def lister(self) -> Sequence[Compte]:
        """Every account, by name."""
        with self.database.session() as session:
            return session.scalars(select(Compte).order_by(Compte.identifiant)).all()

    def desactiver(self, identifiant: str, par: str, *, actif: bool = False) -> None:
        """Close an account and its sessions, or open it again (`actif`). Raises CompteRefuse."""
        with self.database.session(writes=True) as session:
            compte, now = _exiger(session, identifiant), self._now()
            compte.desactive_le = None if actif else now
            _fermer_tout(session, compte)
            consigner(session, now, par, "compte réactivé" if actif else "compte désactivé", compte.identifiant)

    def changer_mot_de_passe(self, identifiant: str, mot_de_passe: str, par: str) -> None:
        """Set a password, end the sessions in progress. Raises CompteRefuse, MotDePasseRefuse."""
        mots_de_passe.controler(mot_de_passe, normaliser(identifiant))
        condense = mots_de_passe.hacher(mot_de_passe)
        with self.database.session(writes=True) as session:
            compte = _exiger(session, identifiant)
            compte.mot_de_passe = condense
            effacer_echecs(session, self._secret, compte.identifiant)
            _fermer_tout(session, compte)
            consigner(session, self._now(), par, "mot de passe changé", compte.identifiant)

    def changer_roles(self, identifiant: str, roles: Iterable[str], par: str) -> None:
        """Replace the roles; they count from the next request. Raises CompteRefuse."""
        admis = _roles(roles)
        with self.database.session(writes=True) as session:
            compte = _exiger(session, identifiant)
            compte.roles = admis
            objet = f"{compte.identifiant} ({', '.join(admis) or 'sans rôle'})"
            consigner(session, self._now(), par, "rôles changés", objet)

    def connecter(self, identifiant: str, mot_de_passe: str) -> str:
        """The token of a new session. Raises ConnexionRefusee, ConnexionBloquee."""
        nom, now = normaliser(identifiant)[:200], self._now()
        with self.database.session(writes=True) as session:
            compter_essai(session, self._secret, nom, now)
            compte = _par_nom(session, nom)
        # The hash takes a tenth of a second: no transaction is held meanwhile.
        condense = compte.mot_de_passe if compte else None
        juste = mots_de_passe.verifier(condense, mot_de_passe)
        if not juste or condense is None or compte is None or compte.desactive_le is not None:
            with self.database.session(writes=True) as session:
                consigner(session, now, compte.identifiant if compte else "(inconnu)", "connexion refusée")
            raise ConnexionRefusee
        rehache = mots_de_passe.hacher(mot_de_passe) if mots_de_passe.a_rehacher(condense) else None
        return self._ouvrir(compte.id, "connexion", rehache)

    def connecter_par_organisation(self, identifiant: str) -> str:
        """The token of a session opened by the organisation's sign-in (OIDC). Raises ConnexionRefusee."""
        with self.database.session(writes=True) as session:
            compte = _par_nom(session, normaliser(identifiant))
            if compte is None or compte.desactive_le is not None:
                consigner(session, self._now(), compte.identifiant if compte else "(inconnu)", "connexion refusée")
                compte = None
        if compte is None:
            raise ConnexionRefusee
        return self._ouvrir(compte.id, "connexion par l'organisation")

    def personne(self, jeton: str) -> Personne | None:
        """Who holds this token; None when the session has ended, is idle, too old, or its account closed."""
        now = self._now()
        with self.database.session() as session:
            ouverte = session.get(SessionCompte, _condense(jeton))
            if ouverte is None or not _vivante(ouverte, now) or ouverte.compte.desactive_le is not None:
                return None
            compte, a_noter = ouverte.compte, now - ouverte.vue_le >= _PRECISION
            personne = Personne(compte.id, compte.identifiant, frozenset(r for r in ROLES if r in compte.roles))
        if a_noter:
            with self.database.session(writes=True) as session:
                ouverte = session.get(SessionCompte, _condense(jeton))
                if ouverte is not None:
                    ouverte.vue_le = now
        return personne

    def deconnecter(self, jeton: str) -> None:
        """End a session here, whatever the cookie becomes."""
        with self.database.session(writes=True) as session:
            ouverte = session.get(SessionCompte, _condense(jeton))
            if ouverte is not None:
                consigner(session, self._now(), ouverte.compte.identifiant, "déconnexion")
                session.delete(ouverte)

    def consigner(self, qui: str, action: str, objet: str = "") -> None:
        """Add a line to the audit log."""
        with self.database.session(writes=True) as session:
            consigner(session, self._now(), qui, action, objet)

    def audit(self, nombre: int = 200) -> Sequence[Audit]:
        """The last lines of the log, the latest first."""
        with self.database.session() as session:
            return lire_audit(session, nombre)

    def purger(self) -> None:
        """Drop ended sessions, forgotten failures and log lines at the end of their year."""
        now = self._now()
        with self.database.session(writes=True) as session:
            finies = (SessionCompte.vue_le < now - INACTIVITE) | (SessionCompte.ouverte_le < now - DUREE)
            session.execute(delete(SessionCompte).where(finies))
            session.execute(delete(EchecConnexion).where(EchecConnexion.dernier_le < now - OUBLI))
            session.execute(delete(Audit).where(Audit.quand < now - _CONSERVATION_AUDIT))

    def _ouvrir(self, compte_id: int, action: str, condense: str | None = None) -> str:
        jeton, now = secrets.token_urlsafe(32), self._now()
        with self.database.session(writes=True) as session:
            compte = session.get_one(Compte, compte_id)
            compte.connecte_le = now
            compte.mot_de_passe = condense or compte.mot_de_passe
            session.add(SessionCompte(jeton=_condense(jeton), compte_id=compte_id, ouverte_le=now, vue_le=now))
            effacer_echecs(session, self._secret, compte.identifiant)
            consigner(session, now, compte.identifiant, action)
        return jeton

    def _now(self) -> datetime:
        return naive(self._clock())


def normaliser(identifiant: str) -> str:
    """The name as kept: the same for « Anne » and « anne »."""
    return unicodedata.normalize("NFKC", identifiant).strip().casefold()


def _condense(jeton: str) -> str:
    return hashlib.sha256(jeton.encode()).hexdigest()


def _vivante(ouverte: SessionCompte, now: datetime) -> bool:
    return now - ouverte.vue_le <= INACTIVITE and now - ouverte.ouverte_le <= DUREE


def _par_nom(session: Session, nom: str) -> Compte | None:
    return session.scalar(select(Compte).where(Compte.identifiant == nom))


def _exiger(session: Session, identifiant: str) -> Compte:
    compte = _par_nom(session, normaliser(identifiant))
    if compte is None:
        raise CompteRefuse(f"Aucun compte ne porte l'identifiant « {identifiant} ».")
    return compte


def _fermer_tout(session: Session, compte: Compte) -> None:
    session.execute(delete(SessionCompte).where(SessionCompte.compte_id == compte.id))


def _roles(roles: Iterable[str]) -> list[str]:
    demandes = set(roles)
    if inconnus := demandes - set(ROLES):
        raise CompteRefuse(f"Rôle inconnu : {', '.join(sorted(inconnus))}. Rôles admis : {', '.join(ROLES)}.")
    return [role for role in ROLES if role in demandes]
