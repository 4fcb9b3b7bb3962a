"""The charts of the outlook: how far P10, P50 and P90 lie from the approved date and the budget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pmo_reports.model.charts import Range, RangeChart
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.pack import ChartBlock
from pmo_reports.model.wording import Label, label
from pmo_reports.pack.axes import gap_axis
from pmo_reports.pack.outlook_tables import doubtful
from pmo_reports.pack.quantities import between, days, number, share, signed
from pmo_reports.pack.view import View

MOST = 12  # bars that a slide holds and a reader follows
_SHARES = ("10", "50", "90")
Gap = Callable[[str, str], Figure]


def finish_chart(view: View) -> ChartBlock | None:
    """Calendar days from the approved date to P10, P50 and P90 of the finish; null without any."""

    def gap(entity: str, n: str) -> Figure:
        approved, finish = (view.figure(entity, key).value for key in ("finish_baseline", f"finish_p{n}"))
        known = isinstance(approved, date) and isinstance(finish, date)
        late = between(approved, finish) if known else None  # type: ignore[arg-type]
        return signed(days(entity, f"finish_p{n}.gap", late))

    return _chart(view, "finish", gap, label("Finish, calendar days after the approved date"))


def cost_chart(view: View) -> ChartBlock | None:
    """P10, P50 and P90 of the cost over the budget, as shares of the budget; null without any."""

    def gap(entity: str, n: str) -> Figure:
        budget, cost = (number(view.figure(entity, key)) for key in ("bac", f"cost_p{n}"))
        over = (cost - budget) / budget if budget and cost is not None else None
        return signed(share(entity, f"cost_p{n}.gap", over))

    return _chart(view, "cost", gap, label("Cost at completion over the budget"))


def _chart(view: View, kind: str, gap: Gap, title: str) -> ChartBlock | None:
    made = [_range(view, entity, gap) for entity in doubtful(view, kind)]
    ranges = tuple(each for each in made if each.middle.value is not None)[:MOST]
    if not ranges:
        return None
    points = [point for each in ranges for point in (each.low, each.middle, each.high)]
    unit = points[0].unit
    missed = sum((number(each.middle) or 0.0) > 0 for each in ranges)
    chart = RangeChart(
        ranges=ranges,
        axis=gap_axis(points, unit, label("calendar days") if unit is Unit.DAYS else ""),
        alt=label(
            "{title}, from P10 over P50 to P90, by project. {beyond}",
            title=title,
            beyond=_beyond(missed, len(ranges)),
        ),
    )
    return ChartBlock(title=title, chart=chart)


def _beyond(missed: int, of: int) -> Label:
    if missed == of:
        return label("All have their P50 beyond it.")
    return label("Some have their P50 beyond it.") if missed else label("None have their P50 beyond it.")


def _range(view: View, entity: str, gap: Gap) -> Range:
    low, middle, high = (gap(entity, n) for n in _SHARES)
    return Range(label=view.name(entity), low=low, middle=middle, high=high)
