"""Files that hold many periods: which period each record is of, and which periods a file tells of."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.config.period_words import PeriodWords
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.heads import column_name, plain
from pmo_reports.model.period import Period
from pmo_reports.model.raw import RawTable
from pmo_reports.readers.submission import ANY_PERIOD

UNREAD = ""
"""What stands for a record whose period cannot be read."""


def words(settings: Settings, source: Source) -> PeriodWords:
    """How periods are written in a source; any way where none of its parts asks."""
    if not source.splits:
        return ANY_PERIOD
    locales = (settings.organisation.locale, *source.values.locales)
    return PeriodWords(settings.calendar.fiscal, locales, source.values.dates)


def told(raw: RawTable, source: Source, known: PeriodWords) -> RawTable:
    """The table with the period of each record, where its part says what tells it."""
    split = source.parts[raw.part].period
    if split is None:
        return raw
    if split.sheet:
        found = known.named(raw.sheet)
        return replace(raw, periods=(_id(found),) * len(raw.rows))
    at = column(raw, split.column)
    if at is None:
        return replace(raw, periods=(UNREAD,) * len(raw.rows))
    ids: dict[object, str] = {}
    cells = raw.frame[at].tolist()
    for cell in cells:
        if (type(cell), cell) not in ids:
            ids[type(cell), cell] = _id(known.of_cell(cell))
    return replace(raw, periods=tuple(ids[type(cell), cell] for cell in cells))


def column(raw: RawTable, head: str) -> int | None:
    """The first column that is called so; null if there is none."""
    called = (plain(column_name(*each)) for each in zip(raw.header, raw.addresses, strict=True))
    return next((at for at, name in enumerate(called) if name == plain(head)), None)


def _id(period: Period | None) -> str:
    return period.id if period else UNREAD
