"""The canonical tables as settings see them. Looked up late: they bring pandas, which no import of us may."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pmo_reports.config.document import Keys
from pmo_reports.config.mistake import Mistake, suggestion

_NUMBERS = ("money", "number", "ratio", "integer")


def table_names() -> Collection[str]:
    """The canonical tables."""
    from pmo_reports.model.tables import TABLES  # noqa: PLC0415 - see above

    return TABLES.keys()


def field_names(table: str) -> Collection[str]:
    """The fields of a canonical table, provenance left out."""
    from pmo_reports.model.tables import TABLES  # noqa: PLC0415 - see above

    return TABLES[table].fields.keys()


def number_fields(table: str) -> Collection[str]:
    """The fields of a canonical table that hold numbers: amounts, ratios and counts."""
    return tuple(name for name, kind in _kinds(table).items() if kind in _NUMBERS)


def kind(table: str, field: str) -> str:
    """What a field holds: `text`, `ratio`, `money` ...; "" if there is no such field."""
    return str(_kinds(table).get(field, ""))


def _kinds(table: str) -> Mapping[str, str]:
    from pmo_reports.model.tables import TABLES  # noqa: PLC0415 - see above

    return TABLES[table].fields


def unknown_fields(keys: Keys, names: Collection[str], table: str) -> tuple[Mistake, ...]:
    """The `names`, keys of the group at `keys`, that `table` has no field for."""
    known = field_names(table)
    unknown = [name for name in names if name not in known]
    return tuple(
        Mistake((*keys, n), f"the table {table!r} has no field {n!r}", suggestion(n, known)) for n in unknown
    )


def key_field(table: str) -> str:
    """The field that tells a canonical table's rows of one project apart; "" if there is no such table."""
    from pmo_reports.model.tables import TABLES  # noqa: PLC0415 - see above

    return TABLES[table].key[-1] if table in TABLES else ""
