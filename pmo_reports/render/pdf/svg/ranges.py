"""Range charts: bars from P10 over P50 to P90 around the line of what was approved."""

from __future__ import annotations

from pmo_reports.model.charts import Range, RangeChart
from pmo_reports.render.pdf.svg.pen import LABEL, SMALL, Attributes, Pen, line, rect, root
from pmo_reports.render.pdf.svg.scales import Scale, scaled, tick_texts

HEAD, TALLEST, BAR, AIR = 26.0, 24.0, 8.0, 8.0
LABEL_SHARE = 0.34


def range_chart(chart: RangeChart, pen: Pen, width: float, height: float) -> str:
    """The ranges in a picture of `width` points, as high as its rows need and `height` at most."""
    words = [pen.figure(scaled(each.middle, chart.axis)) for each in chart.ranges]
    right = width - max((pen.width(text, LABEL, bold=True) for text in words), default=0) - AIR
    x = Scale(chart.axis.low, chart.axis.high, width * LABEL_SHARE, right)
    each = min(TALLEST, (height - HEAD) / max(1, len(chart.ranges)))
    foot = HEAD + each * len(chart.ranges)
    parts = _grid(chart, pen, x, foot)
    for at, (one, text) in enumerate(zip(chart.ranges, words, strict=True)):
        middle = HEAD + each * (at + 0.5)
        parts += [*_name(one, pen, middle, x.start), *_bar(one, pen, middle, x)]
        ink: Attributes = {"fill": pen.colours["ink"], "font_size": LABEL, "font_weight": "bold"}
        parts.append(pen.text(width, middle + 3, text, text_anchor="end", **ink))
    return root(width, foot + 2, chart.alt, *parts)


def _grid(chart: RangeChart, pen: Pen, x: Scale, foot: float) -> list[str]:
    """Ticks on top with their hairlines; the line at zero is what was approved."""
    parts = []
    for tick, text in zip(chart.axis.ticks, tick_texts(chart.axis, pen), strict=True):
        approved = tick == 0
        look: Attributes = {
            "stroke": pen.colours["ink" if approved else "rule"],
            "stroke_width": 1.0 if approved else 0.4,
        }
        parts.append(line(x(tick), HEAD - 4, x(tick), foot, **look))
        parts.append(pen.text(x(tick), HEAD - 8, text, text_anchor="middle"))
    return parts


def _name(one: Range, pen: Pen, middle: float, left: float) -> list[str]:
    lines = pen.typeface.lines(one.label, LABEL, left - AIR)
    first = middle + 3 - (len(lines) - 1) * SMALL / 2
    ink: Attributes = {"fill": pen.colours["ink"], "font_size": LABEL}
    return [pen.text(0, first + SMALL * at, words, **ink) for at, words in enumerate(lines)]


def _bar(one: Range, pen: Pen, middle: float, x: Scale) -> list[str]:
    low, half, high = (x(float(point.value)) for point in (one.low, one.middle, one.high))  # type: ignore[arg-type]
    top = middle - BAR / 2
    return [
        rect(low, top, half - low, BAR, fill=pen.colours["accent"]),
        rect(half, top, high - half, BAR, fill=pen.tint("accent", 0.35)),
        line(half, top - 2, half, top + BAR + 2, stroke=pen.colours["brand"], stroke_width=1.6),
    ]
