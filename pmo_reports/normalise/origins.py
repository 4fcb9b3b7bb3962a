"""Lineage of the canonical tables: which column of which sheet gave a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_reports.config.settings import Settings
from pmo_reports.model.lineage import Lineage, Origin
from pmo_reports.model.raw import RawTable, Reading
from pmo_reports.normalise.cells import records
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.mapping import mapped
from pmo_reports.normalise.rows import supplier


def origins(reading: Reading, settings: Settings) -> tuple[Mapped, ...]:
    """The raw tables with their mappings, by source and file.

    Where two parts read one sheet into one table, the rows of the second name their source with the
    part ("gmpp/departments"), and the rows of a slice with its name ("budget/costs@F"), so that each row
    leads back to its own columns.
    """
    taken: set[tuple[str, str, str, str]] = set()
    found = []
    for raw in sorted(reading.tables, key=lambda raw: (raw.file.source, raw.file.path)):
        source = settings.sources[raw.file.source]
        key = (source.parts[raw.part].table, raw.file.source, raw.file.path, raw.sheet)
        found.append(mapped(raw, source, _name(raw) if key in taken or raw.slice else raw.file.source))
        taken.add(key)
    return tuple(found)


def lineage(found: Sequence[Mapped]) -> Lineage:
    """The way back from each table's rows to their columns; constants and templates have none."""
    told = (_origin(each) for each in found)
    return Lineage({origin.key: origin for origin in told})


def _name(raw: RawTable) -> str:
    return f"{raw.file.source}/{raw.part}" + (f"@{raw.slice}" if raw.slice else "")


def _origin(found: Mapped) -> Origin:
    return Origin(
        table=found.part.table,
        source=found.name,
        file=found.raw.file.path,
        sheet=found.raw.sheet,
        sha256=found.raw.file.sha256,
        columns=dict(_addresses(found)),
        above=dict(_above(found)),
    )


def _above(found: Mapped) -> Iterator[tuple[str, dict[str, int]]]:
    """Field and, by row, the row above that its value comes from; rows that speak for themselves are none."""
    rows = found.raw.rows
    for name, columns in found.columns.items():
        if found.part.columns[name].fill_down:
            above = enumerate(found.above(columns[0]))
            yield name, {str(rows[record]): rows[at] for record, at in above if at != record}


def _addresses(found: Mapped) -> Iterator[tuple[str, str]]:
    """Field and column; of several columns the one that gave the most values."""
    kept = records(found).kept
    for field, columns in found.columns.items():
        most = Counter(supplier(found, field, record) for record in kept) if len(columns) > 1 else Counter()
        column = most.most_common(1)[0][0] if most else None
        yield field, found.raw.addresses[columns[0] if column is None else column]
