"""Returns of projects and of all that they make up: present values, IRR and payback of a cash flow.

Present values are of each project, discounted to the first year of its own case, and add up. IRR and
payback of a programme are those of its summed flows.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pmo_reports.metrics import discounting
from pmo_reports.metrics.cash_flow import CashFlow, Years, approved, bases, outlook, started
from pmo_reports.metrics.discounting import Flows, Numbers
from pmo_reports.metrics.exact import Exact, factors
from pmo_reports.metrics.levels import levels, of_members, summed
from pmo_reports.model.assessed import Basis

MONTHS = 12
FINER = 6
"""Digits of a project's present value: sums are rounded to the cent, and only once."""
Which = Callable[[Basis], CashFlow]


def total(found: CashFlow, amounts: Exact) -> pd.Series:
    """The sum over all years of each project, exact, null where it is not known."""
    known = amounts.known.all(axis=1) & (amounts.known.shape[1] > 0)
    return Exact(amounts.units.sum(axis=1), known, amounts.scale).series(found.projects)


def present(basis: Basis, found: CashFlow, amounts: Exact) -> pd.Series:
    """The present value of each project's amounts, null where they are not known."""
    return _present(basis, found, np.where(amounts.known, amounts.floats(), np.nan))


def npv(basis: Basis, which: Which) -> pd.Series:
    """The net present value of each project's flow, null where cost or benefit is not known."""
    found = which(basis)
    return _present(basis, found, found.benefit.floats() - found.cost.floats())


def irr(basis: Basis, which: Which) -> pd.Series:
    """The internal rate of return of each entity, a year; null where it has none or several."""
    rates, _ = discounting.irr(_net(*_entities(basis, which)))
    return pd.Series(rates, index=levels(basis).entities)


def why_no_irr(basis: Basis, which: Which) -> pd.Series:
    """Of each project with a flow, a `discounting.Irr` that says why it has an IRR or none."""
    found = which(basis)
    known = found.cost.known.all(axis=1) & found.benefit.known.all(axis=1)
    _, why = discounting.irr(_net(found.cost[known], found.benefit[known]))
    return pd.Series(why.astype("int64"), index=found.projects[np.flatnonzero(known)])


def payback(basis: Basis, which: Which, *, discounted: bool) -> pd.Series:
    """Months from the start of each entity's case to the time from which it has paid back for good."""
    cost, benefit = _entities(basis, which)
    times = _times(basis, which(basis), _entity_start(basis))
    flows = _net(cost, benefit)
    if discounted:
        flows = flows * (1 + basis.assumptions.value.rate) ** -np.nan_to_num(times)
    return pd.Series(discounting.payback(flows, times) * MONTHS, index=levels(basis).entities)


def _present(basis: Basis, found: CashFlow, flows: Flows) -> pd.Series:
    start = bases(basis)
    values = discounting.present(flows, _times(basis, found, start), basis.assumptions.value.rate)
    rounded = pd.Series(np.where(start > 0, values, np.nan).round(FINER), index=found.projects)
    return factors(rounded).series(found.projects)


def _entities(basis: Basis, which: Which) -> tuple[Exact, Exact]:
    """Cost and benefit by entity and year, of the projects that tell both."""
    return of_members(basis, (_entities, which), lambda: _summed(basis, which(basis)))


def _summed(basis: Basis, found: CashFlow) -> tuple[Exact, Exact]:
    over = levels(basis)
    known = found.cost.known & found.benefit.known
    at = found.projects.get_indexer(over.projects)
    both = (Exact(each.units, known, each.scale) for each in (found.cost, found.benefit))
    cost, benefit = (summed(over, each.taken(at, 0, known=False)) for each in both)
    return cost, benefit


def _entity_start(basis: Basis) -> Years:
    """The first year of each entity's summed case, else of its outlook."""
    case, now = approved(basis), outlook(basis)
    first = started(*_entities(basis, approved), case.years)
    return np.where(first > 0, first, started(*_entities(basis, outlook), now.years))


def _net(cost: Exact, benefit: Exact) -> Flows:
    """Benefit less cost, in floats; nothing where it is not known."""
    return np.nan_to_num(benefit.floats()) - np.nan_to_num(cost.floats())


def _times(basis: Basis, found: CashFlow, start: Years) -> Numbers:
    """When each year's flow falls due, in years from the start; the first at 1 where it is discounted."""
    first = 1.0 if basis.assumptions.value.first_flow == "discounted" else 0.0
    begun = np.where(start > 0, start, np.nan)
    return np.asarray(found.years - begun[:, None] + first, dtype="float64")
