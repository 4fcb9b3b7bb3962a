"""Cost and work by calendar month: as the file spreads them, else evenly over the task's working time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jpype import JClass, JException

from pmo_reports.jvm.values import Duration, Java, TimeUnit, hours, number

_Helper: Java = JClass("org.mpxj.common.TimescaleHelper")
_Units: Java = JClass("org.mpxj.TimescaleUnits")
LONGEST = 600
_AGREED = 0.01
Spread = list[float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What amounts are spread over: months, the working time in them, and how far time went on.

    Attributes:
        whole_days: the file has days without times: a finish is the end of its day.
        months: first moments and ends of the months.
        shares: by start and end, the working time in each month, once it is known.
    """

    ranges: Java
    calendar: Java
    now: Java
    whole_days: bool
    months: tuple[tuple[Java, Java], ...]
    shares: dict[tuple[str, str], Spread] = field(default_factory=dict)


def of(task: Java, calendar: Java, properties: Java, baseline: float | None) -> Iterator[dict[str, Any]]:
    """The months of a task in which something is planned (`baseline` its cost), expected or spent."""
    totals = {"Baseline Cost": baseline or 0.0, **_totals(task, properties)}
    if not any(totals.values()):
        return
    ranges = _ranges(task)
    if ranges is None:
        return
    spans = tuple((each.getStart(), each.getEnd()) for each in ranges)
    ground = Ground(ranges, calendar, properties.getStatusDate(), _whole_days(task, properties), spans)
    spreads = {name: _spread(task, name, total, ground) for name, total in totals.items()}
    for at, (month, _) in enumerate(spans):
        values = {name: round(spread[at], 6) for name, spread in spreads.items() if spread is not None}
        if any(values.values()):
            yield {"Month": str(month)[:10], **{name: values.get(name) for name in totals}}


def _whole_days(task: Java, properties: Java) -> bool:
    """Whether a task of an MPX file has days only: for MPXJ it then ends as its last day begins."""
    moments = filter(None, (task.getStart(), task.getFinish(), task.getBaselineFinish()))
    return str(properties.getFileType()) == "MPX" and all(
        str(each.toLocalTime()) == "00:00" for each in moments
    )


def _totals(task: Java, properties: Java) -> dict[str, float]:
    return {
        "Baseline Work": hours(task.getBaselineWork(), properties) or 0.0,
        "Cost": number(task.getCost()) or 0.0,
        "Work": hours(task.getWork(), properties) or 0.0,
        "Actual Cost": number(task.getActualCost()) or 0.0,
        "Actual Work": hours(task.getActualWork(), properties) or 0.0,
    }


_AS_FILED: dict[str, Callable[[Java, Java], Java]] = {
    "Baseline Cost": lambda task, ranges: task.getTimephasedBaselineCost(0, ranges),
    "Baseline Work": lambda task, ranges: task.getTimephasedBaselineWork(0, ranges, TimeUnit.HOURS),
    "Cost": lambda task, ranges: task.getTimephasedCost(ranges),
    "Work": lambda task, ranges: task.getTimephasedWork(ranges, TimeUnit.HOURS),
    "Actual Cost": lambda task, ranges: task.getTimephasedActualCost(ranges),
    "Actual Work": lambda task, ranges: task.getTimephasedActualWork(ranges, TimeUnit.HOURS),
}


def _ranges(task: Java) -> Java | None:
    """The months from the first to the last day of a task, planned or expected; None if it has no days."""
    starts = [task.getStart(), task.getBaselineStart(), task.getActualStart()]
    ends = [task.getFinish(), task.getBaselineFinish(), task.getActualFinish()]
    first, last = (sorted(filter(None, each), key=str) for each in (starts, ends))
    if not first or not last:
        return None
    month = first[0].toLocalDate().withDayOfMonth(1).atStartOfDay()
    count = (last[-1].getYear() - month.getYear()) * 12 + last[-1].getMonthValue() - month.getMonthValue() + 1
    return _Helper().createTimescale(month, count, _Units.MONTHS) if 0 < count <= LONGEST else None


def _spread(task: Java, name: str, total: float, ground: Ground) -> Spread | None:
    """A total by month; None where there is no total."""
    if not total:
        return None
    filed = [] if ground.whole_days else [_amount(value) for value in _filed(task, name, ground.ranges)]
    if len(filed) == len(ground.months) and abs(sum(filed) - total) <= _AGREED * abs(total):
        return [amount * total / sum(filed) for amount in filed]  # a tool rounds each of its pieces
    start, end = _span(task, name, ground.now)
    return _evenly(total, (start, end.plusDays(1) if ground.whole_days else end), ground)


def _filed(task: Java, name: str, ranges: Java) -> Java:
    """The amounts as the file spreads them; nothing where MPXJ cannot spread them."""
    try:
        return _AS_FILED[name](task, ranges) or ()
    except JException:  # a cost resource on an activity without an actual finish
        return ()


def _amount(value: Java) -> float:
    if value is None:
        return 0.0
    return float(value.getDuration() if hasattr(value, "getDuration") else value.doubleValue())


def _span(task: Java, name: str, now: Java) -> tuple[Java, Java]:
    """From when to when an amount accrues: what was done, from the start on as far as time went on."""
    if name.startswith("Baseline"):
        return task.getBaselineStart() or task.getStart(), task.getBaselineFinish() or task.getFinish()
    if name.startswith("Actual"):
        start = task.getActualStart() or task.getStart()
        return start, task.getActualFinish() or task.getStop() or now or _reached(task)
    return task.getStart() or task.getBaselineStart(), task.getFinish() or task.getBaselineFinish()


def _reached(task: Java) -> Java:
    """As far as a task is: the part of its duration that is complete, from its start on."""
    duration, share, calendar = task.getDuration(), task.getPercentageComplete(), task.getEffectiveCalendar()
    if None in (duration, share, calendar, task.getStart()):
        return task.getFinish()
    done = Duration.getInstance(
        duration.getDuration() * float(share.doubleValue()) / 100, duration.getUnits()
    )
    return calendar.getDate(task.getStart(), done)


def _evenly(total: float, span: tuple[Java, Java], ground: Ground) -> Spread:
    """`total` over the working time between two moments; all on the first day if there is none."""
    key = (str(span[0]), str(span[1]))
    if key not in ground.shares:
        ground.shares[key] = _shares(span, ground)
    shares = ground.shares[key]
    return [total * share / (sum(shares) or 1) for share in shares]


def _shares(span: tuple[Java, Java], ground: Ground) -> Spread:
    shares = [_overlap(span, month, ground.calendar) for month in ground.months]
    first = str(span[0])
    return shares if sum(shares) else [float(str(start) <= first < str(end)) for start, end in ground.months]


def _overlap(span: tuple[Java, Java], month: tuple[Java, Java], calendar: Java) -> float:
    """The working hours that two spans have in common."""
    first, last = max(span[0], month[0], key=str), min(span[1], month[1], key=str)
    if str(first) >= str(last) or not hasattr(calendar, "getWork"):
        return 0.0
    return float(calendar.getWork(first, last, TimeUnit.HOURS).getDuration())
