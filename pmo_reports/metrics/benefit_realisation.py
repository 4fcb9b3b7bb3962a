"""Benefits realised (Managing Successful Programmes): by kind, against the plan by now, and owned by whom.

Kinds are `cashable` (money that a budget gets back), `revenue` (money that comes in), `non-cashable`
(time, quality, risk in money's worth) and `dis-benefit` (what gets worse; it counts against).
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import benefit_points, ledger
from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.metrics.benefit_points import BENEFIT, last
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

CASHABLE = ("cashable", "revenue")
NON_CASHABLE = ("non-cashable",)
KINDS = (*CASHABLE, *NON_CASHABLE, benefit_points.DIS_BENEFIT)
OF_KIND = ("benefits.kind", "benefits.forecast", "benefits.month")


@measure(
    label="Benefits planned by now",
    unit=Unit.MONEY,
    formula="sum of the baseline of each benefit at its last point up to the status date",
    inputs=("benefits.baseline", "benefits.month"),
)
def benefit_planned_to_date(basis: Basis) -> pd.Series:
    """What should have come by now; zero for a project whose benefits all lie ahead."""
    return _owned(basis, ledger.exact(last(_due(basis)), "baseline"))


@measure(
    label="Benefits realised to plan",
    unit=Unit.PERCENT,
    formula="benefits realised / benefits planned by now",
    better=Better.HIGHER,
)
def benefit_realisation(benefit_realised: pd.Series, benefit_planned_to_date: pd.Series) -> pd.Series:
    """The share of what should have come by now that has; null before anything is due."""
    return ratio(benefit_realised, benefit_planned_to_date)


@measure(
    label="Benefits realised less plan",
    unit=Unit.MONEY,
    formula="benefits realised − benefits planned by now",
    better=Better.HIGHER,
)
def benefit_gap(benefit_realised: pd.Series, benefit_planned_to_date: pd.Series) -> pd.Series:
    """Below zero, less has come than should have by now."""
    return (benefit_realised - benefit_planned_to_date).round(2)


@measure(
    label="Cashable benefits, forecast",
    unit=Unit.MONEY,
    formula="sum of the forecast of cashable benefits and revenue at their last point",
    better=Better.HIGHER,
    inputs=OF_KIND,
)
def benefit_cashable(basis: Basis) -> pd.Series:
    """The money that budgets get back or that comes in; null while a benefit has no kind."""
    return _of_kind(basis, CASHABLE)


@measure(
    label="Non-cashable benefits, forecast",
    unit=Unit.MONEY,
    formula="sum of the forecast of non-cashable benefits at their last point",
    better=Better.HIGHER,
    inputs=OF_KIND,
)
def benefit_non_cashable(basis: Basis) -> pd.Series:
    """Time, quality and the like in money's worth, which no budget gets back."""
    return _of_kind(basis, NON_CASHABLE)


@measure(
    label="Dis-benefits, forecast",
    unit=Unit.MONEY,
    formula="sum of the forecast of dis-benefits at their last point, below zero",
    better=Better.HIGHER,
    inputs=OF_KIND,
)
def disbenefit(basis: Basis) -> pd.Series:
    """What gets worse through the project."""
    return _of_kind(basis, (benefit_points.DIS_BENEFIT,))


@measure(
    label="Cashable share",
    unit=Unit.PERCENT,
    formula="cashable benefits / (cashable + non-cashable benefits)",
    better=Better.HIGHER,
)
def cashable_share(benefit_cashable: pd.Series, benefit_non_cashable: pd.Series) -> pd.Series:
    """How much of the benefits is money; dis-benefits are left out of both."""
    return ratio(benefit_cashable, benefit_cashable + benefit_non_cashable)


@measure(label="Benefits", unit=Unit.COUNT, formula="number of benefits", inputs=("benefits.benefit_id",))
def benefits_listed(basis: Basis) -> pd.Series:
    """How many benefits the plan lists."""
    return whole(_each(basis).groupby("project_id").size())


@measure(
    label="Benefits without an owner",
    unit=Unit.COUNT,
    formula="number of benefits that name no owner at any point",
    better=Better.LOWER,
    inputs=("benefits.owner",),
)
def benefits_without_owner(basis: Basis) -> pd.Series:
    """Benefits that nobody answers for."""
    return _counted(basis, _each(basis)["owner"].eq(0))


