"""Which raw columns feed which canonical field: heads against aliases, best alias first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmo_reports.config.sources import Column, Part, Source
from pmo_reports.model.finding import Severity
from pmo_reports.model.heads import column_name, fits, plain
from pmo_reports.model.raw import RawTable
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.file_names import named, unnamed
from pmo_reports.normalise.mapped import PERIOD, Mapped, pieces
from pmo_reports.normalise.recency import column as recency_column
from pmo_reports.normalise.wording import cleaned, shortened, suggestion

_FORM = "form"


def mapped(raw: RawTable, source: Source, name: str) -> Mapped:
    """`raw` with the columns that its part's aliases find in it."""
    part = source.parts[raw.part]
    heads = {head: column for column, head in reversed(list(enumerate(_heads(raw))))}
    columns = {
        field: _columns(raw, _names(part, field), column)
        for field, column in part.columns.items()
        if column.constant is None and not column.template and not column.filename
    }
    fed = {field: found for field, found in columns.items() if found}
    return _judged(Mapped(name=name, raw=raw, source=source, part=part, columns=fed, heads=heads))


def _names(part: Part, field: str) -> tuple[str, ...]:
    """What a field may be called: its own name last, unless another field claims it as an alias."""
    aliases = part.columns[field].aliases
    if part.columns[field].aliases_only:
        return aliases
    others = (alias for name, column in part.columns.items() if name != field for alias in column.aliases)
    return aliases if plain(field) in map(plain, others) else (*aliases, field)


def _columns(raw: RawTable, names: tuple[str, ...], column: Column) -> tuple[int, ...]:
    """The columns that one of `names` fits, best name first; where `occurrence` counts, one a name."""
    heads = _heads(raw)
    under = [not column.group or fits(above, [column.group]) for above in raw.groups or [""] * len(heads)]
    among = [at for at, fit in enumerate(under) if fit]
    hits = (at for name in names for at in _meant(_alike(raw, heads, among, name), column.occurrence))
    return tuple(dict.fromkeys(hits))


def _alike(raw: RawTable, heads: list[str], among: list[int], name: str) -> list[int]:
    """The columns `among` those of a table that a name fits; `*` in it stands for anything."""
    wanted = plain(name)
    loose = "*" in name
    return [
        at for at in among if wanted and (heads[at] == wanted or (loose and fits(raw.header[at], [name])))
    ]


def _meant(alike: list[int], occurrence: int) -> list[int]:
    """Of the columns of one head the one that `occurrence` counts to, if there is one; 0 means all."""
    if not occurrence:
        return alike
    start = occurrence - 1 if occurrence > 0 else len(alike) + occurrence
    return alike[start : start + 1] if start >= 0 else []


def _heads(raw: RawTable) -> list[str]:
    """What each column is called, plain: one without a head by its letter."""
    called = zip(raw.header, raw.addresses, strict=True)
    return [plain(column_name(head, address)) for head, address in called]


def _judged(found: Mapped) -> Mapped:
    """`found` with what its heads give rise to."""
    missing = [field for field in _needed(found) if not _is_fed(found, field)]
    missing += [found.part.latest] if found.part.latest and recency_column(found) is None else []
    told = [found.finding(_missing(found, field)) for field in missing if not _is_told(found, field)]
    told += [
        found.finding(_unasked(found, head)) for head in found.part.where if plain(head) not in found.heads
    ]
    undated = found.part.period is not None and not _is_dated(found)
    told += [found.finding(_undated(found))] if undated else []
    doubled = [found.finding(_doubled(found, field), also[0]) for field, also in _second_matches(found)]
    return replace(found, blocked=bool(missing) or undated, findings=(*told, *doubled))


def _needed(found: Mapped) -> Iterator[str]:
    """Required fields and the table's key."""
    required = (field for field, column in found.part.columns.items() if column.required)
    yield from dict.fromkeys((*required, *found.table.key))


def _is_fed(found: Mapped, field: str) -> bool:
    column = found.part.columns.get(field, Column())
    if column.filename:
        return named(column, found.raw.file.path) is not None
    if not column.template:
        return column.constant is not None or bool(column.filename) or field in found.columns
    constants = {name for name, each in found.part.columns.items() if each.constant is not None}
    known = {PERIOD, *found.columns, *constants}
    return all(name in known or plain(name) in found.heads for name in pieces(column.template))


def _is_told(found: Mapped, field: str) -> bool:
    """Whether the reader has said so already: it looks for a form's required cells itself."""
    column = found.part.columns.get(field)
    return (
        found.source.reader == _FORM and not found.part.listobject and column is not None and column.required
    )


def _second_matches(found: Mapped) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Fields that more columns could feed than the one that does, with those that feed no other field."""
    best = {columns[0] for columns in found.columns.values()}
    for field, columns in found.columns.items():
        also = tuple(at for at in columns[1:] if at not in best)
        if also and not found.part.columns[field].multi:
            yield field, also


def _missing(found: Mapped, field: str) -> Fault:
    """One form without a cell costs its rows; a table without a column stops everything."""
    column = found.part.columns.get(field, Column())
    if column.filename:
        return unnamed(field, column, found.raw.file.path)
    wanted = pieces(column.template) or (column.aliases if column.aliases_only else (*column.aliases, field))
    under = f" under {column.group!r}" if column.group else ""
    heads = [cleaned(head) for head in found.raw.header if cleaned(head)]
    listed = ", ".join(map(shortened, heads)) or "none"
    near = next(filter(None, (suggestion(name, heads) for name in wanted)), "")
    return Fault(
        rule="missing-column",
        severity=Severity.ERROR if found.source.reader == _FORM else Severity.BLOCK,
        problem=f"there is no column for {field}{under}; heads found: {listed}",
        remedy=f"name a column one of: {', '.join(wanted)}; or add its head to the aliases{near}",
    )


def _is_dated(found: Mapped) -> bool:
    """Whether the column is there that tells which period a row is of; a sheet always has a name."""
    split = found.part.period
    return split is None or split.sheet or plain(split.column) in found.heads


def _undated(found: Mapped) -> Fault:
    """Without the column that tells the periods apart no row is any period's."""
    head = found.part.period.column if found.part.period else ""
    heads = [cleaned(each) for each in found.raw.header if cleaned(each)]
    return Fault(
        rule="missing-column",
        severity=Severity.BLOCK,
        problem=f"there is no column {head!r}, which tells the period of each row",
        remedy=f"name a column so, or change `period` in the source's settings{suggestion(head, heads)}",
    )


def _unasked(found: Mapped, head: str) -> Fault:
    """Without the column that tells a log's kinds apart no part knows its rows."""
    heads = [cleaned(each) for each in found.raw.header if cleaned(each)]
    return Fault(
        rule="missing-column",
        severity=Severity.BLOCK,
        problem=f"there is no column {head!r}, by which the rows of {found.raw.part} are chosen",
        remedy=f"name a column so, or change `where` in the source's settings{suggestion(head, heads)}",
    )


def _doubled(found: Mapped, field: str) -> Fault:
    taken = found.raw.lane(found.columns[field][0])
    return Fault(
        rule="duplicate-column",
        severity=Severity.WARNING,
        problem=f"{field} is read from {taken}, though this one could be meant as well",
        remedy="rename or remove one of them, or set `multi` for the field: first, last or list",
    )
