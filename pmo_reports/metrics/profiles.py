"""Cumulative money by month: the S-curves of ANSI/PMI 19-006-2019 and the ground of Earned Schedule.

Each curve is the sum of the projects that disclose it to the last month, so its value at the status date
is the measure of the same name. What happens after the status date is not known: a gap, not a line.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics import earned_value, project_money
from pmo_reports.metrics.exact import Exact, Flags, exact, factors
from pmo_reports.metrics.grid import Grid
from pmo_reports.metrics.levels import Levels, cents, floats, levels
from pmo_reports.metrics.project_money import months, whole_money
from pmo_reports.metrics.schedule_history import earned_before
from pmo_reports.model.assessed import Basis

Curve = npt.NDArray[np.float64]
"""Money by entity (rows) and month (columns)."""


def curves(basis: Basis) -> pd.DataFrame:
    """Cumulative money of each entity by month: `entity_id`, `month`, `pv`, `ev`, `ac`, `forecast`.

    Money is in the reporting currency, to the cent. EV and AC are null after the status date; the
    forecast starts from AC at the status date and is null before.
    """
    over, columns = levels(basis), months(basis)
    within = _within(life(basis, over), columns)
    entity, month = np.nonzero(within)
    points = {
        "entity_id": over.entities.take(entity),
        "month": columns.take(month),
        "pv": _cents(over, planned(basis))[within],
        "ev": _cents(over, earned(basis))[within],
        "ac": _cents(over, spent(basis))[within],
        "forecast": _forecast(basis, over)[within],
    }
    return pd.DataFrame(points, copy=False)


def _forecast(basis: Basis, over: Levels) -> Curve:
    """What is ahead on top of what is spent, of the projects that tell both."""
    so_far, to_go = spent(basis), ahead(basis)
    both = so_far.projects.intersection(to_go.projects)
    by_now = _of(so_far, both)
    last = replace(by_now, amounts=by_now.amounts[:, [_last_past(basis)]])
    return _cents(over, _of(to_go, both)) + _cents(over, last)


def life(basis: Basis, over: Levels) -> pd.DataFrame:
    """The first and the last month with money of each entity: `first`, `last`."""
    own = project_money.life(basis)
    lines = own.reindex(over.projects).take(over.project).groupby(over.entity)
    found = pd.DataFrame({"first": lines["min"].min(), "last": lines["max"].max()})
    return found.reindex(range(len(over.entities))).set_axis(over.entities)


def planned(basis: Basis) -> Grid:
    """Cumulative current budget of each project that discloses it, by month."""
    return basis.once(
        planned, lambda: _cumulative(basis, "budget_current", np.ones(len(months(basis)), bool))
    )


def spent(basis: Basis) -> Grid:
    """Cumulative actual cost up to the status date, where the rest is unknown."""
    return basis.once(spent, lambda: _cumulative(basis, "actual", _past(basis)))


def ahead(basis: Basis) -> Grid:
    """Cumulative forecast from the status date's month, where it is zero; unknown before."""
    after = months(basis) > basis.month

    def work() -> Grid:
        found = _cumulative(basis, "forecast", after)
        found.amounts.known[:, _last_past(basis)] = True
        return found

    return basis.once(ahead, work)


def earned(basis: Basis) -> Grid:
    """Cumulative EV up to the status date, of each project that has one there; unknown after.

    A month without a report keeps the percent complete of the month before; of projects that report none
    the activities tell it.
    """
    return basis.once(earned, lambda: _earned(basis))


def summed_floats(over: Levels, profile: Grid) -> Curve:
    """The profiles of projects added up by entity, NaN where none of its projects has one."""
    return floats(over, _placed(over, profile))


def _earned(basis: Basis) -> Grid:
    budgets = earned_value.budgets(basis).dropna()
    known = earned_value.percent(basis).dropna()
    ids = budgets.index.intersection(known.index)
    shares = _shares(basis, ids)
    past = _past(basis)
    wide = np.full((len(ids), len(past)), np.nan)
    wide[:, past] = np.column_stack([shares, known.reindex(ids).to_numpy(float)])
    parts = factors(pd.Series(wide.ravel()))
    amounts = exact(budgets.reindex(ids))[np.repeat(np.arange(len(ids)), len(past))].times(parts)
    shape = (len(ids), len(past))
    grid = Exact(amounts.units.reshape(shape), amounts.known.reshape(shape), amounts.scale)
    return Grid(pd.Index(ids), months(basis), grid)


def _shares(basis: Basis, projects: pd.Index[str]) -> npt.NDArray[np.float64]:
    """Percent complete by project and month before the status date's, kept until the next report."""
    before = months(basis)[months(basis) < basis.month]
    told = basis["progress"]
    row, column = (
        projects.get_indexer(pd.Index(told["project_id"])),
        before.get_indexer(pd.Index(told["month"])),
    )
    inside = (row >= 0) & (column >= 0)
    wide = np.full((len(projects), len(before)), np.nan)
    wide[row[inside], column[inside]] = told["percent_complete"].to_numpy(float)[inside]
    reported = pd.DataFrame(wide).ffill(axis=1).fillna(0.0).to_numpy(float)
    scheduled = projects.intersection(earned_value.scheduled_percent(basis).index)
    if not len(scheduled):
        return reported
    history = earned_before(basis, before).reindex(projects).to_numpy(float)
    return np.where(projects.isin(scheduled)[:, None], np.nan_to_num(history), reported)


def _cumulative(basis: Basis, amount: str, within: Flags) -> Grid:
    """Running totals over the months `within`; without the projects of which an amount there is not known."""
    found = whole_money(basis, amount)
    inside = found.amounts
    whole: Flags = np.all(inside.known | ~within, axis=1)
    units = np.where(within, inside.units, 0)[whole].cumsum(axis=1)
    known = np.broadcast_to(within, units.shape).copy()
    return Grid(found.projects[whole], months(basis), replace(inside, units=units, known=known))


def _past(basis: Basis) -> Flags:
    past: Flags = np.asarray(months(basis) <= basis.month)
    return past


def _last_past(basis: Basis) -> int:
    return int(_past(basis).sum()) - 1


def _of(profile: Grid, projects: pd.Index[str]) -> Grid:
    at = profile.projects.get_indexer(projects)
    return replace(profile, projects=projects, amounts=profile.amounts[at])


def _placed(over: Levels, profile: Grid) -> Exact:
    """The rows of `profile` in the order of the levels' projects, unknown where there is none."""
    return profile.amounts.taken(profile.projects.get_indexer(over.projects), 0, known=False)


def _cents(over: Levels, profile: Grid) -> Curve:
    return cents(over, _placed(over, profile))


def _within(life: pd.DataFrame, columns: pd.DatetimeIndex) -> Flags:
    first, last = (life[name].to_numpy("datetime64[s]")[:, None] for name in ("first", "last"))
    at = columns.to_numpy("datetime64[s]")
    within: Flags = (first <= at) & (at <= last)
    return within
