"""A raw table that knows which of its columns feed which field, and where each of its cells is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

from pmo_reports.config.sources import Part, Source
from pmo_reports.model.finding import Finding
from pmo_reports.model.heads import plain
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import TABLES, Table
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.values import nothing
from pmo_reports.normalise.wording import sentence, shortened

LONGEST_VALUE = 200
PERIOD = "period"
"""The piece of a template that stands for the period whose folder the file lies in."""


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A raw table with the way from its columns to the canonical fields.

    Attributes:
        name: the source as its rows name it; qualified by the part where two parts read one sheet.
        columns: canonical field -> raw columns that feed it, best alias first.
        heads: plain head -> raw column, for templates.
        blocked: a needed column is missing, so no row can be made.
        findings: what the heads themselves give rise to.
    """

    name: str
    raw: RawTable
    source: Source
    part: Part
    columns: Mapping[str, tuple[int, ...]]
    heads: Mapping[str, int]
    blocked: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def table(self) -> Table:
        """The canonical table that is filled."""
        return TABLES[self.part.table]

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """The records with anything in them, or where the part says which field, with that filled."""
        values, frame, must = self.source.values, self.raw.frame, self.part.skip_blank
        asked = self.columns.get(must, ()) if must else tuple(range(frame.shape[1]))
        columns = [self.cells(at) if must else frame[at].tolist() for at in asked]
        full = (not all(nothing(cell, values) for cell in cells) for cells in zip(*columns, strict=True))
        return tuple(record for record, each in enumerate(full) if each)

    def used(self) -> frozenset[int]:
        """The raw columns that end up in a field."""
        columns = self.part.columns.values()
        named = (
            name for each in columns for name in (*pieces(each.template), each.refers, *(each.inherits or ()))
        )
        split = (self.part.period.column,) if self.part.period else ()
        built = {self.heads[plain(name)] for name in (*named, *split) if plain(name) in self.heads}
        return frozenset(built.union(*(self._taken(name) for name in self.columns)))

    def _taken(self, name: str) -> tuple[int, ...]:
        found = self.columns[name]
        return found if self.part.columns[name].multi else found[:1]

    def cells(self, column: int) -> list[object]:
        """The cells of a raw column, blanks filled from above where a field asks for that."""
        whole = self.raw.frame[column].tolist()
        return [whole[at] for at in self.above(column)] if self._is_filled_down(column) else whole

    def above(self, column: int) -> list[int]:
        """For each record the one whose cell of `column` speaks for it: its own, or the filled one above."""
        whole = self.raw.frame[column].tolist()
        speaking = list(range(len(whole)))
        for at in range(1, len(whole)):
            if nothing(whole[at], self.source.values):
                speaking[at] = speaking[at - 1]
        return speaking

    def speaking(self, record: int, column: int) -> int:
        """The record whose cell of `column` speaks for `record`."""
        return self.above(column)[record] if self._is_filled_down(column) else record

    def _is_filled_down(self, column: int) -> bool:
        return any(
            column in self.columns.get(name, ()) for name, each in self.part.columns.items() if each.fill_down
        )

    def is_needed(self, name: str) -> bool:
        """Whether a row without field `name` is none."""
        return name in self.table.key or self.part.columns[name].required

    def head(self, column: int) -> str:
        """The head of a column as written, on one line; its letter where it has none."""
        return shortened(self.raw.header[column]) or self.raw.lane(column)

    def finding(self, fault: Fault, column: int | None = None, record: int | None = None) -> Finding:
        """`fault` with its place: a cell where column and record are known."""
        raw, value = self.raw, None
        if record is not None and column is not None:
            record = self.speaking(record, column)
        sheet, cell = self._place(column, record)
        if record is not None and column is not None:
            value = raw.frame.iloc[record, column]
        head = "" if column is None else f"{self.head(column)}: "
        return Finding(
            severity=fault.severity,
            rule=fault.rule,
            problem=sentence(fault.problem, before=head),
            remedy=sentence(fault.remedy),
            source=raw.file.source,
            file=raw.file.path,
            sheet=sheet,
            cell=cell,
            value="" if value is None else shortened(str(value), LONGEST_VALUE),
            owner=self.source.owner,
            table=self.part.table,
        )

    def _place(self, column: int | None, record: int | None) -> tuple[str, str]:
        """Sheet and cell; the row where the column is not known, the sheet alone without a record."""
        if record is None:
            return self.raw.sheet, ""
        if column is None:
            return self.raw.sheet, self.raw.line(record)
        return self.raw.place(record, column)


def pieces(template: str) -> tuple[str, ...]:
    """The names in a template's braces."""
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)
