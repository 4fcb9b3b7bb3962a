"""Inputs: the values at the bottom of a figure, each with its cell and the day that it is as of.

A value is as old as the data says: as the report or the schedule that it stands in, as an entry that has a
beginning of its own, as the last month that its ledger has bookings of, else as the period whose files it
came with. A file's own time proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice

import pandas as pd

from pmo_reports.model.amounts import RATE, rates
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Raw
from pmo_reports.model.lineage import CellRef
from pmo_reports.model.measures import plain
from pmo_reports.model.tables import TABLES, Kind
from pmo_reports.model.tracing import Rows, Singles, Trail

DATED: Mapping[str, str] = {"status_reports": "report", "schedules": "schedule"}
"""Tables whose rows date the whole file that they stand in, for their project."""
LEDGER = "costs"
SINCE: Mapping[str, str] = {"overrides": "valid_from", "fx_rates": "valid_from"}
"""Tables whose entries say since when they hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day that a value is as of, and what says so.

    Attributes:
        day: null where no data says it.
        by: `report`, `schedule`, `entry`, `ledger` or `period`; "" where it is not known.
    """

    day: date | None = None
    by: str = ""

    def __str__(self) -> str:
        if self.day is not None:
            return f"as of {self.day.isoformat()} ({self.by})"
        return f"no date: the {self.by} does not say one" if self.by else "no date known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A value that a figure was made from.

    Attributes:
        field: the canonical field: "costs.actual".
        item: which row, by its key: "NET-101/2026-03-01/labour".
        currency: of an amount.
    """

    field: str
    item: str
    value: Raw
    kind: Kind
    cell: CellRef
    as_of: AsOf
    currency: str = ""


