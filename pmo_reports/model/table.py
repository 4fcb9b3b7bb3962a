"""What a canonical table is made of: fields by kind, a key that is unique, provenance at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The type of a field, and so the dtype of its column."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"  # a day with its time: when a task starts
    MONEY = "money"  # currency units, in the row's `currency`
    NUMBER = "number"
    RATIO = "ratio"  # a fraction: 0.45 is 45 %
    INTEGER = "integer"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Table:
    """The declaration of a canonical table: its fields by kind and the key that must be unique.

    Attributes:
        also: further fields of the key that may be empty: since when a rate or a code is valid.
    """

    name: str
    row: str
    key: tuple[str, ...]
    fields: Mapping[str, Kind]
    also: tuple[str, ...] = ()

    @property
    def whole_key(self) -> tuple[str, ...]:
        """What no two rows have in common."""
        return (*self.key, *self.also)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in order, provenance last."""
        return (*self.fields, *PROVENANCE)


PROVENANCE: Mapping[str, Kind] = {
    "source": Kind.TEXT,
    "file": Kind.TEXT,
    "sheet": Kind.TEXT,
    "row": Kind.INTEGER,
}


def declared(name: str, row: str, key: str, order: str, **kinds: str) -> Table:
    """A table from words: its fields in `order`, and which of them are of each kind.

    Words of the key in parentheses may be empty: "currency kind (base)".
    """
    known = {field: Kind(kind) for kind, names in kinds.items() for field in names.split()}
    names = order.split()
    assert set(names) == set(known), set(names) ^ set(known)  # noqa: S101 - a slip in a declaration of ours
    parts = key.split()
    needed = tuple(part for part in parts if not part.startswith("("))
    also = tuple(part.strip("()") for part in parts if part.startswith("("))
    return Table(name, row, needed, {name: known[name] for name in names}, also)
