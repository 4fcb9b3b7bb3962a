"""`calendar.yaml`, `fiscal:` the fiscal year and its periods, by a rule or as an explicit table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from pmo_reports.config.mistake import Mistake
from pmo_reports.config.setting import Setting
from pmo_reports.errors import UsageError
from pmo_reports.model import fiscal
from pmo_reports.model.fiscal import FiscalCalendar, FiscalPeriod, YearEnd
from pmo_reports.model.period import Period

_YEARS = range(1990, 2061)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)
PERIOD = r"^\d{4}-P\d{2}$"


class TablePeriod(Setting):
    """A period of the explicit table.

    Attributes:
        period: `2026-P07`.
        label: what people call it; ledgers may write it.
        quarter: 1 to 4; 0 counts three periods to a quarter.
        year: the fiscal year; 0 is the one in `period`.
        status_date: the day reports are as of, if not the last one.
    """

    period: Annotated[str, StringConstraints(pattern=PERIOD)]
    start: date
    end: date
    label: str = ""
    quarter: int = Field(default=0, ge=0, le=4)
    year: int = Field(default=0, ge=0)
    status_date: date | None = None


class Fiscal(Setting):
    """The fiscal year and its periods.

    Attributes:
        pattern: `months` from organisation.yaml's `fiscal_year_start`; weeks (`4-4-5`, `4-5-4`, `5-4-4`);
            `13x4`, thirteen periods of four weeks; or `table`.
        weekday, month, anchor: a year of weeks ends on the last such weekday of the month, or on the one
            `nearest` to the month's end.
        named_by: a fiscal year is called after the calendar year that it ends or starts in.
        long_period: number of the period that gets the 53rd week; 0 is the last one.
        periods, file: the table, here or as a CSV file in the workspace with the same heads.
        report_by: whether status is reported for each fiscal `period` or each calendar `month`; with
            the pattern `months` they are the same.
    """

    pattern: Literal["months", "4-4-5", "4-5-4", "5-4-4", "13x4", "table"] = "months"
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = (
        "saturday"
    )
    month: int = Field(default=12, ge=1, le=12)
    anchor: Literal["last", "nearest"] = "last"
    named_by: Literal["start", "end"] = "end"
    long_period: int = Field(default=0, ge=0, le=13)
    periods: tuple[TablePeriod, ...] = ()
    file: str = ""
    report_by: Literal["period", "month"] = "period"

    @property
    def in_periods(self) -> bool:
        """Whether reports are for fiscal periods that are no calendar months."""
        return self.pattern != "months" and self.report_by == "period"


@lru_cache(maxsize=8)
def fiscal_calendar(setting: Fiscal, first_month: int = 1) -> FiscalCalendar:
    """The fiscal periods that the settings describe; `first_month` counts for the pattern `months`."""
    if setting.pattern == "table":
        return FiscalCalendar(tuple(map(_period, setting.periods)))
    if setting.pattern == "months":
        return fiscal.months(first_month, _YEARS, setting.named_by)
    end = YearEnd(
        weekday=_WEEKDAYS.index(setting.weekday), month=setting.month, nearest=setting.anchor == "nearest"
    )
    return fiscal.weeks(setting.pattern, end, _YEARS, setting.named_by, setting.long_period)


def reporting_period(setting: Fiscal, asked: Period) -> Period:
    """`asked` with its days.

    Raises:
        UsageError: if the workspace does not report on such periods, or there is none of that number.
    """
    if not setting.in_periods:
        if asked.numbered:
            raise UsageError(f"{asked} is no calendar month", remedy="write a month, such as 2026-10")
        return asked
    if not asked.numbered:
        raise UsageError(
            f"{asked} is no period of the fiscal calendar",
            remedy="write one such as 2026-P07, or change `report_by` in config/calendar.yaml",
        )
    found = fiscal_calendar(setting).numbered(asked.year, asked.month)
    if found is None:
        raise UsageError(f"the fiscal calendar has no period {asked}", remedy="look at config/calendar.yaml")
    return Period(asked.year, asked.month, numbered=True, span=found)


def fiscal_mistakes(setting: Fiscal) -> Iterator[Mistake]:
    """Gaps and overlaps of the explicit table, and settings that another pattern would need."""
    weeks = fiscal.WEEKS.get(setting.pattern)
    if weeks and setting.long_period > len(weeks):
        yield Mistake(("fiscal", "long_period"), f"there are {len(weeks)} periods", f"0 to {len(weeks)}")
    if setting.pattern != "table" and (setting.periods or setting.file):
        key = "periods" if setting.periods else "file"
        yield Mistake(
            ("fiscal", key), f"the pattern {setting.pattern!r} has no table", "set `pattern: table`"
        )
    elif setting.pattern == "table" and not (setting.periods or setting.file):
        yield Mistake(
            ("fiscal",), "the table has no periods", "list them under `periods:`, or name a `file:`"
        )
    for at, message, remedy in table_faults(setting.periods):
        yield Mistake(("fiscal", "periods", at), message, remedy)


def table_faults(periods: tuple[TablePeriod, ...]) -> Iterator[tuple[int, str, str]]:
    """What is wrong with a table of periods: position in it, message and remedy."""
    for at, each in enumerate(periods):
        if each.end < each.start:
            yield at, f"{each.period} ends on {each.end}, before it starts", "correct start or end"
    for at, (before, after) in enumerate(pairwise(periods), 1):
        expected = before.end + _DAY
        if after.start != expected:
            what = "overlaps" if after.start < expected else "leaves a gap after"
            yield (
                at,
                f"{after.period} starts on {after.start} and {what} {before.period}",
                f"start it on {expected}",
            )
    yield from _repeats([each.period for each in periods])
    yield from _repeats([each.label for each in periods])


def _repeats(names: list[str]) -> Iterator[tuple[int, str, str]]:
    for at, name in enumerate(names):
        if name and name in names[:at]:
            yield at, f"{name!r} stands here a second time", "give each period its own"


def _period(told: TablePeriod) -> FiscalPeriod:
    year, number = int(told.period[:4]), int(told.period[-2:])
    return FiscalPeriod(
        year=told.year or year,
        number=number,
        start=told.start,
        end=told.end,
        quarter=told.quarter or min((number - 1) // 3 + 1, fiscal.QUARTERS),
        label=told.label,
        status_date=told.status_date,
    )
