"""Line charts: S-curves and trends, each series labelled at its last point instead of in a legend."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from pmo_reports.model.charts import Axis, Emphasis, LineChart, Series
from pmo_reports.model.wording import label
from pmo_reports.render.pdf.svg.labels import Box, Point, dots, placed, spread
from pmo_reports.render.pdf.svg.pen import LABEL, Pen, element, line, rect, root
from pmo_reports.render.pdf.svg.scales import Scale, axis_text, rungs, scaled, sparse, tick_texts

TOP, FOOT, LINE = 24.0, 18.0, 11.5
LOW = 4 * LINE
"""A plot that is lower than this has no room for labels beside its lines: all stand at its edge."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A series on the page: its stretches between gaps, its last point, its label."""

    series: Series
    stretches: tuple[tuple[Point, ...], ...]
    label: str

    @property
    def last(self) -> Point:
        return self.stretches[-1][-1]


def line_chart(chart: LineChart, pen: Pen, width: float, height: float) -> str:
    """A line chart in a picture of `width` x `height` points."""
    frame = _frame(chart, pen, width, height)
    x = Scale(0, max(1, len(chart.categories) - 1), frame.x, frame.x + frame.width)
    y = Scale(chart.axis.low, chart.axis.high, frame.y + frame.height, frame.y)
    runs = [run for series in chart.series if (run := _run(series, chart.axis, (x, y), pen)).stretches]
    parts = [
        *_grid(chart, pen, frame, y),
        *_categories(chart, pen, x, height),
        *_marker(chart, pen, frame, x),
        *(_curve(run, pen) for run in runs),
        *_labels(runs, _marker_dots(chart, frame, x), pen, frame, width),
    ]
    return root(width, height, chart.alt, *parts)


def _frame(chart: LineChart, pen: Pen, width: float, height: float) -> Box:
    """The plot: what ticks and end labels leave of the picture."""
    left = max((pen.width(text) for text in tick_texts(chart.axis, pen)), default=0) + 6
    low = height - TOP - FOOT < LOW
    ends = [_label(s, chart.axis, pen) for s in chart.series if s.points and (low or _ends_known(s))]
    right = max((pen.width(text, LABEL, bold=True) for text in ends), default=6) + 10
    return Box(left, TOP, width - left - right, height - TOP - FOOT)


def _ends_known(series: Series) -> bool:
    return series.points[-1].value is not None


def _run(series: Series, axis: Axis, scales: tuple[Scale, Scale], pen: Pen) -> _Run:
    x, y = scales
    values = enumerate(point.value for point in series.points)
    stretches = [
        tuple((x(n), y(float(value))) for n, value in stretch)  # type: ignore[arg-type]
        for known, stretch in groupby(values, key=lambda pair: pair[1] is not None)
        if known
    ]
    return _Run(series, tuple(stretches), _label(series, axis, pen))


def _label(series: Series, axis: Axis, pen: Pen) -> str:
    last = next((point for point in reversed(series.points) if point.value is not None), None)
    return f"{series.name} {pen.figure(scaled(last, axis))}" if last else series.name


def _grid(chart: LineChart, pen: Pen, frame: Box, y: Scale) -> list[str]:
    right = frame.x + frame.width
    rules = [
        line(frame.x, y(t), right, y(t), stroke=pen.colours["rule"], stroke_width=0.4)
        for t in chart.axis.ticks
    ]
    ticks, words = chart.axis.ticks, tick_texts(chart.axis, pen)
    pitch = abs(y(ticks[1]) - y(ticks[0])) if len(ticks) > 1 else 0.0
    texts = [
        pen.text(frame.x - 5, y(ticks[at]) + 3, words[at], text_anchor="end")
        for at in rungs(len(ticks), pitch)
    ]
    return [*rules, *texts, pen.text(0, 8, axis_text(chart.axis, pen))]


