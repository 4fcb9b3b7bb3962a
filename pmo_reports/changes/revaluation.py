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
class _Cells:
    """The cells of a ledger, a month and a currency each.

    Attributes:
        of: the number of each line's cell.
        months, currencies: those of each cell.
    """

    of: Whole
    months: Whole
    currencies: Whole


@dataclass(frozen=True, slots=True)
class _Rated:
    """The rates that lines have.

    Attributes:
        rate: that of each line; `usual` that of each cell; `others` lines with another one.
        distinct: each rate of each cell: `cell`, `currency`, `part`, `month`, `rate`.
    """

    rate: Whole
    usual: Whole
    others: Whole
    distinct: pd.DataFrame


def revalued(of: Ledger) -> Mapping[str, Mapping[str, Decimal]]:
    """By measure and project, what the amounts of before are worth at the rates of now, less what they were.

    The rate of a line is that of its currency, part and month; where there is no such line now, the last one
    of its currency and part.
    """
    then, now = (_cells(side, of.currencies) for side in (of.then, of.now))
    found = {}
    for measure in MEASURES:
        before, after = _rated(of.then, then, measure), _rated(of.now, now, measure)
        moved = _moved_rates(before.distinct, after.distinct)
        found[measure] = {} if moved.empty else _differences(of, then, before, moved, measure)
    return found


def _cells(side: Lines, currencies: tuple[str, ...]) -> _Cells:
    numbers, months = pd.factorize(side.costs["month"].to_numpy(), use_na_sentinel=False)
    size = len(currencies)
    return _Cells(
        of=numbers * size + side.currency,
        months=np.repeat(months, size),
        currencies=np.tile(np.array(currencies, dtype=object), len(months)),
    )


def _rated(side: Lines, cells: _Cells, measure: str) -> _Rated:
    rate = side.rates(measure)
    usual = np.full(len(cells.months), np.nan)
    usual[cells.of] = rate
    others = np.flatnonzero(~((rate == usual[cells.of]) | np.isnan(rate)))
    known = np.flatnonzero(~np.isnan(usual))
    told = pd.DataFrame(
        {
            "cell": np.concatenate([known, cells.of[others]]),
            "rate": np.concatenate([usual[known], rate[others]]),
        }
    ).drop_duplicates(ignore_index=True)
    at = told["cell"].to_numpy()
    month = pd.Series(cells.months[at], dtype="datetime64[s]")
    first, *ahead = PARTS[measure]
    part = np.where(month.le(side.on), first, ahead[0] if ahead else first)
    return _Rated(rate, usual, others, told.assign(currency=cells.currencies[at], month=month, part=part))


def _differences(
    of: Ledger, cells: _Cells, rated: _Rated, moved: pd.DataFrame, measure: str
) -> Mapping[str, Decimal]:
    """By project, what its amounts at rates that moved are worth now, less what they were worth."""
    steps = moved[["rate", "now"]].drop_duplicates(ignore_index=True)
    moved = moved.merge(steps.assign(step=steps.index), on=["rate", "now"])
    lines, step = _lines_moved(cells, rated, moved)
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


def _lines_moved(cells: _Cells, rated: _Rated, moved: pd.DataFrame) -> tuple[Whole, Whole]:
    """The lines whose rate moved, in order, and by which step."""
    cell, rate, number = (moved[name].to_numpy() for name in ("cell", "rate", "step"))
    as_usual = rate == rated.usual[cell]
    step = np.full(len(rated.usual), -1, dtype=np.int64)
    step[cell[as_usual]] = number[as_usual]
    found = step[cells.of]
    found[np.isnan(rated.rate)] = -1
    if len(rated.others):
        lines = pd.DataFrame({"cell": cells.of[rated.others], "rate": rated.rate[rated.others]})
        other = lines.merge(moved[["cell", "rate", "step"]], on=["cell", "rate"], how="left")["step"]
        found[rated.others] = other.fillna(-1).to_numpy(dtype=np.int64)
    some = np.flatnonzero(found >= 0)
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
