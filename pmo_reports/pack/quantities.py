"""Figures that are not measures: counts, dates, amounts and shares, each with the name of its fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pmo_reports.model.figures import Figure, Number, Style, Unit
from pmo_reports.pack.money import scale_of

SIGNED = Style(signed=True)


def count(entity: str, key: str, value: float | None, item: str = "") -> Figure:
    """How many; null is not known."""
    return Figure(key=key, entity=entity, item=item, value=value, unit=Unit.COUNT)


def on(entity: str, key: str, value: date | None, item: str = "") -> Figure:
    """A date."""
    return Figure(key=key, entity=entity, item=item, value=value, unit=Unit.DATE)


def days(entity: str, key: str, value: float | None, item: str = "") -> Figure:
    """A number of days."""
    return Figure(key=key, entity=entity, item=item, value=value, unit=Unit.DAYS)


def share(entity: str, key: str, value: float | None, item: str = "") -> Figure:
    """A fraction, printed as a percentage."""
    return Figure(key=key, entity=entity, item=item, value=value, unit=Unit.PERCENT)


def amount(entity: str, key: str, value: Number | None, currency: str, item: str = "") -> Figure:
    """Money in `currency`, at full precision."""
    return Figure(key=key, entity=entity, item=item, value=value, unit=Unit.MONEY, currency=currency)


def short(figure: Figure) -> Figure:
    """`figure` for a sentence or a tile: money in the scale that suits it, the rest as it is."""
    if figure.unit is not Unit.MONEY or isinstance(figure.value, date):
        return figure
    return replace(figure, style=replace(figure.style, scale=scale_of((figure.value,))))


def alike(*figures: Figure) -> tuple[Figure, ...]:
    """Amounts that one sentence compares, in the scale of the largest."""
    scale = max(scale_of((figure.value,)) for figure in figures)
    return tuple(replace(figure, style=replace(figure.style, scale=scale)) for figure in figures)


def signed(figure: Figure) -> Figure:
    """`figure` with a plus sign before gains and slips."""
    return replace(figure, style=replace(figure.style, signed=True))


def exact(figure: Figure) -> Figure:
    """A percentage near its limit with one decimal, so that its movement can be seen."""
    return replace(figure, style=replace(figure.style, decimals=1))


def as_of(figure: Figure, item: str) -> Figure:
    """`figure` as the fact of another period or run, named by `item`."""
    return replace(figure, item=item)


def magnitude(figure: Figure, key: str) -> Figure:
    """The figure without its sign, as a fact of its own, where words say the direction."""
    value = number(figure)
    return replace(figure, key=key, value=None if value is None else abs(value))


def number(figure: Figure) -> float | None:
    """The figure's value as a float for comparing and ranking; null for dates too."""
    value = figure.value
    return None if value is None or isinstance(value, date) else float(value)


def between(start: date | None, finish: date | None) -> int | None:
    """Calendar days from `start` to `finish`, null where one is missing."""
    return None if start is None or finish is None else (finish - start).days


def later(start: date, calendar_days: int) -> date:
    """The date `calendar_days` after `start`."""
    return start + timedelta(days=calendar_days)
