"""Which tests run first, and together, when several processes share the suite.

A file that starts servers or a browser is long, however few its tests: begun last, it would leave the other processes
idle. The tests that need Rasa go to one process: it starts once for all that may share it, and never twice at a time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

TESTS = Path(__file__).parent
RASA = ("tests/bot/", "tests/pannes/")
LONGEST_FIRST = ("bot", "pannes", "bout_en_bout", "charge", "index")


class Repartition(LoadFileScheduling):
    """By file, those that need Rasa counting as one; in the order of the collection."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        # xdist would put the files with most tests first.
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return "Rasa" if nodeid.startswith(RASA) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Repartition:
    """Our scheduler instead of the one that `--dist` names."""
    return Repartition(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the draw of pytest-randomly, which is kept within a folder."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    folder = item.path.relative_to(TESTS).parts[0]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)
