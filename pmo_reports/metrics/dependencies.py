"""Dependencies between projects: promises against needs, received and given, and what is downstream.

Measures of what is received are of the project that waits; measures of what is given of the one that has
promised. Once the log is kept, a project without open promises has none: zero.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import logs
from pmo_reports.metrics.arithmetic import whole
from pmo_reports.metrics.chains import chains
from pmo_reports.metrics.promises import promises
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

SOON = pd.Timedelta(days=60)
RECEIVER, GIVER = "receiver_id", "giver_id"
STATE = "dependencies.state"
DATES = ("dependencies.need_date", "dependencies.promise_date")
RECEIVED = (*DATES, "dependencies.receiver_id", STATE)
GIVEN = (*DATES, "dependencies.giver_id", STATE)
BOTH = (*DATES, "dependencies.giver_id", "dependencies.receiver_id", STATE)
FLOAT = ("dependencies.receiver_task_id", "tasks.total_float_days")


@measure(
    label="Worst dependency gap",
    unit=Unit.DAYS,
    formula="working days from need to promise, worst open dependency",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    inputs=RECEIVED,
)
def worst_dependency_gap(basis: Basis) -> pd.Series:
    """Above zero, something arrives later than it is needed; null without an open, dated dependency."""
    awaited = promises(basis)
    return awaited["gap"].groupby(awaited[RECEIVER]).max()


@measure(
    label="Worst dependency gap beyond float",
    unit=Unit.DAYS,
    formula="working days from need to promise − total float of the receiving task, worst open dependency",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    inputs=(*RECEIVED, *FLOAT),
)
def worst_gap_beyond_float(basis: Basis) -> pd.Series:
    """Above zero, the receiving project slips; no float is assumed where no task is named.

    Null without an open dependency, or while one has no dates, or names a task whose float is not known.
    """
    awaited = promises(basis)
    groups = awaited["net"].groupby(awaited[RECEIVER])
    return groups.max().where(groups.count().eq(groups.size()))


@measure(
    label="Dependencies at risk",
    unit=Unit.COUNT,
    formula="open dependencies that are promised later than needed, or not promised at all",
    better=Better.LOWER,
    inputs=RECEIVED,
)
def dependencies_at_risk(basis: Basis) -> pd.Series:
    """How many deliveries to the project do not fit its plan; null without an open dependency."""
    awaited = promises(basis)
    groups = _at_risk(awaited).astype("Int64").groupby(awaited[RECEIVER])
    return whole(groups.sum().where(groups.count().eq(groups.size())))


@measure(
    label="Dependencies open",
    unit=Unit.COUNT,
    formula="dependencies on other projects that are not delivered",
    inputs=("dependencies.receiver_id", STATE),
)
def dependencies_open(basis: Basis) -> pd.Series:
    """What the project still waits for."""
    return _number(basis, RECEIVER, logs.every(promises(basis)))


@measure(
    label="Dependencies late",
    unit=Unit.COUNT,
    formula="open dependencies that are promised later than needed",
    better=Better.LOWER,
    inputs=RECEIVED,
)
def dependencies_late(basis: Basis) -> pd.Series:
    """Null while one is promised and does not say when it is needed."""
    return _number(basis, RECEIVER, _late(promises(basis)))


@measure(
    label="Dependencies not promised",
    unit=Unit.COUNT,
    formula="open dependencies without a promised date",
    better=Better.LOWER,
    inputs=RECEIVED,
)
def dependencies_unpromised(basis: Basis) -> pd.Series:
    """What nobody has agreed to deliver yet."""
    return _number(basis, RECEIVER, promises(basis)["promise_date"].isna())


@measure(
    label="Dependencies at risk in 60 days",
    unit=Unit.COUNT,
    formula="dependencies at risk that are needed up to 60 days after the status date, or before it",
    better=Better.LOWER,
    inputs=RECEIVED,
)
def dependencies_at_risk_60(basis: Basis) -> pd.Series:
    """What has to be settled now; null while an open dependency does not say when it is needed."""
    return _number(basis, RECEIVER, _urgent(basis))


@measure(
    label="Promises open",
    unit=Unit.COUNT,
    formula="dependencies of other projects on this one that are not delivered",
    inputs=("dependencies.giver_id", STATE),
)
def promises_open(basis: Basis) -> pd.Series:
    """What other projects still wait for."""
    return _number(basis, GIVER, logs.every(promises(basis)))


@measure(
    label="Promises late",
    unit=Unit.COUNT,
    formula="open promises to other projects that are later than needed",
    better=Better.LOWER,
    inputs=GIVEN,
)
def promises_late(basis: Basis) -> pd.Series:
    """Whom the project keeps waiting."""
    return _number(basis, GIVER, _late(promises(basis)))


@measure(
    label="Promises missing",
    unit=Unit.COUNT,
    formula="open needs of other projects for which this one has promised no date",
    better=Better.LOWER,
    inputs=GIVEN,
)
def promises_missing(basis: Basis) -> pd.Series:
    """What the project has not agreed to yet."""
    return _number(basis, GIVER, promises(basis)["promise_date"].isna())


@measure(
    label="Promises broken",
    unit=Unit.COUNT,
    formula="promises to other projects whose date lies before the status date and that are not delivered",
    better=Better.LOWER,
    inputs=GIVEN,
)
def promises_broken(basis: Basis) -> pd.Series:
    """Promised, not kept and not promised anew; what was never promised is not broken."""
    return _number(basis, GIVER, promises(basis)["promise_date"].lt(logs.status_day(basis)))


@measure(
    label="Promises at risk in 60 days",
    unit=Unit.COUNT,
    formula="promises late or missing that others need up to 60 days after the status date, or before it",
    better=Better.LOWER,
    inputs=GIVEN,
)
def promises_at_risk_60(basis: Basis) -> pd.Series:
    """What the project has to settle now, for others."""
    return _number(basis, GIVER, _urgent(basis))


@measure(
    label="Delay by chains of promises",
    unit=Unit.DAYS,
    formula="longest sum of gaps beyond float along a chain of open dependencies, never below zero at a link",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    inputs=(*BOTH, *FLOAT),
)
def chain_delay(basis: Basis) -> pd.Series:
    """How late promises make a project, if each one on the way passes on what it receives late.

    So it is if no promise allows for a late delivery to its giver; the truth lies between this and the
    worst gap. Null where a link of the chain has no dates, or where the chain runs in a circle.
    """
    return _all(basis, chains(basis).delays)


@measure(
    label="Projects downstream",
    unit=Unit.COUNT,
    formula="projects that wait for this one, directly or through others",
    rolls_up=Rollup.GREATEST,
    inputs=("dependencies.giver_id", "dependencies.receiver_id", STATE),
)
def projects_downstream(basis: Basis) -> pd.Series:
    """How far a delay can spread; null where the dependencies run in a circle."""
    return _all(basis, chains(basis).downstream)


def _late(awaited: pd.DataFrame) -> pd.Series:
    """Null where a date is promised and the day of the need is not known."""
    unsure = awaited["promise_date"].notna() & awaited["need_date"].isna()
    return awaited["late"].fillna(value=False).astype("boolean").mask(unsure)


def _at_risk(awaited: pd.DataFrame) -> pd.Series:
    return _late(awaited) | awaited["promise_date"].isna()


def _urgent(basis: Basis) -> pd.Series:
    awaited = promises(basis)
    near = awaited["need_date"].le(logs.status_day(basis) + SOON)
    return logs.judged(_at_risk(awaited) & near, awaited["need_date"])


def _number(basis: Basis, side: str, hits: pd.Series) -> pd.Series:
    awaited = promises(basis)
    return logs.counted(hits, awaited[side], logs.listed(basis, "dependencies"))


def _all(basis: Basis, found: pd.Series) -> pd.Series:
    """With zero for the projects that no open dependency touches."""
    return whole(found.reindex(logs.listed(basis, "dependencies"), fill_value=0))
