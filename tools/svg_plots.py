"""Small line plots in SVG for the reports: one axis pair, series told apart by dash, marker and label.

No script, no style sheet, nothing to load: presentation attributes only, with a title and a description for readers
who do not see the picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 72, 150, 40, 56
# Blue, vermilion, green, purple, grey of Okabe and Ito: told apart by people who do not see red from green.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#7b4ea3", "#555555", "#b8860b")
DASHES = ("", "7 4", "2 3", "9 3 2 3", "4 2", "1 2")


@dataclass(frozen=True)
class Series:
    """One line: its French label and its points (x, y), in the order of x."""

    label: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Plot:
    """A picture to write. Log axes need positive values. `diagonal` draws y = x, for reliability."""

    title: str
    description: str
    x_label: str
    y_label: str
    series: Sequence[Series]
    log_x: bool = False
    log_y: bool = False
    diagonal: bool = False
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    parts: list[str] = field(default_factory=list, repr=False, compare=False)

    def render(self) -> str:
        """The SVG document."""
        x_axis = _Axis.of([x for s in self.series for x, _ in s.points], self.log_x, self.x_range)
        y_axis = _Axis.of([y for s in self.series for _, y in s.points], self.log_y, self.y_range)
        to_x: Callable[[float], float] = lambda v: LEFT + x_axis.share(v) * (WIDTH - LEFT - RIGHT)  # noqa: E731
        to_y: Callable[[float], float] = lambda v: HEIGHT - BOTTOM - y_axis.share(v) * (HEIGHT - TOP - BOTTOM)  # noqa: E731
        body = [*_grid(x_axis, y_axis, to_x, to_y), *_labels(self)]
        if self.diagonal:
            low, high = max(x_axis.low, y_axis.low), min(x_axis.high, y_axis.high)
            ends = f'x1="{to_x(low):.1f}" y1="{to_y(low):.1f}" x2="{to_x(high):.1f}" y2="{to_y(high):.1f}"'
            body.append(f'<line {ends} stroke="#767676" stroke-dasharray="3 3"/>')
        for number, series in enumerate(self.series):
            body += _line(series, number, to_x, to_y)
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        head += 'aria-labelledby="titre description" font-family="system-ui, sans-serif" font-size="12">'
        names = (
            f'<title id="titre">{escape(self.title)}</title><desc id="description">{escape(self.description)}</desc>'
        )
        return "\n".join(
            [head, names, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>', *body, "</svg>", ""]
        )


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    log: bool

    @classmethod
    def of(cls, values: Sequence[float], log: bool, wanted: tuple[float, float] | None) -> _Axis:
        low, high = wanted or (min(values), max(values))
        if wanted is None and log:
            low, high = 10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high))
        if low == high:
            low, high = low - 0.5, high + 0.5
        return cls(low, high, log)

    def share(self, value: float) -> float:
        """Place on the axis, from 0 to 1."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        if self.log:
            first, last = round(math.log10(self.low)), round(math.log10(self.high))
            return [10.0**power for power in range(first, last + 1)]
        raw = (self.high - self.low) / 5
        step = min((s * 10 ** math.floor(math.log10(raw)) for s in (1, 2, 5, 10)), key=lambda s: abs(s - raw))
        first = math.ceil(self.low / step - 1e-9)
        return [number * step for number in range(first, math.floor(self.high / step + 1e-9) + 1)]


def _grid(x_axis: _Axis, y_axis: _Axis, to_x: Callable[[float], float], to_y: Callable[[float], float]) -> list[str]:
    lines = []
    for value in x_axis.ticks():
        x = to_x(value)
        lines.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#e2e2e2"/>')
        lines.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{_write(value)}</text>')
    for value in y_axis.ticks():
        y = to_y(value)
        lines.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#e2e2e2"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_write(value)}</text>')
    return lines


def _labels(plot: Plot) -> list[str]:
    middle_x, middle_y = (LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2
    return [
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="600">{escape(plot.title)}</text>',
        f'<text x="{middle_x}" y="{HEIGHT - 14}" text-anchor="middle">{escape(plot.x_label)}</text>',
        f'<text transform="translate(18 {middle_y}) rotate(-90)" text-anchor="middle">{escape(plot.y_label)}</text>',
    ]


def _line(series: Series, number: int, to_x: Callable[[float], float], to_y: Callable[[float], float]) -> list[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    places = [(to_x(x), to_y(y)) for x, y in series.points]
    stroke = f'stroke="{colour}" stroke-width="2"' + (f' stroke-dasharray="{dash}"' if dash else "")
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    key_x, key_y = WIDTH - RIGHT + 12, TOP + 12 + 20 * number
    return [
        f'<polyline points="{path}" fill="none" {stroke}/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places),
        f'<line x1="{key_x}" y1="{key_y}" x2="{key_x + 24}" y2="{key_y}" {stroke}/>',
        f'<text x="{key_x + 30}" y="{key_y + 4}">{escape(series.label)}</text>',
    ]


def _write(value: float) -> str:
    """A tick in French: « 0,5 », « 10⁶ »."""
    if value and abs(math.log10(abs(value))) >= 4 and value > 0:
        power = round(math.log10(value))
        return "10" + str(power).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
    return f"{value:.10g}".replace(".", ",")
