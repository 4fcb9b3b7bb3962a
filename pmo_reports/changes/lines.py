"""The ledger's lines in two periods as money, each in its own currency: budget, or cost at completion.

Cost at completion is what is booked up to the status date, and what is expected after it. Lines are numbered
by project and currency, so that millions of them are summed at once, exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import SCALE, Codes, Flags, Whole, amounts, begins, moments, sums, texts
from pmo_reports.model.amounts import rates
from pmo_reports.model.assessed import Assessed

CENT = Decimal("0.01")
EAC, BUDGET = "eac_management", "bac"
MEASURES = (EAC, BUDGET)
PARTS: Mapping[str, tuple[str, ...]] = {EAC: ("actual", "forecast"), BUDGET: ("budget_current",)}
"""The field of what is booked, and of what is ahead."""
_TO_CENTS = SCALE // 100


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one period.

    Attributes:
        costs: the ledger; `on` the status date.
        project, currency, month: the number of each line's.
        starts: where runs of lines of one project and currency begin.
        booked: which lines are of months that have begun by the status date.
    """

    costs: pd.DataFrame
    on: pd.Timestamp
    project: Whole
    currency: Whole
    month: Whole
    starts: Whole
    booked: Flags
    known: dict[str, tuple[Whole, Flags]] = field(default_factory=dict, repr=False, compare=False)

    def amounts(self, name: str) -> tuple[Whole, Flags]:
        """A field's amounts, and which are known."""
        if name not in self.known:
            self.known[name] = amounts(self.costs[name])
        return self.known[name]

    def of(self, measure: str) -> tuple[Whole, Flags]:
        """The amounts of a measure, and which are known."""
        first, *others = PARTS[measure]
        if not others:
            return self.amounts(first)
        if measure not in self.known:
            (spent, booked), (ahead, told) = self.amounts(first), self.amounts(others[0])
            self.known[measure] = np.where(self.booked, spent, ahead), np.where(self.booked, booked, told)
        return self.known[measure]

    def rates(self, measure: str) -> tuple[Whole, Whole]:
        """The rates of a measure's amounts that are booked, and of those that are ahead."""
        first, *others = PARTS[measure]
        found = [rates(self.costs, name).to_numpy() for name in (first, *others)]
        return found[0], found[-1]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of two periods.

    Attributes:
        projects: the number of each line's project, with their ids.
        currencies, months: those of the lines, by number from 0.
    """

    projects: Codes
    currencies: tuple[str, ...]
    months: Whole
    then: Lines
    now: Lines


@dataclass(frozen=True, slots=True)
class Sums:
    """The lines' amounts of a period by project (first axis) and currency.

    Attributes:
        cents: the sums.
        lines: whether there is a line at all; `known` whether each has an amount.
    """

    cents: Whole
    lines: Flags
    known: Flags


def ledger(before: Assessed, after: Assessed) -> Ledger:
    """The ledger's lines in both periods; a line that names no currency is in the reporting currency."""
    then, now = (each.portfolio["costs"] for each in (before, after))
    projects = texts(then["project_id"], now["project_id"])
    named = texts(then["currency"], now["currency"])
    names = dict.fromkeys((*named.texts, before.measurements.currency, after.measurements.currency))
    number = {name: at for at, name in enumerate(names)}
    months, days = moments(then["month"], now["month"])
    return Ledger(
        projects=projects,
        currencies=tuple(names),
        months=days,
        then=_lines(
            before, (projects.then, _filled(named.then, number[before.measurements.currency]), months.then)
        ),
        now=_lines(
            after, (projects.now, _filled(named.now, number[after.measurements.currency]), months.now)
        ),
    )


def _filled(numbers: Whole, usual: int) -> Whole:
    """Numbers from 0 on; `usual` where there is none."""
    return numbers - 1 if numbers.all() else np.where(numbers == 0, usual, numbers - 1)


def _lines(assessed: Assessed, numbers: tuple[Whole, Whole, Whole]) -> Lines:
    project, currency, month = numbers
    return Lines(
        costs=assessed.portfolio["costs"],
        on=pd.Timestamp(assessed.status_date),
        project=project,
        currency=currency,
        month=month,
        starts=np.union1d(begins(project), begins(currency)),
        booked=assessed.portfolio["costs"]["month"]
        .le(pd.Timestamp(assessed.status_date))
        .to_numpy(dtype=bool),
    )


def currencies(rows: pd.DataFrame, assessed: Assessed) -> pd.Series:
    """The currency of each row; one that names none is in the reporting currency."""
    return rows["currency"].fillna(assessed.measurements.currency)


def own(of: Ledger, side: Lines, measure: str) -> Sums:
    """The sums of a measure in the lines' own currencies."""
    shape = of.projects.size, len(of.currencies)
    size = shape[0] * shape[1]
    values, known = side.of(measure)
    lines, missing = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    groups = side.project[side.starts].astype(np.intp) * shape[1] + side.currency[side.starts]
    lines[groups] = True
    gaps = np.flatnonzero(~known)
    missing[side.project[gaps].astype(np.intp) * shape[1] + side.currency[gaps]] = True
    total = to_cents(sums(values, side.starts, groups, size))
    return Sums(*(each.reshape(shape) for each in (total, lines, lines & ~missing)))


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent, half away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def to_cents(values: Whole) -> Whole:
    """Canonical amounts to the cent, half away from zero."""
    whole = (np.abs(values) + _TO_CENTS // 2) // _TO_CENTS
    signed: Whole = np.where(values < 0, -whole, whole)
    return signed
