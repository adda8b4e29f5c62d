"""`python -m tools.prepare [--tests] [--navigateur] [--artefacts]`: install and build what is out of date."""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.artefacts import build_artefacts
from tools.console import run_main
from tools.environment_file import load_environment, load_settings
from tools.setup import prepare_environments
from tools.system_packages import HEADLESS_SHELL, ensure_node_packages, offer_program, require_means, require_program

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare what the options ask for. Raises Stop at the first thing that cannot be had."""
    options = read_options()
    environ = load_environment(ROOT, os.environ)
    prepare_environments(ROOT, environ, tests=options.tests)
    if options.tests:
        offer_program("hunspell", without="une partie des contrôles est passée")
    if options.navigateur:
        require_means("chromium")
    with ThreadPoolExecutor() as pool:
        # Downloads wait for others, building does not.
        browser = pool.submit(prepare_browser) if options.navigateur else None
        if options.artefacts:
            build_artefacts(ROOT, load_settings(environ), environ, strict=True)
    if browser is not None:
        browser.result()
    return 0


def prepare_browser() -> None:
    """Chromium and what the tests drive it with. Raises Stop."""
    require_program("chromium")
    offer_program(HEADLESS_SHELL, without="les tests prennent Chromium et durent plus longtemps")
    ensure_node_packages(ROOT)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser("tools.prepare", description="Installe et construit ce qui manque.")
    parser.add_argument("--tests", action="store_true", help="les outils de test aussi")
    parser.add_argument("--navigateur", action="store_true", help="Chromium et les paquets npm des tests")
    parser.add_argument("--artefacts", action="store_true", help="modèle, index et bot")
    return parser.parse_args()


if __name__ == "__main__":
    run_main(main)
