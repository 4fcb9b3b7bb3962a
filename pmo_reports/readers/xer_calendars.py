"""Calendars of a Primavera XER file whose working hours do not hold together.

MPXJ takes a usual week for them and says nothing, so the text itself is looked at: `clndr_data` is a nest
of brackets with the days of the week inside.
"""

from __future__ import annotations

from collections.abc import Iterator

SIGN = b"ERMHDR"
_WEEK = "DaysOfWeek"
_NAME, _HOURS, _BASE = "clndr_name", "clndr_data", "base_clndr_id"


def broken(content: bytes) -> tuple[str, ...]:
    """The names of the calendars that are damaged; none if it is no XER file."""
    if not content.startswith(SIGN):
        return ()
    return tuple(row.get(_NAME, "") for row in _calendars(content) if _is_broken(row))


def _is_broken(row: dict[str, str]) -> bool:
    told = row.get(_HOURS, "")
    if not told.strip():
        return not row.get(_BASE)
    return told.count("(") != told.count(")") or _WEEK not in told


def _calendars(content: bytes) -> Iterator[dict[str, str]]:
    """The rows of table CALENDAR; %T names a table, %F its fields, %R a row."""
    table, heads = "", list[str]()
    for line in content.decode("cp1252", errors="replace").replace("\r", "").split("\n"):
        mark, _, rest = line.partition("\t")
        if mark == "%T":
            table = rest.strip()
        elif mark == "%F":
            heads = rest.split("\t")
        elif mark == "%R" and table == "CALENDAR":
            yield dict(zip(heads, rest.split("\t"), strict=False))
