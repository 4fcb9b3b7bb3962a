"""Raw records turned into typed rows: cells found by the mapping, values parsed, faults remarked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate

import pandas as pd

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.heads import plain
from pmo_reports.model.tables import TABLES, Table, empty, typed
from pmo_reports.normalise.cells import Outcomes, Records, cells, records
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.fitting import Outcome
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.notes import Notes, notes, together
from pmo_reports.normalise.rows import QUARANTINED, Rows, marked, supplier
from pmo_reports.normalise.values import AS_SETTINGS, Parser
from pmo_reports.normalise.vocabulary import worded

NOTE = "note"


@dataclass(frozen=True, slots=True)
class _Batch:
    """What the records of one raw table hold: outcomes by field, and the values among them."""

    kept: Records
    outcomes: Outcomes
    columns: Mapping[str, Sequence[object]]
    notes: tuple[Notes, ...] = ()

    def __len__(self) -> int:
        return len(self.kept.kept)

    def column(self, name: str) -> Sequence[object]:
        return self.columns.get(name, [None] * len(self))


def rows(table: Table, mapped: Sequence[Mapped]) -> Rows:
    """The rows of a table from its raw tables, in their order, with a remark for each bad value.

    Empty records, and those without the part's `skip_blank` field, are no rows and are not counted.
    """
    if not mapped:
        return _none(table.name)
    batches = [_batch(each) for each in mapped]
    frame = pd.DataFrame({name: _whole(batches, name) for name in table.columns})
    read = Rows(
        table=table,
        frame=typed(table, frame),
        marks=marked([batch.kept.kept for batch in batches]),
        origins=tuple(mapped),
        asides=tuple(_asides(batches)),
    )
    return _remarked(read, batches)


@cache
def _none(name: str) -> Rows:
    """A table that no source fills: most of them in most workspaces, and always the same."""
    return Rows(table=TABLES[name], frame=empty(TABLES[name]), marks=marked([]))


def _whole(batches: Sequence[_Batch], name: str) -> pd.Series:
    return pd.Series([value for batch in batches for value in batch.column(name)], dtype=object)


def provenance(kept: Records) -> Mapping[str, list[object]]:
    """Where each record comes from, as columns."""
    raw, count = kept.mapped.raw, len(kept.kept)
    return {
        "source": [kept.mapped.name] * count,
        "file": [raw.file.path] * count,
        "sheet": [raw.sheet] * count,
        "row": [raw.rows[record] for record in kept.kept],
    }


def _batch(mapped: Mapped) -> _Batch:
    kept = records(mapped)
    outcomes = {} if mapped.blocked else _outcomes(kept)
    columns = {**_noted(mapped.table, outcomes), **provenance(kept)}
    return _Batch(kept, outcomes, columns, notes(kept, outcomes))


def _outcomes(kept: Records) -> Outcomes:
    """The outcomes of every mapped field; templates last, for they are made of the others."""
    part, kinds = kept.mapped.part, kept.mapped.table.fields
    outcomes: dict[str, Sequence[Outcome]] = {}
    known = [(name, column) for name, column in part.columns.items() if name in kinds]
    for name, column in sorted(known, key=lambda pair: bool(pair[1].template)):
        found = cells(kept, name, column, outcomes)
        if found is not None:
            marks = AS_SETTINGS if column.constant is not None else kept.marks
            outcomes[name] = Parser(worded(column, part.table, name), kinds[name], marks).outcomes(found)
    return outcomes


def _noted(table: Table, outcomes: Outcomes) -> Outcomes:
    """The values; explanations that stood in their place go to the note, if the table has one."""
    good = {
        field: [None if isinstance(each, Fault) else each for each in of] for field, of in outcomes.items()
    }
    if NOTE not in table.fields or not any(_explanation(each) for of in outcomes.values() for each in of):
        return good
    told = zip(*([_explanation(each) for each in of] for of in outcomes.values()), strict=True)
    lines = [dict.fromkeys(filter(None, each)) for each in told]
    notes = good.get(NOTE, [None] * len(lines))
    both = (filter(None, (note, *each)) for note, each in zip(notes, lines, strict=True))
    return {**good, NOTE: ["\n".join(map(str, each)) or None for each in both]}


def _explanation(outcome: Outcome) -> str:
    return outcome.explanation if isinstance(outcome, Fault) else ""


def _remarked(read: Rows, batches: Sequence[_Batch]) -> Rows:
    """Every fault is told, those of rows that another fault has doomed as well."""
    starts = accumulate((len(batch) for batch in batches), initial=0)
    placed = list(zip(starts, batches, strict=False))
    faults = [(start + row, field, fault) for start, batch in placed for row, field, fault in _faults(batch)]
    doomed = {row for row, _, fault in faults if fault.severity is Severity.ERROR}
    for start, batch in placed:
        doomed |= set(range(start, start + len(batch))) if batch.kept.mapped.blocked else set()
    told = tuple((start + row, finding) for start, batch in placed for row, finding in _undated(batch))
    whole = read.remarked(faults)
    whole = replace(whole, remarks=(*whole.remarks, *told)) if told else whole
    return whole.fated(sorted({*doomed, *(row for row, _ in told)}), QUARANTINED)


def _faults(batch: _Batch) -> Iterator[tuple[int, str, Fault]]:
    mapped = batch.kept.mapped
    for field, outcomes in batch.outcomes.items():
        needed = mapped.is_needed(field)
        odd = (at for at, each in enumerate(outcomes) if isinstance(each, Fault) or (needed and each is None))
        yield from ((row, field, _fault(outcomes[row], field, needed=needed)) for row in odd)
    yield from ((row, note.field, fault) for note in batch.notes for row, fault in note.told)


def _undated(batch: _Batch) -> Iterator[tuple[int, Finding]]:
    """Rows of a file that holds many periods, of which nobody can say which one they are of."""
    mapped, split = batch.kept.mapped, batch.kept.mapped.part.period
    if split is None or mapped.blocked:
        return
    at = mapped.heads.get(plain(split.column))
    for row, record in enumerate(batch.kept.kept):
        if not mapped.raw.periods[record]:
            yield row, mapped.finding(_NO_PERIOD, at, record)


_NO_PERIOD = Fault(
    rule="not-a-period",
    severity=Severity.ERROR,
    problem="nobody can say which period the row is of",
    remedy="write a day of the period, or its name: 2026-03, 03-2026, Mar 2026, 31 March 2026 (2026-P03 where"
    " fiscal periods are reported)",
)


def _asides(batches: Sequence[_Batch]) -> Iterator[Finding]:
    """What is told of several rows together."""
    for batch in batches:
        for note in batch.notes:
            found = together(batch.kept, note, partial(supplier, batch.kept.mapped, note.field))
            if found:
                yield found


def _fault(outcome: Outcome, field: str, *, needed: bool) -> Fault:
    if isinstance(outcome, Fault):
        return replace(outcome, severity=Severity.ERROR) if needed else outcome
    return _empty(field)


def _empty(field: str) -> Fault:
    return Fault(
        rule="missing-value",
        severity=Severity.ERROR,
        problem=f"{field} is empty, and the row cannot do without it",
        remedy=f"fill in {field}",
    )