class Inputs:
    """The inputs of one period; what was looked up once is kept."""

    def __init__(self, now: Assessed) -> None:
        self._now = now
        self._trail = Trail(now.portfolio)
        self._columns: dict[tuple[str, str], list[object]] = {}
        self._converted_rows: dict[str, Mapping[int, tuple[str, float]]] = {}

    def of(self, fields: Mapping[str, Rows], most: int = 0) -> tuple[tuple[Input, ...], int]:
        """The inputs of `fields`, each in rows of its own, and how many there are.

        Of each field there are `most` at most; 0 is all.
        """
        found = {name: self._trail.singles(name, rows) for name, rows in fields.items()}
        shown = [
            self._input(name, place, cell)
            for name, cells in found.items()
            for place, cell in islice(cells, most or None)
        ]
        return (*shown, *self._rates(found)), sum(map(len, found.values()))

    def _input(self, name: str, place: int, cell: CellRef) -> Input:
        table, _, field = name.partition(".")
        kind = TABLES[table].fields[field]
        keys = (self._at(table, key, place) for key in TABLES[table].whole_key)
        return Input(
            field=name,
            item="/".join(filter(None, map(_text, keys))),
            value=raw(self._at(table, field, place)),
            kind=kind,
            cell=cell,
            as_of=self._as_of(table, place),
            currency=_text(self._at(table, "currency", place)) if kind is Kind.MONEY else "",
        )

    def _at(self, table: str, name: str, place: int) -> object:
        """A value of a record; null where the table has no such column."""
        if (table, name) not in self._columns:
            frame = self._now.portfolio[table]
            self._columns[table, name] = frame[name].tolist() if name in frame else []
        column = self._columns[table, name]
        return column[place] if column else None

    def _as_of(self, table: str, place: int) -> AsOf:
        if table in SINCE:
            return AsOf(day=_day(self._at(table, SINCE[table], place)), by="entry")
        file = _text(self._at(table, "file", place))
        own = self._dated.get((file, _text(self._at(table, "project_id", place))))
        if own:
            return own
        booked = self._booked.get(_text(self._at(table, "project_id", place))) if table == LEDGER else None
        if booked:
            return AsOf(day=min(booked, self._now.status_date), by="ledger")
        period = self._now.period
        return AsOf(day=self._now.status_date, by="period") if period.id in file else AsOf()

    @cached_property
    def _dated(self) -> Mapping[tuple[str, str], AsOf]:
        """The day of each file that is a report or a schedule, by project."""
        frames = ((self._now.portfolio[table], by) for table, by in DATED.items())
        return {
            (_text(file), _text(project)): AsOf(day=_day(day), by=by)
            for frame, by in frames
            for file, project, day in zip(
                frame["file"], frame["project_id"], frame["status_date"], strict=True
            )
        }

    @cached_property
    def _booked(self) -> Mapping[str, date]:
        """The end of the last month that anything is booked in, by project."""
        costs = self._now.portfolio[LEDGER]
        booked = costs[costs["actual"].fillna(0).ne(0) & costs["month"].notna()]
        last = booked.groupby("project_id")["month"].max() + pd.offsets.MonthEnd(0)
        return {str(project): day.date() for project, day in last.items()}

    def _rates(self, found: Mapping[str, Singles]) -> Iterator[Input]:
        """The rates that amounts in other currencies were converted by, each once."""
        used = dict.fromkeys(rate for name, cells in found.items() for rate in self._converted(name, cells))
        for currency, rate in used:
            entries = self._rate_entries.get((currency, rate), ())
            yield from (self._input("fx_rates.rate", place, cell) for place, cell in entries)

    def _converted(self, name: str, cells: Singles) -> Iterator[tuple[str, float]]:
        foreign = self._foreign(name) if len(cells) else {}
        yield from dict.fromkeys(foreign[place] for place in cells.record.tolist() if place in foreign)

    def _foreign(self, name: str) -> Mapping[int, tuple[str, float]]:
        """Currency and rate of the records whose amount had to be converted, by their place."""
        if name not in self._converted_rows:
            self._converted_rows[name] = dict(self._foreign_rows(name))
        return self._converted_rows[name]

    def _foreign_rows(self, name: str) -> Iterator[tuple[int, tuple[str, float]]]:
        table, _, field = name.partition(".")
        kinds = TABLES[table].fields
        if kinds[field] is not Kind.MONEY or not {"currency", RATE} <= set(kinds):
            return
        rows = self._now.portfolio[table]
        pairs = pd.DataFrame({"currency": rows["currency"], "rate": rates(rows, field)}).dropna()
        for place, currency, rate in pairs.itertuples(name=None):
            if currency != self._now.measurements.currency:
                yield int(place), (str(currency), float(rate))

    @cached_property
    def _rate_entries(self) -> Mapping[tuple[str, float], tuple[tuple[int, CellRef], ...]]:
        """The last entry of each currency and rate that held at the status date."""
        everyone = Rows(projects=frozenset())
        found: dict[tuple[str, float], tuple[date, tuple[int, CellRef]]] = {}
        for place, cell in self._trail.singles("fx_rates.rate", everyone):
            since = _day(self._at("fx_rates", "valid_from", place)) or date.min
            key = (
                _text(self._at("fx_rates", "currency", place)),
                float(str(self._at("fx_rates", "rate", place))),
            )
            if since <= self._now.status_date and since >= found.get(key, (date.min,))[0]:
                found[key] = (since, (place, cell))
        return {key: (entry,) for key, (_, entry) in found.items()}


def rows_of(fields: Mapping[str, Iterable[str]]) -> Mapping[str, Rows]:
    """`fields` with the rows of their projects."""
    return {name: Rows(projects=frozenset(projects)) for name, projects in fields.items()}


def raw(value: object) -> Raw:
    """A value of a canonical table as plain Python; a moment keeps its time."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, datetime):
        return None if pd.isna(value) else _moment(value)
    return None if not _known(value) else plain(value)


def _moment(value: datetime) -> date:
    """A day, or a day with its time where it has one."""
    moment = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
    return moment if moment.time().isoformat() != "00:00:00" else moment.date()


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) and not pd.isna(value) else None


def _known(value: object) -> bool:
    return value is not None and not pd.isna(value)  # type: ignore[call-overload]


def _text(value: object) -> str:
    if not _known(value):
        return ""
    return str(_day(value) or value) if isinstance(value, datetime) else str(value)
