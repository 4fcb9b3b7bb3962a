"""The calendar on top of a roadmap: years, and months or quarters as far as there is room."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from pmo_reports.model.charts import Gantt
from pmo_reports.render.pdf.svg.pen import SMALL, Pen, line
from pmo_reports.render.pdf.svg.scales import Scale

MONTHS, ROOM = 12, 5.0
YEAR_AT, MONTH_AT = 9.0, 22.0


def heading(chart: Gantt, pen: Pen, x: Scale, foot: float) -> list[str]:
    """Year and month names with hairlines down to `foot`."""
    step = _step(pen, x)
    firsts = [day for day in _months(chart.start, chart.finish) if (day.month - 1) % step == 0]
    parts = []
    for day in firsts:
        at, new_year = x(day.toordinal()), day.month == 1
        top = 0.0 if new_year else MONTH_AT - 8
        parts.append(
            line(at, top, at, foot, stroke=pen.colours["rule"], stroke_width=0.7 if new_year else 0.35)
        )
        if step < MONTHS and x.end - at > pen.width(_name(day, step, pen)):
            parts.append(pen.text(at + 2, MONTH_AT, _name(day, step, pen)))
    return parts + _years(chart, pen, x)


def _years(chart: Gantt, pen: Pen, x: Scale) -> list[str]:
    starts = [chart.start, *(day for day in _months(chart.start, chart.finish) if day.month == 1)]
    ends = [*starts[1:], chart.finish]
    ink = {"fill": pen.colours["ink"], "font_weight": "bold"}
    return [
        pen.text(x(start.toordinal()) + 2, YEAR_AT, str(start.year), **ink)
        for start, end in zip(starts, ends, strict=True)
        if x(end.toordinal()) - x(start.toordinal()) > pen.width("0000", bold=True) + ROOM
    ]


def _months(start: date, finish: date) -> list[date]:
    """First days of months inside the chart."""
    number = start.year * MONTHS + start.month - 1
    last = finish.year * MONTHS + finish.month - 1
    days = (date(n // MONTHS, n % MONTHS + 1, 1) for n in range(number, last + 1))
    return [day for day in days if start <= day < finish]


def _step(pen: Pen, x: Scale) -> int:
    """Months between two names: 1, a quarter, or a year."""
    month = x(x.low + 30) - x.start
    widest = max(pen.width(_name(date(2001, n, 1), 1, pen), SMALL) for n in range(1, MONTHS + 1))
    if month >= widest + ROOM:
        return 1
    return 3 if month * 3 >= pen.width("Q4") + ROOM else MONTHS


def _name(day: date, step: int, pen: Pen) -> str:
    return format_date(day, "MMM" if step == 1 else "QQQ", locale=pen.locale)
