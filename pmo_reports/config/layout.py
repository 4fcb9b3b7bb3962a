"""How a table lies on its sheet: below which title, in which columns, up to which row, months as heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from pmo_reports.config.setting import Setting


class Unpivot(Setting):
    """Heads that are values themselves (a column for each month), turned into rows.

    Attributes:
        name: head of the column that the months or texts get.
        value: head of the column that the cells below them get; groups leave their columns their own.
        across: `heads`, or `groups` where the months stand in the upper one of two rows of heads.
        texts: which heads are turned, `*` as wildcard; without any those that read as months.
        months: strptime formats of months written as text, after native dates and ISO 8601.
        year: of months written without one ("Jan"); the next one from where January comes again.
    """

    name: str = "month"
    value: str = "value"
    across: Literal["heads", "groups"] = "heads"
    texts: tuple[str, ...] = ()
    months: tuple[str, ...] = ("%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%b %y", "%m/%Y")
    year: int = Field(default=0, ge=0)


class Layout(Setting):
    """Where a part's table lies on a sheet that holds more than it.

    Texts are compared without case and outer blanks, `*` in them is a wildcard. A column without a
    head is called by its letter: "column A".

    Attributes:
        below: the title that stands above the table; heads are searched from the row under it on.
        span: the columns that the table stands in, such as ["A", "F:H"]; all of them without it.
        until: texts of which one ends the table, at the row where it stands; "" is a blank row.
        skip_rows: head -> texts that mark totals and captions: such rows are no records, and are told of.
        repeats: the heads stand above each of several blocks of rows: those of the first block count, where
            otherwise a first row of heads is passed over for a better filled one (it may be a legend's).
        unpivot: heads that are values, turned into rows.
        labels: for `form`: aliases are labels on the sheet, too, and values stand beside or below them.
    """

    below: str = ""
    span: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    skip_rows: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    repeats: bool = False
    unpivot: Unpivot | None = None
    labels: bool = False
