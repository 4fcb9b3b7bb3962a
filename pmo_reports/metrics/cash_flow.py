"""Yearly cost and benefit of projects: as the business case was approved, and as it looks now.

Years are calendar years. The outlook's costs are the ledger's (else the schedule's): actual up to the
status date, forecast after it. Its benefits are the benefits plan's, whose points are cumulative: actual
where it is told, else forecast. What the approved case holds beyond the ledger and the plan goes on in the
outlook as `value.horizon` says: its costs as approved, its benefits by the share that is still expected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics import benefit_points
from pmo_reports.metrics.exact import CENTS, Exact, Flags
from pmo_reports.metrics.grid import grid
from pmo_reports.metrics.project_money import months, whole_money
from pmo_reports.model.amounts import RATE
from pmo_reports.model.assessed import Basis

Years = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Yearly amounts in the reporting currency.

    Attributes:
        projects: ids; every row of the projects table.
        years: calendar years, one after the other.
        cost, benefit: projects x years; a project of which a year is unknown is unknown in all.
    """

    projects: pd.Index[Any]
    years: Years
    cost: Exact
    benefit: Exact


def approved(basis: Basis) -> CashFlow:
    """The approved business cases; a year without a benefit has none, one without a cost is unknown."""
    return basis.once(approved, lambda: _approved(basis))


def outlook(basis: Basis) -> CashFlow:
    """Actual and expected cost and benefit of the same years."""
    return basis.once(outlook, lambda: _outlook(basis))


def bases(basis: Basis) -> Years:
    """The year from which each project's flows are discounted: the first of its case, else of its outlook."""
    case, now = approved(basis), outlook(basis)
    first = started(case.cost, case.benefit, case.years)
    return np.where(first > 0, first, started(now.cost, now.benefit, now.years))


def started(cost: Exact, benefit: Exact, years: Years) -> Years:
    """The first year with an amount in each row, 0 where there is none."""
    some = ((cost.units != 0) & cost.known) | ((benefit.units != 0) & benefit.known)
    if not len(years):
        return np.zeros(len(some), dtype="int64")
    return np.where(some.any(axis=1), years[some.argmax(axis=1)], 0)


def _approved(basis: Basis) -> CashFlow:
    cases = basis["business_cases"]
    told = cases["approved_benefit"].notna().groupby(cases["project_id"]).transform("any")
    some = cases["approved_benefit"].where(cases["approved_benefit"].notna() | ~told, 0)
    lines = cases.assign(approved_benefit=some, month=_year_starts(cases["month"]))
    return CashFlow(
        projects=_projects(basis),
        years=_years(basis),
        cost=_yearly(basis, lines, "approved_cost"),
        benefit=_yearly(basis, lines, "approved_benefit"),
    )


def _outlook(basis: Basis) -> CashFlow:
    return CashFlow(_projects(basis), _years(basis), _cost(basis), _benefit(basis))


def _cost(basis: Basis) -> Exact:
    """Spent and expected; in the ledger's last year and later also what the case holds beyond its budget."""
    known = _by_year(basis, _spent_and_expected(basis), whole_money(basis, "forecast").projects)
    if basis.assumptions.value.horizon == "known":
        return _all_known(known)
    plan = whole_money(basis, "budget_current")
    budget = _by_year(basis, plan.amounts, plan.projects)
    beyond = _beyond(_case_or_nothing(basis, approved(basis).cost), budget)
    late = _from_last((known.units != 0) | (budget.units != 0))
    return _all_known(_sum(known, Exact(np.where(late, beyond.units, 0), beyond.known | ~late, beyond.scale)))


def _spent_and_expected(basis: Basis) -> Exact:
    """Monthly cost: what is booked up to the status date, what is forecast after it."""
    actual, forecast = whole_money(basis, "actual"), whole_money(basis, "forecast")
    at = actual.projects.get_indexer(forecast.projects)
    past = np.asarray(months(basis) <= basis.month)
    booked = actual.amounts.taken(at, 0, known=False).scaled(forecast.amounts.scale)
    ahead = forecast.amounts.scaled(booked.scale)
    return Exact(
        np.where(past, booked.units, ahead.units), np.where(past, booked.known, ahead.known), booked.scale
    )


