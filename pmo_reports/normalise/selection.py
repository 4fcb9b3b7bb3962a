"""Which records are a part's own: a log with all kinds on one sheet is read by a part for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.heads import fits, plain
from pmo_reports.model.tables import Tally
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.values import nothing, text
from pmo_reports.normalise.wording import shortened

NO_PART = "(no part)"
_SHOWN = 10
Place = tuple[int, int]
"""A record and a column of a raw table."""


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """The records of a sheet that no part takes, by what stands where the parts look."""

    mapped: Mapped
    places: Mapping[str, Sequence[Place]]

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(map(len, self.places.values()))


def selected(mapped: Mapped) -> tuple[int, ...]:
    """The records that the part's `where` takes: all of them without it."""
    records = range(len(mapped.raw.rows))
    conditions = [(_cells(mapped, head), texts) for head, texts in mapped.part.where.items()]
    return tuple(at for at in records if all(fits(cells[at], texts) for cells, texts in conditions))


def others(mapped: Mapped) -> tuple[int, ...]:
    """The part's records that are of other periods than the one that the file is read for."""
    periods = mapped.raw.periods
    if not periods:
        return ()
    own = frozenset(selected(mapped))
    here = ("", mapped.raw.file.period)
    return tuple(at for at in mapped.filled if at in own and periods[at] not in here)


def left_out(mapped: Mapped) -> tuple[int, ...]:
    """The records that the part's `without` names."""
    elsewhere = frozenset(others(mapped))
    records = [at for at in mapped.filled if at not in elsewhere] if mapped.part.without else ()
    conditions = [(_cells(mapped, head), texts) for head, texts in mapped.part.without.items()]
    return tuple(
        at for at in records if any(_stands(mapped, cells[at], texts) for cells, texts in conditions)
    )


def _stands(mapped: Mapped, cell: object, texts: Sequence[str]) -> bool:
    return not nothing(cell, mapped.source.values) and fits(text(cell), texts)


def unclaimed(mapped: Sequence[Mapped]) -> tuple[Unclaimed, ...]:
    """What no part takes of each sheet that is read by parts with `where` alone."""
    by_sheet = groupby(sorted(mapped, key=_sheet), key=_sheet)
    found = (_left(tuple(readers)) for _, readers in by_sheet)
    return tuple(each for each in found if each.count)


def findings(found: Sequence[Unclaimed]) -> Iterator[Finding]:
    """A warning for each text that no part asks for, at its first cell."""
    for each in found:
        for written, places in each.places.items():
            record, column = places[0]
            yield each.mapped.finding(_fault(each.mapped, written, places), column, record)


def notes(mapped: Sequence[Mapped]) -> Iterator[Finding]:
    """A note for each table of which records are left out."""
    for each in mapped:
        records = left_out(each)
        if records:
            yield each.finding(_omitted(each, records))


def tallies(found: Sequence[Unclaimed]) -> Iterator[Tally]:
    """The records that no part takes count as read and quarantined."""
    by_source = groupby(found, key=lambda each: each.mapped.raw.file.source)
    for source, several in by_source:
        count = sum(each.count for each in several)
        yield Tally(source=source, part=NO_PART, read=count, accepted=0, quarantined=count, deduplicated=0)


def _cells(mapped: Mapped, head: str) -> list[object]:
    column = mapped.heads.get(plain(head))
    return [None] * len(mapped.raw.rows) if column is None else mapped.cells(column)


def _sheet(mapped: Mapped) -> tuple[str, ...]:
    raw = mapped.raw
    return (raw.file.source, raw.file.path, raw.sheet, raw.slice, *raw.addresses, *map(str, raw.rows[:1]))


def _left(readers: tuple[Mapped, ...]) -> Unclaimed:
    first = readers[0]
    if not all(reader.part.where for reader in readers):
        return Unclaimed(first, {})
    taken = {at for reader in readers for at in selected(reader)}
    columns = [first.heads[plain(head)] for head in first.part.where if plain(head) in first.heads]
    at = columns[0] if columns else 0
    places: dict[str, list[Place]] = {}
    for record, cell in enumerate(first.cells(at)):
        if record not in taken:
            places.setdefault("" if cell is None else text(cell), []).append((record, at))
    return Unclaimed(first, _with_content(first, places))


def _with_content(mapped: Mapped, places: Mapping[str, list[Place]]) -> dict[str, list[Place]]:
    """Without records in which nothing but the sources' words for nothing stands."""
    values, frame = mapped.source.values, mapped.raw.frame
    full = {
        written: [place for place in each if not all(nothing(cell, values) for cell in frame.iloc[place[0]])]
        for written, each in places.items()
    }
    return {written: each for written, each in full.items() if each}


def _omitted(mapped: Mapped, records: Sequence[int]) -> Fault:
    named = [mapped.heads[plain(head)] for head in mapped.part.without if plain(head) in mapped.heads]
    cells = ", ".join(mapped.raw.cell(record, named[0]) for record in records[:_SHOWN])
    more = " …" if len(records) > _SHOWN else ""
    return Fault(
        rule="rows-left-out",
        severity=Severity.NOTE,
        problem=f"{len(records)} rows are left out for what stands in {', '.join(mapped.part.without)}: "
        f"{cells}{more}",
        remedy="nothing, if they are no rows of this table; else change `without` in the source's settings",
    )


def _fault(mapped: Mapped, written: str, places: Sequence[Place]) -> Fault:
    cells = ", ".join(mapped.raw.cell(*place) for place in places[:_SHOWN])
    more = " …" if len(places) > _SHOWN else ""
    word = repr(shortened(written)) if written else "nothing"
    return Fault(
        rule="unclaimed-rows",
        severity=Severity.WARNING,
        problem=f"no part takes the rows where {word} stands; there are {len(places)}: {cells}{more}",
        remedy="correct the text, or add it to the `where` of the part that should take these rows",
    )
