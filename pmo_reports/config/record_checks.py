"""What must agree in a part's settings for records that are no rows of a grid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_reports.config.document import Keys
from pmo_reports.config.fields import key_field
from pmo_reports.config.file_name_checks import pattern_mistakes
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.sources import Part

_WAYS = {
    "json": re.compile(r"[^.\[\]/\s][^.\[\]/]*(\.[^.\[\]/]+)*"),
    "xml": re.compile(r"[^./\s]+(/[^/\s]+)*"),
}
_EXAMPLES = {"json": "such as issues, or data.items", "xml": "such as channel/item"}
_GRIDS = ("csv", "workbook", "form")


def record_mistakes(keys: Keys, part: Part, reader: str) -> Iterator[Mistake]:
    """What is wrong with `rows`, `joins`, `pairs`, `occurrence`, `refers` and patterns of a part."""
    yield from _misplaced(keys, part, reader)
    yield from _way_mistakes(keys, part, reader)
    for name, column in part.columns.items():
        if column.pattern:
            yield from pattern_mistakes((*keys, "columns", name, "pattern"), column.pattern)
        if column.refers and name == key_field(part.table):
            yield Mistake(
                (*keys, "columns", name, "refers"),
                f"{name!r} is the key itself, which others refer to",
                "take it out",
            )
        if column.occurrence and column.multi:
            yield Mistake(
                (*keys, "columns", name, "occurrence"),
                f"{name!r} asks for one column by `occurrence` and for several by `multi`",
                "keep one of the two",
            )


def _misplaced(keys: Keys, part: Part, reader: str) -> Iterator[Mistake]:
    if part.rows and reader in _GRIDS:
        yield Mistake((*keys, "rows"), f"`rows` is not for `reader: {reader}`", "take it out")
    for setting, readers in (("joins", ("json",)), ("pairs", ("json", "xml"))):
        if getattr(part, setting) and reader not in readers:
            allowed = " and ".join(f"`reader: {each}`" for each in readers)
            yield Mistake((*keys, setting), f"`{setting}` is for {allowed} only", "take it out")


def _way_mistakes(keys: Keys, part: Part, reader: str) -> Iterator[Mistake]:
    if reader not in _WAYS:
        return
    if reader == "xml" and not part.rows:
        yield Mistake((*keys, "rows"), "the way to the elements is missing", _EXAMPLES[reader])
    ways = {("rows",): part.rows} | {
        ("joins", field, "entries"): join.entries for field, join in part.joins.items()
    }
    for where, way in ways.items():
        if (way or where != ("rows",)) and not _WAYS[reader].fullmatch(way):
            yield Mistake((*keys, *where), f"{way!r} is no way to records", _EXAMPLES[reader])
