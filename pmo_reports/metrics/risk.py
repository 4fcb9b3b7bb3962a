"""Risks (ISO 31000): scores and cells of the risk map, appetite, owners and responses.

Only a risk that is said to be closed is closed. A project without any entry in the log has no risk
assessment, which is not the same as no risk: null, not zero.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import logs
from pmo_reports.metrics.arithmetic import whole
from pmo_reports.metrics.risk_log import Stage, colours, counted, opened, scores, still_open
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

ISO = "ISO 31000"
NEAR = pd.Timedelta(days=90)
SCORE = ("risks.probability", "risks.impact", "risks.state")
INHERENT = ("risks.inherent_probability", "risks.inherent_impact", "risks.state")
TARGET = ("risks.target_probability", "risks.target_impact", "risks.state")


@measure(
    label="Open risks",
    unit=Unit.COUNT,
    formula="risks that are not closed",
    inputs=("risks.state",),
    terms={ISO: "Guidelines on risk management"},
)
def open_risks(basis: Basis) -> pd.Series:
    """How many risks are open."""
    risks = opened(basis)
    return counted(basis, logs.every(risks))


@measure(
    label="Risks above appetite",
    unit=Unit.COUNT,
    formula="open risks with probability × impact above the appetite",
    better=Better.LOWER,
    standard=ISO,
    inputs=SCORE,
)
def risks_above_appetite(basis: Basis) -> pd.Series:
    """Risks that need a response; null while one of a project's has no score."""
    found = scores(opened(basis))
    return counted(basis, logs.judged(found.gt(basis.appetite), found))


@measure(
    label="Risks in red",
    unit=Unit.COUNT,
    formula="open risks whose cell of the risk map is red",
    better=Better.LOWER,
    standard=ISO,
    inputs=SCORE,
)
def risks_red(basis: Basis) -> pd.Series:
    """By the organisation's map of 25 cells, as risks stand today; null while one has no cell."""
    return _coloured(basis, "R")


@measure(
    label="Risks in amber",
    unit=Unit.COUNT,
    formula="open risks whose cell of the risk map is amber",
    standard=ISO,
    inputs=SCORE,
)
def risks_amber(basis: Basis) -> pd.Series:
    """Red, amber and green ones together are all open risks."""
    return _coloured(basis, "A")


@measure(
    label="Risks in green",
    unit=Unit.COUNT,
    formula="open risks whose cell of the risk map is green",
    standard=ISO,
    inputs=SCORE,
)
def risks_green(basis: Basis) -> pd.Series:
    """Risks that are watched, no more."""
    return _coloured(basis, "G")


@measure(
    label="Risks in red, inherent",
    unit=Unit.COUNT,
    formula="open risks whose inherent cell of the risk map is red",
    better=Better.LOWER,
    standard=ISO,
    inputs=INHERENT,
)
def risks_red_inherent(basis: Basis) -> pd.Series:
    """How many would be red without any response."""
    return _coloured(basis, "R", Stage.INHERENT)


@measure(
    label="Risks in red, target",
    unit=Unit.COUNT,
    formula="open risks whose target cell of the risk map is red",
    better=Better.LOWER,
    standard=ISO,
    inputs=TARGET,
)
def risks_red_target(basis: Basis) -> pd.Series:
    """How many stay red when all responses are in place: they need another answer."""
    return _coloured(basis, "R", Stage.TARGET)


@measure(
    label="Top risk score",
    unit=Unit.SCORE,
    formula="greatest probability × impact of an open risk",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard=ISO,
    inputs=SCORE,
)
def top_risk_score(basis: Basis) -> pd.Series:
    """The worst score, 1 to 25; null without an open risk, or while one has no score."""
    return _top(basis, Stage.RESIDUAL)


@measure(
    label="Top risk score, inherent",
    unit=Unit.SCORE,
    formula="greatest inherent probability × impact of an open risk",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard=ISO,
    inputs=INHERENT,
)
def top_risk_score_inherent(basis: Basis) -> pd.Series:
    """The worst score without any response."""
    return _top(basis, Stage.INHERENT)


