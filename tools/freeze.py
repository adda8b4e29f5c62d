"""`python -m tools.freeze`: resolve `requirements.txt` and `dev.in` into the frozen lists of `requirements/`.

A list that exists already is kept as far as the pins allow, so that a freeze changes only what was asked for.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "requirements"
MODERN, RASA = ROOT / ".venv" / "bin" / "python", ROOT / ".venv-rasa" / "bin" / "python"


def main() -> int:
    """Write the three lists; return 0. Raises CalledProcessError when uv cannot resolve."""
    pins, tools = ROOT / "requirements.txt", FROZEN / "dev.in"
    web = resolve([pins], MODERN, kept=[FROZEN / "web.txt"])
    rasa = resolve([pins], RASA, kept=[FROZEN / "rasa.txt"])
    everything = resolve([pins, tools], MODERN, kept=[FROZEN / "web.txt", FROZEN / "dev.txt"])
    write("web.txt", "Python 3.11 : site, actions, recherche", web)
    write("rasa.txt", "Python 3.10 : serveur Rasa", rasa)
    dev = [line for line in everything if line not in web]
    write("dev.txt", "Python 3.11 : outils de test, en plus de web.txt", dev)
    return 0


def resolve(sources: list[Path], python: Path, kept: list[Path]) -> list[str]:
    """Return the sorted `name==version` lines that satisfy `sources`, preferring the versions in `kept`."""
    former = "".join(path.read_text(encoding="utf-8") for path in kept if path.exists())
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "resolved.txt"
        # A remembered « torch==2.13.0 » would be preferred to the CPU build, and bring CUDA.
        target.write_text(re.sub(r"(?m)^torch==.*\n", "", former), encoding="utf-8")
        command = [str(MODERN.with_name("uv")), "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
        # OpenVINO runs without its usage statistics package, and this project sends none.
        command += ["--no-emit-package", "openvino-telemetry"]
        command += ["--python", str(python), "--output-file", str(target), *map(str, sources)]
        folders = os.environ.get("PIP_FIND_LINKS", "").split()
        command += [f"--find-links={wheels}" for wheels in folders] or ["--torch-backend", "cpu"]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        lines = target.read_text(encoding="utf-8").splitlines()
    # « +cpu » exists only among local wheels; the plain version accepts it too.
    return [re.sub(r"\+cpu$", "", line) for line in lines if re.match(r"\w", line)]


def write(name: str, title: str, lines: list[str]) -> None:
    """Write one list with its title."""
    text = f"# {title}. Figé par « make freeze », ne pas modifier à la main.\n" + "\n".join(lines) + "\n"
    (FROZEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
