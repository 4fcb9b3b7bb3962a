"""Settings for records that are no rows of a grid: ids that stand for entries, and lists of named values."""

from __future__ import annotations

from pydantic import Field

from pmo_reports.config.setting import Setting


class Join(Setting):
    """A field that holds ids of entries of another list in the same file.

    `idList: {entries: lists, take: [name]}` gives a column `idList.name` beside `idList`.

    Attributes:
        entries: way from the top of the file to the entries ("lists"); lists on it are walked through.
        key: the entries' field that the ids stand in.
        take: the entries' fields that become columns.
    """

    entries: str
    key: str = "id"
    take: tuple[str, ...] = Field(default=("name",), min_length=1)


class Pairs(Setting):
    """A list of names with values, one of which becomes the column "<list>.<name>".

    `custom_fields: {name: name, value: [display_value]}` gives `custom_fields.Sprint` and so on. A
    field may ask for one of several values by its own way: `custom_fields.Sprint.display_value`.

    Attributes:
        name: where an entry's name stands.
        value: where its value stands; of several the first that is filled.
    """

    name: str = "name"
    value: tuple[str, ...] = Field(default=("value",), min_length=1)
