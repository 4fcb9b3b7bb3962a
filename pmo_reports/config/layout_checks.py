"""What must agree in a part's layout: columns by letters, months by formats, groups above heads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_reports.config.document import Keys
from pmo_reports.config.layout import Unpivot
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.sources import Part, Source

_SPAN = re.compile(r"[A-Z]{1,3}(?::[A-Z]{1,3})?")
_MONTH = re.compile(r"%[bBm]")
_NUMBERS = frozenset({"number", "money", "percent", "integer"})
_GRIDS = frozenset({"csv", "workbook"})


def layout_mistakes(source: Source) -> Iterator[Mistake]:
    """What does not agree in the layouts of a source's parts."""
    for name, part in source.parts.items():
        keys = ("parts", name)
        yield from _reader_mistakes(keys, part, source.reader)
        yield from _labels_mistakes(keys, part, source.reader)
        yield from _span_mistakes(keys, part)
        yield from _unpivot_mistakes((*keys, "unpivot"), part.unpivot, part)
        yield from _column_mistakes((*keys, "columns"), part)


def _reader_mistakes(keys: Keys, part: Part, reader: str) -> Iterator[Mistake]:
    for setting in ("below", "span", "until", "skip_rows", "repeats", "unpivot"):
        if getattr(part, setting) and reader not in _GRIDS:
            remedy = "use it with `reader: workbook` or `reader: csv`, else leave it out"
            yield Mistake((*keys, setting), f"`{setting}` means nothing to `reader: {reader}`", remedy)


def _labels_mistakes(keys: Keys, part: Part, reader: str) -> Iterator[Mistake]:
    if part.labels and reader != "form":
        remedy = "use `reader: form`, or leave it out"
        yield Mistake((*keys, "labels"), f"`labels` means nothing to `reader: {reader}`", remedy)


def _span_mistakes(keys: Keys, part: Part) -> Iterator[Mistake]:
    for at, span in enumerate(part.span):
        if not _SPAN.fullmatch(span):
            yield Mistake((*keys, "span", at), f"{span!r} names no columns", 'write letters: "A", or "F:H"')


def _unpivot_mistakes(keys: Keys, unpivot: Unpivot | None, part: Part) -> Iterator[Mistake]:
    if unpivot is None:
        return
    if unpivot.across == "groups" and part.header_rows == 1:
        yield Mistake(
            (*keys, "across"), "there are no groups above a single row of heads", "set `header_rows: 2`"
        )
    for at, form in enumerate(unpivot.months):
        if not _MONTH.search(form):
            remedy = "use %b (Jan), %B (January) or %m (01), and %Y or %y for the year"
            yield Mistake((*keys, "months", at), f"{form!r} reads no month", remedy)


def _column_mistakes(keys: Keys, part: Part) -> Iterator[Mistake]:
    for name, column in part.columns.items():
        if column.group and part.header_rows == 1:
            yield Mistake(
                (*keys, name, "group"),
                "a group stands in a second row of heads, and this part has one row",
                "set `header_rows: 2` for the part, or leave the group out",
            )
        if column.interval and column.type not in _NUMBERS:
            yield Mistake(
                (*keys, name, "interval"),
                f"`interval` chooses a number, and the column's type is {column.type}",
                "set the type to number, money, percent or integer, or leave `interval` out",
            )
