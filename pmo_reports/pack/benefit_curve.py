"""The benefits curve: what was planned to come by when, what has come, and what is still expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from math import gcd

from pmo_reports.model.charts import Emphasis, LineChart, Series
from pmo_reports.model.pack import ChartBlock
from pmo_reports.model.wording import in_line, label
from pmo_reports.pack.axes import money_axis
from pmo_reports.pack.period_names import item, tick
from pmo_reports.pack.quantities import amount
from pmo_reports.pack.records import Record, records
from pmo_reports.pack.view import View

YEAR, MOST = 12, 60
_SHORTEST = 2
_STEPS = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class _Curve:
    column: str
    key: str
    name: str
    emphasis: Emphasis
    dashed: bool = False


_CURVES = (
    _Curve("baseline", "benefit_baseline", label("Planned"), Emphasis.MUTED),
    _Curve("realised", "benefit_realised", label("Realised"), Emphasis.MAIN),
    _Curve("forecast", "benefit_forecast", label("Forecast"), Emphasis.MAIN, dashed=True),
)


def benefit_curve(view: View) -> ChartBlock | None:
    """Cumulative benefits by month, quarter or year, as the plan has them; null with fewer than two."""
    rows = _rows(view)
    if len(rows) < _SHORTEST:
        return None
    points = _sampled(rows)
    series = tuple(_series(view, points, curve) for curve in _CURVES)
    shown = tuple(s for s in series if any(point.value is not None for point in s.points))
    if not shown:
        return None
    chart = LineChart(
        categories=tuple(tick(view, when) for when, _ in points),
        series=shown,
        axis=money_axis((point for s in shown for point in s.points), view.currency, view.locale),
        alt=label(
            "Cumulative benefits by {step}: {curves}.",
            step=_step_name(points),
            curves=in_line(s.name for s in shown),
        ),
        marker=tick(view, view.status_date),
    )
    return ChartBlock(title="Cumulative benefits: planned, realised, forecast", chart=chart)


def _rows(view: View) -> list[Record]:
    curves = view.now.measurements.benefit_curves
    if curves.empty:
        return []
    return records(curves[curves["entity_id"] == view.entity].sort_values("month"))


def _sampled(rows: Sequence[Record]) -> list[tuple[date, Record]]:
    """Evenly spaced months, each with the row that holds there; coarser where there would be too many."""
    months = [_ordinal(row["month"]) for row in rows]
    first, last = months[0], months[-1]
    gap = reduce(gcd, (month - first for month in months[1:]))
    step = max(s for s in _STEPS if gap % s == 0)
    step = next((s for s in _STEPS if s >= step and (last - first) / s < MOST), YEAR)
    at = [*range(last, first - 1, -step)][::-1]
    return [(_date(month), _holding(rows, months, month)) for month in at]


def _holding(rows: Sequence[Record], months: Sequence[int], month: int) -> Record:
    """The last row up to `month`: between two points of the plan nothing changes."""
    return rows[max(at for at, each in enumerate(months) if each <= month)]


def _series(view: View, points: Sequence[tuple[date, Record]], curve: _Curve) -> Series:
    figures = tuple(
        amount(view.entity, f"curves.{curve.key}", _value(view, when, row, curve), view.currency, item(when))
        for when, row in points
    )
    return Series(name=curve.name, points=figures, emphasis=curve.emphasis, dashed=curve.dashed)


def _value(view: View, when: date, row: Record, curve: _Curve) -> float | None:
    """What holds at `when`; after the status date nothing is realised, whatever row it is of."""
    if curve.column == "realised" and when > view.status_date:
        return None
    value: float | None = row[curve.column]
    return value


def _step_name(points: Sequence[tuple[date, Record]]) -> str:
    if len(points) < _SHORTEST:
        return label("month")
    names = {1: label("month"), 3: label("quarter"), 6: label("half-year"), YEAR: label("year")}
    return names[_ordinal(points[1][0]) - _ordinal(points[0][0])]


def _ordinal(day: date) -> int:
    return day.year * YEAR + day.month - 1


def _date(month: int) -> date:
    return date(month // YEAR, month % YEAR + 1, 1)
