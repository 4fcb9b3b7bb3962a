"""What must agree in `filename` of a column: a pattern that holds together, with one group to take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_reports.config.document import Keys
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.sources import Part

_EXAMPLE = r"such as ^(\w+-\d+)"


def file_name_mistakes(keys: Keys, part: Part) -> Iterator[Mistake]:
    """What is wrong with the patterns of a part's columns."""
    for name, column in part.columns.items():
        if column.filename:
            place = (*keys, name, "filename")
            yield from _pattern_mistakes(place, column.filename)
            if column.constant is not None or column.template or column.aliases:
                yield Mistake(
                    place,
                    f"{name} has another way to its value beside the file's name",
                    "leave one of the two",
                )


def _pattern_mistakes(place: Keys, pattern: str) -> Iterator[Mistake]:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        yield Mistake(place, f"{pattern!r} is no pattern: {error.msg}", _EXAMPLE)
        return
    if not groups:
        yield Mistake(place, f"{pattern!r} has no group in brackets that the value could be", _EXAMPLE)