@measure(
    label="Top risk score, target",
    unit=Unit.SCORE,
    formula="greatest target probability × impact of an open risk",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard=ISO,
    inputs=TARGET,
)
def top_risk_score_target(basis: Basis) -> pd.Series:
    """The worst score with all responses in place."""
    return _top(basis, Stage.TARGET)


@measure(
    label="Responses overdue",
    unit=Unit.COUNT,
    formula="open risks whose response was due before the status date",
    better=Better.LOWER,
    standard=ISO,
    inputs=("risks.response_due", "risks.state"),
)
def overdue_responses(basis: Basis) -> pd.Series:
    """Responses that should be in place; null while one of a project's open risks has no date for it."""
    due = opened(basis)["response_due"]
    return counted(basis, logs.judged(due.lt(logs.status_day(basis)), due))


@measure(
    label="Risks without owner",
    unit=Unit.COUNT,
    formula="open risks that name no owner",
    better=Better.LOWER,
    standard=ISO,
    inputs=("risks.owner", "risks.state"),
)
def risks_without_owner(basis: Basis) -> pd.Series:
    """Risks that are nobody's business."""
    return counted(basis, opened(basis)["owner"].isna())


@measure(
    label="Risks without response",
    unit=Unit.COUNT,
    formula="open risks that name no response",
    better=Better.LOWER,
    standard=ISO,
    inputs=("risks.response", "risks.state"),
)
def risks_without_response(basis: Basis) -> pd.Series:
    """Risks that nobody has an answer to; one that is borne says so as its response."""
    return counted(basis, opened(basis)["response"].isna())


@measure(
    label="Risks within 90 days",
    unit=Unit.COUNT,
    formula="open risks that may strike up to 90 days after the status date, or could have already",
    better=Better.LOWER,
    standard=ISO,
    inputs=("risks.proximity", "risks.state"),
)
def risks_near(basis: Basis) -> pd.Series:
    """Risks to look at first; null while one of a project's open risks does not say when."""
    when = opened(basis)["proximity"]
    return counted(basis, logs.judged(when.le(logs.status_day(basis) + NEAR), when))


@measure(
    label="Risks escalated",
    unit=Unit.COUNT,
    formula="open risks that are escalated",
    standard=ISO,
    inputs=("risks.escalated", "risks.state"),
)
def risks_escalated(basis: Basis) -> pd.Series:
    """Risks that somebody above the project has to decide on; null where the log does not say."""
    return counted(basis, opened(basis)["escalated"])


def placed(basis: Basis) -> pd.DataFrame:
    """Open risks with their cells on the risk map: a row each, for the map and its arrows.

    `project_id`, `risk_id`; `probability`, `impact` and `colour` today; the same with `inherent_` and
    `target_` before them; `probability_before` and `impact_before`, null for risks that are new.
    """
    risks = opened(basis)
    cells = [f"{stage}{name}" for stage in Stage for name in ("probability", "impact")]
    found = risks[["project_id", "risk_id", *cells]].assign(
        **{f"{stage}colour": colours(basis, risks, stage) for stage in Stage}
    )
    past = basis.before.portfolio["risks"] if basis.before else basis["risks"].iloc[:0]
    then = still_open(past)[["project_id", "risk_id", "probability", "impact"]]
    return found.merge(then, on=["project_id", "risk_id"], how="left", suffixes=("", "_before"))


def _coloured(basis: Basis, letter: str, stage: Stage = Stage.RESIDUAL) -> pd.Series:
    found = colours(basis, opened(basis), stage)
    return counted(basis, logs.judged(found.eq(letter), found))


def _top(basis: Basis, stage: Stage) -> pd.Series:
    risks = opened(basis)
    found = scores(risks, stage)
    known = found.notna().groupby(risks["project_id"]).all()
    return whole(found.groupby(risks["project_id"]).max().where(known))
