"""The one table of settings: every value that a deployment may change, typed, with its default and its meaning.

Read from the environment (and from `.env` through honcho). `.env.example` is generated from this table; the trade
packages `base_connaissance` and `conseil` never import it.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent


class InvalidSetting(ValueError):
    """An environment variable holds a value of the wrong type; the message names it, in French."""


def _parse_bool(text: str) -> bool:
    if text.lower() in {"1", "true", "oui"}:
        return True
    if text.lower() in {"0", "false", "non", ""}:
        return False
    raise ValueError(text)


@dataclass(frozen=True)
class Setting:
    """One row of the table: environment name, attribute, default (as text), parser and help (French)."""

    name: str
    attribute: str
    default: str
    parse: Callable[[str], object]
    help: str


def _engine(text: str) -> str:
    if text not in {"auto", "openvino", "torch"}:
        raise ValueError(text)
    return text


def _path(text: str) -> Path:
    path = Path(text).expanduser()
    return path if path.is_absolute() else ROOT / path


SETTINGS: tuple[Setting, ...] = (
    Setting("PORT", "port", "8000", int, "Port du site."),
    Setting("HOST", "host", "127.0.0.1", str, "Adresse d'écoute du site."),
    Setting("CLAUSIER_RASA_PORT", "rasa_port", "5005", int, "Port de Rasa, toujours sur la boucle locale."),
    Setting("CLAUSIER_ACTIONS_PORT", "actions_port", "5055", int, "Port des actions, toujours sur la boucle locale."),
    Setting("CLAUSIER_RASA_DELAI", "rasa_timeout", "2.0", float, "Secondes laissées à Rasa avant le secours."),
    Setting(
        "CLAUSIER_MODELE",
        "model",
        "",
        str,
        "Modèle d'encodage : vide = embarqué ; sinon dossier ou identifiant.",
    ),
    Setting("CLAUSIER_MOTEUR", "engine", "auto", _engine, "Calcul des vecteurs : auto, openvino (embarqué) ou torch."),
    Setting("CLAUSIER_PROMPT_QUESTION", "query_prompt", "query: ", str, "Préfixe des questions, selon le modèle."),
    Setting("CLAUSIER_PROMPT_PASSAGE", "passage_prompt", "passage: ", str, "Préfixe des passages, selon le modèle."),
    Setting("CLAUSIER_BASE", "base_dir", "base_connaissance", _path, "Dossier de la base de connaissance."),
    Setting(
        "CLAUSIER_ARTEFACTS",
        "artefacts_dir",
        "artefacts",
        _path,
        "Dossier des fichiers construits.",
    ),
    Setting("CLAUSIER_INSTANCE", "instance_dir", "instance", _path, "Dossier des données d'exécution (bases SQLite)."),
    Setting("CLAUSIER_SECRET", "secret", "", str, "Clé de signature ; vide = tirée au sort, gardée dans l'instance."),
    Setting("CLAUSIER_PROXYS", "trusted_proxies", "0", int, "Nombre de mandataires de confiance devant le site."),
    Setting("CLAUSIER_HTTPS", "public_https", "non", _parse_bool, "oui si le public arrive en HTTPS."),
    Setting("CLAUSIER_CHAT", "chat_enabled", "oui", _parse_bool, "non ferme la discussion et garde le reste du site."),
    Setting("CLAUSIER_LIMITE_CHAT", "rate_limit_chat", "15 per minute;200 per day", str, "Messages par visiteur."),
    Setting("CLAUSIER_LIMITE_RECHERCHE", "rate_limit_search", "60 per minute", str, "Recherches par visiteur."),
    Setting("CLAUSIER_CONSERVATION", "retention_days", "30", int, "Jours de conservation du texte des conversations."),
    Setting("CLAUSIER_CONSERVATION_SEANCE", "session_days", "30", int, "Jours de conservation d'une séance terminée."),
    Setting("CLAUSIER_FLUX", "max_streams", "48", int, "Écrans suivis en direct à la fois ; au-delà, ils interrogent."),
    Setting("CLAUSIER_ADRESSE_SALLE", "room_url", "", str, "Adresse du QR code des séances ; vide = celle de la page."),
    Setting(
        "CLAUSIER_FACILITATEUR",
        "facilitator_name",
        "Maison Métropolitaine d'Insertion pour l'Emploi (MMIe)",
        str,
        "Structure humaine vers qui orienter.",
    ),
    Setting("CLAUSIER_FACILITATEUR_URL", "facilitator_url", "https://lyonmetropole-mmie.fr", str, "Son adresse."),
    Setting(
        "CLAUSIER_OIDC_URL", "oidc_url", "", str, "Connexion par l'organisation : adresse de sa configuration OIDC."
    ),
    Setting("CLAUSIER_OIDC_CLIENT", "oidc_client", "", str, "Identifiant de ce site chez elle."),
    Setting("CLAUSIER_OIDC_SECRET", "oidc_secret", "", str, "Secret de ce site chez elle."),
    Setting("CLAUSIER_OIDC_CHAMP", "oidc_claim", "email", str, "Information OIDC égale à l'identifiant du compte."),
    Setting("CLAUSIER_JOURNAL", "log_level", "INFO", str, "Niveau du journal : DEBUG, INFO, WARNING, ERROR."),
    Setting("CLAUSIER_PYTHON310", "python310", "", str, "Chemin d'un Python 3.10 pour Rasa ; vide = recherché."),
)


@dataclass(frozen=True)
class Settings:
    """The settings of this process, typed. Built by `read_settings`."""

    port: int
    host: str
    rasa_port: int
    actions_port: int
    rasa_timeout: float
    model: str
    engine: str
    query_prompt: str
    passage_prompt: str
    base_dir: Path
    artefacts_dir: Path
    instance_dir: Path
    secret: str
    trusted_proxies: int
    public_https: bool
    chat_enabled: bool
    rate_limit_chat: str
    rate_limit_search: str
    retention_days: int
    session_days: int
    max_streams: int
    room_url: str
    facilitator_name: str
    facilitator_url: str
    oidc_url: str
    oidc_client: str
    oidc_secret: str
    oidc_claim: str
    log_level: str
    python310: str

    @property
    def rasa_url(self) -> str:
        """Address of the Rasa server, always loopback."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Address of the action server, always loopback."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def model_dir(self) -> Path:
        """Folder of the embedded SentenceTransformer model."""
        return self.artefacts_dir / "modele"

    @property
    def index_dir(self) -> Path:
        """Folder of the built indexes, with the pointer file `courant`."""
        return self.artefacts_dir / "index"

    @property
    def secret_key(self) -> str:
        """The signing key: the one given, else one drawn once and kept in the instance folder (mode 600)."""
        if self.secret:
            return self.secret
        path = self.instance_dir / "secret_key"
        if not path.exists():
            self.instance_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(32), encoding="ascii")
        return path.read_text(encoding="ascii").strip()


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting from `environ` (default: the process environment).

    Raises InvalidSetting, naming the variable, when a value cannot be read.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for row in SETTINGS:
        text = environ.get(row.name, row.default)
        try:
            values[row.attribute] = row.parse(text)
        except ValueError as error:
            raise InvalidSetting(f"{row.name} : valeur illisible « {text} ». {row.help}") from error
    return Settings(**values)  # type: ignore[arg-type]


try:
    settings = read_settings()
except InvalidSetting as error:
    # Every program of the project stops here, with the one line that says which variable to correct.
    sys.exit(f"[clausier] {error}")
