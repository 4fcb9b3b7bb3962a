"""Tracing: from a number back to the cells that it was made from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.model.lineage import COLUMN, ROW, CellRef, RowKey, located
from pmo_reports.model.tables import PROVENANCE, TABLES, Portfolio

Mask = npt.NDArray[np.bool_]
Place = tuple[str, str, str]  # file, sheet, column letter
OWNERS = ("project_id", "giver_id", "receiver_id")
PROJECT = "project"
_SEPARATOR = re.compile(r"[/ ]")


def members(portfolio: Portfolio, entity: str) -> frozenset[str]:
    """The projects below `entity` at any depth; a project (or what has none below it) is its own."""
    projects = portfolio["projects"]
    ids = dict(zip(projects["project_id"], projects["level"], strict=True))
    children: dict[str, list[str]] = {}
    for child, parent in zip(projects["project_id"], projects["parent_id"], strict=True):
        children.setdefault(parent, []).append(child)
    found, waiting = {entity}, [entity]
    while waiting:
        new = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(new)
        waiting += new
    return frozenset(each for each in found if ids.get(each) == PROJECT) or frozenset((entity,))


def cells(portfolio: Portfolio, members_of: Collection[str], inputs: Iterable[str]) -> tuple[CellRef, ...]:
    """The filled cells of `inputs` ("costs.actual") in the rows of the projects `members_of`, as runs."""
    trail = Trail(portfolio)
    return trail.cells(inputs, Rows(projects=frozenset(members_of)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Which rows of a table are meant.

    Attributes:
        projects: of these projects.
        item: that this names: a part of their key ("R-014", or a month as `2026-03`), or several parts
            ("schedule/2026-10-05", "GBP plan 2026-01-01"); "" is any.
        until: of this month or earlier, where the table has months; null is any.
    """

    projects: frozenset[str]
    item: str = ""
    until: date | None = None


