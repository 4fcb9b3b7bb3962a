"""Notes on cells that were read as they are meant, but that other eyes and programs read otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmo_reports.config.sources import Values
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.tables import Kind
from pmo_reports.normalise import awaited, dates
from pmo_reports.normalise.cells import Outcomes, Records, cells
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.fitting import Outcome
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.wording import shortened

MOST = 3
"""Cells of a column that get a note of their own; the others share one."""

_CENTS = 2
Hits = list[tuple[int, Fault]]
Check = Callable[[Sequence[object], Sequence[Outcome], Values], Hits]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one column: a fault for each row (position among the kept records) that has one."""

    field: str
    hits: Hits

    @property
    def told(self) -> Hits:
        """Those that stand alone: the first few, or all where only one more would be left."""
        return self.hits if len(self.hits) <= MOST + 1 else self.hits[:MOST]

    @property
    def rest(self) -> Hits:
        """Those that are told together."""
        return self.hits[len(self.told) :]


def notes(kept: Records, outcomes: Outcomes) -> tuple[Notes, ...]:
    """The notes of each field that a single cell feeds."""
    kinds, columns = kept.mapped.table.fields, kept.mapped.part.columns
    asked = (
        (field, kinds[field], cells(kept, field, columns[field], {}) or ())
        for field in outcomes
        if field in kept.mapped.columns and columns[field].multi != "list"
    )
    noted = (
        Notes(field, told(written, outcomes[field], kept.marks))
        for field, kind, written in asked
        for told in _told(kept.mapped, field, kind)
    )
    return tuple(each for each in noted if each.hits)


def _told(mapped: Mapped, field: str, kind: Kind) -> Iterator[Check]:
    """What is looked for in a field of `kind`; where the row cannot do without it, a null is told anyway."""
    if kind not in _HITS:
        return
    yield _HITS[kind]
    if not mapped.is_needed(field):
        yield _promises


def together(kept: Records, column: Notes, supplier: Callable[[int], int | None]) -> Finding | None:
    """One finding for the cells of a column beyond the first few, at the first of these; null without any.

    `supplier` tells which raw column fed a record.
    """
    if not column.rest:
        return None
    (first, fault), (last, _) = column.rest[0], column.rest[-1]
    record, final = kept.kept[first], kept.kept[last]
    start, end = (kept.mapped.raw.cell(at, supplier(at) or 0) for at in (record, final))
    more = f"+{len(column.rest)} more in this column, from {start} to {end}: {fault.problem}, and so on"
    told = Fault(rule=fault.rule, severity=fault.severity, problem=more, remedy=fault.remedy)
    return kept.mapped.finding(told, supplier(record), record)


def _negatives(written: Sequence[object], read: Sequence[Outcome], _: Values) -> Hits:
    marked = [at for at, cell in enumerate(written) if isinstance(cell, str) and "(" in cell]
    return [(at, _negative(written[at], read[at])) for at in marked if _is_amount(read[at])]


def _is_amount(value: Outcome) -> bool:
    return isinstance(value, Decimal | int | float) and value != 0


def _negative(cell: object, value: Outcome) -> Fault:
    return Fault(
        rule="negative-in-parentheses",
        severity=Severity.NOTE,
        problem=f"{shortened(str(cell))} is read as {_plain(value)}",
        remedy="nothing if that is meant; write a minus sign to be plain",
    )


def _plain(value: Outcome) -> str:
    """A number with its sign and its thousands apart; two decimals or more, whole ones none."""
    digits = f"{Decimal(str(value)):,f}"
    whole, _, part = digits.partition(".")
    cents = f".{part.rstrip('0').ljust(_CENTS, '0')}" if part else ""
    return f"{whole}{cents}".replace("-", "\N{MINUS SIGN}")


def _promises(written: Sequence[object], read: Sequence[Outcome], _: Values) -> Hits:
    return awaited.promises(written, read)


def _swappable(written: Sequence[object], read: Sequence[Outcome], values: Values) -> Hits:
    """ISO dates among others that are not, in a source that writes the day first."""
    if not dates.is_day_first(values):
        return []
    iso = [isinstance(value, date) and dates.is_iso(cell) for cell, value in zip(written, read, strict=True)]
    if all(alike or not isinstance(value, date) for alike, value in zip(iso, read, strict=True)):
        return []
    return list(_dated(written, iso))


def _dated(written: Sequence[object], iso: Sequence[bool]) -> Iterator[tuple[int, Fault]]:
    for at, cell in enumerate(written):
        on = dates.day(cell, Values()) if iso[at] else None
        if isinstance(on, date) and on.day != on.month and on.day <= dates.MONTHS:
            yield at, _ordered(on)


def _ordered(on: date) -> Fault:
    swapped = on.replace(month=on.day, day=on.month)
    meant, other = f"{on.day} {on:%B %Y}", f"{swapped.day} {swapped:%B}"
    return Fault(
        rule="date-order",
        severity=Severity.NOTE,
        problem=f"{on.isoformat()} is read as {meant}, not {other}",
        remedy="nothing if that is meant; write all dates of the column one way to be plain",
    )


_HITS: Mapping[Kind, Check] = {
    **dict.fromkeys((Kind.MONEY, Kind.NUMBER, Kind.INTEGER, Kind.RATIO), _negatives),
    **dict.fromkeys((Kind.DATE, Kind.MOMENT), _swappable),
}
