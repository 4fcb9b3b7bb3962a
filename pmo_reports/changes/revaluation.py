"""What rates did: the opening amounts at the rates of now, less at those of then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import UNIT, Whole, begins, sums
from pmo_reports.changes.lines import MEASURES, PARTS, Ledger, Lines, cents

_RATED = ["currency", "part", "month", "rate"]


@dataclass(frozen=True, slots=True)
class _Rated:
    """The rates that lines have.

    Attributes:
        cells: the number of each line's cell: a month and a currency.
        rate: that of each line; `usual` that of each cell; `others` lines with another one.
        distinct: each rate of each cell: `cell`, `currency`, `part`, `month`, `rate`.
    """

    cells: Whole
    rate: Whole
    usual: Whole
    others: Whole
    distinct: pd.DataFrame


def revalued(of: Ledger) -> Mapping[str, Mapping[str, Decimal]]:
    """By measure and project, what the amounts of before are worth at the rates of now, less what they were.

    The rate of a line is that of its currency, part and month; where there is no such line now, the last one
    of its currency and part.
    """
    then, now = (side.month * len(of.currencies) + side.currency for side in (of.then, of.now))
    found = {}
    for measure in MEASURES:
        before, after = _rated(of, of.then, then, measure), _rated(of, of.now, now, measure)
        moved = _moved_rates(before.distinct, after.distinct)
        found[measure] = {} if moved.empty else _differences(of, before, moved, measure)
    return found


def _rated(of: Ledger, side: Lines, cells: Whole, measure: str) -> _Rated:
    rate, size = side.rates(measure), len(of.currencies)
    usual = np.full(len(of.months) * size, np.nan)
    usual[cells] = rate
    others = np.flatnonzero(rate != usual[cells])
    others = others[~np.isnan(rate[others])]
    known = np.flatnonzero(~np.isnan(usual))
    told = pd.DataFrame(
        {
            "cell": np.concatenate([known, cells[others]]),
            "rate": np.concatenate([usual[known], rate[others]]),
        }
    ).drop_duplicates(ignore_index=True)
    month, currency = np.divmod(told["cell"].to_numpy(), size)
    months = pd.Series(of.months[month], dtype="datetime64[s]")
    first, *ahead = PARTS[measure]
    part = np.where(months.le(side.on), first, ahead[0] if ahead else first)
    named = np.array(of.currencies, dtype=object)[currency]
    return _Rated(cells, rate, usual, others, told.assign(currency=named, month=months, part=part))


def _differences(of: Ledger, rated: _Rated, moved: pd.DataFrame, measure: str) -> Mapping[str, Decimal]:
    """By project, what its amounts at rates that moved are worth now, less what they were worth."""
    steps = moved[["rate", "now"]].drop_duplicates(ignore_index=True)
    moved = moved.merge(steps.assign(step=steps.index), on=["rate", "now"])
    lines, step = _lines_moved(rated, moved)
    values, _ = of.then.of(measure)
    groups = of.projects.then[lines] * len(steps) + step
    starts = begins(groups)
    total = sums(values[lines], starts, groups[starts], of.projects.size * len(steps))
    found: dict[str, Decimal] = defaultdict(Decimal)
    by = [Decimal(str(now)) - Decimal(str(rate)) for rate, now in steps.itertuples(index=False)]
    for group in np.flatnonzero(total != 0).tolist():
        project, which = divmod(group, len(steps))
        if project:
            found[of.projects.texts[project - 1]] += Decimal(int(total[group])) * UNIT * by[which]
    return {project: cents(amount) for project, amount in found.items()}


def _lines_moved(rated: _Rated, moved: pd.DataFrame) -> tuple[Whole, Whole]:
    """The lines whose rate moved, in order, and by which step."""
    cell, rate, number = (moved[name].to_numpy() for name in ("cell", "rate", "step"))
    as_usual = rate == rated.usual[cell]
    step = np.full(len(rated.usual), -1, dtype=np.int64)
    step[cell[as_usual]] = number[as_usual]
    found = step[rated.cells]
    if len(rated.others):
        lines = pd.DataFrame({"cell": rated.cells[rated.others], "rate": rated.rate[rated.others]})
        other = lines.merge(moved[["cell", "rate", "step"]], on=["cell", "rate"], how="left")["step"]
        found[rated.others] = other.fillna(-1).to_numpy(dtype=np.int64)
    some = np.flatnonzero(found >= 0)
    some = some[~np.isnan(rated.rate[some])]
    return some, found[some]


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