class Trail:
    """The way back from the tables of one portfolio; what was looked up once is kept."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._addresses: dict[tuple[str, str], _Addresses] = {}
        self._records: dict[str, _Records] = {}
        self._masks: dict[tuple[str, Rows], Mask] = {}
        self._runs: dict[tuple[str, str, Rows], tuple[CellRef, ...]] = {}

    def cells(self, inputs: Iterable[str], rows: Rows) -> tuple[CellRef, ...]:
        """The filled cells of `inputs` in `rows`, neighbours in a column joined ("F2:F17")."""
        return self.together(dict.fromkeys(inputs, rows))

    def together(self, inputs: Mapping[str, Rows]) -> tuple[CellRef, ...]:
        """As `cells`, each field with rows of its own."""
        found: set[CellRef] = set()
        for name, rows in inputs.items():
            table, _, field = name.partition(".")
            if table in TABLES and field in TABLES[table].fields:
                found.update(self._cells(table, field, rows))
        return tuple(sorted(found, key=_order))

    def singles(self, name: str, rows: Rows) -> Singles:
        """The filled cells of a field in `rows`, each with its record; none of what is no field."""
        table, _, field = name.partition(".")
        if table not in TABLES or field not in TABLES[table].fields:
            nothing = np.array([], dtype=np.int64)
            return Singles((), nothing, nothing, nothing)
        addresses = self._kept(table, field)
        wanted = self._mask(table, rows)[addresses.record]
        picked = (addresses.place[wanted], addresses.row[wanted], addresses.record[wanted])
        return Singles(addresses.places, *picked)

    def _cells(self, table: str, field: str, rows: Rows) -> tuple[CellRef, ...]:
        key = (table, field, rows)
        if key not in self._runs:
            addresses = self._kept(table, field)
            wanted = self._mask(table, rows)[addresses.record]
            self._runs[key] = _runs(addresses.places, addresses.place[wanted], addresses.row[wanted])
        return self._runs[key]

    def _kept(self, table: str, field: str) -> _Addresses:
        key = (table, field)
        if key not in self._addresses:
            self._addresses[key] = _addresses(self._portfolio, table, field)
        return self._addresses[key]

    def _mask(self, table: str, rows: Rows) -> Mask:
        if (table, rows) not in self._masks:
            if table not in self._records:
                self._records[table] = _records(self._portfolio[table], TABLES[table].key)
            self._masks[table, rows] = self._records[table].mask(rows)
        return self._masks[table, rows]


@dataclass(frozen=True, slots=True)
class Singles:
    """Cells of one field, one by one, in the order of file, sheet and row.

    Iterating gives the place of each one's record in its table, and the cell.
    """

    places: tuple[Place, ...]
    place: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    record: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.record)

    def __iter__(self) -> Iterator[tuple[int, CellRef]]:
        for place, row, record in zip(self.place, self.row, self.record, strict=True):
            yield int(record), _run(self.places[place], int(row), int(row))


@dataclass(frozen=True, slots=True)
class _Addresses:
    """The filled cells of a field, sorted: index into `places`, sheet row, and record of the table."""

    places: tuple[Place, ...]
    place: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    record: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Coded:
    """A text column as numbers, so that looking for names is quick; null is -1."""

    codes: npt.NDArray[np.int64]
    names: Mapping[str, int]

    def among(self, wanted: Collection[str]) -> Mask:
        return np.isin(self.codes, [self.names[name] for name in wanted if name in self.names])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """What rows of a table are chosen by."""

    size: int
    owners: tuple[_Coded, ...]
    items: tuple[_Coded, ...]
    months: npt.NDArray[np.datetime64] | None

    def mask(self, rows: Rows) -> Mask:
        mask = _any(self.size, [column.among(rows.projects) for column in self.owners])
        if rows.item:
            mask &= self._named(rows.item)
        if rows.until and self.months is not None:
            mask &= self.months <= np.datetime64(rows.until)
        return mask

    def _named(self, item: str) -> Mask:
        whole = _any(self.size, [column.among((item,)) for column in self.items])
        if whole.any():
            return whole
        ways = (item.split("/"), _SEPARATOR.split(item))  # names have spaces in them: "Data engineer/2026-11"
        masks = [self._all(parts) for parts in ways]
        return next((mask for mask in masks if mask.any()), masks[-1])

    def _all(self, parts: list[str]) -> Mask:
        mask = np.ones(self.size, dtype=np.bool_)
        for part in parts:
            mask &= _any(self.size, [column.among((part,)) for column in self.items])
        return mask


def _any(size: int, masks: list[Mask]) -> Mask:
    """Where one of `masks` holds; everywhere if there is none."""
    mask = np.full(size, not masks, dtype=np.bool_)
    for each in masks:
        mask |= each
    return mask


def _addresses(portfolio: Portfolio, table: str, field: str) -> _Addresses:
    frame = portfolio[table]
    filled = frame.loc[frame[field].notna() & frame["row"].notna(), ["source", "file", "sheet", "row"]]
    filled = filled.assign(record=filled.index, sheet=filled["sheet"].fillna(""))
    filled = _given(filled, _borrowed(portfolio, table, field))
    parts = []
    for key, part in filled.groupby(["source", "file", "sheet"], sort=True):
        origin = portfolio.lineage.origins.get((table, *map(str, key)))  # type: ignore[arg-type]
        if origin and origin.columns.get(field):
            sheet, way, row = _placed(origin.columns[field], origin.sheet)
            spoken = _spoken_for(part, origin.above.get(field, {}))
            parts.append(((origin.file, sheet, way), spoken if row is None else spoken.assign(row=row)))
    return _sorted_addresses(parts)


def _placed(address: str, sheet: str) -> tuple[str, str, int | None]:
    """Sheet and column (or way) that `address` names; the row, too, where it is one place for all records."""
    if ROW in address or COLUMN in address:
        return sheet, address, None
    where, cell = located(address, sheet, "")
    letter, row = _split(cell)
    return (where, letter, row or None) if letter.isalpha() else (where, cell, 0)


def _spoken_for(part: pd.DataFrame, above: Mapping[str, int]) -> pd.DataFrame:
    """The rows with those above that speak for them where their own cell is blank."""
    if not above:
        return part
    return part.assign(row=[above.get(str(row), row) for row in part["row"]])


def _borrowed(portfolio: Portfolio, table: str, field: str) -> Mapping[RowKey, RowKey]:
    """The rows of `table` that have `field` from a row of another source, with that row."""
    rows = portfolio.lineage.borrowed.items()
    return {row: givers[field] for row, givers in rows if row[0] == table and field in givers}


def _given(filled: pd.DataFrame, borrowed: Mapping[RowKey, RowKey]) -> pd.DataFrame:
    """`filled` with the place of what was borrowed in the place of the row's own."""
    if not borrowed:
        return filled
    places = {row[1:]: giver[1:] for row, giver in borrowed.items()}
    own = filled[list(PROVENANCE)].itertuples(index=False, name=None)
    found = [places.get(place, place) for place in own]
    return pd.DataFrame(found, columns=list(PROVENANCE), index=filled.index).assign(record=filled["record"])


