"""Which raw columns feed which canonical field: heads against aliases, best alias first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmo_reports.config.sources import Column, Source
from pmo_reports.model.finding import Severity
from pmo_reports.model.heads import plain
from pmo_reports.model.raw import RawTable
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.file_names import named, unnamed
from pmo_reports.normalise.mapped import Mapped, pieces
from pmo_reports.normalise.recency import column as recency_column
from pmo_reports.normalise.wording import cleaned, shortened, suggestion

_FORM = "form"


def mapped(raw: RawTable, source: Source, name: str) -> Mapped:
    """`raw` with the columns that its part's aliases find in it."""
    part = source.parts[raw.part]
    heads = {plain(head): column for column, head in reversed(list(enumerate(raw.header))) if plain(head)}
    columns = {
        field: _columns(raw, (*column.aliases, field))
        for field, column in part.columns.items()
        if column.constant is None and not column.template and not column.filename
    }
    fed = {field: found for field, found in columns.items() if found}
    return _judged(Mapped(name=name, raw=raw, source=source, part=part, columns=fed, heads=heads))


def _columns(raw: RawTable, names: tuple[str, ...]) -> tuple[int, ...]:
    wanted = dict.fromkeys(filter(None, map(plain, names)))
    heads = [plain(head) for head in raw.header]
    return tuple(at for name in wanted for at, head in enumerate(heads) if head == name)


def _judged(found: Mapped) -> Mapped:
    """`found` with what its heads give rise to."""
    missing = [field for field in _needed(found) if not _is_fed(found, field)]
    missing += [found.part.latest] if found.part.latest and recency_column(found) is None else []
    told = [found.finding(_missing(found, field)) for field in missing if not _is_told(found, field)]
    doubled = [found.finding(_doubled(found, field), also[0]) for field, also in _second_matches(found)]
    return replace(found, blocked=bool(missing), findings=(*told, *doubled))


def _needed(found: Mapped) -> Iterator[str]:
    """Required fields and the table's key."""
    required = (field for field, column in found.part.columns.items() if column.required)
    yield from dict.fromkeys((*required, *found.table.key))


def _is_fed(found: Mapped, field: str) -> bool:
    column = found.part.columns.get(field, Column())
    if column.filename:
        return named(column, found.raw.file.path) is not None
    if not column.template:
        return column.constant is not None or field in found.columns
    constants = {name for name, each in found.part.columns.items() if each.constant is not None}
    known = {*found.columns, *constants}
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
    wanted = pieces(column.template) or (*column.aliases, field)
    heads = [cleaned(head) for head in found.raw.header if cleaned(head)]
    near = next(filter(None, (suggestion(name, heads) for name in wanted)), "")
    return Fault(
        rule="missing-column",
        severity=Severity.ERROR if found.source.reader == _FORM else Severity.BLOCK,
        problem=f"there is no column for {field}; heads found: {', '.join(map(shortened, heads)) or 'none'}",
        remedy=f"name a column one of: {', '.join(wanted)}; or add its head to the aliases{near}",
    )


def _doubled(found: Mapped, field: str) -> Fault:
    taken = found.raw.lane(found.columns[field][0])
    return Fault(
        rule="duplicate-column",
        severity=Severity.WARNING,
        problem=f"{field} is read from {taken}, though this one could be meant as well",
        remedy="rename or remove one of them, or set `multi: first` or `multi: list` for the field",
    )
