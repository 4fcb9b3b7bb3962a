"""What files that hold many periods have of each: which periods they tell of, and a hash over its records.

So that a file that grows each month changes what is known of a past period only where it says something
else about it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from pmo_reports.config.period_words import PeriodWords
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.raw import InputFile, RawTable
from pmo_reports.readers import csv_table, json_table, split, workbook_table, xml_table
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.tabulation import blank

NOTHING = "nothing"
"""The share of a period that a file says nothing of."""
_READERS = {
    "csv": csv_table.tables,
    "workbook": workbook_table.tables,
    "json": json_table.tables,
    "xml": xml_table.tables,
}
_NONE: Mapping[str, str] = MappingProxyType({})


def of(settings: Settings, file: InputFile, content: bytes) -> Mapping[str, str]:
    """Period -> a hash over all that a file holds of it; nothing where it cannot be read."""
    source = settings.sources[file.source]
    return _known(_Asked(file, source, split.words(settings, source), content))


class _Asked:
    """A file to be looked into; it is known by its bytes and by what reads it."""

    def __init__(self, file: InputFile, source: Source, words: PeriodWords, content: bytes) -> None:
        self.submission: Submission | None = Submission(
            file=file, source=source, content=content, words=words
        )
        self._key = (file.sha256, file.source, source.model_dump_json(), repr(words))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key


@lru_cache(maxsize=64)
def _known(asked: _Asked) -> Mapping[str, str]:
    submission, asked.submission = asked.submission, None  # the key is kept, the bytes are not
    if submission is None:
        return _NONE
    try:
        found = tuple(_READERS[submission.source.reader](submission))
    except RefusedError:
        return _NONE
    tables = (each for each in found if isinstance(each, RawTable))
    return _shares(split.told(each, submission.source, submission.words) for each in tables)


def _shares(tables: Iterable[RawTable]) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for raw in tables:
        for period, record in _records(raw):
            found.setdefault(period, []).append(f"{raw.part}\0{record}\n")
    return {
        period: hashlib.sha256("".join(records).encode("utf-8", "backslashreplace")).hexdigest()
        for period, records in sorted(found.items())
    }


def _records(raw: RawTable) -> Iterator[tuple[str, str]]:
    """The records that have a period: it, and what they say under which head."""
    for period, cells in zip(raw.periods, raw.frame.to_numpy().tolist(), strict=True):
        if period != split.UNREAD:
            filled = [pair for pair in zip(raw.header, cells, strict=True) if not blank(pair[1])]
            yield period, repr(sorted(filled, key=lambda pair: pair[0]))
