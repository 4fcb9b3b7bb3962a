"""What rates did: the opening amounts at the rates of now, less at those of then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import UNIT, Whole, begins, stretches, sums
from pmo_reports.changes.lines import MEASURES, PARTS, Ledger, Lines, cents

_RATED = ["currency", "part", "month", "rate"]


@dataclass(frozen=True, slots=True)
class _Rated:
    """The rates that lines have.

    Attributes:
        usual: the rate of each cell, which is a month and a currency.
        others: the lines that have another one; `rates` are theirs.
        distinct: each rate of each cell: `cell`, `currency`, `part`, `month`, `rate`.
    """

    usual: Whole
    others: Whole
    rates: Whole
    distinct: pd.DataFrame


def revalued(of: Ledger) -> Mapping[str, Mapping[str, Decimal]]:
    """By measure and project, what the amounts of before are worth at the rates of now, less what they were.

    The rate of a line is that of its currency, part and month; where there is no such line now, the last one
    of its currency and part.
    """
    found = {}
    for measure in MEASURES:
        before, after = _rated(of, of.then, measure), _rated(of, of.now, measure)
        moved = _moved_rates(before.distinct, after.distinct)
        found[measure] = {} if moved.empty else _differences(of, before, moved, measure)
    return found


def _cells(of: Ledger, side: Lines, rows: slice) -> Whole:
    """The number of each line's cell."""
    found: Whole = side.month[rows].astype(np.intp)
    found *= len(of.currencies)
    found += side.currency[rows]
    return found


def _rated(of: Ledger, side: Lines, measure: str) -> _Rated:
    size = len(of.currencies)
    usual = np.full(len(of.months) * size, np.nan)
    others, rates = [np.empty(0, dtype=np.intp)], [np.empty(0)]
    for rows, rate in _rates(side, measure):
        cells = _cells(of, side, rows)
        fresh = np.flatnonzero(np.isnan(usual[cells]))
        usual[cells[fresh]] = rate[fresh]
        other = np.flatnonzero(rate != usual[cells])
        other = other[~np.isnan(rate[other])]
        others.append(other + rows.start)
        rates.append(rate[other])
    found = _Rated(usual, np.concatenate(others), np.concatenate(rates), pd.DataFrame())
    return replace(found, distinct=_distinct(of, side, found, measure))


def _rates(side: Lines, measure: str) -> Iterator[tuple[slice, Whole]]:
    """The rates of lines, a stretch at a time."""
    booked, ahead = side.rates(measure)
    for rows in stretches(len(side.booked)):
        yield rows, np.where(side.booked[rows], booked[rows], ahead[rows])


def _distinct(of: Ledger, side: Lines, rated: _Rated, measure: str) -> pd.DataFrame:
    """Each rate of each cell."""
    size, usual = len(of.currencies), rated.usual
    cells = side.month[rated.others].astype(np.intp) * size + side.currency[rated.others]
    known = np.flatnonzero(~np.isnan(usual))
    told = pd.DataFrame(
        {
            "cell": np.concatenate([known, cells]),
            "rate": np.concatenate([usual[known], rated.rates]),
        }
    ).drop_duplicates(ignore_index=True)
    month, currency = np.divmod(told["cell"].to_numpy(), size)
    months = pd.Series(of.months[month], dtype="datetime64[s]")
    first, *ahead = PARTS[measure]
    part = np.where(months.le(side.on), first, ahead[0] if ahead else first)
    named = np.array(of.currencies, dtype=object)[currency]
    return told.assign(currency=named, month=months, part=part)


def _differences(of: Ledger, rated: _Rated, moved: pd.DataFrame, measure: str) -> Mapping[str, Decimal]:
    """By project, what its amounts at rates that moved are worth now, less what they were worth."""
    steps = moved[["rate", "now"]].drop_duplicates(ignore_index=True)
    moved = moved.merge(steps.assign(step=steps.index), on=["rate", "now"])
    lines, step = _lines_moved(of, rated, moved, measure)
    values, _ = of.then.of(measure)
    groups = of.projects.then[lines].astype(np.intp) * len(steps) + step
    starts = begins(groups)
    total = sums(values[lines], starts, groups[starts], of.projects.size * len(steps))
    found: dict[str, Decimal] = defaultdict(Decimal)
    by = [Decimal(str(now)) - Decimal(str(rate)) for rate, now in steps.itertuples(index=False)]
    for group in np.flatnonzero(total != 0).tolist():
        project, which = divmod(group, len(steps))
        if project:
            found[of.projects.texts[project - 1]] += Decimal(int(total[group])) * UNIT * by[which]
    return {project: cents(amount) for project, amount in found.items()}


def _lines_moved(of: Ledger, rated: _Rated, moved: pd.DataFrame, measure: str) -> tuple[Whole, Whole]:
    """The lines whose rate moved, in order, and by which step."""
    cell, rate, number = (moved[name].to_numpy() for name in ("cell", "rate", "step"))
    as_usual = rate == rated.usual[cell]
    usual = np.full(len(rated.usual), -1, dtype=np.int64)
    usual[cell[as_usual]] = number[as_usual]
    others = _others_moved(of, rated, moved)
    lines, steps = [], []
    for rows, rates in _rates(of.then, measure):
        step = usual[_cells(of, of.then, rows)]
        at = slice(*np.searchsorted(rated.others, (rows.start, rows.stop)))
        step[rated.others[at] - rows.start] = others[at]
        some = np.flatnonzero((step >= 0) & ~np.isnan(rates))
        lines.append(some + rows.start)
        steps.append(step[some])
    return np.concatenate(lines), np.concatenate(steps)


def _others_moved(of: Ledger, rated: _Rated, moved: pd.DataFrame) -> Whole:
    """The step of each line that has not the usual rate of its cell, -1 where it did not move."""
    cells = of.then.month[rated.others].astype(np.intp) * len(of.currencies) + of.then.currency[rated.others]
    lines = pd.DataFrame({"cell": cells, "rate": rated.rates})
    found = lines.merge(moved[["cell", "rate", "step"]], on=["cell", "rate"], how="left")["step"]
    return found.fillna(-1).to_numpy(dtype=np.int64)


def _moved_rates(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rates of before that are others `now`."""
    known = after.sort_values(["month", "rate"])
    exact = _looked_up(before, known, ["currency", "part", "month"])
    now = exact.fillna(_looked_up(before, known, ["currency", "part"]))
    moved = now.notna() & now.ne(before["rate"])
    still = _there(before, known, _RATED) | (
        exact.isna() & _there(before, known, ["currency", "part", "rate"])
    )
    return before.assign(now=now)[moved & ~still]


def _there(rows: pd.DataFrame, known: pd.DataFrame, key: list[str]) -> pd.Series:
    """Whether each row's key is one of those that are known: one of several rates that hold is no new one."""
    distinct = known[key].drop_duplicates().assign(there=True)
    found = rows[key].merge(distinct, on=key, how="left")["there"]
    return found.eq(other=True).set_axis(rows.index)


def _looked_up(rows: pd.DataFrame, known: pd.DataFrame, key: list[str]) -> pd.Series:
    """The rate of each row in `known`, the last one of its key."""
    last = known.drop_duplicates(key, keep="last")[[*key, "rate"]]
    found = rows[key].merge(last, on=key, how="left")["rate"]
    return found.set_axis(rows.index)
