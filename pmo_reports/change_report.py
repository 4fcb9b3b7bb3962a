"""What changed between two periods as text for people, a hundred columns wide, and as values for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pmo_reports.change_selection import Selected
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import (
    NONE_MATERIAL,
    Bridge,
    Cause,
    Change,
    ChangeKind,
    Direction,
    ScheduleChange,
)
from pmo_reports.model.figures import Raw
from pmo_reports.pack.change_words import MEASURES, Labels, clause
from pmo_reports.pack.money_moved import CAUSES
from pmo_reports.render.formats import sentence_text

WIDTH = 100
_GROUPS: Mapping[str, tuple[ChangeKind, ...]] = {
    "Projects in and out": (ChangeKind.PROJECT_IN, ChangeKind.PROJECT_OUT),
    "RAG": (ChangeKind.RAG,),
    "Dates": (ChangeKind.FINISH, ChangeKind.MILESTONE),
    "Money": (ChangeKind.MONEY,),
    "Risks": (
        ChangeKind.RISK_NEW,
        ChangeKind.RISK_ESCALATED,
        ChangeKind.RISK_RATED,
        ChangeKind.RISK_CLOSED,
        ChangeKind.RISK_GONE,
    ),
    "Benefits": (ChangeKind.BENEFIT,),
    "Decisions": (ChangeKind.DECISION,),
    "Overrides": (ChangeKind.OVERRIDE_SET, ChangeKind.OVERRIDE_ENDED),
    "People": (ChangeKind.PERSON,),
    "Closed months": (ChangeKind.CORRECTION,),
}


def as_text(told: Selected, *, every: bool = False) -> str:
    """For people: what is material, ranked in groups, and the bridges; with `every` the rest, too."""
    shown = [change for change in told.listed if every or change.id in told.material]
    sections = (
        _head(told),
        *(_group(told, name, [c for c in shown if c.kind in kinds]) for name, kinds in _GROUPS.items()),
        _schedules(told),
        *(_bridge(told, measure) for measure in MEASURES),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)


def as_json(told: Selected) -> dict[str, object]:
    """For machines: every change, material or not; decimals as text, exact to the last digit."""
    return {
        "from": str(told.pair.before.period),
        "to": str(told.pair.after.period),
        "project": told.project or None,
        "currency": told.pair.after.measurements.currency,
        "material": sum(change.id in told.material for change in told.listed),
        "changes": [_change(told, change) for change in told.listed],
        "schedules": [_schedule(each) for each in told.schedules],
        "bridges": [_bridge_values(each) for each in told.bridges],
    }


def _head(told: Selected) -> Iterator[str]:
    some, of = sum(change.id in told.material for change in told.listed), len(told.listed)
    name = f"{_named(told, told.project)}, " if told.project else ""
    ends = f"{name}{told.pair.before.period} to {told.pair.after.period}"
    if not some:
        rest = f" {of} smaller change{'s' if of != 1 else ''}: --all lists them." if of else ""
        yield f"{ends}: {NONE_MATERIAL}{rest}"
        return
    yield f"{ends}: {some} of {of} change{'s' if of != 1 else ''} {'is' if some == 1 else 'are'} material."


def _group(told: Selected, name: str, changes: Sequence[Change]) -> Iterator[str]:
    """The changes of a group, each with its entity, in the order of the ranking."""
    if not changes:
        return
    labels, locale = Labels(told.dimensions), told.pair.settings.organisation.locale
    yield name
    for change in changes:
        words = sentence_text(clause(change, labels), locale)
        way = "" if change.direction is Direction.NEITHER else f" [{change.direction.value}]"
        small = "" if change.id in told.material else " (not material)"
        yield from _wrapped(f"{_named(told, change.entity)}: {words}{way}{small}")


def _schedules(told: Selected) -> Iterator[str]:
    if not told.schedules:
        return
    yield "Schedules: activities"
    for each in told.schedules:
        ids = f"{len(each.added)} added, {len(each.removed)} removed"
        moved = f"{each.later} later, {each.earlier} earlier, {ids}"
        finish = (
            f"; finish {each.finish_before} to {each.finish}" if each.finish != each.finish_before else ""
        )
        yield from _wrapped(f"{_named(told, each.project)}: {moved}{finish}")


def _bridge(told: Selected, measure: str) -> list[str]:
    """The bridges of a measure side by side, each currency a column that adds up."""
    bridges = [each for each in told.bridges if each.measure == measure and each.total.causes]
    if not bridges:
        return []
    causes = [cause for cause in CAUSES if any(each.total.causes.get(cause) for each in bridges)]
    opening, closing = (f"{word} {end.period}" for word, end in _ends(told))
    rows = [
        (opening, [each.total.opening for each in bridges]),
        *((CAUSES[cause], [each.total.causes.get(cause) for each in bridges]) for cause in causes),
        (closing, [each.total.closing for each in bridges]),
    ]
    heads = [f"in {each.currency}" if each.reporting else f"of lines in {each.currency}" for each in bridges]
    return [f"{MEASURES[measure]}: opening + changes = closing", *_table(heads, rows)]


def _ends(told: Selected) -> Iterable[tuple[str, Assessed]]:
    return (("Opening", told.pair.before), ("Closing", told.pair.after))


def _table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[Decimal | None]]]) -> list[str]:
    """Lines of amounts to the cent, so that each column can be added up; the last is the sum."""
    shown = [(name, [_amount(amount) for amount in amounts]) for name, amounts in rows]
    first = max(len(name) for name, _ in rows)
    widths = [max(len(head), *(len(row[at]) for _, row in shown)) for at, head in enumerate(heads)]
    lines = [_line("", heads, first, widths), *(_line(name, row, first, widths) for name, row in shown)]
    return [*lines[:-1], _line("", ["-" * width for width in widths], first, widths), lines[-1]]


def _line(name: str, cells: Sequence[str], first: int, widths: Sequence[int]) -> str:
    told = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return f"  {name:{first}}  {told}"


def _amount(amount: Decimal | None) -> str:
    return f"{amount or Decimal(0):,.2f}"


def _named(told: Selected, entity: str) -> str:
    name = told.names.get(entity, entity)
    return f"{name} ({entity})" if entity and name != entity else name or "Portfolio"


def _wrapped(text: str) -> list[str]:
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    return textwrap.wrap(plain, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _change(told: Selected, change: Change) -> dict[str, object]:
    return {
        "id": change.id,
        "kind": change.kind.value,
        "entity": change.entity,
        "entity_name": told.names.get(change.entity, change.entity),
        "dimension": change.dimension,
        "item": change.item,
        "name": change.name,
        "before": _raw(change.before),
        "after": _raw(change.after),
        "days": change.days,
        "calendar_days": change.calendar_days,
        "beyond_tolerance": change.beyond,
        "amount": _raw(change.amount),
        "currency": change.currency or None,
        "direction": change.direction.value,
        "cause": change.cause or None,
        "material": change.id in told.material,
    }


def _schedule(each: ScheduleChange) -> dict[str, object]:
    return {
        "project": each.project,
        "activities": {"before": each.activities_before, "after": each.activities},
        "finish": {"before": _raw(each.finish_before), "after": _raw(each.finish)},
        "slip_calendar_days": each.slip,
        "added": list(each.added),
        "removed": list(each.removed),
        "later": each.later,
        "earlier": each.earlier,
        "same": each.same,
        "negative_float": {"before": each.negative_float_before, "after": each.negative_float},
        "by_code": each.by_code,
    }


def _bridge_values(bridge: Bridge) -> dict[str, object]:
    return {
        "measure": bridge.measure,
        "currency": bridge.currency,
        "reporting": bridge.reporting,
        "total": _step(bridge.total.opening, bridge.total.causes, bridge.total.closing),
        "projects": {each.entity: _step(each.opening, each.causes, each.closing) for each in bridge.steps},
    }


def _step(
    opening: Decimal | None, causes: Mapping[Cause, Decimal], closing: Decimal | None
) -> dict[str, object]:
    told = {cause.value: _raw(amount) for cause, amount in causes.items()}
    return {"opening": _raw(opening), "causes": told, "closing": _raw(closing)}


def _raw(value: Raw) -> object:
    """As JSON has it: decimals as text, dates as ISO writes them."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
