"""Files of columns and of records, as the tools write them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby

from tests.museum.trackers.items import Row, Say

Columns = Sequence[tuple[str, Say]]
ZONE = "T09:12:00.000+0200"


def separated(
    rows: Sequence[Row],
    columns: Columns,
    delimiter: str = ",",
    encoding: str = "utf-8",
    *,
    quoted: bool = False,
) -> bytes:
    """A text file of a line of heads and a line a row."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow([head for head, _ in columns])
    writer.writerows([[say(row) for _, say in columns] for row in rows])
    return out.getvalue().encode(encoding, "replace")


def dumped(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def by_project(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each project by its code in the tracker."""
    together = groupby(sorted(rows, key=lambda row: str(row["code"])), key=lambda row: str(row["code"]))
    return ((code, list(each)) for code, each in together)


def of(name: str) -> Say:
    return lambda row: row[name]


def always(value: object) -> Say:
    return lambda _: value


def day(name: str, form: str) -> Say:
    """The day in a form of `strftime`; a time of day is part of the form."""
    return lambda row: row[name].strftime(form) if row[name] is not None else None


def times(name: str, factor: int) -> Say:
    """A number in smaller units."""
    return lambda row: None if row[name] is None else short(row[name] * factor)


def entry(name: str, number: int) -> Say:
    """One of the entries of a list."""
    return lambda row: [*entries(row[name]), *[None] * 9][number]


def entries(value: str | None) -> list[str]:
    return value.split("; ") if value else []


def short(value: float) -> float:
    """Without a fraction if there is none."""
    return int(value) if value == int(value) else value
