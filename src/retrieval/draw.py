"""A chart as a PNG, legible on dark and on light; imported only where one is drawn."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Sequence
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from retrieval import text
from retrieval.figures.alt import DATE, PERCENT, worth, written
from retrieval.figures.point import Chart, Line, Point

SIZE, DPI = (10.0, 5.6), 100  # inches and dots an inch
PAPER, INK, FAINT = "#f6f5f1", "#1f2933", "#c9c6bd"
TABLE = ("#1f6f8b", "#8a5a9e", "#4f7a3a")  # lines of a table, by population
ARTICLE = ("#c4541c", "#9a3b5b", "#7a6a12")  # points of an article
NAN = float("nan")
NAMED = 12  # values written beside their points at the most; more would hide one another
SPARSE = 6  # points of a chart that are all named, asked for or not
ABOVE, SIDE = 1.12, 0.05  # times the greatest value, parts of the width: room for the words about a point
YEARS = 2  # shown on either side of dates, so that one date is a place in time
ROWS = 4  # that fill the height
LABEL, WORDS = 32, 24  # characters in a line of a row's label, of the words beside its bar
LETTER, GAP = 0.013, 0.04  # parts of the width: for a letter beside a bar, and before it
THICK, THIN, NARROW = 0.5, 0.12, 0.01  # of a bar: its height, that of an open one; the part of the width that is none
NEAR, CLOSE = 0.06, 0.14  # parts of the width and height within which one point's words would hide another point
BESIDE = 0.18  # part of the width that a level's words take
BAND = 0.4  # how solid the band of a level is


def draw(chart: Chart) -> bytes:
    """Draw a chart; the PNG's bytes."""
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER, layout=ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.12))
    canvas, axes = FigureCanvasAgg(figure), figure.add_subplot()
    axes.set_facecolor(PAPER)
    figure.suptitle(chart.title, x=0.015, ha="left", color=INK, fontsize=15, fontweight="bold")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(colors=INK, labelsize=11, length=0)
    axes.grid(axis="x" if chart.in_rows else "y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    if chart.in_rows:
        _rows(axes, chart)
        figure.supxlabel(text.capital(text.listing(chart.sources)), x=0.988, ha="right", color=INK, fontsize=10)
    else:
        _times(axes, chart)
    out = io.BytesIO()
    canvas.print_png(out)
    return out.getvalue()


def _times(axes: Axes, chart: Chart) -> None:
    tables, articles = iter(TABLE), iter(ARTICLE)
    points = [point for line in chart.lines for point in line.points]
    few = sum(point.asked for point in points) <= NAMED
    is_sparse = sum(point.kind != "gap" for point in points) <= SPARSE
    axes.set_ylim(0, 100 if chart.unit == PERCENT else ABOVE * max(_top(point) for point in points))
    years = [*map(_year, points), *(float(point.period.years[0]) for point in points if point.kind == "level")]
    aside = max(SIDE * (max(years) - min(years)), 0.5)
    axes.set_xlim(min(years) - aside, max(years) + aside)
    for line in chart.lines:
        colour = next(tables if line.is_table else articles, INK)
        _line(axes, line, colour)
        for point in line.points:
            _span(axes, point, colour)
            is_named = is_sparse or (few and point.asked) or point.kind in ("level", "range")
            if is_named and point.kind != "gap":
                _name(axes, worth(point, chart.unit), point, points, colour)
    if any(point.kind == "provisional" for point in points):
        axes.plot([], [], linewidth=0, marker="o", markersize=7, markerfacecolor=PAPER, color=INK, label="provisional")
    if any(point.kind == "gap" for point in points):
        axes.plot([], [], linewidth=1.4, linestyle=":", color=INK, label="no value")
    axes.yaxis.set_major_formatter(lambda value, _: _mark(value, chart.unit))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=True, min_n_ticks=1))
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.01), ncols=3, frameon=False, labelcolor=INK, fontsize=11, borderpad=0,
        handletextpad=0.6,
    )  # fmt: skip


def _line(axes: Axes, line: Line, colour: str) -> None:
    """A table's values as a line, dotted over gaps, an article's as points; provisional ones are hollow."""
    single = [point for point in line.points if point.kind not in ("level", "range")]
    years = [_year(point) for point in single]
    values = [NAN if point.value is None else float(point.value) for point in single]
    width, marker = (2.2, "o") if line.is_table else (0.0, "D")
    axes.plot(years, values, linewidth=width, marker=marker, markersize=5, color=colour, label=line.label, zorder=3)
    known = [(year, value) for year, value in zip(years, values, strict=True) if value == value]
    if line.is_table and len(known) < len(years):
        axes.plot(*zip(*known, strict=True), linewidth=1.4, linestyle=":", color=colour, zorder=2)
    for year, value, point in zip(years, values, single, strict=True):
        if point.kind in ("provisional", "approximate"):
            inside = PAPER if point.kind == "provisional" else FAINT
            axes.plot(year, value, marker=marker, markersize=7, markerfacecolor=inside, color=colour, zorder=4)


def _span(axes: Axes, point: Point, colour: str) -> None:
    """A level as a band over its years, a range as a bar between its ends, an open one as an arrow."""
    if point.kind == "level":
        first, last, level = point.period.years[0], point.period.years[-1], float(point.value or 0)
        axes.plot([first - 0.4, last + 0.4], [level, level], color=colour, linewidth=9, alpha=BAND, zorder=1)
    elif point.kind == "range":
        ends = [float(end) for end in (point.low, point.high) if end is not None]
        marker = "_" if len(ends) > 1 else "^" if point.high is None else "v"
        axes.plot([_year(point)] * len(ends), ends, color=colour, linewidth=6, marker=marker, markersize=10, alpha=0.8)


