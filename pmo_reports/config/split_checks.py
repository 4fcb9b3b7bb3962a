"""What must agree in the settings that split a file of many periods."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.config.document import Keys
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.sources import Source

_BY_COLUMN = ("csv", "workbook", "json", "xml")
_BY_SHEET = ("workbook",)


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
