"""Roadmaps: baseline as a ghost below the forecast bar, done and remaining, diamonds, the status line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_reports.model.charts import Bar, Gantt
from pmo_reports.model.wording import label
from pmo_reports.render.formats import missing
from pmo_reports.render.pdf.svg.diamonds import diamonds
from pmo_reports.render.pdf.svg.labels import Box
from pmo_reports.render.pdf.svg.marks import SIZE, mark
from pmo_reports.render.pdf.svg.months import heading
from pmo_reports.render.pdf.svg.pen import LABEL, Attributes, Pen, line, rect, root
from pmo_reports.render.pdf.svg.scales import Scale, day_scale

HEAD, TALLEST, BAR = 30.0, 40.0, 7.0
LABEL_SHARE = 0.27


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a roadmap row stands."""

    top: float
    height: float

    @property
    def bar(self) -> float:
        """The upper edge of its bar: a little below the middle, labels stand above."""
        return self.top + self.height / 2 - BAR / 2 + 2


def gantt(chart: Gantt, pen: Pen, width: float, height: float) -> str:
    """A roadmap in a picture of `width` points, as high as its rows need and `height` at most."""
    left, right = width * LABEL_SHARE, width - _slip_width(chart, pen)
    x = day_scale(chart.start, chart.finish, left, right)
    each = min(TALLEST, (height - HEAD) / max(1, len(chart.bars)))
    rows = [_Row(HEAD + n * each, each) for n in range(len(chart.bars))]
    foot = HEAD + each * len(rows)
    parts = [
        *heading(chart, pen, x, foot),
        pen.text(width, HEAD - 7, pen.word(label("Slip")), text_anchor="end"),
        *(_rule(row, pen, width) for row in rows),
        *_status(chart, pen, x, foot),
    ]
    for bar, row in zip(chart.bars, rows, strict=True):
        lane = Box(x.start, row.top, x.end - x.start, row.height)
        parts += [_name(bar, row, pen, left), _slip(bar, row, pen, width), *_bar(bar, row, pen, x)]
        parts += diamonds(bar, lane, row.bar + BAR / 2, pen, x)
    return root(width, foot + 1, chart.alt, *parts)


def _slip_width(chart: Gantt, pen: Pen) -> float:
    texts = [pen.figure(bar.slip) for bar in chart.bars if bar.slip]
    return max((pen.width(text, LABEL) for text in texts), default=24) + 12


def _rule(row: _Row, pen: Pen, width: float) -> str:
    at = row.top + row.height
    return line(0, at, width, at, stroke=pen.colours["rule"], stroke_width=0.4)


def _status(chart: Gantt, pen: Pen, x: Scale, foot: float) -> list[str]:
    if not chart.start <= chart.status_date <= chart.finish:
        return []
    at, ink = x(chart.status_date.toordinal()), pen.colours["ink"]
    return [line(at, HEAD - 4, at, foot, stroke=ink, stroke_width=0.7, stroke_dasharray="2.5 2")]


def _name(bar: Bar, row: _Row, pen: Pen, left: float) -> str:
    lines = pen.typeface.lines(bar.label, LABEL, left - SIZE - 14)
    middle = row.top + row.height / 2
    first = middle - (len(lines) - 1) * 5.5 + 3
    ink: Attributes = {"fill": pen.colours["ink"], "font_size": LABEL}
    return mark(pen, bar.rag, 0, middle - SIZE / 2) + "".join(
        pen.text(SIZE + 5, first + 11 * n, words, **ink) for n, words in enumerate(lines)
    )


def _slip(bar: Bar, row: _Row, pen: Pen, width: float) -> str:
    words = pen.figure(bar.slip) if bar.slip else missing(pen.locale)
    middle = row.top + row.height / 2 + 3
    return pen.text(width, middle, words, text_anchor="end", font_size=LABEL, fill=pen.colours["ink"])


def _bar(bar: Bar, row: _Row, pen: Pen, x: Scale) -> list[str]:
    ghost = _span(bar.baseline_start, bar.baseline_finish, x)
    parts = [rect(ghost[0], row.bar + BAR + 1, ghost[1], 2.2, fill=pen.tint("muted", 0.5))] if ghost else []
    span = _span(bar.start, bar.finish, x)
    if not span:
        words = pen.word(label("No forecast dates"))
        return [*parts, pen.text(x.start + 6, row.bar + 4, words, font_style="italic")]
    done = _span(bar.start, bar.finish, x, bar.done) or span
    return [
        *parts,
        rect(*_at(span, row), fill=pen.tint("accent", 0.3)),
        rect(*_at(done, row), fill=pen.colours["accent"]),
    ]


def _at(span: tuple[float, float], row: _Row) -> tuple[float, float, float, float]:
    return span[0], row.bar, span[1], BAR


def _span(
    start: date | None, finish: date | None, x: Scale, share: float = 1.0
) -> tuple[float, float] | None:
    """Left edge and width of a run of days inside the chart, or nothing where a date is not known."""
    if start is None or finish is None:
        return None
    first, last = start.toordinal(), finish.toordinal()
    end = first + (last - first) * min(1.0, max(0.0, share))
    left, right = (x(min(max(day, x.low), x.high)) for day in (first, end))
    return left, right - left
