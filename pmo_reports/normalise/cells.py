"""What stands for a field in each record, before it is parsed: a cell, several, a constant, a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from pmo_reports.config.sources import Column, Values
from pmo_reports.model.heads import plain
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.file_names import named
from pmo_reports.normalise.fitting import Outcome
from pmo_reports.normalise.mapped import PERIOD, Mapped
from pmo_reports.normalise.selection import left_out, others, selected
from pmo_reports.normalise.values import nothing, silent, text

Outcomes = Mapping[str, Sequence[Outcome]]
Says = Callable[[object], bool]
_GENERATIONS = 10


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a raw table that count as rows: `kept` are their positions."""

    mapped: Mapped
    kept: tuple[int, ...]

    @property
    def marks(self) -> Values:
        """How text becomes values here."""
        return self.mapped.source.values

    def column(self, at: int) -> list[object]:
        """The cells of a raw column, blanks filled from above where its field asks for that."""
        whole = self.mapped.cells(at)
        return [whole[record] for record in self.kept]


def records(mapped: Mapped) -> Records:
    """The part's own records with anything in them, and with its `skip_blank` field filled.

    Of a file that holds many periods they are those of the one that it is read for.
    """
    if not mapped.part.where and not mapped.part.without and not mapped.raw.periods:
        return Records(mapped, mapped.filled)
    own = frozenset(selected(mapped)) - frozenset(left_out(mapped)) - frozenset(others(mapped))
    return Records(mapped, tuple(record for record in mapped.filled if record in own))


def cells(records: Records, name: str, column: Column, known: Outcomes) -> list[object] | None:
    """What feeds field `name`, one for each record; null if nothing does. `known` fields feed templates."""
    if column.constant is not None:
        return [column.constant] * len(records.kept)
    if column.filename:
        return [named(column, records.mapped.raw.file.path)] * len(records.kept)
    if column.template:
        return _templated(records, column.template, known)
    found = _found(records, name, column)
    if found and column.refers:
        found = _referred(records, column, found)
    if found and column.inherits:
        found = _inherited(records, column.inherits, found)
    if found and column.otherwise:
        found = [column.otherwise if silent(cell, column, records.marks) else cell for cell in found]
    return found


def _found(records: Records, name: str, column: Column) -> list[object] | None:
    columns = [records.column(at) for at in records.mapped.columns.get(name, ())]
    if not columns or not column.multi:
        return columns[0] if columns else None
    together, says = _TOGETHER[column.multi], _says(column, records.marks)
    return [together(several, says) for several in zip(*columns, strict=True)]


def _says(column: Column, values: Values) -> Says:
    """Whether a cell says anything; a pattern is asked once for cells that are equal and of one type."""
    if not column.pattern:
        return lambda cell: not nothing(cell, values)
    return lru_cache(maxsize=None, typed=True)(lambda cell: not silent(cell, column, values))


def _referred(records: Records, column: Column, found: list[object]) -> list[object]:
    """For ids of the tool's own the keys of the records that have them."""
    at, key = records.mapped.heads.get(plain(column.refers)), records.mapped.table.key[-1]
    keys = cells(records, key, records.mapped.part.columns[key], {})
    if at is None or keys is None:
        return found
    known = {text(own): name for own, name in zip(records.column(at), keys, strict=True)}
    return [None if nothing(cell, records.marks) else known.get(text(cell), cell) for cell in found]


def _last(several: Sequence[object], says: Says) -> object:
    return _first(reversed(several), says)


def _first(several: Iterable[object], says: Says) -> object:
    """The first cell that says anything, else the first word for nothing, which may have to be told."""
    cells = list(several)
    worded = (cell for cell in cells if isinstance(cell, str) and cell.strip())
    return next(filter(says, cells), next(worded, None))


def _inherited(records: Records, heads: tuple[str, str], found: list[object]) -> list[object]:
    """For blank cells the parents', theirs in turn from their own."""
    parent, name = (_piece(records, head, {}) for head in heads)
    if parent is None or name is None:
        return found
    above = [None if nothing(cell, records.marks) else text(cell) for cell in parent]
    for _ in range(_GENERATIONS):
        known = _unanimous(zip(map(text, name), found, strict=True), records.marks)
        whole = [
            known.get(up or "") if nothing(cell, records.marks) else cell
            for up, cell in zip(above, found, strict=True)
        ]
        if whole == found:
            break
        found = whole
    return found


def _unanimous(told: Iterable[tuple[str, object]], values: Values) -> dict[str, object]:
    """Name -> what all cells of that name say; names of which they differ are left out."""
    said: dict[str, set[object]] = {}
    for name, cell in told:
        if not nothing(cell, values):
            said.setdefault(name, set()).add(cell)
    return {name: next(iter(cells)) for name, cells in said.items() if len(cells) == 1}


def _list(several: Iterable[object], says: Says) -> object:
    return "; ".join(dict.fromkeys(map(text, filter(says, several)))) or None


_TOGETHER: Mapping[str, Callable[[Sequence[object], Says], object]] = {
    "first": _first,
    "last": _last,
    "list": _list,
}


def _templated(records: Records, template: str, known: Outcomes) -> list[object] | None:
    """The template filled in for each record; null where one of its pieces is."""
    parsed = [(before, name) for before, name, _, _ in Formatter().parse(template)]
    columns = [_piece(records, name, known) for _, name in parsed if name]
    fed = [column for column in columns if column is not None]
    if len(fed) < len(columns):
        return None
    literals = [before for before, _ in parsed]
    return [_filled(literals, several, records.marks) for several in zip(*fed, strict=True)]


def _piece(records: Records, name: str, known: Outcomes) -> Sequence[object] | None:
    if name in known:
        return known[name]
    at = records.mapped.heads.get(plain(name))
    if at is not None:
        return records.column(at)
    return [records.mapped.raw.file.period] * len(records.kept) if name == PERIOD else None


def _filled(literals: Sequence[str], several: Sequence[object], values: Values) -> str | None:
    if any(isinstance(cell, Fault) or nothing(cell, values) for cell in several):
        return None
    texts = (*map(text, several), "")
    return "".join(before + after for before, after in zip(literals, texts, strict=False))
