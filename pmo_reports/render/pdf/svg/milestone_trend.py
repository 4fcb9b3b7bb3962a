"""Milestone trend analysis: reports across, expected dates up, each line named at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pmo_reports.model.charts import DateAxis, MilestoneTrend, Series
from pmo_reports.render.pdf.svg.labels import Box, Point, dots, placed
from pmo_reports.render.pdf.svg.pen import LABEL, Attributes, Pen, element, line, rect, root
from pmo_reports.render.pdf.svg.scales import Scale, sparse
from pmo_reports.render.stacking import stacked

TOP, FOOT, LINE, AIR, APART = 8.0, 18.0, 11.0, 10.0, 3.0
NAMES = 0.36
"""The share of the width that the names may take; longer ones go on in a second line."""
BOLD = 0.93
"""Bold type is wider: lines are broken for so much of the room."""


@dataclass(frozen=True, slots=True)
class _Course:
    """A line on the page, its stretches between gaps, and its name in lines."""

    series: Series
    stretches: tuple[tuple[Point, ...], ...]
    words: tuple[str, ...]

    @property
    def last(self) -> Point:
        return self.stretches[-1][-1]


@dataclass(frozen=True, slots=True)
class _Plot:
    """The plot on the page and its scales."""

    frame: Box
    x: Scale
    y: Scale


def milestone_trend(chart: MilestoneTrend, pen: Pen, width: float, height: float) -> str:
    """The chart in a picture of `width` x `height` points."""
    plot = _plot(chart, pen, width, height)
    room = width - plot.frame.x - plot.frame.width - AIR
    made = [_course(series, plot, pen, room) for series in (chart.done, *chart.lines)]
    courses = [course for course in made if course.stretches]
    parts = [
        *_grid(chart.axis, pen, plot),
        *_categories(chart, pen, plot, height),
        *(_curve(course, pen) for course in courses),
        *_names(courses, pen, plot),
    ]
    return root(width, height, chart.alt, *parts)


def _plot(chart: MilestoneTrend, pen: Pen, width: float, height: float) -> _Plot:
    left = max((pen.width(name) for name in chart.axis.names), default=0) + 6
    widest = max(pen.width(each.name, LABEL, bold=True) for each in (chart.done, *chart.lines))
    right = min(widest, NAMES * width) + AIR
    frame = Box(left, TOP, width - left - right, height - TOP - FOOT)
    days = chart.axis.days
    x = Scale(0, max(1, len(chart.categories) - 1), frame.x + AIR, frame.x + frame.width)
    return _Plot(frame, x, Scale(days[0], days[-1], frame.y + frame.height, frame.y))


def _course(series: Series, plot: _Plot, pen: Pen, room: float) -> _Course:
    words = pen.typeface.lines(series.name, LABEL, room * BOLD)
    return _Course(series, tuple(_stretches(series, plot)), tuple(words))


def _stretches(series: Series, plot: _Plot) -> Iterator[tuple[Point, ...]]:
    """The points between gaps."""
    days = ((at, point.value) for at, point in enumerate(series.points))
    for known, stretch in groupby(days, key=lambda pair: isinstance(pair[1], date)):
        if known:
            yield tuple((plot.x(at), plot.y(day.toordinal())) for at, day in stretch if isinstance(day, date))


def _grid(axis: DateAxis, pen: Pen, plot: _Plot) -> list[str]:
    frame, parts = plot.frame, []
    for day, name in zip(axis.days, axis.names, strict=True):
        y = plot.y(day)
        parts.append(line(frame.x, y, frame.x + frame.width, y, stroke=pen.colours["rule"], stroke_width=0.4))
        parts.append(pen.text(frame.x - 5, y + 3, name, text_anchor="end"))
    return parts


def _categories(chart: MilestoneTrend, pen: Pen, plot: _Plot, height: float) -> list[str]:
    pitch = plot.x(1) - plot.x(0)
    return [
        pen.text(plot.x(at), height - 4, chart.categories[at], text_anchor="middle")
        for at in sparse(chart.categories, pitch, pen)
    ]


def _curve(course: _Course, pen: Pen) -> str:
    colour = pen.colour(course.series.emphasis)
    path = " ".join("M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in part) for part in course.stretches)
    dashes: Attributes = {"stroke_dasharray": "4 2.5"} if course.series.dashed else {}
    stroke = element("path", d=path, fill="none", stroke=colour, stroke_width=1.6, **dashes)
    points = (point for part in course.stretches for point in part)
    marks = (
        element("circle", cx=x, cy=y, r=2.4 if (x, y) == course.last else 1.3, fill=colour) for x, y in points
    )
    return stroke + "".join(marks)


def _names(courses: list[_Course], pen: Pen, plot: _Plot) -> list[str]:
    """Lines that reach the right edge are named beside it, those that end before where there is room."""
    edge = plot.frame.x + plot.frame.width
    outside = [course for course in courses if course.last[0] >= edge - 1]
    drawn = [dot for course in courses for part in course.stretches for dot in dots(part)]
    return [
        *_beside(outside, pen, plot),
        *_inside([c for c in courses if c not in outside], drawn, pen, plot),
    ]


def _beside(courses: list[_Course], pen: Pen, plot: _Plot) -> list[str]:
    edge, foot = plot.frame.x + plot.frame.width, plot.frame.y + plot.frame.height
    talls = [LINE * len(course.words) + APART for course in courses]
    tops = stacked([course.last[1] for course in courses], talls, 0, foot + FOOT)
    parts = []
    for course, top, tall in zip(courses, tops, talls, strict=True):
        words = _written(course, edge + AIR, top + APART / 2, pen)
        parts += [_leader(course, edge, top + tall / 2, pen), *words]
    return parts


def _inside(courses: list[_Course], drawn: list[Point], pen: Pen, plot: _Plot) -> list[str]:
    frame, parts = plot.frame, []
    taken: list[Box] = []
    for course in courses:
        wide = max(pen.width(words, LABEL, bold=True) for words in course.words)
        sheet = Box(frame.x, 0, frame.width, frame.y + frame.height)
        box = placed(course.last, (wide, LINE * len(course.words)), drawn, taken, sheet)
        taken.append(box)
        paper = rect(box.x - 1, box.y, box.width + 2, box.height, fill="#ffffff")
        parts += [paper, *_written(course, box.x, box.y, pen)]
    return parts


def _leader(course: _Course, edge: float, y: float, pen: Pen) -> str:
    """A hairline from the end of a line to its name."""
    look: Attributes = {"stroke": pen.colour(course.series.emphasis), "stroke_width": 0.5}
    return line(course.last[0] + 3, course.last[1], edge + AIR - 2, y, **look)


def _written(course: _Course, x: float, top: float, pen: Pen) -> list[str]:
    ink: Attributes = {"fill": pen.colour(course.series.emphasis), "font_size": LABEL, "font_weight": "bold"}
    return [pen.text(x, top + LINE * (at + 0.75), words, **ink) for at, words in enumerate(course.words)]
