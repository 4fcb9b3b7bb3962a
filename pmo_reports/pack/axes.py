"""Value axes with round ends and ticks, so that every renderer shows the same scale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil, floor, log10

from pmo_reports.model.charts import Axis, DateAxis
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.pack.money import money_unit, scale_of
from pmo_reports.pack.quantities import number
from pmo_reports.pack.words import month

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_SEEN, _STUB = 0.25, 0.5  # changes below that share of a total are not seen; what is left of totals then
_INTERVALS = 5  # more gridlines than this are noise on a slide
_MONTH = 365.2425 / 12  # days
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_MIDDLE = 15
_DATES = 8  # intervals of an axis of dates


def money_axis(points: Iterable[Figure], currency: str, locale: str) -> Axis:
    """An axis of money from zero, in the scale of its highest value."""
    values = _values(points)
    ticks = nice_ticks(min([0.0, *values]), max([0.0, *values]))
    scale = scale_of((max(abs(ticks[0]), abs(ticks[-1])),))
    return Axis(
        low=ticks[0],
        high=ticks[-1],
        ticks=ticks,
        unit=Unit.MONEY,
        label=money_unit(currency, scale, locale),
        scale=scale,
        currency=currency,
    )


def count_axis(high: float, label: str = "") -> Axis:
    """An axis of whole numbers from zero to at least `high`."""
    ticks = tuple(tick for tick in nice_ticks(0.0, max(high, 1.0)) if tick == int(tick))
    return Axis(low=0.0, high=ticks[-1], ticks=ticks, unit=Unit.COUNT, label=label)


def gap_axis(points: Iterable[Figure], unit: Unit, label: str) -> Axis:
    """An axis of distances around zero, below and above as far as they go."""
    values = _values(points)
    ticks = nice_ticks(min([0.0, *values]), max([0.0, *values]))
    return Axis(low=ticks[0], high=ticks[-1], ticks=ticks, unit=unit, label=label)


def date_axis(dates: Iterable[date], locale: str) -> DateAxis:
    """An axis around `dates`, named by months or by years.

    Ticks are mean months apart, from the middle of a month on: each stays near the middle of the month that
    it names, and all are evenly spaced, as the axis of a native chart needs it.
    """
    every = sorted(dates)
    low = _middle_before(every[0])
    span = every[-1].toordinal() - low.toordinal()
    months = next((n for n in _MONTHS if span <= n * _MONTH * _DATES), _MONTHS[-1])
    step = months * _MONTH
    days = (low.toordinal() + step * at for at in range(max(ceil(span / step), 1) + 1))
    return DateAxis(
        low=low, step=step, names=tuple(month(date.fromordinal(int(day)), locale) for day in days)
    )


def _middle_before(day: date) -> date:
    """The last middle of a month that is not after `day`."""
    if day.day >= _MIDDLE:
        return day.replace(day=_MIDDLE)
    last = date.fromordinal(day.replace(day=1).toordinal() - 1)
    return last.replace(day=_MIDDLE)


def level_axis(levels: Iterable[float], currency: str, scale: int, locale: str) -> Axis:
    """An axis for the levels of a waterfall; zero is left out where changes would be too small to see."""
    values = list(levels)
    low, high = min(values, default=0.0), max(values, default=0.0)
    span = high - low
    ends = (min(0.0, low), max(0.0, high))
    if span and not low <= 0 <= high and span < _SEEN * max(abs(low), abs(high)):
        ends = (low - span * _STUB, high) if low > 0 else (low, high + span * _STUB)
    ticks = nice_ticks(*ends)
    return Axis(
        low=ticks[0],
        high=ticks[-1],
        ticks=ticks,
        unit=Unit.MONEY,
        label=money_unit(currency, scale, locale),
        scale=scale,
        currency=currency,
    )


def nice_ticks(low: float, high: float) -> tuple[float, ...]:
    """Round ticks from at or below `low` to at or above `high`, six at most."""
    step = _step((high - low) / _INTERVALS or 1.0)
    first, last = floor(low / step), ceil(high / step)
    return tuple(at * step for at in range(first, max(last, first + 1) + 1))


def _step(rough: float) -> float:
    magnitude = 10.0 ** floor(log10(rough))
    return next(step * magnitude for step in _STEPS if step * magnitude >= rough * (1 - 1e-9))


def _values(points: Iterable[Figure]) -> list[float]:
    known = (number(point) for point in points)
    return [value for value in known if value is not None]
