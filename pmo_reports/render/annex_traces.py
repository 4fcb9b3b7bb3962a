"""The traces: what every RAG state was made from, input by input, each with its cell and its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pmo_reports.model.alternatives import Alternatives
from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.inputs import Input, Inputs, rows_of
from pmo_reports.model.rag import SEVERITY, Assessment, Rag
from pmo_reports.model.tables import TABLES
from pmo_reports.model.tracing import Rows, members
from pmo_reports.model.wording import label
from pmo_reports.render.annex_cells import figure_cell, state_cell
from pmo_reports.render.annex_tables import LOOKS
from pmo_reports.render.workbook import DAY, Head, Sheet, Shown, Value

MOST_OF_CELL = 40
"""Inputs that are shown of a state; of each field it was made from there are two at least."""
MOST = 10_000
"""Rows after which no further state is begun: the sheet is there to be read."""
REPORTS = "status_reports"
NOTHING = label("no input was there: the reason stands in Assessments")
_HEADS = (
    *(label("Entity"), label("Dimension"), label("State"), label("Rule"), label("Measure"), label("Value")),
    *(label("Bound"), label("Distance"), label("Input"), label("Row"), label("Input value")),
    *(label("Currency"), label("File"), label("Sheet"), label("Cell"), label("As of"), label("Dated by")),
)
_OVERRIDE = ("to", "reason", "author", "approver", "valid_from", "expires_on")

Line = tuple[Value | Shown, ...]


def traces_sheet(now: Assessed, colours: Mapping[str, str]) -> Sheet:
    """A row for each input of every state that counts, red first; a last row says what is left out."""
    traces = _Traces(now, colours)
    counted = [cell for cell in now.assessments.values() if cell.effective in SEVERITY]
    ordered = sorted(counted, key=lambda cell: -SEVERITY[cell.effective])
    rows: list[Line] = []
    for number, cell in enumerate(ordered):
        if len(rows) >= MOST:
            words = label(
                "+{count} more states: pmo-reports explain ENTITY DIMENSION has each",
                count=str(len(ordered) - number),
            )
            rows.append((*[None] * 8, words, *[None] * 8))
            break
        rows += traces.lines(cell)
    heads = tuple(Head(name=name) for name in _HEADS)
    return Sheet(name=label("Traces"), heads=heads, rows=rows, frozen=2)


class _Traces:
    """The lines of the states of one period."""

    def __init__(self, now: Assessed, colours: Mapping[str, str]) -> None:
        self._now, self._colours = now, colours
        self._inputs = Inputs(now)
        self._ways = Alternatives(now.measurements)
        self._members: dict[str, frozenset[str]] = {}

    def lines(self, cell: Assessment) -> Iterator[Line]:
        """The lines of a state: what people said where it counts, then what it was computed from."""
        said, _ = self._inputs.of(self._said(cell))
        head = self._head(cell)
        found = [(*head, *_input(each)) for each in said]
        found += self._measured(cell, head) if cell.measure else self._parts(cell, head)
        yield from found or [(*head, NOTHING, *[None] * 8)]

    def _head(self, cell: Assessment) -> Line:
        numbers = (figure_cell(figure) for figure in (cell.value, cell.bound, cell.distance))
        state = state_cell(cell.effective, self._colours)
        return (cell.entity, cell.dimension, state, cell.rule, cell.measure, *numbers)

    def _said(self, cell: Assessment) -> Mapping[str, Rows]:
        """The fields in which a declared state, a report's day or an override stand, where they count."""
        own = Rows(projects=frozenset((cell.entity,)))
        names: list[str] = []
        if cell.declared is cell.effective is not cell.computed and not cell.override:
            names += ["overall", "delivery_confidence"] if cell.dimension == OVERALL else [cell.dimension]
        if cell.effective is Rag.STALE:
            names += ["status_date"]
        fields = {f"{REPORTS}.{name}": own for name in names if name in TABLES[REPORTS].fields}
        if not cell.override:
            return fields
        entry = Rows(projects=own.projects, item=f"{cell.dimension}/{cell.override.valid_from}")
        return fields | {f"overrides.{name}": entry for name in _OVERRIDE}

    def _measured(self, cell: Assessment, head: Line) -> Iterator[Line]:
        fields = rows_of(self._ways.fields(cell.measure, self._whose(cell.entity)))
        each = max(2, MOST_OF_CELL // max(1, len(fields)))
        found, number = self._inputs.of(fields, each)
        yield from ((*head, *_input(one)) for one in found)
        left = number - sum(one.field in fields for one in found)
        if left:
            yield _more(head, left)

    def _parts(self, cell: Assessment, head: Line) -> Iterator[Line]:
        """The cells that a whole was made from, worst first: dimensions, or projects."""
        parts = [part for part in self._below(cell) if part.effective in SEVERITY]
        ordered = sorted(parts, key=lambda part: -SEVERITY[part.effective])
        for part in ordered[:MOST_OF_CELL]:
            state = state_cell(part.effective, self._colours)
            yield (*head, f"{part.entity} {part.dimension}", None, state, *[None] * 6)
        if len(ordered) > MOST_OF_CELL:
            yield _more(head, len(ordered) - MOST_OF_CELL)

    def _below(self, cell: Assessment) -> Sequence[Assessment]:
        whose = self._whose(cell.entity)
        if whose != {cell.entity}:
            found = (self._now.assessments.get((one, cell.dimension)) for one in sorted(whose))
            return [part for part in found if part]
        return self._by_entity.get(cell.entity, []) if cell.dimension == OVERALL else []

    @cached_property
    def _by_entity(self) -> Mapping[str, list[Assessment]]:
        """The cells of each entity's dimensions."""
        found: dict[str, list[Assessment]] = {}
        for cell in self._now.assessments.values():
            if cell.dimension != OVERALL:
                found.setdefault(cell.entity, []).append(cell)
        return found

    def _whose(self, entity: str) -> frozenset[str]:
        if entity not in self._members:
            self._members[entity] = members(self._now.portfolio, entity)
        return self._members[entity]


def _input(one: Input) -> Line:
    value = Shown(one.value, LOOKS[one.kind])
    place = (one.cell.file, one.cell.sheet or None, one.cell.cell)
    day = Shown(one.as_of.day, DAY) if one.as_of.day else label("no date known")
    return (one.field, one.item, value, one.currency or None, *place, day, one.as_of.by or None)


def _more(head: Line, number: int) -> Line:
    """The line that says how many inputs of a state are left out; a filter keeps it with the others."""
    entity, dimension, *_ = head
    command = f"pmo-reports explain {entity} {dimension} --json"
    return (*head, label("+{count} more: {command}", count=str(number), command=command), *[None] * 8)