@measure(
    label="Benefits without a measure",
    unit=Unit.COUNT,
    formula="number of benefits that name no unit of measure at any point",
    better=Better.LOWER,
    inputs=("benefits.unit",),
)
def benefits_without_measure(basis: Basis) -> pd.Series:
    """Benefits of which nobody could say whether they have come."""
    return _counted(basis, _each(basis)["unit"].eq(0))


@measure(
    label="Benefits due",
    unit=Unit.COUNT,
    formula="number of benefits of which some was planned to come by now",
    inputs=("benefits.baseline", "benefits.month"),
)
def benefits_due(basis: Basis) -> pd.Series:
    """How many benefits should show by now."""
    return _due_and(basis, None)


@measure(
    label="Benefits behind",
    unit=Unit.COUNT,
    formula="number of benefits due of which less than `benefits.behind` of the plan by now has come",
    better=Better.LOWER,
    inputs=("benefits.baseline", "benefits.actual", "benefits.month"),
)
def benefits_behind(basis: Basis) -> pd.Series:
    """Benefits that fall short by now; one of which nobody reports what came is among them."""
    return _due_and(basis, basis.assumptions.benefits.behind)


@measure(
    label="Benefits late",
    unit=Unit.COUNT,
    formula="number of benefits whose first effect (actual, else forecast) is later than planned, or overdue",
    better=Better.LOWER,
    inputs=("benefits.baseline", "benefits.forecast", "benefits.actual", "benefits.month"),
)
def benefits_late(basis: Basis) -> pd.Series:
    """Benefits that begin later than promised; overdue: planned to have begun by now, and nothing came."""
    found, now = benefit_points.points(basis), pd.Timestamp(basis.status_date)
    come = found["actual"].where(found["month"].le(now)).fillna(0) > 0
    ahead = (found["forecast"].fillna(0) > 0) & found["month"].gt(now)
    planned = _first(found, found["baseline"].fillna(0) > 0)
    effect = _first(found, come | ahead).reindex(planned.index)
    return _counted(basis, planned.lt(effect) | effect.isna())


def _due_and(basis: Basis, least: float | None) -> pd.Series:
    """The number of benefits due; with `least`, of which less than this share has come."""
    now = last(_due(basis)).set_index(BENEFIT)
    due = now["baseline"].fillna(0) > 0
    if least is None:
        return _counted(basis, due)
    told = _due(basis)
    come = last(told[told["actual"].notna()]).set_index(BENEFIT)["actual"].reindex(now.index)
    enough = ratio(come, now["baseline"]).ge(least)
    return _counted(basis, due & ~enough)


def _of_kind(basis: Basis, kinds: tuple[str, ...]) -> pd.Series:
    """The forecast of benefits of some kinds, zero without any; null with a benefit of an unknown kind."""
    ends = last(benefit_points.points(basis))
    unsaid = ends.loc[~ends["kind"].isin(KINDS), "project_id"].unique()
    found = _owned(basis, ledger.exact(ends[ends["kind"].isin(kinds)], "forecast"))
    return found[~found.index.isin(unsaid)]


def _due(basis: Basis) -> pd.DataFrame:
    found = benefit_points.points(basis)
    return found[found["month"].le(pd.Timestamp(basis.status_date))]


def _each(basis: Basis) -> pd.DataFrame:
    """Each benefit with the number of its points that say something, by column."""
    return basis.once(_each, lambda: basis["benefits"].groupby(BENEFIT).count())


def _first(found: pd.DataFrame, some: pd.Series) -> pd.Series:
    """The first month of each benefit in which there is some."""
    return found[some].groupby(BENEFIT)["month"].min()


def _owned(basis: Basis, sums: pd.Series) -> pd.Series:
    """`sums` of the projects with a benefits plan, zero where there is nothing to sum."""
    return ledger.or_zero(sums, basis["benefits"]["project_id"].dropna().unique())


def _counted(basis: Basis, flags: pd.Series) -> pd.Series:
    """How many benefits of each project with a plan are flagged."""
    numbers = flags.astype("int64").groupby(level="project_id").sum()
    return whole(numbers.reindex(basis["benefits"]["project_id"].dropna().unique(), fill_value=0))
