"""Finishes and costs as drawn numbers of every project and entity, worked out once for a basis.

A programme finishes with its last project and costs what its projects cost together, draw by draw: the sum
of what projects keep four times out of five is more than a programme needs as often.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics import earned_value, estimates, reference_class
from pmo_reports.metrics.levels import Levels, levels
from pmo_reports.metrics.remaining import axis, left, work
from pmo_reports.metrics.schedule import finishes
from pmo_reports.metrics.schedule_network import solved
from pmo_reports.metrics.simulation import Outcome, generator, percentiles, simulated
from pmo_reports.model.assessed import Basis, Drawn

Numbers = npt.NDArray[np.float64]
DayNumbers = npt.NDArray[np.int32]
Reduced = Callable[..., npt.NDArray[np.generic]]
REFERENCE = "reference class of the portfolio's finished milestones"
_COLUMNS = 64
_CENTS = 2
_HALF_A_CENT = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """What was drawn.

    Attributes:
        projects: those with a network, then those that history speaks for.
        networks: how many have a network.
        finish: days of finish after 1970, projects x draws.
        cost: costs at completion in the reporting currency, of projects with a network; NaN where what is
            spent or to go is not known.
        method: of the simulation; `observed` is how many finished milestones history has.
    """

    projects: pd.Index[str]
    networks: int
    finish: DayNumbers
    cost: Numbers
    method: str
    observed: int


def ranges(basis: Basis) -> Ranges:
    """What was drawn for a basis."""
    return basis.once(ranges, lambda: _ranges(basis))


def drawn(basis: Basis) -> Drawn:
    """How the ranges were found, and which activities drive the finishes."""
    made = Drawn(methods=methods(basis))
    return replace(made, drivers=criticality(basis)) if ranges(basis).networks else made


def methods(basis: Basis) -> pd.DataFrame:
    """How each project's range was found, by project: `method`, `n` draws or observations, `seed`."""
    found, rules = ranges(basis), basis.assumptions.simulation
    simple = np.arange(len(found.projects)) < found.networks
    told = {
        "method": np.where(simple, found.method, REFERENCE),
        "n": np.where(simple, rules.draws, found.observed),
        "seed": rules.seed,
    }
    return pd.DataFrame(told, index=found.projects)


def criticality(basis: Basis) -> pd.DataFrame:
    """`project_id`, `task_id`, `criticality`: in which share of draws an open activity drove the finish."""
    time = axis(solved(basis))
    found = simulated(work(time, basis["risks"]), basis.assumptions.simulation, criticality=True)
    places, tasks = left(time), time.found.plan.tasks
    real = places < len(tasks)
    told = {name: tasks[name].take(places[real]) for name in ("project_id", "task_id")}
    return pd.DataFrame(told).assign(criticality=found.critical[real]).reset_index(drop=True)


def finish_within(basis: Basis, share: float) -> pd.Series:
    """By entity the date that so large a share of the draws stays within; null without any draw."""
    found, over = ranges(basis), levels(basis)
    drawn, entities = _rolled(over, found.projects, found.finish, np.maximum.reduceat)
    days = _percentile(drawn, share).astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(days, index=entities, dtype="datetime64[s]").reindex(over.entities)


def cost_within(basis: Basis, share: float) -> pd.Series:
    """By entity the cost that so large a share of the draws stays within; null without any draw."""
    found, over = ranges(basis), levels(basis)
    known = np.flatnonzero(~np.isnan(found.cost).any(axis=1))
    projects = found.projects[: found.networks][known]
    drawn, entities = _rolled(over, projects, found.cost[known], np.add.reduceat)
    costs = _percentile(drawn, share).round(_CENTS)
    return pd.Series(costs, index=entities, dtype="float64").reindex(over.entities)


def finish_chance(basis: Basis) -> pd.Series:
    """By entity the share of the draws that finish by the baseline; null without a draw or a baseline."""
    found = ranges(basis)
    days = finishes(basis)["baseline"].reindex(found.projects).dropna()
    approved = days.to_numpy("datetime64[D]").astype(np.int64)
    return _chance(basis, days.index, (found.finish, approved), np.maximum.reduceat)


def cost_chance(basis: Basis) -> pd.Series:
    """By entity the share of the draws that stay within the budget of the projects that were drawn."""
    found = ranges(basis)
    budget = earned_value.bac(
        bac_ledger=earned_value.bac_ledger.function(basis),
        bac_schedule=earned_value.bac_schedule.function(basis),
    )
    known = found.projects[: found.networks][np.flatnonzero(~np.isnan(found.cost).any(axis=1))]
    approved = budget.reindex(known).dropna().astype(float)
    return _chance(basis, approved.index, (found.cost, approved.to_numpy() + _HALF_A_CENT), np.add.reduceat)