def _sorted_addresses(parts: list[tuple[Place, pd.DataFrame]]) -> _Addresses:
    places = tuple(sorted({place for place, _ in parts}))
    order = {place: at for at, place in enumerate(places)}
    numbers = partial(np.concatenate, dtype=np.int64, casting="unsafe")
    nothing = [np.array([], dtype=np.int64)]
    place = numbers([np.full(len(part), order[at]) for at, part in parts] or nothing)
    row = numbers([part["row"].to_numpy(np.int64) for _, part in parts] or nothing)
    record = numbers([part["record"].to_numpy(np.int64) for _, part in parts] or nothing)
    by = np.lexsort((row, place))
    return _Addresses(places, place[by], row[by], record[by])


def _order(run: CellRef) -> tuple[str, str, str, int]:
    return (run.file, run.sheet, *_split(run.cell.partition(":")[0]))


def _split(address: str) -> tuple[str, int]:
    """A column letter as it is; a whole address ("C9", of a form) as its letter and row."""
    letter = address.rstrip("0123456789")
    return letter, int(address[len(letter) :] or 0)


def _records(frame: pd.DataFrame, key: tuple[str, ...]) -> _Records:
    return _Records(
        size=len(frame),
        owners=tuple(_coded(frame[name]) for name in OWNERS if name in frame),
        items=tuple(_coded(text) for name in key if name not in OWNERS for text in _texts(frame[name])),
        months=frame["month"].to_numpy("datetime64[D]") if "month" in frame else None,
    )


def _coded(column: pd.Series) -> _Coded:
    codes, names = pd.factorize(column)
    return _Coded(codes.astype(np.int64), {str(name): code for code, name in enumerate(names)})


def _texts(column: pd.Series) -> tuple[pd.Series, ...]:
    """A part of the key as it is spoken of: dates as days and as months."""
    if not pd.api.types.is_datetime64_any_dtype(column):
        return (column,)
    return (column.dt.strftime("%Y-%m-%d"), column.dt.strftime("%Y-%m"))


def _runs(
    places: tuple[Place, ...], place: npt.NDArray[np.int64], row: npt.NDArray[np.int64]
) -> tuple[CellRef, ...]:
    if not len(row):
        return ()
    breaks = np.flatnonzero((np.diff(place) != 0) | (np.diff(row) > 1)) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks, [len(row)])) - 1
    ends = zip(place[firsts].tolist(), row[firsts].tolist(), row[lasts].tolist(), strict=True)
    return tuple(_run(places[at], first, last) for at, first, last in ends)


def _run(place: Place, first: int, last: int) -> CellRef:
    file, sheet, way = place
    start, end = (located(way, "", row)[1] for row in (first, last))
    return CellRef(file, sheet, start if start == end else f"{start}:{end}")