def _benefit(basis: Basis) -> Exact:
    """The plan by year; in its last year and later, what the case holds beyond it, by the expected share."""
    points = benefit_points.yearly(basis)
    expected, promised = (
        _wide(basis, each, points.projects, points.years) for each in (points.expected, points.promised)
    )
    if basis.assumptions.value.horizon == "known":
        return _all_known(expected)
    beyond = _beyond(_case_or_nothing(basis, approved(basis).benefit), promised)
    share = _share(expected, promised)
    late = _from_last((expected.units != 0) | (promised.units != 0))
    more = np.rint(beyond.cents() * 100 * share[:, None])
    known = (beyond.known & np.isfinite(share)[:, None]) | ~late | (beyond.units == 0)
    rest = Exact(np.where(late & np.isfinite(more), more, 0).astype("int64"), known, CENTS)
    return _all_known(_sum(expected, rest))


def _share(expected: Exact, promised: Exact) -> npt.NDArray[np.float64]:
    """The share of the promised benefit that is expected, NaN where none was promised in the plan."""
    whole, part = promised.floats().sum(axis=1), expected.floats().sum(axis=1)
    share: npt.NDArray[np.float64] = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole != 0)
    return share


def _beyond(case: Exact, plan: Exact) -> Exact:
    """What the case has more than the plan, never less than nothing."""
    wide, less = case.scaled(plan.scale), plan.scaled(case.scale)
    return Exact(np.maximum(wide.units - less.units, 0), wide.known & less.known, wide.scale)


def _case_or_nothing(basis: Basis, case: Exact) -> Exact:
    """The case; nothing of a project that has none."""
    none = ~_projects(basis).isin(basis["business_cases"]["project_id"].unique())
    return replace(case, known=case.known | none[:, None])


def _sum(one: Exact, other: Exact) -> Exact:
    wide, more = one.scaled(other.scale), other.scaled(one.scale)
    return Exact(wide.units + more.units, wide.known & more.known, wide.scale)


def _from_last(some: Flags) -> Flags:
    """From the last year with an amount on; nowhere in a row without any."""
    last = some.shape[1] - 1 - some[:, ::-1].argmax(axis=1) if some.shape[1] else np.zeros(len(some), int)
    late: Flags = (np.arange(some.shape[1]) >= last[:, None]) & some.any(axis=1, keepdims=True)
    return late


def _all_known(amounts: Exact) -> Exact:
    """The same, without any of a project of which one is not known."""
    whole = amounts.known.all(axis=1, keepdims=True)
    return Exact(
        np.where(whole, amounts.units, 0), np.broadcast_to(whole, amounts.known.shape), amounts.scale
    )


def _yearly(basis: Basis, lines: pd.DataFrame, amount: str) -> Exact:
    found = grid(lines[["project_id", "month", amount, RATE]], amount)
    return _all_known(_wide(basis, found.amounts, found.projects, found.months.year.to_numpy("int64")))


def _by_year(basis: Basis, monthly: Exact, projects: pd.Index[Any]) -> Exact:
    """Months (columns) added up to years."""
    years = np.unique(months(basis).year.to_numpy("int64"))
    places = np.searchsorted(years, months(basis).year.to_numpy("int64"))
    sums = Exact(monthly.units.T, monthly.known.T, monthly.scale).summed(places, len(years))
    return _wide(basis, Exact(sums.units.T, sums.known.T, sums.scale), projects, years)


def _wide(basis: Basis, amounts: Exact, projects: pd.Index[Any], years: Years) -> Exact:
    """The amounts of all projects and years: nothing in a year without, unknown without a project."""
    columns = pd.Index(years).get_indexer(pd.Index(_years(basis)))
    wide = amounts.taken(columns, 1, known=True)
    return wide.taken(projects.get_indexer(_projects(basis)), 0, known=False)


def _projects(basis: Basis) -> pd.Index[Any]:
    ids: pd.Index[Any] = pd.Index(basis["projects"]["project_id"])
    return ids


def _years(basis: Basis) -> Years:
    told = [basis["business_cases"]["month"], basis["benefits"]["month"], pd.Series(months(basis))]
    years = pd.concat([each.dropna().dt.year for each in told])
    return np.arange(years.min(), years.max() + 1, dtype="int64")


def _year_starts(days: pd.Series) -> pd.Series:
    starts: pd.Series = days.dt.to_period("Y").dt.to_timestamp().astype("datetime64[s]")
    return starts
