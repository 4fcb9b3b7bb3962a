"""Earned value by the house's reading of ANSI/PMI 19-006-2019: PV, EV, AC, BAC and what follows from them.

Indices of a programme are computed from summed PV, EV and AC, never averaged. What is undefined (a
ratio to zero) is null, never 0, 1 or infinite.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ledger, schedule_value
from pmo_reports.metrics.arithmetic import first, ratio
from pmo_reports.metrics.exact import exact, factors, within
from pmo_reports.metrics.project_money import scheduled, whole_money
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

STANDARD = "ANSI/PMI 19-006-2019"
CPI_WEIGHT, SPI_WEIGHT = 0.8, 0.2


@measure(
    label="BAC, ledger",
    unit=Unit.MONEY,
    formula="sum of the current budget over all months",
    standard=STANDARD,
    inputs=("costs.budget_current",),
    terms={"ANSI/PMI 19-006-2019": "The Standard for Earned Value Management, Project Management Institute"},
)
def bac_ledger(basis: Basis) -> pd.Series:
    """The approved budget of all work, as the ledger has it."""
    return ledger.in_all(basis, "budget_current")


@measure(
    label="BAC, schedule",
    unit=Unit.MONEY,
    formula="sum of the baseline cost of all activities",
    standard=STANDARD,
    inputs=("tasks.baseline_cost",),
)
def bac_schedule(basis: Basis) -> pd.Series:
    """The baseline cost of a project that has no line in the ledger."""
    return scheduled(basis, "budget_current").total()


@measure(
    label="Budget at completion (BAC)",
    unit=Unit.MONEY,
    formula="of the ledger, else of the schedule",
    standard=STANDARD,
    either=True,
)
def bac(bac_ledger: pd.Series, bac_schedule: pd.Series) -> pd.Series:
    """The approved budget of all work."""
    return first(bac_ledger, bac_schedule)


@measure(
    label="PV, ledger",
    unit=Unit.MONEY,
    formula="sum of the current budget up to the status date",
    standard=STANDARD,
    inputs=("costs.budget_current", "costs.month"),
)
def pv_ledger(basis: Basis) -> pd.Series:
    """The budget of the months by now, as the ledger has it."""
    return ledger.to_date(basis, "budget_current")


@measure(
    label="PV, schedule",
    unit=Unit.MONEY,
    formula="baseline cost accrued over working time by the status date",
    standard=STANDARD,
    inputs=("tasks.baseline_cost", "tasks.baseline_start", "tasks.baseline_finish"),
)
def pv_schedule(basis: Basis) -> pd.Series:
    """The baseline cost of the work planned by now, of a project that has no line in the ledger."""
    planned = scheduled(basis, "budget_current")
    return planned.total(planned.months <= basis.month)


@measure(
    label="Planned value (PV)",
    unit=Unit.MONEY,
    formula="of the ledger, else of the schedule",
    standard=STANDARD,
    either=True,
)
def pv(pv_ledger: pd.Series, pv_schedule: pd.Series) -> pd.Series:
    """The budget of the work planned by now."""
    return first(pv_ledger, pv_schedule)


@measure(
    label="EV, reported progress",
    unit=Unit.MONEY,
    formula="percent complete × BAC",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("progress.percent_complete",),
    follows=("bac",),
)
def ev_reported(basis: Basis) -> pd.Series:
    """The budget of the work done by now, by the progress that the project reports."""
    return earned(basis, reported_percent(basis))


@measure(
    label="EV, schedule",
    unit=Unit.MONEY,
    formula="share of the baseline cost that its activities have earned × BAC",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("tasks.percent_complete", "tasks.actual_start", "tasks.actual_finish", "tasks.baseline_cost"),
)
def ev_schedule(basis: Basis) -> pd.Series:
    """The budget of the work done by now, by activities, of a project with neither progress nor ledger."""
    return earned(basis, scheduled_percent(basis))


@measure(
    label="Earned value (EV)",
    unit=Unit.MONEY,
    formula="by reported progress, else by the schedule",
    better=Better.HIGHER,
    standard=STANDARD,
    either=True,
)
def ev(ev_reported: pd.Series, ev_schedule: pd.Series) -> pd.Series:
    """The budget of the work done by now."""
    return first(ev_reported, ev_schedule)


@measure(
    label="AC, ledger",
    unit=Unit.MONEY,
    formula="sum of the actual cost up to the status date",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=("costs.actual", "costs.month"),
)
def ac_ledger(basis: Basis) -> pd.Series:
    """What is booked up to now."""
    return ledger.to_date(basis, "actual")


@measure(
    label="AC, schedule",
    unit=Unit.MONEY,
    formula="sum of the actual cost of all activities",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=("tasks.actual_cost",),
)
def ac_schedule(basis: Basis) -> pd.Series:
    """What the activities have cost, of a project that has no line in the ledger."""
    spent = scheduled(basis, "actual")
    return spent.total(spent.months <= basis.month)


@measure(
    label="Actual cost (AC)",
    unit=Unit.MONEY,
    formula="of the ledger, else of the schedule",
    better=Better.LOWER,
    standard=STANDARD,
    either=True,
)
def ac(ac_ledger: pd.Series, ac_schedule: pd.Series) -> pd.Series:
    """What the work done by now has cost."""
    return first(ac_ledger, ac_schedule)


@measure(
    label="Cost variance (CV)", unit=Unit.MONEY, formula="EV − AC", better=Better.HIGHER, standard=STANDARD
)
def cv(ev: pd.Series, ac: pd.Series) -> pd.Series:
    """Below zero, the work has cost more than its budget."""
    return (ev - ac).round(2)


@measure(
    label="Schedule variance (SV)",
    unit=Unit.MONEY,
    formula="EV − PV",
    better=Better.HIGHER,
    standard=STANDARD,
)
def sv(ev: pd.Series, pv: pd.Series) -> pd.Series:
    """Below zero, less is done than was planned by now."""
    return (ev - pv).round(2)


@measure(
    label="Cost performance index (CPI)",
    unit=Unit.INDEX,
    formula="EV / AC",
    better=Better.HIGHER,
    standard=STANDARD,
)
def cpi(ev: pd.Series, ac: pd.Series) -> pd.Series:
    """Work done for each unit of money spent; null before anything is spent."""
    return ratio(ev, ac)


@measure(
    label="Schedule performance index (SPI)",
    unit=Unit.INDEX,
    formula="EV / PV",
    better=Better.HIGHER,
    standard=STANDARD,
)
def spi(ev: pd.Series, pv: pd.Series) -> pd.Series:
    """Work done for each unit planned; it returns to 1 at the end, however late: see SPI(t)."""
    return ratio(ev, pv)


@measure(
    label="Percent complete", unit=Unit.PERCENT, formula="EV / BAC", better=Better.HIGHER, standard=STANDARD
)
def percent_complete(ev: pd.Series, bac: pd.Series) -> pd.Series:
    """The share of the budget that is earned."""
    return ratio(ev, bac)


@measure(label="Percent planned", unit=Unit.PERCENT, formula="PV / BAC", standard=STANDARD)
def planned_percent(pv: pd.Series, bac: pd.Series) -> pd.Series:
    """The share of the budget that should be earned by now."""
    return ratio(pv, bac)


@measure(label="Percent spent", unit=Unit.PERCENT, formula="AC / BAC", standard=STANDARD)
def percent_spent(ac: pd.Series, bac: pd.Series) -> pd.Series:
    """The share of the budget that is spent."""
    return ratio(ac, bac)


def budgets(basis: Basis) -> pd.Series:
    """BAC of each project, exact: of the ledger, else of the schedule."""
    return whole_money(basis, "budget_current").total()


def earned(basis: Basis, shares: pd.Series) -> pd.Series:
    """EV of each project of which the percent complete is among `shares`, exact."""
    whole = budgets(basis).reindex(shares.index)
    return exact(whole).times(factors(shares)).series(whole.index)


def percent(basis: Basis) -> pd.Series:
    """Percent complete (a fraction) of each project at the status date: as reported, else by its schedule."""
    return first(reported_percent(basis), scheduled_percent(basis))


def reported_percent(basis: Basis) -> pd.Series:
    """Percent complete that projects report at the status date.

    It is the one of the status date's own month: an earlier one is not what is done by now, unless it
    says that all is done. A project that is to start after the status date has done nothing.
    """
    return basis.once(reported_percent, lambda: _reported_percent(basis))


def _reported_percent(basis: Basis) -> pd.Series:
    progress, month = basis["progress"], basis.month
    now = progress[progress["month"] == month].set_index("project_id")["percent_complete"]
    before = progress[(progress["month"] < month) & (progress["percent_complete"] >= 1)]
    finished = before["project_id"].unique().tolist()
    silent = dict.fromkeys(_ahead(basis), 0.0) | dict.fromkeys(finished, 1.0)
    return pd.Series(silent | now.to_dict(), dtype="float64")


def scheduled_percent(basis: Basis) -> pd.Series:
    """Percent complete by the activities of projects that report none in any month."""
    shares = schedule_value.earned(basis)
    told = within(shares.index, basis["progress"]["project_id"])
    return shares[~told & ~within(shares.index, reported_percent(basis).index)]


def _ahead(basis: Basis) -> list[str]:
    """Projects that are planned to start after the status date, and of which nobody says they have."""
    projects = basis["projects"]
    ahead = projects["baseline_start"].gt(pd.Timestamp(basis.status_date)) & projects["actual_start"].isna()
    return projects.loc[ahead, "project_id"].tolist()
