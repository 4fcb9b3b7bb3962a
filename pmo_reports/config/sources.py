"""`sources/*.yaml`: where inputs lie and how their columns map to the canonical tables.

A source is a set of files read in one way; each part of it fills one canonical table. Values are
parsed by what is written here, never by guessing cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field

from pmo_reports.config.setting import Setting

ColumnType = Literal["text", "date", "month", "money", "number", "percent", "integer", "flag", "choice"]


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
    """How a canonical field is found and read.

    Attributes:
        aliases: column heads (or, for forms, defined names or cell addresses), best first; compared
            without case, punctuation and blanks. The field's own name is always an alias.
        unit: numbers are multiplied by it ("1000000" for a column in millions).
        values: for `choice`: what is written (without case) -> what is meant.
        multi: what to do where several columns match: `first` filled one (coalesce), or `list` all
            filled ones joined by "; ". Without it a second match is a finding.
        constant: the value for every row, no column needed.
        prose: text in a number or rating column is an explanation, kept in `note`; the value is null
            and the finding a warning.
        template: builds the value from others: "{department}-{name}" (raw heads or canonical fields).
        slug: turn the text into an id: "Geological Disposal (GDF)" -> "geological-disposal-gdf".
    """

    aliases: tuple[str, ...] = ()
    type: ColumnType = "text"
    required: bool = False
    unit: Decimal = Decimal(1)
    values: Mapping[str, str] = Field(default_factory=dict)
    multi: Literal["", "first", "list"] = ""
    constant: str | None = None
    prose: bool = False
    template: str = ""
    slug: bool = False


class Part(Setting):
    """One canonical table filled from this source.

    Attributes:
        table: canonical table.
        sheet: worksheet name, or several to try; an empty one, alone or last, takes the first sheet.
            `*` in it is a wildcard.
        listobject: name of an Excel table on it; preferred to header search.
        header: 1-based row of the heads; 0 searches the first 30 rows for matched aliases.
        crosswalk: system name whose local ids stand in `project_id`; "" if they are project ids.
        optional: a missing sheet or table is no finding.
        skip_blank: field that must be filled for the row to count (pre-numbered empty rows).
        distinct: rows repeat on purpose (a department named on each of its projects' lines): the first
            of each is taken, the rest counted as deduplicated without a finding.
    """

    table: str
    sheet: str | tuple[str, ...] = ""
    listobject: str = ""
    header: int = Field(default=0, ge=0)
    columns: Mapping[str, Column]
    crosswalk: str = ""
    optional: bool = False
    skip_blank: str = ""
    distinct: bool = False


class Source(Setting):
    """A set of input files of one shape.

    Attributes:
        reader: `csv`, `workbook` (tables on sheets) or `form` (named cells, one record a file).
        files: glob relative to the workspace; `{period}` stands for `2026-10`.
        expected: a file must be there each period: `block`, `error` or `warning` if none is.
        encodings: tried in order after BOM and strict UTF-8.
        delimiter: "" sniffs among comma, semicolon, tab and bar.
        on_unknown_columns: keep them as extras, warn, or fail.
        owner: who mends it; `project manager` stands for the manager of the project concerned.
    """

    name: str = ""
    reader: Literal["csv", "workbook", "form"]
    files: str
    expected: Literal["", "block", "error", "warning"] = ""
    encodings: tuple[str, ...] = ("utf-8", "cp1252")
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    values: Values = Values()
    parts: Mapping[str, Part]
    on_unknown_columns: Literal["keep", "warn", "fail"] = "keep"
    owner: str = "PMO"
    preset: str = ""
