"""How cells become values, and which column feeds which canonical field: the inner part of a source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field

from pmo_reports.config.setting import Setting

ColumnType = Literal[
    "text", "date", "moment", "month", "money", "number", "percent", "integer", "flag", "choice"
]


class Values(Setting):
    """How text becomes values in this source.

    Attributes:
        decimal, thousands: the marks in numbers written as text.
        dates: strptime formats tried in order after native dates and ISO 8601.
        nulls: texts that mean "nothing" (compared without case and outer blanks).
        percent: whether 45 means 45 % ("points") or 4500 % ("fraction"); "45%" is always 45 %.
    """

    decimal: Literal[".", ","] = "."
    thousands: str = ","
    dates: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ("", "-", "n/a", "tbc")
    percent: Literal["points", "fraction"] = "fraction"


class Column(Setting):
    r"""How a canonical field is found and read.

    Attributes:
        aliases: column heads (or, for forms, defined names or cell addresses), best first; compared
            without case, punctuation and blanks. The field's own name is always an alias.
        unit: numbers are multiplied by it ("1000000" for a column in millions).
        values: for `choice`: what is written (without case) -> what is meant.
        multi: what to do where several columns match: `first` filled one (coalesce), `last` filled one,
            or `list` all filled ones joined by "; ". Without it a second match is a finding.
        occurrence: which of several columns with the same head is meant: 1 the first, 2 the second, -1
            the last; 0 all of them, as `multi` says.
        group: the head above (of two rows of heads) that the column must stand under.
        fill_down: a blank cell means the one above: a category that stands on the first row of its block.
        filename: the value is in the file's name: a pattern whose first group it is, such as "^(\w+-\d+)".
        constant: the value for every row, no column needed.
        prose: text in a number or rating column is an explanation, kept in `note`; the value is null
            and the finding a warning.
        template: builds the value from others: "{department}-{name}" (raw heads or canonical fields).
        slug: turn the text into an id: "Geological Disposal (GDF)" -> "geological-disposal-gdf".
        words: how many words the text may have; more are read, and a warning. 0: as many as one likes.
    """

    aliases: tuple[str, ...] = ()
    type: ColumnType = "text"
    required: bool = False
    unit: Decimal = Decimal(1)
    values: Mapping[str, str] = Field(default_factory=dict)
    multi: Literal["", "first", "last", "list"] = ""
    occurrence: int = 0
    group: str = ""
    fill_down: bool = False
    filename: str = ""
    constant: str | None = None
    prose: bool = False
    template: str = ""
    slug: bool = False
    words: int = Field(default=0, ge=0)
