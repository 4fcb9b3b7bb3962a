"""Waterfalls: opening, changes and closing as columns, each beginning where the one before it ended.

A value stands over its column in the column's own slot, so that no two can collide. Where the axis does
not begin at zero, totals carry a break and the chart says where they are cut.
"""

from __future__ import annotations

from itertools import pairwise

from pmo_reports.model.charts import Emphasis, Waterfall, WaterfallStep
from pmo_reports.model.wording import label
from pmo_reports.render.formats import waterfall_text
from pmo_reports.render.pdf.svg.labels import Box
from pmo_reports.render.pdf.svg.pen import LABEL, Attributes, Pen, element, line, rect, root
from pmo_reports.render.pdf.svg.scales import Scale, axis_text

VALUE, SHARE, THICKEST, THINNEST = 10.0, 0.62, 58.0, 1.2
"""Size of values, the share of its slot that a column takes, and how thick and thin one may be drawn."""

TOP, AIR, MOST_LINES, WIDEST = 30.0, 4.0, 3, 96.0
BREAK = 7.0
"""Where over the foot of a cut column its break lies."""


def waterfall(chart: Waterfall, pen: Pen, width: float, height: float) -> str:
    """A waterfall in a picture of `width` x `height` points."""
    pitch = min(WIDEST, width / max(1, len(chart.steps)))
    names = [pen.typeface.lines(step.name, LABEL, pitch - AIR) for step in chart.steps]
    foot = LABEL * 1.25 * max((min(len(lines), MOST_LINES) for lines in names), default=1) + AIR
    plot = Box(0, TOP, pitch * len(chart.steps), height - TOP - foot)
    y = Scale(chart.axis.low, chart.axis.high, plot.y + plot.height, plot.y)
    columns = [_column(chart, step, y, (at + 0.5) * pitch, pitch) for at, step in enumerate(chart.steps)]
    words = [pen.figure(step.figure) for step in chart.steps]
    size = _size(words, pitch, pen)
    parts = [pen.text(0, 8, _head(chart, pen)), *_links(chart, columns, y, pen)]
    for step, box, text, lines in zip(chart.steps, columns, words, names, strict=True):
        parts += [_bar(step, box, pen), *_break(chart, step, box, pen)]
        parts += [_value(text, box, size, pen), *_name(lines, box, plot.y + plot.height, pen)]
    level = y(chart.foot)
    parts.append(line(0, level, plot.width, level, stroke=pen.colours["muted"], stroke_width=0.6))
    return root(width, height, waterfall_text(chart, pen.locale, pen.word), *parts)


def _head(chart: Waterfall, pen: Pen) -> str:
    said = axis_text(chart.axis, pen)
    return (
        pen.word(label("{unit}; columns are cut at {amount}", unit=said, amount=pen.figure(chart.cut_at)))
        if chart.cut
        else said
    )


def _column(chart: Waterfall, step: WaterfallStep, y: Scale, middle: float, pitch: float) -> Box:
    """The place of a column; a total begins at the foot, and a change too small to see is a hair."""
    base = chart.foot if step.total else step.base
    top, foot = sorted((y(base), y(step.end)))
    thick = min(THICKEST, pitch * SHARE)
    tall = max(foot - top, THINNEST if step.figure.value else 0.0)
    return Box(middle - thick / 2, top, thick, tall)


def _bar(step: WaterfallStep, box: Box, pen: Pen) -> str:
    return rect(box.x, box.y, box.width, box.height, fill=_fill(step.emphasis, pen))


def _fill(emphasis: Emphasis, pen: Pen) -> str:
    if emphasis is Emphasis.GREEN:
        return pen.tint("green", 0.5)
    return pen.tint("muted", 0.55) if emphasis is Emphasis.MUTED else pen.colour(emphasis)


def _break(chart: Waterfall, step: WaterfallStep, box: Box, pen: Pen) -> list[str]:
    """A zigzag across a total that is cut, so that nobody takes its height at its word."""
    if not (chart.cut and step.total) or box.height < BREAK * 2:
        return []
    down = chart.axis.low > 0
    level = box.y + box.height - BREAK if down else box.y + BREAK
    turns = 6
    xs = [box.x - 2 + (box.width + 4) * n / turns for n in range(turns + 1)]
    run = " ".join(f"{'L' if n else 'M'}{x:.1f} {level + (2 if n % 2 else -2):.1f}" for n, x in enumerate(xs))
    look: Attributes = {"d": run, "fill": "none"}
    edge: Attributes = {**look, "stroke": pen.colours["muted"], "stroke_width": 0.7}
    edges = (element("path", **edge, transform=f"translate(0 {shift})") for shift in (-2, 2))
    return [element("path", **look, stroke="#ffffff", stroke_width=4), *edges]


def _links(chart: Waterfall, columns: list[Box], y: Scale, pen: Pen) -> list[str]:
    """A hairline from where a column ends to where the next begins."""
    look: Attributes = {"stroke": pen.colours["muted"], "stroke_width": 0.5, "stroke_dasharray": "2 1.6"}
    levels = [y(step.end) for step in chart.steps]
    return [
        line(first.x + first.width, level, second.x, level, **look)
        for (first, second), level in zip(pairwise(columns), levels, strict=False)
    ]


def _size(words: list[str], pitch: float, pen: Pen) -> float:
    """The size at which every value stays in its slot."""
    widest = max((pen.width(text, VALUE, bold=True) for text in words), default=0.0)
    return VALUE * min(1.0, (pitch - AIR) / widest) if widest else VALUE


def _value(words: str, box: Box, size: float, pen: Pen) -> str:
    ink: Attributes = {"fill": pen.colours["ink"], "font_size": size, "font_weight": "bold"}
    return pen.text(box.x + box.width / 2, box.y - 3.5, words, text_anchor="middle", **ink)


def _name(lines: list[str], box: Box, foot: float, pen: Pen) -> list[str]:
    """What a column is of, under the chart; a name that goes on says so."""
    shown = lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    ink: Attributes = {"fill": pen.colours["ink"], "font_size": LABEL, "text_anchor": "middle"}
    middle = box.x + box.width / 2
    return [pen.text(middle, foot + LABEL * 1.25 * (at + 1), each, **ink) for at, each in enumerate(shown)]
