"""The performance report says what was measured, in milliseconds and in ratios."""

from __future__ import annotations

from tools import bench
from tools.live_site import LiveSite


def test_the_report_compares_each_stage_with_the_encoding() -> None:
    measures = {"encodage d'une question": [0.020] * 20, "réponse complète": [0.050] * 20}
    report = bench.render(measures, {"site": 900.4, "Rasa": 600.0}, "27")
    assert "| encodage d'une question | 20.0 | 20.0 | 1.0 |" in report
    assert "| réponse complète | 50.0 | 50.0 | 2.5 |" in report
    assert "27 s. Mémoire résidente : site 900 Mo, Rasa 600 Mo." in report


def test_the_start_is_read_in_the_journal() -> None:
    assert bench.read_start_seconds(LiveSite("", 0, "[clausier] démarré en 27 s\n")) == "27"
    assert bench.read_start_seconds(LiveSite("", 0, "")) == "?"


def test_warming_up_is_left_out_of_the_measures() -> None:
    asked = [str(number) for number in range(bench.WARM_UP + 3)]
    seen: list[str] = []
    assert len(bench.time_each(seen.append, asked)) == 3
    assert seen == asked
