"""What must agree in parts whose records lie on their side, or stand in a row for each change."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.config.document import Keys
from pmo_reports.config.fields import field_names
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.sources import Part


def orientation_mistakes(keys: Keys, part: Part) -> Iterator[Mistake]:
    """Settings that say nothing together with `transposed`, and a `latest` that nothing feeds."""
    if part.transposed and part.listobject:
        yield Mistake(
            (*keys, "listobject"), "an Excel table has its records in rows, never in columns", "leave it out"
        )
    if part.transposed and part.header_rows != 1:
        yield Mistake(
            (*keys, "header_rows"), "where records are columns the heads stand in one column", "leave it out"
        )
    if part.latest in field_names(part.table) and part.latest not in part.columns:
        yield Mistake(
            (*keys, "latest"), f"the part has no column {part.latest!r}", "add it, or name the head itself"
        )
