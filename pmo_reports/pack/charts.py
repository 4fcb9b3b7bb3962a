"""Charts of the pack: the S-curve, the RAG history and the sparkline of an index, each with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.charts import BarChart, Emphasis, LineChart, Series, Spark
from pmo_reports.model.pack import ChartBlock
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import in_line, label
from pmo_reports.pack.axes import count_axis, money_axis
from pmo_reports.pack.period_names import item, tick
from pmo_reports.pack.quantities import amount, count, number
from pmo_reports.pack.records import Record, records
from pmo_reports.pack.view import View, measured_in

_BEHIND = label("Earned value is behind the plan.")
_NOT_BEHIND = label("Earned value is not behind the plan.")
_ABOVE = label("Actual cost is above earned value.")
_WITHIN = label("Actual cost is within earned value.")
_TITLE = label("Cumulative cost: plan, earned, actual, forecast")
_SHORTEST = 2  # months that make a line
HISTORY = 6  # periods that a history or a sparkline shows


@dataclass(frozen=True, slots=True)
class _Curve:
    column: str
    name: str
    emphasis: Emphasis
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    key: str
    name: str
    emphasis: Emphasis
    states: tuple[Rag, ...]


_CURVES = (
    _Curve("pv", label("Planned (PV)"), Emphasis.MUTED),
    _Curve("ev", label("Earned (EV)"), Emphasis.SECOND),
    _Curve("ac", label("Actual (AC)"), Emphasis.MAIN),
    _Curve("forecast", label("Forecast"), Emphasis.MAIN, dashed=True),
)
_STATES = (
    _State("rag.red", label("Red"), Emphasis.RED, (Rag.RED,)),
    _State("rag.amber", label("Amber"), Emphasis.AMBER, (Rag.AMBER,)),
    _State("rag.green", label("Green"), Emphasis.GREEN, (Rag.GREEN,)),
    _State("rag.unknown", label("Not known"), Emphasis.UNKNOWN, (Rag.UNKNOWN, Rag.STALE)),
)


def s_curve(view: View) -> ChartBlock | None:
    """Cumulative PV, EV, AC and forecast by month; null where no curve is known, or but a point of it."""
    curves = view.now.measurements.curves
    if curves.empty:
        return None
    months = records(curves[curves["entity_id"] == view.entity].sort_values("month"))
    if len(months) < _SHORTEST:
        return None
    series = tuple(s for s in (_line(view, months, curve) for curve in _CURVES) if _known(s))
    return ChartBlock(title=_TITLE, chart=_lines(view, months, series)) if series else None


def rag_history(view: View) -> ChartBlock | None:
    """Projects by state in the last periods, stacked; null while there is but one period."""
    shown = (*view.past, view.now)[-HISTORY:]
    if len(shown) == 1:
        return None
    series = tuple(_stack(view, shown, state) for state in _STATES)
    heights = [sum(number(s.points[at]) or 0 for s in series) for at in range(len(shown))]
    reds = [number(point) for point in series[0].points]
    chart = BarChart(
        categories=tuple(tick(view, period.period.start) for period in shown),
        series=tuple(s for s in series if any(point.value for point in s.points)),
        axis=count_axis(max(heights), "projects"),
        alt=label(
            "Projects by state and month, stacked. The number of red projects is {direction}.",
            direction=_direction(reds),
        ),
        stacked=True,
    )
    return ChartBlock(title="Projects by state", chart=chart)


def spark(view: View, entity: str, key: str) -> Spark:
    """An index over the last periods; a period without it is a gap."""
    shown = (*view.past, view.now)[-HISTORY:]
    points = tuple(measured_in(period, entity, key) for period in shown)
    values = [number(point) for point in points]
    ends = [*(value for value in values if value is not None), 1.0]
    alt = label("{index} over the last periods, {direction}", index=key.upper(), direction=_direction(values))
    return Spark(points=points, low=min(ends), high=max(ends), alt=alt, reference=1.0)


def _line(view: View, months: Sequence[Record], curve: _Curve) -> Series:
    points = tuple(
        amount(view.entity, f"curves.{curve.column}", row[curve.column], view.currency, item(row["month"]))
        for row in months
    )
    return Series(name=curve.name, points=points, emphasis=curve.emphasis, dashed=curve.dashed)


def _known(series: Series) -> bool:
    return any(point.value is not None for point in series.points)


def _lines(view: View, months: Sequence[Record], series: tuple[Series, ...]) -> LineChart:
    return LineChart(
        categories=tuple(tick(view, row["month"]) for row in months),
        series=series,
        axis=money_axis((point for s in series for point in s.points), view.currency, view.locale),
        alt=_curve_words(view, series),
        marker=tick(view, view.status_date),
    )


def _curve_words(view: View, series: tuple[Series, ...]) -> str:
    curves = in_line(s.name for s in series)
    said = [label("Cumulative cost by month: {curves}.", curves=curves)]
    ev, ac, pv = (number(view.figure(view.entity, key)) for key in ("ev", "ac", "pv"))
    if ev is not None and pv is not None:
        said.append(_BEHIND if ev < pv else _NOT_BEHIND)
    if ev is not None and ac is not None:
        said.append(_ABOVE if ac > ev else _WITHIN)
    return label("{words}", words=in_line(said, " "))


def _stack(view: View, shown: Sequence[Assessed], state: _State) -> Series:
    points = tuple(
        count(view.entity, state.key, _in_states(view, period, state.states), period.period.id)
        for period in shown
    )
    return Series(name=state.name, points=points, emphasis=state.emphasis)


def _in_states(view: View, period: Assessed, states: tuple[Rag, ...]) -> int:
    """How many of the projects that were active in that period were in one of `states`."""
    then = view.at(period)
    return sum(then.rag(entity) in states for entity in then.active)


def _direction(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known or known[-1] == known[0]:
        return label("level") if known else label("not known")
    return label("rising") if known[-1] > known[0] else label("falling")
