"""Cells turned into values of a field: one parser for a column, asked once for each distinct cell."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from pmo_reports.config.sources import Column, Values
from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import UNCACHED, CellError
from pmo_reports.model.tables import Kind
from pmo_reports.normalise import choices, dates, durations, fiscal_labels, numbers, plain, ranges
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.fitting import Outcome, fitted
from pmo_reports.normalise.wording import cleaned, shortened, slug

AS_SETTINGS = Values(nulls=())
"""How values that stand in the settings themselves are written, whatever the source's marks are."""

Told = TypeVar("Told")
_WORDS_OF_PROSE = 3
_BY_KIND: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.MOMENT: "moment",
    Kind.MONEY: "money",
    Kind.NUMBER: "number",
    Kind.RATIO: "percent",
    Kind.INTEGER: "integer",
    Kind.FLAG: "flag",
}


@dataclass(frozen=True, slots=True)
class Parser:
    """How the cells of a column become values of a field of `kind`."""

    column: Column
    kind: Kind
    values: Values

    def outcomes(self, cells: Iterable[object]) -> list[Outcome]:
        """A value, None or a fault for each cell, in order."""
        return once(plain.shortest(self.column, self.kind, self.values, self.outcome), list(cells))

    def outcome(self, cell: object) -> Outcome:
        """The value of one cell."""
        if isinstance(cell, CellError):
            return _cell_fault(cell)
        cell = cleaned(cell) if isinstance(cell, str) else cell
        if _is_null(cell, self.values) if isinstance(cell, str) else nothing(cell, self.values):
            return None
        cell = self._listed(cell) if self.column.split else self._part(cell)
        if cell is None or isinstance(cell, Fault):
            return cell
        read = self._fitted(self._read(slug(text(cell)) if self.column.slug else cell))
        return _explained(cell) if isinstance(read, Fault) and self.column.prose and _is_prose(cell) else read

    def _listed(self, cell: object) -> object:
        """The entries of a list in one cell, what of each counts."""
        entries = filter(None, map(cleaned, text(cell).split(self.column.split)))
        found = [part for part in map(self._part, entries) if part is not None]
        fault = next((part for part in found if isinstance(part, Fault)), None)
        return fault or "; ".join(dict.fromkeys(map(str, found))) or None

    def _part(self, cell: object) -> object:
        """What of the text counts."""
        if not self.column.pattern:
            return cell
        found = re.search(self.column.pattern, text(cell))
        return next(filter(None, found.groups()), None) if found else _formless(cell, self.column.pattern)

    def _read(self, cell: object) -> Outcome:
        kind = self.column.type
        if kind == fiscal_labels.PERIOD:
            return fiscal_labels.first_day(cell, self.column.values)
        if isinstance(cell, str) and kind in ranges.KINDS:
            cell = ranges.chosen(cell, self.column.interval, self.values)
            if isinstance(cell, Fault):
                return cell
        if kind != "choice":
            return _as(cell, _BY_KIND[self.kind] if kind == "text" else kind, self.values)
        meant = choices.choice(text(cell), self.column.values) if self.column.values else text(cell)
        return meant if isinstance(meant, Fault) else _as(meant, _BY_KIND[self.kind], AS_SETTINGS)

    def _fitted(self, read: Outcome) -> Outcome:
        """`read` as a value of the field's kind; numbers in the column's unit."""
        if read is None or isinstance(read, Fault):
            return read
        if self.kind is Kind.TEXT:
            return f"{read:%Y-%m}" if self.column.type == "month" and isinstance(read, date) else text(read)
        return fitted(read, self.kind, self.column.unit)


def once(told: Callable[[object], Told], cells: Sequence[object]) -> list[Told]:
    """`told` of each cell, in order, asked once for those that are equal and of one type."""
    if set(map(type, cells)) == {str}:
        return list(map(_Answers(told).__getitem__, cells))
    keys = [cell if type(cell) is str else (type(cell), cell) for cell in cells]
    firsts = dict(zip(reversed(keys), reversed(cells), strict=True))
    answers = {key: told(cell) for key, cell in firsts.items()}
    return [answers[key] for key in keys]


class _Answers(dict[object, Told]):
    """What is told of each cell, asked for where it comes up first."""

    def __init__(self, told: Callable[[object], Told]) -> None:
        super().__init__()
        self._told = told

    def __missing__(self, cell: object) -> Told:
        self[cell] = answer = self._told(cell)
        return answer


def nothing(cell: object, values: Values) -> bool:
    """Whether `cell` is empty, or one of the source's words for that."""
    if isinstance(cell, str):
        return _is_null(cleaned(cell), values)
    return cell is None or cell != cell  # noqa: PLR0124 - NaN and NaT differ from themselves


def silent(cell: object, column: Column, values: Values) -> bool:
    """Whether `cell` says nothing for `column`: nothing is in it, or the pattern takes nothing of it."""
    if nothing(cell, values) or not column.pattern:
        return nothing(cell, values)
    found = re.search(column.pattern, text(cell))
    return found is not None and not any(found.groups())


def _is_null(bare: str, values: Values) -> bool:
    return not bare or bare.casefold() in plain.nothings(values.nulls)


def said(cell: object, values: Values) -> str:
    """`cell` as `text`, or "" where it says nothing."""
    if not isinstance(cell, str):
        return "" if nothing(cell, values) else text(cell)
    bare = cleaned(cell)
    return "" if _is_null(bare, values) else bare


def text(cell: object) -> str:
    """`cell` as a person would have written it: 3.0 is "3", midnight has no time."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float | Decimal) and math.isfinite(cell) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    return cleaned(str(cell))


def _as(cell: object, kind: str, values: Values) -> Outcome:
    return _READERS[kind](cell, values) if kind in _READERS else text(cell) or None


def _flag(cell: object, _: Values) -> Outcome:
    return choices.flag(text(cell))


_READERS: Mapping[str, Callable[[object, Values], Outcome]] = {
    "date": dates.day,
    "moment": dates.moment,
    "month": dates.month,
    "money": numbers.decimal,
    "number": numbers.decimal,
    "integer": numbers.decimal,
    "percent": numbers.percent,
    "flag": _flag,
    "days": durations.days,
    "hours": durations.hours,
    "seconds": durations.seconds,
}


def _cell_fault(cell: CellError) -> Fault:
    if cell == UNCACHED:
        return Fault(
            rule="uncached-formula",
            problem="the formula has no stored value",
            remedy="open the workbook in Excel, save it, and hand it in again",
        )
    return Fault(
        rule="cell-error",
        problem=f"the cell holds {cell}",
        remedy="mend the formula, or overwrite it with the value",
    )


def _formless(cell: object, pattern: str) -> Fault:
    return Fault(
        rule="not-of-the-form",
        problem=f"{shortened(text(cell))!r} is not of the form that is read here ({pattern})",
        remedy="write it like the others, or change `pattern` in the source's settings",
    )


def _is_prose(cell: object) -> bool:
    return isinstance(cell, str) and cell[:1].isalpha() and len(cell.split()) >= _WORDS_OF_PROSE


def _explained(cell: object) -> Fault:
    return Fault(
        rule="explained-not-given",
        severity=Severity.WARNING,
        problem="an explanation stands where a value should be",
        remedy="nothing to do if the value is withheld on purpose; else give the value",
        explanation=str(cell),
    )
