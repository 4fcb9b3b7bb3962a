"""What changed since the period before, as sheets: every change, material or not, and bridges of money.

`Changes` is the sheet of the canonical table of change requests.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import CAUSES, Bridge, Cause, Change, Direction, Step
from pmo_reports.model.figures import Raw
from pmo_reports.model.wording import label
from pmo_reports.render.workbook import DAY, MONEY, PROSE, WHOLE, Head, Look, Sheet, Shown, Value

_ALL = label("All projects")
_YES, _NO = label("yes"), label("no")
_WAYS = {
    Direction.WORSE: label("worse"),
    Direction.BETTER: label("better"),
    Direction.NEITHER: label("neither"),
}
_EXPIRED = label("expired")
_WHO = label("Kind"), label("Entity"), label("Name"), label("Dimension"), label("Item")
_WHY = label("Currency"), label("Direction"), label("Cause"), label("Material")
_BRIDGE = label("Measure"), label("Currency"), label("Converted"), label("Entity"), label("Name")
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
        *(Head(name=name) for name in _WHO),
        Head(name=label("What"), look=PROSE, width=44),
        Head(name=label("Before")),
        Head(name=label("After")),
        Head(name=label("Working days"), look=WHOLE),
        Head(name=label("Calendar days"), look=WHOLE),
        Head(name=label("Amount"), look=MONEY),
        *(Head(name=name) for name in _WHY),
    )
    rows = [_row(change, names, material=change.id in material) for change in listed]
    return Sheet(name=label("What changed"), heads=heads, rows=rows, frozen=3)


def _row(change: Change, names: dict[str, str], *, material: bool) -> tuple[Value | Shown, ...]:
    who = (change.kind.value, change.entity, names.get(change.entity, ""), change.dimension, change.item)
    days = (change.days, change.calendar_days, change.amount)
    why = (change.currency, _WAYS[change.direction], _cause(change), _YES if material else _NO)
    return (*who, change.name, _cell(change.before), _cell(change.after), *days, *why)


def _cause(change: Change) -> str:
    """A cause as the columns of bridges are headed; that an override ended by itself stands there too."""
    if not change.cause:
        return ""
    return CAUSES[Cause(change.cause)] if change.cause in set(Cause) else label(change.cause)


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
        *(Head(name=name) for name in _BRIDGE),
        Head(name=label("Opening"), look=MONEY),
        *(Head(name=CAUSES[cause], look=MONEY) for cause in Cause),
        Head(name=label("Closing"), look=MONEY),
    )
    rows = [
        (bridge.measure, bridge.currency, _YES if bridge.reporting else _NO, *_amounts(step, names))
        for bridge in bridges
        for step in (*bridge.steps, bridge.total)
    ]
    return Sheet(name=label("Bridges"), heads=heads, rows=rows, frozen=5)


def _amounts(step: Step, names: dict[str, str]) -> tuple[Value, ...]:
    who = (step.entity, names.get(step.entity, "")) if step.entity else ("", _ALL)
    return (*who, step.opening, *(step.causes.get(cause, Decimal(0)) for cause in Cause), step.closing)
