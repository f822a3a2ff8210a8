"""A chart as a PNG, legible on dark and on light; imported only where one is drawn."""

from __future__ import annotations

import io
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from retrieval.figures.chart import Chart, Line, Point, worth, written

SIZE, DPI = (10.0, 5.6), 100  # inches and dots an inch
PAPER, INK, FAINT = "#f6f5f1", "#1f2933", "#c9c6bd"
TABLE = ("#1f6f8b", "#8a5a9e", "#4f7a3a")  # lines of a table, by population
ARTICLE = ("#c4541c", "#9a3b5b", "#7a6a12")  # points of an article
NAN = float("nan")
NAMED = 12  # values written beside their points at the most; more would hide one another
ROOM = 1.25  # times the greatest price: room for the words beside its bar


def draw(chart: Chart) -> bytes:
    """Draw a chart; the PNG's bytes."""
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER)
    canvas, axes = FigureCanvasAgg(figure), figure.add_subplot()
    axes.set_facecolor(PAPER)
    axes.set_title(chart.title, loc="left", color=INK, fontsize=15, fontweight="bold", pad=14)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(colors=INK, labelsize=11, length=0)
    axes.grid(axis="x" if chart.is_price else "y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    if chart.is_price:
        _prices(axes, chart)
    else:
        _times(axes, chart)
    figure.tight_layout()
    out = io.BytesIO()
    canvas.print_png(out)
    return out.getvalue()


def _times(axes: Axes, chart: Chart) -> None:
    tables, articles = iter(TABLE), iter(ARTICLE)
    few = sum(point.asked for line in chart.lines for point in line.points) <= NAMED
    for line in chart.lines:
        colour = next(tables if line.is_table else articles, INK)
        _line(axes, line, colour)
        _spans(axes, line, colour, chart.unit)
        for point in line.points:
            if few and point.asked and point.value is not None:
                _name(axes, worth(point, chart.unit), _year(point), float(point.value), colour)
    if any(point.kind == "provisional" for line in chart.lines for point in line.points):
        axes.plot([], [], linewidth=0, marker="o", markersize=7, markerfacecolor=PAPER, color=INK, label="provisional")
    axes.set_ylim(bottom=0)
    axes.margins(x=0.03)
    axes.yaxis.set_major_formatter(lambda value, _: _mark(value, chart.unit))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=True))
    axes.legend(loc="best", frameon=False, labelcolor=INK, fontsize=11)


def _line(axes: Axes, line: Line, colour: str) -> None:
    """A table's values as a line that breaks at gaps, an article's as points; provisional ones are hollow."""
    single = [point for point in line.points if point.kind in ("exact", "provisional", "gap")]
    years = [_year(point) for point in single]
    values = [NAN if point.value is None else float(point.value) for point in single]
    width, marker = (2.2, "o") if line.is_table else (0.0, "D")
    axes.plot(years, values, linewidth=width, marker=marker, markersize=5, color=colour, label=line.label, zorder=3)
    for year, value, point in zip(years, values, single, strict=True):
        if point.kind == "provisional":
            axes.plot(year, value, marker="o", markersize=7, markerfacecolor=PAPER, color=colour, zorder=4)


def _spans(axes: Axes, line: Line, colour: str, unit: str) -> None:
    """Levels as bands over their years, ranges as bars between their ends."""
    for point in line.points:
        if point.kind == "level":
            first, last = point.period.years[0], point.period.years[-1]
            level = float(point.value or 0)
            axes.plot([first - 0.4, last + 0.4], [level, level], color=colour, linewidth=9, alpha=0.35)
            _name(axes, worth(point, unit), (first + last) / 2, level, colour)
        elif point.kind == "range":
            ends = [float(end) for end in (point.low, point.high) if end is not None]
            axes.plot([_year(point)] * len(ends), ends, color=colour, linewidth=6, marker="_", markersize=12, alpha=0.6)


def _prices(axes: Axes, chart: Chart) -> None:
    """A bar from the low to the high end of each price, the value beside it."""
    rows = [(line, point) for line in chart.lines for point in line.points]
    for at, (_, point) in enumerate(reversed(rows)):
        low = float(point.low if point.low is not None else point.value or 0)
        high = float(point.high if point.high is not None else low)
        axes.barh(at, max(high - low, 0), left=low, height=0.5, color=TABLE[0])
        axes.plot([0, low], [at, at], color=FAINT, linewidth=2, zorder=1)
        axes.plot([low, low], [at - 0.25, at + 0.25], color=TABLE[0], linewidth=3)
        axes.annotate(
            worth(point, chart.unit), (high, at), xytext=(10, 0), textcoords="offset points", va="center", color=INK,
            fontsize=12, fontweight="bold",
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), [f"{line.label}\n{point.when}" for line, point in reversed(rows)])
    axes.xaxis.set_major_formatter(lambda value, _: _mark(value, chart.unit))
    greatest = max(float(end) for _, point in rows for end in (point.high, point.low, point.value) if end is not None)
    axes.set_xlim(0, ROOM * greatest)


def _name(axes: Axes, words: str, x: float, y: float, colour: str) -> None:
    axes.annotate(
        words, (x, y), xytext=(0, 10), textcoords="offset points", ha="center", color=colour, fontsize=12,
        fontweight="bold", zorder=5,
    )  # fmt: skip


def _year(point: Point) -> int:
    last = point.period.last or point.period.first
    assert last is not None
    return last.year


def _mark(value: float, unit: str) -> str:
    """A mark of the value axis."""
    number = Decimal(round(value)) if value == round(value) else Decimal(str(round(value, 2)))
    return written(number, number, unit)
