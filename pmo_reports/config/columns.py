"""How cells become values, and which column feeds which canonical field: the inner part of a source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from pmo_reports.config.setting import Setting

ColumnType = Literal[
    "text",
    "date",
    "moment",
    "month",
    "period",
    "money",
    "number",
    "percent",
    "integer",
    "flag",
    "choice",
    "days",
    "hours",
    "seconds",
]


def _quotient(given: object) -> object:
    """A unit written as a fraction, "1/28800", as the number that it is."""
    over, mark, under = str(given).partition("/")
    try:
        return Decimal(over) / Decimal(under) if mark else given
    except (InvalidOperation, ZeroDivisionError):
        return given


Unit = Annotated[Decimal, BeforeValidator(_quotient)]


class Values(Setting):
    """How text becomes values in this source.

    Attributes:
        decimal, thousands: the marks in numbers written as text.
        dates: strptime formats tried in order after native dates and ISO 8601; `excel` takes a number (in a
            text file: digits) as Excel's day, `epoch ms` as milliseconds since 1970, `object id` the first
            eight digits of an id of 24 (hexadecimal) as seconds since 1970: the moment at which it was given.
        zone: whose clock says which day a moment is on that is written with its distance from UTC or counted
            since 1970: "Europe/Berlin". Without it the day is the one written, or UTC's.
        nulls: texts that mean "nothing" (compared without case and outer blanks). Where a number or a day is
            asked for, a word for a value that is still to come ("tbc", "unknown") is told with its cell.
        suffixes: letters behind a number -> what it is multiplied by: {k: 1000, m: 1000000, Mio: 1000000}
            (compared without case).
        locales: whose names of months `%B` and `%b` read beside the English ones: [de_DE, fr_FR].
        spans: what a quarter or week is ("Q2 2026", "2026-W14", "KW 14/2026") where a month is asked for:
            its `first` or `last` month; without it such a text is a finding.
        hours_per_day, days_per_week: working time, for durations.
        percent: whether 45 means 45 % ("points") or 4500 % ("fraction"); "45%" is always 45 %.
    """

    decimal: Literal[".", ","] = "."
    thousands: str = ","
    dates: tuple[str, ...] = ()
    zone: str = ""
    nulls: tuple[str, ...] = ("", "-", "n/a", "tbc")
    suffixes: Mapping[str, Decimal] = Field(default_factory=dict)
    locales: tuple[str, ...] = ()
    spans: Literal["", "first", "last"] = ""
    hours_per_day: Decimal = Field(default=Decimal(8), gt=0, le=24)
    days_per_week: Decimal = Field(default=Decimal(5), gt=0, le=7)
    percent: Literal["points", "fraction"] = "fraction"


class Column(Setting):
    r"""How a canonical field is found and read.

    Attributes:
        aliases: column heads (or, for forms, defined names or cell addresses), best first; compared
            without case, punctuation and blanks, `*` as wildcard ("Risk description*"). The field's own
            name is an alias, too, unless another field claims it; both may list it.
        aliases_only: the field's own name is no alias: in this export something else is called so.
        type: how cells are read; `period` is one of the fiscal calendar ("P07/2026", "FY27 P3", a label),
            `days`, `hours` and `seconds` are durations in working time ("2w 4h", "-37d", "30 min", "PT8H",
            or a bare number of them).
        unit: numbers are multiplied by it ("1000000" for a column in millions, "1/28800" for seconds that
            are working days of eight hours).
        values: for `choice`: what is written (without case) -> what is meant.
        multi: what to do where several columns match: `first` filled one (coalesce), `last` filled one,
            or `list` all filled ones joined by "; ". Without it a second match is a finding. A cell of
            which `pattern` takes nothing counts as not filled.
        occurrence: which of several columns with the same head is meant: 1 the first, 2 the second, -1
            the last; 0 all of them, as `multi` says.
        group: the head above (of two rows of heads) that the column must stand under.
        fill_down: a blank cell means the one above: a category that stands on the first row of its block.
        filename: the value is in the file's name: a pattern whose first group it is, such as "^(\w+-\d+)".
        pattern: of the text only what the first group takes counts: `^(\w+)-\d+$` makes a project's key
            of an issue's. With alternatives it is the first group that takes anything.
        split: the mark between the entries of a list in one cell, "," in "civil, quay": they are read
            one by one (`pattern` too) and joined by "; ".
        refers: the head of the tool's own ids where the column has one of those: Jira's "Parent id" is
            another row's "Issue id". What is found there gives way to the key of that row.
        inherits: the heads of a row's parent and of what that is called, [Parent task, Name]: a blank cell
            means the parent's, if all that are called so say the same.
        otherwise: the value of rows in which nothing is filled, if the column is there.
        constant: the value for every row, no column needed.
        prose: text in a number or rating column is an explanation, kept in `note`; the value is null
            and the finding a warning.
        template: builds the value from others: "{department}-{name}" (raw heads or canonical fields);
            `{period}` is that of the folder which the file lies in, unless a head is called so.
        interval: which number "75% to 100%" stands for: its `lower` or `upper` end, or the `middle`.
            Without it a range where a number should be is a finding.
        slug: turn the text into an id: "Geological Disposal (GDF)" -> "geological-disposal-gdf".
        words: how many words the text may have; more are read, and a warning. 0: as many as one likes.
    """

    aliases: tuple[str, ...] = ()
    aliases_only: bool = False
    type: ColumnType = "text"
    required: bool = False
    unit: Unit = Decimal(1)
    values: Mapping[str, str] = Field(default_factory=dict)
    multi: Literal["", "first", "last", "list"] = ""
    occurrence: int = 0
    group: str = ""
    fill_down: bool = False
    filename: str = ""
    pattern: str = ""
    split: str = Field(default="", max_length=1)
    refers: str = ""
    inherits: tuple[str, str] | None = None
    otherwise: str = ""
    constant: str | None = None
    prose: bool = False
    template: str = ""
    interval: Literal["", "lower", "middle", "upper"] = ""
    slug: bool = False
    words: int = Field(default=0, ge=0)
