"""What stands for a field in each record, before it is parsed: a cell, several, a constant, a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from pmo_reports.config.sources import Column, Values
from pmo_reports.model.heads import plain
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.file_names import named
from pmo_reports.normalise.fitting import Outcome
from pmo_reports.normalise.mapped import PERIOD, Mapped
from pmo_reports.normalise.selection import selected
from pmo_reports.normalise.values import nothing, text

Outcomes = Mapping[str, Sequence[Outcome]]


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
    """The part's own records with anything in them, and with its `skip_blank` field filled."""
    if not mapped.part.where:
        return Records(mapped, mapped.filled)
    own = frozenset(selected(mapped))
    return Records(mapped, tuple(record for record in mapped.filled if record in own))


def cells(records: Records, name: str, column: Column, known: Outcomes) -> list[object] | None:
    """What feeds field `name`, one for each record; null if nothing does. `known` fields feed templates."""
    if column.constant is not None:
        return [column.constant] * len(records.kept)
    if column.filename:
        return [named(column, records.mapped.raw.file.path)] * len(records.kept)
    if column.template:
        return _templated(records, column.template, known)
    columns = [records.column(at) for at in records.mapped.columns.get(name, ())]
    if not columns or not column.multi:
        return columns[0] if columns else None
    together = _TOGETHER[column.multi]
    return [together(several, records.marks) for several in zip(*columns, strict=True)]


def _last(several: Sequence[object], values: Values) -> object:
    return _first(reversed(several), values)


def _first(several: Iterable[object], values: Values) -> object:
    """The first filled cell; without one the first word for nothing, which may have to be told."""
    cells = list(several)
    worded = (cell for cell in cells if isinstance(cell, str) and cell.strip())
    return next((cell for cell in cells if not nothing(cell, values)), next(worded, None))


def _list(several: Iterable[object], values: Values) -> object:
    filled = (text(cell) for cell in several if not nothing(cell, values))
    return "; ".join(dict.fromkeys(filled)) or None


_TOGETHER: Mapping[str, Callable[[Sequence[object], Values], object]] = {
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