def _chance(
    basis: Basis,
    projects: pd.Index[str],
    drawn_and_approved: tuple[npt.NDArray[np.generic], npt.NDArray[np.generic]],
    reduced: Reduced,
) -> pd.Series:
    """By entity the share of the draws of `projects` within what was approved, both reduced alike."""
    over, found = levels(basis), ranges(basis)
    drawn, approved = drawn_and_approved
    mine, entities = _rolled(over, projects, drawn[found.projects.get_indexer(projects)], reduced)
    bound, _ = _rolled(over, projects, approved[:, None], reduced)
    share = (mine <= bound[: len(mine)]).sum(axis=1) / max(1, mine.shape[1])  # type: ignore[operator]
    return pd.Series(share, index=entities, dtype="float64").reindex(over.entities)


def _percentile(drawn: npt.NDArray[np.generic], share: float) -> npt.NDArray[np.generic]:
    return percentiles(drawn, (share,))[:, 0] if drawn.size else drawn[:, :0].reshape(-1)  # type: ignore[arg-type]


def _rolled(
    over: Levels, projects: pd.Index[str], drawn: npt.NDArray[np.generic], reduced: Reduced
) -> tuple[npt.NDArray[np.generic], pd.Index[str]]:
    """What was drawn, draw by draw reduced to entities: those with a project that was drawn."""
    row = projects.get_indexer(over.projects)[over.project]
    inside = np.flatnonzero((row >= 0) & (drawn.shape[1] > 0))
    inside = inside[np.argsort(over.entity[inside], kind="stable")]
    entity, firsts = np.unique(over.entity[inside], return_index=True)
    found = np.empty((len(entity), drawn.shape[1]), dtype=drawn.dtype)
    for begin in range(0, drawn.shape[1] if len(entity) else 0, _COLUMNS):
        columns = slice(begin, begin + _COLUMNS)
        found[:, columns] = reduced(drawn[row[inside], columns], firsts, axis=0)
    return found, over.entities[entity]


def _ranges(basis: Basis) -> Ranges:
    rules = basis.assumptions.simulation
    if not rules.draws:
        return _nothing()
    observed = reference_class.ratios(basis)
    if basis["tasks"].empty and len(observed) < rules.least_history:
        return _nothing()
    time = axis(solved(basis))
    of_work = work(time, basis["risks"])
    drawn = simulated(of_work, rules)
    projects: pd.Index[str] = pd.Index(list(of_work.projects), dtype="str")
    owner = np.broadcast_to(np.sort(time.projects)[:, None], drawn.finish.shape)
    dates = time.dates(drawn.finish, owner).astype(np.int32)
    others, by_history = _by_history(basis, observed, projects)
    return Ranges(
        projects=projects.append(others),
        networks=len(projects),
        finish=np.concatenate([dates, by_history]),
        cost=_costs(basis, projects, drawn),
        method=drawn.method,
        observed=len(observed),
    )


def _nothing() -> Ranges:
    """The simulation is switched off."""
    none = np.empty((0, 0))
    return Ranges(
        projects=pd.Index([], dtype="str"),
        networks=0,
        finish=none.astype(np.int32),
        cost=none,
        method="",
        observed=0,
    )


def _costs(basis: Basis, projects: pd.Index[str], drawn: Outcome) -> Numbers:
    """What is spent, and what is to go times what was drawn, and the risks that occurred."""
    spent = earned_value.ac(
        ac_ledger=earned_value.ac_ledger.function(basis), ac_schedule=earned_value.ac_schedule.function(basis)
    )
    to_go = estimates.forecast_to_go(
        forecast_ledger=estimates.forecast_ledger.function(basis),
        forecast_schedule=estimates.forecast_schedule.function(basis),
    )
    money = [each.reindex(projects).to_numpy("float64", na_value=np.nan)[:, None] for each in (spent, to_go)]
    costs: Numbers = money[0] + money[1] * drawn.burden + drawn.risk
    return costs


def _by_history(
    basis: Basis, observed: Numbers, simulated_ones: pd.Index[str]
) -> tuple[pd.Index[str], DayNumbers]:
    """The projects without a network that are not finished, and draws of their finishes."""
    rules = basis.assumptions.simulation
    days = reference_class.days_ahead(basis)
    days = days[~days.index.isin(simulated_ones)]
    if len(observed) < rules.least_history:
        return days.index[:0], np.empty((0, rules.draws), dtype=np.int32)
    chances = [generator(rules.seed, str(project)).random(rules.draws) for project in days.index]
    ratios = observed[(np.array(chances).reshape(len(days), rules.draws) * len(observed)).astype(np.int64)]
    today = int(np.datetime64(basis.status_date, "D").astype(np.int64))
    return days.index, (today + np.ceil(days.to_numpy(float)[:, None] * ratios)).astype(np.int32)
