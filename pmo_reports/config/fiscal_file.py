"""The table of fiscal periods as a CSV file in the workspace, with the line of every mistake."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pmo_reports.config.calendar import Calendar
from pmo_reports.config.fiscal import TablePeriod, table_faults
from pmo_reports.errors import Problem

HEADS = tuple(TablePeriod.model_fields)
_NEEDED = frozenset(HEADS[:3])


def with_file(calendar: Calendar, workspace: Path) -> tuple[Calendar, tuple[Problem, ...]]:
    """The calendar with the periods of its file, and what is wrong with the file."""
    name = calendar.fiscal.file
    if not name:
        return calendar, ()
    read = list(_lines(workspace, name))
    problems = [each for _, each in read if isinstance(each, Problem)]
    rows = [(line, each) for line, each in read if isinstance(each, TablePeriod)]
    periods = tuple(each for _, each in rows)
    problems += [Problem(f"{name}:{rows[at][0]}", *told) for at, *told in table_faults(periods)]
    fiscal = calendar.fiscal.model_copy(update={"periods": periods})
    return calendar.model_copy(update={"fiscal": fiscal}), tuple(problems)


def _lines(workspace: Path, name: str) -> Iterator[tuple[int, TablePeriod | Problem]]:
    """Line number, and the period or the mistake on it."""
    file = (workspace / name).resolve()
    if not file.is_relative_to(workspace.resolve()):
        yield 0, Problem(name, "the file is not in the workspace", "move it there, to reference/ for example")
        return
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        yield 0, Problem(name, "the fiscal calendar cannot be read", "save it as CSV in UTF-8")
        return
    rows = csv.DictReader(text.splitlines())
    unknown = [head for head in rows.fieldnames or () if head not in HEADS]
    if unknown or not set(rows.fieldnames or ()) >= _NEEDED:
        yield (
            1,
            Problem(
                f"{name}:1", f"the heads are {', '.join(rows.fieldnames or ())}", f"use {', '.join(HEADS)}"
            ),
        )
        return
    for row in rows:
        yield rows.line_num, _period(row, f"{name}:{rows.line_num}")


def _period(row: dict[str | None, str | None], place: str) -> TablePeriod | Problem:
    told = {
        str(name): value.strip() for name, value in row.items() if isinstance(value, str) and value.strip()
    }
    try:
        return TablePeriod.model_validate(told)
    except ValidationError as error:
        wrong = error.errors()[0]
        head = str(wrong["loc"][0])
        what = f"is {told[head]!r}" if head in told else "is empty"
        return Problem(place, f"{head} {what}", "write a line such as 2026-P07,2026-06-28,2026-07-25")
