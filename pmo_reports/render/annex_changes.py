"""What changed since the period before, as sheets: every change, material or not, and bridges of money.

`Changes` is the sheet of the canonical table of change requests.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Bridge, Cause, Change, Step
from pmo_reports.model.figures import Raw
from pmo_reports.render.workbook import DAY, MONEY, PROSE, WHOLE, Head, Look, Sheet, Shown, Value

_ALL = "All projects"
_NUMBER = Look(format="#,##0.####", right=True)


def change_sheets(now: Assessed, names: dict[str, str]) -> Iterator[Sheet]:
    """`What changed` and `Bridges`; none at the first period."""
    if now.changes is None:
        return
    material = {change.id for change in now.changes.material}
    yield _changes(now.changes.listed, material, names)
    yield _bridges(now.changes.bridges, names)


def _changes(listed: tuple[Change, ...], material: set[str], names: dict[str, str]) -> Sheet:
    heads = (
        *(Head(name=name) for name in ("Kind", "Entity", "Name", "Dimension", "Item")),
        Head(name="What", look=PROSE, width=44),
        *(Head(name=name) for name in ("Before", "After")),
        Head(name="Working days", look=WHOLE),
        Head(name="Calendar days", look=WHOLE),
        Head(name="Amount", look=MONEY),
        *(Head(name=name) for name in ("Currency", "Direction", "Cause", "Material")),
    )
    rows = [_row(change, names, material=change.id in material) for change in listed]
    return Sheet(name="What changed", heads=heads, rows=rows, frozen=3)


def _row(change: Change, names: dict[str, str], *, material: bool) -> tuple[Value | Shown, ...]:
    who = (change.kind.value, change.entity, names.get(change.entity, ""), change.dimension, change.item)
    days = (change.days, change.calendar_days, change.amount)
    why = (change.currency, change.direction.value, change.cause, "yes" if material else "no")
    return (*who, change.name, _cell(change.before), _cell(change.after), *days, *why)


def _cell(value: Raw) -> Value | Shown:
    """A value before or after: a date as a date, an amount as one."""
    if isinstance(value, date):
        return Shown(value, DAY)
    if isinstance(value, Decimal):
        return Shown(value, MONEY)
    return Shown(value, _NUMBER) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _bridges(bridges: tuple[Bridge, ...], names: dict[str, str]) -> Sheet:
    """A row for each project and for all, by measure and currency: opening and causes add up to closing."""
    heads = (
        *(Head(name=name) for name in ("Measure", "Currency", "Converted", "Entity", "Name")),
        Head(name="Opening", look=MONEY),
        *(
            Head(name=cause.value.capitalize() if cause is not Cause.FX else "FX", look=MONEY)
            for cause in Cause
        ),
        Head(name="Closing", look=MONEY),
    )
    rows = [
        (bridge.measure, bridge.currency, "yes" if bridge.reporting else "no", *_amounts(step, names))
        for bridge in bridges
        for step in (*bridge.steps, bridge.total)
    ]
    return Sheet(name="Bridges", heads=heads, rows=rows, frozen=5)


def _amounts(step: Step, names: dict[str, str]) -> tuple[Value, ...]:
    who = (step.entity, names.get(step.entity, "")) if step.entity else ("", _ALL)
    return (*who, step.opening, *(step.causes.get(cause, Decimal(0)) for cause in Cause), step.closing)
