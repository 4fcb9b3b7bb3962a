"""Finish and cost as ranges: Monte Carlo on schedules, else how forecasts of the same portfolio came true.

P80 of a finish is the date by which it is reached with a chance of 80 in 100. Method, draws and seed are in
`ranges.methods`, which says of each project how its range was found.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ranges as drawing
from pmo_reports.metrics.ranges import cost_within, finish_within, ranges
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

STANDARD = "Monte Carlo simulation; reference class forecasting"
NETWORK = (
    "tasks.forecast_start",
    "tasks.forecast_finish",
    "tasks.remaining_days",
    "task_links.predecessor_id",
    "risks.probability_percent",
    "risks.impact_days",
    "milestones.actual_date",
)
MONEY = (
    "costs.actual",
    "costs.forecast",
    "tasks.remaining_cost",
    "risks.probability_percent",
    "risks.impact_cost",
)


@measure(
    label="Draws",
    rolls_up=Rollup.GREATEST,
    unit=Unit.COUNT,
    formula="draws of the Monte Carlo simulation of the schedule",
    standard=STANDARD,
    inputs=NETWORK[:4],
)
def simulation_draws(basis: Basis) -> pd.Series:
    """How often the rest of the project was drawn; null where there is nothing to draw."""
    found = ranges(basis)
    draws = basis.assumptions.simulation.draws
    return pd.Series(draws, index=found.projects[: found.networks], dtype="Int64")


@measure(
    label="Reference class",
    rolls_up=Rollup.GREATEST,
    unit=Unit.COUNT,
    formula="finished milestones of the portfolio with an earlier forecast, of projects without a network",
    standard=STANDARD,
    inputs=("milestones.forecast_date", "milestones.actual_date"),
)
def reference_class_size(basis: Basis) -> pd.Series:
    """How many observations a range is made of that no simulation gives; null with too few."""
    found = ranges(basis)
    return pd.Series(found.observed, index=found.projects[found.networks :], dtype="Int64")


@measure(
    label="Finish, P10",
    rolls_up=Rollup.ANEW,
    unit=Unit.DATE,
    formula="date of finish that 10 % of the draws stay within; of a programme that of its last project",
    standard=STANDARD,
    inputs=NETWORK,
    terms={"P10": "What 10 % of the draws stay within"},
)
def finish_p10(basis: Basis) -> pd.Series:
    """The finish if nearly all goes well."""
    return finish_within(basis, 0.1)


@measure(
    label="Finish, P50",
    rolls_up=Rollup.ANEW,
    unit=Unit.DATE,
    formula="date of finish that 50 % of the draws stay within; of a programme that of its last project",
    standard=STANDARD,
    inputs=NETWORK,
    terms={"P50": "What 50 % of the draws stay within"},
)
def finish_p50(basis: Basis) -> pd.Series:
    """As likely to be missed as to be kept."""
    return finish_within(basis, 0.5)


@measure(
    label="Finish, P80",
    rolls_up=Rollup.ANEW,
    unit=Unit.DATE,
    formula="date of finish that 80 % of the draws stay within; of a programme that of its last project",
    better=Better.NEITHER,
    standard=STANDARD,
    inputs=NETWORK,
    terms={"P80": "What 80 % of the draws stay within"},
)
def finish_p80(basis: Basis) -> pd.Series:
    """A date to commit to: kept four times out of five."""
    return finish_within(basis, 0.8)


@measure(
    label="Finish, P90",
    rolls_up=Rollup.ANEW,
    unit=Unit.DATE,
    formula="date of finish that 90 % of the draws stay within; of a programme that of its last project",
    standard=STANDARD,
    inputs=NETWORK,
    terms={"P90": "What 90 % of the draws stay within"},
)
def finish_p90(basis: Basis) -> pd.Series:
    """A date that is missed once in ten times."""
    return finish_within(basis, 0.9)


@measure(
    label="Cost at completion, P10",
    rolls_up=Rollup.ANEW,
    unit=Unit.MONEY,
    formula="AC + forecast to go × drawn factor + drawn risks: what 10 % of the draws stay within",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=(*NETWORK[:4], *MONEY),
)
def cost_p10(basis: Basis) -> pd.Series:
    """The cost if nearly all goes well."""
    return cost_within(basis, 0.1)


@measure(
    label="Cost at completion, P50",
    rolls_up=Rollup.ANEW,
    unit=Unit.MONEY,
    formula="AC + forecast to go × drawn factor + drawn risks: what 50 % of the draws stay within",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=(*NETWORK[:4], *MONEY),
)
def cost_p50(basis: Basis) -> pd.Series:
    """As likely to be exceeded as not."""
    return cost_within(basis, 0.5)


@measure(
    label="Cost at completion, P80",
    rolls_up=Rollup.ANEW,
    unit=Unit.MONEY,
    formula="AC + forecast to go × drawn factor + drawn risks: what 80 % of the draws stay within",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=(*NETWORK[:4], *MONEY),
)
def cost_p80(basis: Basis) -> pd.Series:
    """Enough money four times out of five."""
    return cost_within(basis, 0.8)


@measure(
    label="Cost at completion, P90",
    rolls_up=Rollup.ANEW,
    unit=Unit.MONEY,
    formula="AC + forecast to go × drawn factor + drawn risks: what 90 % of the draws stay within",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=(*NETWORK[:4], *MONEY),
)
def cost_p90(basis: Basis) -> pd.Series:
    """Enough money nine times out of ten."""
    return cost_within(basis, 0.9)


@measure(
    label="Chance to meet the approved date",
    rolls_up=Rollup.ANEW,
    unit=Unit.PERCENT,
    formula="share of the draws that finish by the baseline; of a programme by its last one drawn",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=(*NETWORK, "projects.baseline_finish"),
)
def finish_chance(basis: Basis) -> pd.Series:
    """How likely the approved date is to be kept; null without a baseline."""
    return drawing.finish_chance(basis)


@measure(
    label="Chance to stay within budget",
    rolls_up=Rollup.ANEW,
    unit=Unit.PERCENT,
    formula="share of the draws that cost no more than BAC; of a programme than that of its projects drawn",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=(*NETWORK[:4], *MONEY, "costs.budget_current"),
)
def cost_chance(basis: Basis) -> pd.Series:
    """How likely the budget is to be enough; null without one."""
    return drawing.cost_chance(basis)
