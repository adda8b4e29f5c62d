"""The reports say what was measured, in ratios; each part of `make bench` may fail alone; plots are sound SVG."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from types import SimpleNamespace

import numpy as np
import pytest

from tools import bench, bench_performance
from tools.bench_build import Build
from tools.bench_growth import Row, plot, render
from tools.bench_performance import ANSWER, ENCODER, NEIGHBOURS, SCAN, SERVED, USUAL, Report
from tools.bench_vectors import grow
from tools.console import Stop
from tools.live_site import LiveSite, read_start_seconds
from tools.svg_plots import Plot, Series


def test_the_report_compares_each_stage_with_the_encoding() -> None:
    seconds = {ENCODER: [0.020] * 20, SCAN: [0.001] * 20, NEIGHBOURS: [0.002] * 20, ANSWER: [0.022] * 20}
    memory = {SERVED: 200.0, USUAL: 300.0, "site": 360.0, "actions": 600.0}
    text = bench_performance.render(Report(seconds, memory, "27", Build(3000, bare=95.0, full=100.0, rebuild=4.0)))
    assert f"| {ENCODER} | 20.00 | 20.00 | 1.00 |" in text
    assert f"| {ANSWER} | 22.00 | 22.00 | 1.10 |" in text
    assert "| réponse / encodeur nu | 1.10 | 1.3 | oui |" in text
    assert "| voisins / balayage FAISS nu | 2.00 | 1.2 | **non** |" in text
    assert f"| mémoire : site / {USUAL} | 1.20 | 1.3 | oui |" in text
    assert f"| mémoire : actions / {SERVED} | 3.00 | 1.3 | **non** |" in text
    assert "| débit de construction / encodeur nu | 0.95 | 0.9 | oui |" in text
    assert "| reconstruction d'une fiche / construction | 0.04 | 0.05 | oui |" in text
    assert "27 s. Mémoire résidente : encodeur servi 200 Mo" in text


def test_the_start_is_read_in_the_journal() -> None:
    assert read_start_seconds(LiveSite("", 0, "[clausier] démarré en 27 s\n")) == "27"
    assert read_start_seconds(LiveSite("", 0, "")) == "?"


def test_warming_up_is_left_out_of_the_measures() -> None:
    asked = [str(number) for number in range(bench_performance.WARM_UP + 3)]
    seen: list[str] = []
    assert len(bench_performance.time_each(seen.append, asked)) == 3
    assert seen == asked


def test_a_part_that_fails_is_named_and_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def short(fast: bool = False) -> int:
        calls.append(fast)
        return 0

    def broken() -> int:
        raise RuntimeError("cassé")

    mains = {"tools.bench_growth": short, "tools.bench_encoder": broken, "tools.bench_performance": short}
    monkeypatch.setattr(bench.importlib.util, "find_spec", mains.get)
    monkeypatch.setattr(bench.importlib, "import_module", lambda name: SimpleNamespace(main=mains[name]))
    with pytest.raises(Stop, match=r"Mesures en échec : calcul des vecteurs\.$"):
        bench.main(fast=True)
    assert calls == [True, True]


def test_grown_vectors_are_unit_and_begin_with_the_real_ones() -> None:
    real = np.eye(8, dtype=np.float32)
    grown = grow(real, 50)
    assert grown.shape == (50, 8) and np.array_equal(grown[:8], real)
    assert np.allclose(np.linalg.norm(grown, axis=1), 1, atol=1e-5)
    assert np.array_equal(grown, grow(real, 50)) and grow(real, 3).shape == (3, 8)


def test_the_growth_report_says_whether_the_bar_is_met() -> None:
    rows = [
        Row(1_000_000, "flat", "exact", 1.0, 1.0, 1536.0, 100.0, 1.0, False, False),
        Row(1_000_000, "ivf", "4096 groupes, 48 lus", 0.98, 200.0, 1544.0, 3.0, 0.03, True, False),
    ]
    assert "| 1000000 | **ivf** | 4096 groupes, 48 lus | 0,980 |" in render(rows, 9000)
    assert render(rows, 9000).rstrip().endswith("tenue.")
    far = Row(1_000_000, "ivf", "4096 groupes, 48 lus", 0.96, 200.0, 1544.0, 3.0, 0.03, True, True)
    assert "| 1000000, loin | **ivf** |" in render([*rows, far], 9000)
    assert render([*rows, far], 9000).rstrip().endswith("manquée.")
    ElementTree.fromstring(plot(rows))


def test_a_plot_is_valid_svg_with_a_name_a_description_and_no_script() -> None:
    series = [Series("a < b", [(1, 0.1), (10, 0.5), (100, 0.9)]), Series("plat", [(1, 0.5), (100, 0.5)])]
    text = Plot("Titre & suite", "Ce qu'on voit.", "x", "y", series, log_x=True, diagonal=False).render()
    root = ElementTree.fromstring(text)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"title", "desc", "polyline"} <= names and not names & {"script", "style", "image"}
    assert root.get("role") == "img" and " style=" not in text and ">0,4<" in text
    ElementTree.fromstring(Plot("t", "d", "x", "y", [Series("s", [(0, 0), (1, 1)])], diagonal=True).render())
    ElementTree.fromstring(Plot("t", "d", "x", "y", [Series("s", [(5, 5)])]).render())