def _categories(chart: LineChart, pen: Pen, x: Scale, height: float) -> list[str]:
    """Category names under the plot; the first one does not hang over the picture's edge."""
    parts = []
    for n in sparse(chart.categories, x(1) - x(0), pen):
        half = pen.width(chart.categories[n]) / 2
        parts.append(pen.text(max(x(n), half), height - 4, chart.categories[n], text_anchor="middle"))
    return parts


def _marker(chart: LineChart, pen: Pen, frame: Box, x: Scale) -> list[str]:
    """The status-date line."""
    if chart.marker not in chart.categories:
        return []
    at, ink = x(chart.categories.index(chart.marker)), pen.colours["ink"]
    rule = line(
        at, frame.y - 6, at, frame.y + frame.height, stroke=ink, stroke_width=0.6, stroke_dasharray="2 2"
    )
    return [
        rule,
        pen.text(
            at, frame.y - 9, pen.word(label("Status {day}", day=chart.marker)), text_anchor="middle", fill=ink
        ),
    ]


def _marker_dots(chart: LineChart, frame: Box, x: Scale) -> list[Point]:
    if chart.marker not in chart.categories:
        return []
    at = x(chart.categories.index(chart.marker))
    return dots([(at, frame.y), (at, frame.y + frame.height)])


def _curve(run: _Run, pen: Pen) -> str:
    colour = pen.colour(run.series.emphasis)
    thick = 1.1 if run.series.emphasis is Emphasis.MUTED else 1.8
    path = " ".join("M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in part) for part in run.stretches)
    dashes = {"stroke_dasharray": "4 2.5"} if run.series.dashed else {}
    stroke = element("path", d=path, fill="none", stroke=colour, stroke_width=thick, **dashes)
    ends = {*(part[0] for part in run.stretches if len(part) == 1), run.last}
    return stroke + "".join(element("circle", cx=x, cy=y, r=2.1, fill=colour) for x, y in sorted(ends))


def _labels(runs: list[_Run], rule: list[Point], pen: Pen, frame: Box, width: float) -> list[str]:
    """Series that reach the right edge are labelled beside it, the others where there is room."""
    edge = frame.x + frame.width
    low = frame.height < LOW
    air = LABEL if low else 0
    outside = [run for run in runs if low or run.last[0] >= edge - 1]
    bottom = frame.y + frame.height + air
    heights = spread([run.last[1] for run in outside], LINE, frame.y - air, bottom)
    taken = [Box(edge + 6, y - LABEL / 2, width - edge - 6, LABEL) for y in heights]
    beside = [_written(run, pen, edge + 6, y + 3) for run, y in zip(outside, heights, strict=True)]
    drawn = rule + [dot for run in runs for part in run.stretches for dot in dots(part)]
    sheet = Box(frame.x, frame.y, width - frame.x, frame.height)
    for run in sorted((run for run in runs if run not in outside), key=lambda run: run.last[1]):
        size = (pen.width(run.label, LABEL, bold=True), LABEL)
        box = placed(run.last, size, drawn, taken, sheet)
        taken.append(box)
        paper = rect(box.x - 1, box.y, box.width + 2, LABEL, fill="#ffffff")  # no gridline strikes it out
        beside += [paper, _leader(run, box, pen), _written(run, pen, box.x, box.y + LABEL - 2)]
    return beside


def _written(run: _Run, pen: Pen, x: float, y: float) -> str:
    colour = pen.colour(run.series.emphasis)
    return pen.text(x, y, run.label, fill=colour, font_size=LABEL, font_weight="bold")


def _leader(run: _Run, box: Box, pen: Pen) -> str:
    """A hairline from a label to its point, where they stand apart."""
    (x, y), near = run.last, LABEL
    to_x = min(max(x, box.x), box.x + box.width)
    to_y = min(max(y, box.y), box.y + box.height)
    if abs(to_x - x) + abs(to_y - y) < near:
        return ""
    return line(x, y, to_x, to_y, stroke=pen.colour(run.series.emphasis), stroke_width=0.5)