def _rows(axes: Axes, chart: Chart) -> None:
    """A bar from the low to the high end of each value, or over the time of each date, its words beside it."""
    rows = [(line, point) for line in chart.lines for point in line.points][::-1]
    words = [textwrap.fill(worth(point, chart.unit), WORDS) for _, point in rows]
    ends = [_ends(point, chart.unit) for _, point in rows]
    known = [end for pair in ends for end in pair if end is not None]
    low, high = (min(known) - YEARS, max(known) + YEARS) if chart.unit == DATE else (0.0, max(known) or 1.0)
    is_any_asked = any(point.asked for _, point in rows)
    for at, ((line, point), (first, last)) in enumerate(zip(rows, ends, strict=True)):
        _bar(axes, at, (first, last), (low, high), (TABLE if line.is_table else ARTICLE)[0])
        axes.annotate(
            words[at], (high if last is None else last, at), xytext=(12, 0), textcoords="offset points", va="center",
            color=INK, fontsize=12, fontweight="bold" if point.asked or not is_any_asked else "normal",
        )  # fmt: skip
    if chart.unit != DATE:
        begins = [high if first is None else first for first, _ in ends]
        axes.hlines(range(len(rows)), low, begins, color=FAINT, linewidth=2, zorder=1)
    names = {line.name for line, _ in rows}
    axes.set_yticks(range(len(rows)), [_label(line, point, chart.unit, is_one=len(names) == 1) for line, point in rows])
    room = LETTER * max(len(part) for word in words for part in word.split("\n")) + GAP
    axes.set_xlim(low, low + (high - low) / (1 - room))
    aside = max(ROWS - len(rows), 0) / 2
    axes.set_ylim(-0.7 - aside, len(rows) - 0.3 + aside)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, min_n_ticks=1))
    axes.xaxis.set_major_formatter(lambda value, _: _mark(value, chart.unit))


def _bar(
    axes: Axes, at: int, ends: tuple[float | None, float | None], bounds: tuple[float, float], colour: str
) -> None:
    """One row's bar; a thin one with an arrow where an end is open, a stroke where both are one."""
    (first, last), (low, high) = ends, bounds
    begin, end = low if first is None else first, high if last is None else last
    height = THIN if first is None or last is None else THICK
    axes.barh(at, end - begin, left=begin, height=height, color=colour)
    if end - begin < NARROW * (high - low):
        axes.vlines(begin, at - THICK / 2, at + THICK / 2, color=colour, linewidth=4)
    for tip, marker in ((low if first is None else None, "<"), (high if last is None else None, ">")):
        if tip is not None:
            axes.plot(tip, at, marker=marker, markersize=12, color=colour, clip_on=False)


def _ends(point: Point, unit: str) -> tuple[float | None, float | None]:
    """Where a row's bar begins and ends; None where it is open."""
    if unit == DATE:
        first, last = point.period.first, point.period.last
        return (_moment(first) if first else None, _moment(last + dt.timedelta(days=1)) if last else None)
    low, high = (point.value, point.value) if point.value is not None else (point.low, point.high)
    return (None if low is None else float(low), None if high is None else float(high))


def _moment(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _label(line: Line, point: Point, unit: str, *, is_one: bool) -> str:
    """What a row is about, where that is not one and the same, and when; a date says so itself."""
    what = [line.group] if is_one else [line.name, line.group]
    parts = [part for part in (*what, "" if unit == DATE else point.when) if part]
    return "\n".join(textwrap.fill(part, LABEL) for part in [text.capital(parts[0]), *parts[1:]]) if parts else ""


def _name(axes: Axes, words: str, point: Point, others: Sequence[Point], colour: str) -> None:
    """Write a value above its point, or below where another one stands just above; that of a level left of its band."""
    x, y = _year(point), _top(point)
    (left, right), (_, top) = axes.get_xlim(), axes.get_ylim()
    offset, side = (0, 9), "center"
    if point.kind == "level":
        first = point.period.years[0]
        is_room = first - left > BESIDE * (right - left)
        x, offset, side = (first - 0.4, (-6, -4), "right") if is_room else ((first + x) / 2, (0, -18), "center")
    elif y > CLOSE * top / 2 and any(_hides(other, x, y, NEAR * (right - left), CLOSE * top) for other in others):
        offset = (0, -18)
    axes.annotate(
        words, (x, y), xytext=offset, textcoords="offset points", ha=side, color=colour, fontsize=12,
        fontweight="bold", zorder=5, path_effects=[withStroke(linewidth=4, foreground=PAPER)],
    )  # fmt: skip


def _hides(other: Point, x: float, y: float, near: float, close: float) -> bool:
    """Whether another point, or a band, stands so closely above a place that words there would hide it."""
    first = other.period.years[0] if other.kind == "level" else _year(other)
    return other.kind != "gap" and first - near <= x <= _year(other) + near and 0 < _top(other) - y <= close


def _top(point: Point) -> float:
    """The height of a point; of a gap none."""
    return max((float(end) for end in (point.value, point.low, point.high) if end is not None), default=0.0)


def _year(point: Point) -> float:
    last = point.period.last or point.period.first
    assert last is not None
    return float(last.year)


def _mark(value: float, unit: str) -> str:
    """A mark of the value axis."""
    if unit == DATE:
        return str(round(value))
    number = Decimal(round(value)) if value == round(value) else Decimal(str(round(value, 2)))
    return written(number, number, unit)
