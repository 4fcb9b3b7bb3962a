"""The tree of an explanation, as indented lines for people and as JSON for machines.

The lines are bounded, and say where the rest is; the JSON holds everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pmo_reports.model.figures import Raw
from pmo_reports.model.inputs import Input

MOST_ROWS = 12
MOST_MEMBERS = 10
STEP = "    "
_REST = "(--json lists them all)"


class Branch(StrEnum):
    """What a branch of the tree is."""

    STATE = "state"
    RULE = "rule"
    MEASURE = "measure"
    DECLARED = "declared"
    OVERRIDE = "override"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A particular of a branch: name, value, and how it is printed; "" where the lines say it already."""

    name: str
    value: Raw
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A figure or state, why it is so, the cells that it was read from, and what it is made of.

    Attributes:
        key: of the measure, dimension or rule; of a member its id.
        value: as printed; `raw` as it is, for machines.
        brief: whether the lines leave its parts and inputs to a command of their own, `more`.
    """

    branch: Branch
    key: str
    label: str
    value: str
    raw: Raw
    because: str
    unit: str = ""
    currency: str = ""
    details: tuple[Detail, ...] = ()
    inputs: tuple[Input, ...] = ()
    parts: tuple[Explanation, ...] = ()
    brief: bool = False
    more: str = ""

    def as_text(self, *, complete: bool = False) -> str:
        """The tree as indented lines; what is `complete` leaves nothing out."""
        return "\n".join(_Lines(complete=complete).of(self, ""))

    def as_json(self) -> dict[str, object]:
        """The tree as JSON values, with nothing left out."""
        return {
            "branch": self.branch.value,
            "key": self.key,
            "label": self.label,
            "value": _plain(self.raw),
            "unit": self.unit,
            "currency": self.currency,
            "printed": self.value,
            "because": self.because,
            "details": {detail.name: _plain(detail.value) for detail in self.details},
            "inputs": [_input(each) for each in self.inputs],
            "parts": [part.as_json() for part in self.parts],
        }


class _Lines:
    """One walk over a tree: what was told once is not told again."""

    def __init__(self, *, complete: bool) -> None:
        self._complete = complete
        self._told: set[int] = set()

    def of(self, one: Explanation, indent: str) -> Iterator[str]:
        yield f"{indent}{one.label} = {one.value}"
        if id(one) in self._told and (one.parts or one.inputs):
            yield f"{indent}  as above"
            return
        self._told.add(id(one))
        if one.because:
            yield f"{indent}  {one.because}"
        yield from (f"{indent}  {each.name}: {each.text}" for each in one.details if each.text)
        if one.brief and not self._complete:
            yield f"{indent}  more: {one.more}"
            return
        yield from self._inputs(one, indent + "  ")
        yield from self._parts(one.parts, indent + STEP)

    def _inputs(self, one: Explanation, indent: str) -> Iterator[str]:
        """The inputs row by row, so that no table crowds out another; of a whole only how many."""
        tables: dict[str, dict[tuple[str, str, str], list[Input]]] = {}
        whole = any(part.branch is Branch.MEMBER for part in one.parts)
        for each in one.inputs:
            row = (each.item, each.cell.file, each.cell.sheet)
            tables.setdefault(_table(each), {}).setdefault(row, []).append(each)
        for name, rows in tables.items():
            most = len(rows) if self._complete else 0 if whole else MOST_ROWS
            yield from (f"{indent}from {row_text(cells)}" for cells in list(rows.values())[:most])
            if len(rows) > most:
                more = f"+{len(rows) - most} more" if most else str(len(rows))
                yield f"{indent}from {more} rows of {name} {_REST}"

    def _parts(self, parts: tuple[Explanation, ...], indent: str) -> Iterator[str]:
        members = [part for part in parts if part.branch is Branch.MEMBER]
        shown = len(members) if self._complete else MOST_MEMBERS
        for part in (*(each for each in parts if each.branch is not Branch.MEMBER), *members[:shown]):
            yield from self.of(part, indent)
        if len(members) > shown:
            yield f"{indent}+{len(members) - shown} more projects {_REST}"


def row_text(cells: list[Input]) -> str:
    """The inputs of one row as a line: table and row, each field with its value and cell, file and day."""
    first = cells[0]
    row = f" [{first.item}]" if first.item else ""
    values = ", ".join(f"{_field(each)} = {_value(each)} ({each.cell.cell})" for each in cells)
    where = " › ".join(filter(None, (first.cell.file, first.cell.sheet)))
    return f"{_table(first)}{row}: {values}; {where}; {first.as_of}"


def _table(one: Input) -> str:
    return one.field.partition(".")[0]


def _field(one: Input) -> str:
    return one.field.partition(".")[2]


def _value(one: Input) -> str:
    """A value as text, an amount with its currency; texts of people in one line."""
    told = one.value if isinstance(one.value, str) else json.dumps(_plain(one.value)).strip('"')
    return " ".join(filter(None, (" ".join(told.split()), one.currency)))


def _input(one: Input) -> dict[str, object]:
    return {
        "field": one.field,
        "item": one.item,
        "value": _plain(one.value),
        "currency": one.currency,
        "file": one.cell.file,
        "sheet": one.cell.sheet,
        "cell": one.cell.cell,
        "as_of": _plain(one.as_of.day),
        "dated_by": one.as_of.by,
    }


def _plain(value: Raw) -> object:
    """A value as JSON has it: numbers as numbers, dates as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
