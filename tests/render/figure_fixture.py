"""Short ways to write figures in the renderers' tests."""

from __future__ import annotations

from datetime import date

from pmo_reports.model.figures import Figure, Style, Unit

MILLION = 1_000_000


def money(  # noqa: PLR0913 - a fixture's shorthand
    key: str,
    entity: str,
    value: int | None,
    scale: int = MILLION,
    *,
    bare: bool = False,
    signed: bool = False,
    item: str = "",
    n: int | None = None,
    of: int | None = None,
) -> Figure:
    """An amount in euros."""
    style = Style(scale=scale, bare=bare, signed=signed)
    return Figure(
        key=key,
        entity=entity,
        value=value,
        unit=Unit.MONEY,
        currency="EUR",
        style=style,
        item=item,
        n=n,
        of=of,
    )


def count(key: str, entity: str, value: int | None, *, signed: bool = False, item: str = "") -> Figure:
    """A count."""
    return Figure(key=key, entity=entity, value=value, unit=Unit.COUNT, style=Style(signed=signed), item=item)


def percent(key: str, entity: str, value: float | None, *, signed: bool = False) -> Figure:
    """A percentage, from a fraction."""
    return Figure(key=key, entity=entity, value=value, unit=Unit.PERCENT, style=Style(signed=signed))


def index(key: str, entity: str, value: float | None) -> Figure:
    """An index such as CPI."""
    return Figure(key=key, entity=entity, value=value, unit=Unit.INDEX)


def days(key: str, entity: str, value: int | None, *, bare: bool = False) -> Figure:
    """A slip in working days, signed."""
    return Figure(key=key, entity=entity, value=value, unit=Unit.DAYS, style=Style(signed=True, bare=bare))


def day(key: str, entity: str, *ymd: int, item: str = "") -> Figure:
    """A date."""
    return Figure(key=key, entity=entity, value=date(*ymd), unit=Unit.DATE, item=item)
