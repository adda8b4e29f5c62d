"""`python -m tools.check_docs`: each relative link or image of the documentation leads to a file."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = ("http://", "https://", "mailto:", "#")


def main() -> int:
    """Print each broken link as `file:line`; return 1 if there is one."""
    broken = [error for page in pages(ROOT) for error in broken_links(page)]
    for error in broken:
        print(error)
    return 1 if broken else 0


def pages(root: Path) -> list[Path]:
    """The documentation: Markdown at the root and under `docs/` (the base has its own verifier)."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def broken_links(page: Path) -> Iterator[str]:
    """Yield one French line per link of `page` that leads nowhere."""
    fenced = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        fenced ^= line.startswith("```")
        for target in () if fenced else LINK.findall(line):
            if not target.startswith(ELSEWHERE) and not (page.parent / target.partition("#")[0]).exists():
                yield f"{page}:{number} : lien vers un fichier absent : {target}"


if __name__ == "__main__":
    sys.exit(main())
