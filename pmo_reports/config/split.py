"""Settings for files that tell of many periods: where a row, or a sheet, says which one it is of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmo_reports.config.document import Keys
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.setting import Setting

if TYPE_CHECKING:
    from pmo_reports.config.sources import Source

_BY_COLUMN = ("csv", "workbook", "json", "xml")
_BY_SHEET = ("workbook",)


class Split(Setting):
    """What says which period a record is of, in a file that holds many of them.

    Each period takes its own records. Those of other periods are counted, and are no part of it; a record
    whose period cannot be read is quarantined.

    Attributes:
        column: head of the column in which it stands: a date in the period, or its name ("2024-03",
            "03-2024", "Mar 2024", "31 March 2024"; "2024-P03" where fiscal periods are reported).
        sheet: whether it is the sheet's name; sheets that are not called so are passed over.
    """

    column: str = ""
    sheet: bool = False


def split_mistakes(source: Source) -> Iterator[Mistake]:
    """Splits that say nothing or two things, or that the reader has no columns or sheets for."""
    for name, part in source.parts.items():
        if part.period is None:
            continue
        keys: Keys = ("parts", name, "period")
        if bool(part.period.column) == part.period.sheet:
            remedy = "write `period: {column: Report month}` or `period: {sheet: true}`"
            yield Mistake(keys, "a split is by one column, or by the sheet's name", remedy)
        by, readers = ("sheet", _BY_SHEET) if part.period.sheet else ("column", _BY_COLUMN)
        if source.reader not in readers or part.transposed:
            allowed = ", ".join(f"`reader: {each}`" for each in readers)
            yield Mistake(
                (*keys, by),
                f"`{by}` does not split what {'stands in columns' if part.transposed else source.reader} has",
                f"use it with {allowed}, records in rows",
            )
