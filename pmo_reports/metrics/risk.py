"""Risks and issues (ISO 31000): exposure in money, scores against the appetite, late responses.

Only a risk that is said to be closed is closed. A project without any entry in the log has no risk
assessment, which is not the same as no risk: null, not zero.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.metrics.exact import exact, factors
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

SCORE = ("risks.probability", "risks.impact", "risks.state")
EXPOSURE = ("risks.probability_percent", "risks.impact_cost", "risks.state")


@measure(
    label="Risk exposure",
    unit=Unit.MONEY,
    formula="sum of probability × impact on cost over open risks",
    better=Better.LOWER,
    standard="ISO 31000",
    inputs=EXPOSURE,
)
def exposure(basis: Basis) -> pd.Series:
    """What the open risks cost on average; null while one of a project's is not quantified."""
    logged, risks = basis["risks"], _open(basis["risks"])
    share = risks["probability_percent"]
    expected = exact(risks["impact_cost"]).times(factors(share)).series(risks.index)
    sums = ledger.exact(risks.assign(expected=expected), "expected")
    return ledger.or_zero(sums, logged["project_id"].dropna().unique())


@measure(
    label="Contingency",
    unit=Unit.MONEY,
    formula="the projects' contingency",
    inputs=("projects.contingency", "projects.currency"),
)
def contingency(basis: Basis) -> pd.Series:
    """Money set aside for risks."""
    return ledger.own(basis, "contingency")


@measure(
    label="Exposure to contingency",
    unit=Unit.PERCENT,
    formula="risk exposure / contingency",
    better=Better.LOWER,
    standard="ISO 31000",
)
def exposure_to_contingency(exposure: pd.Series, contingency: pd.Series) -> pd.Series:
    """The share of the contingency that the open risks use up; above 1 it does not suffice."""
    return ratio(exposure, contingency)


@measure(
    label="Open risks",
    unit=Unit.COUNT,
    formula="risks that are not closed",
    inputs=("risks.state",),
)
def open_risks(basis: Basis) -> pd.Series:
    """How many risks are open."""
    return _counted(basis, pd.Series(1, index=_open(basis["risks"]).index, dtype="Int64"))


@measure(
    label="Risks above appetite",
    unit=Unit.COUNT,
    formula="open risks with probability × impact above the appetite",
    better=Better.LOWER,
    standard="ISO 31000",
    inputs=SCORE,
)
def risks_above_appetite(basis: Basis) -> pd.Series:
    """Risks that need a response; null while one of a project's has no score."""
    scores = _scores(_open(basis["risks"]))
    return _counted(basis, scores.gt(basis.appetite).astype("Int64").where(scores.notna()))


@measure(
    label="Top risk score",
    unit=Unit.SCORE,
    formula="greatest probability × impact of an open risk",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard="ISO 31000",
    inputs=SCORE,
)
def top_risk_score(basis: Basis) -> pd.Series:
    """The worst score, 1 to 25."""
    risks = _open(basis["risks"])
    return whole(_scores(risks).groupby(risks["project_id"]).max())


@measure(
    label="Responses overdue",
    unit=Unit.COUNT,
    formula="open risks whose response was due before the status date",
    better=Better.LOWER,
    standard="ISO 31000",
    inputs=("risks.response_due", "risks.state"),
)
def overdue_responses(basis: Basis) -> pd.Series:
    """Responses that should be in place."""
    late = _open(basis["risks"])["response_due"].lt(pd.Timestamp(basis.status_date))
    return _counted(basis, late.astype("Int64"))


@measure(
    label="Open issues",
    unit=Unit.COUNT,
    formula="issues that are not closed",
    better=Better.LOWER,
    inputs=("issues.state",),
)
def issues_open(basis: Basis) -> pd.Series:
    """How many issues are open; zero for a project that has none in a log that is kept."""
    issues = _open(basis["issues"])
    numbers = issues.groupby("project_id").size()
    logged = basis.members["project_id"] if len(basis["issues"]) else basis["issues"]["project_id"]
    return whole(numbers.reindex(logged.unique(), fill_value=0))


def _open(entries: pd.DataFrame) -> pd.DataFrame:
    return entries[entries["state"].ne("closed")]


def _scores(risks: pd.DataFrame) -> pd.Series:
    return risks["probability"] * risks["impact"]


def _counted(basis: Basis, numbers: pd.Series) -> pd.Series:
    """The sum of a number of each open risk, null where one of a project's is null."""
    logged = basis["risks"]
    by_project = numbers.groupby(logged["project_id"].reindex(numbers.index))
    sums = by_project.sum().where(by_project.count().eq(by_project.size()))
    return whole(sums.reindex(logged["project_id"].dropna().unique(), fill_value=0))
