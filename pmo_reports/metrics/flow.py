"""Flow of work through a team's tracker: what is done, what is open, how fast, how much was added.

Terms as in the Kanban Guide (work in progress, throughput, cycle time, work item age) and the Scrum Guide.
Sub-tasks do not count beside their parents, and epics are counted apart (see `items`). An item whose
progress is not known counts as open, and one that was dropped is scope no more. A project without a
tracker has no such measures: null, not zero.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.metrics.items import cancelled, containers, counted
from pmo_reports.metrics.members import entities
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

KANBAN, SCRUM = "Kanban Guide", "Scrum Guide"
SPRINTS = 3
PROGRESS = ("work_items.progress", "work_items.resolved_on")
POINTS = ("work_items.points", *PROGRESS)


@measure(
    label="Items",
    unit=Unit.COUNT,
    formula="items of the tracker, without epics, sub-tasks and cancelled ones",
    inputs=PROGRESS,
)
def items_total(basis: Basis) -> pd.Series:
    """How many items there are on the status date."""
    return _number(basis, counted(basis)["item_id"].notna())


@measure(
    label="Items cancelled",
    unit=Unit.COUNT,
    formula="items dropped up to the status date: progress cancelled, or a resolution such as Won't Do",
    inputs=(*PROGRESS, "work_items.resolution"),
)
def items_cancelled(basis: Basis) -> pd.Series:
    """How many items were taken out of scope; they are neither done nor open."""
    return _number(basis, cancelled(basis)["dropped"])


@measure(label="Items done", unit=Unit.COUNT, formula="items whose progress is done", inputs=PROGRESS)
def items_done(basis: Basis) -> pd.Series:
    """How many items are done."""
    return _number(basis, counted(basis)["done"])


@measure(label="Share of items done", unit=Unit.PERCENT, formula="items done / items", better=Better.HIGHER)
def items_done_share(items_done: pd.Series, items_total: pd.Series) -> pd.Series:
    """The share of the items that is done; each weighs the same."""
    return ratio(items_done, items_total)


@measure(
    label="Story points",
    unit=Unit.SCORE,
    formula="sum of the points of items that have any",
    standard=SCRUM,
    inputs=POINTS,
)
def points_total(basis: Basis) -> pd.Series:
    """The points of all items; null where no item has any."""
    return _points(basis, counted(basis))


@measure(
    label="Story points done",
    unit=Unit.SCORE,
    formula="sum of the points of items that are done",
    standard=SCRUM,
    inputs=POINTS,
)
def points_done(basis: Basis) -> pd.Series:
    """The points of the items that are done; zero where items have points and none is done."""
    items = counted(basis)
    return _points(
        basis, items.assign(points=items["points"].where(items["done"] | items["points"].isna(), 0))
    )


@measure(
    label="Share of points done",
    unit=Unit.PERCENT,
    formula="story points done / story points",
    better=Better.HIGHER,
    standard=SCRUM,
)
def points_done_share(points_done: pd.Series, points_total: pd.Series) -> pd.Series:
    """The share of the points that is done; items without points have no weight."""
    return ratio(points_done, points_total)


@measure(label="Items open", unit=Unit.COUNT, formula="items that are not done", inputs=PROGRESS)
def items_open(basis: Basis) -> pd.Series:
    """How many items are not done."""
    return _number(basis, ~counted(basis)["done"])


@measure(
    label="Work in progress",
    unit=Unit.COUNT,
    formula="items that are started and not done",
    standard=KANBAN,
    inputs=PROGRESS,
)
def items_in_progress(basis: Basis) -> pd.Series:
    """How many items are being worked on."""
    items = counted(basis)
    return _number(basis, items["progress"].eq("in_progress") & ~items["done"])


@measure(
    label="Items added in the period",
    unit=Unit.COUNT,
    formula="items created in the period, up to the status date",
    inputs=("work_items.created_on",),
)
def items_added(basis: Basis) -> pd.Series:
    """How many items came up in the period; null while one of a project's has no date."""
    items = counted(basis)
    return _number(basis, _added(basis, items), known=items["created_on"].notna())


@measure(
    label="Scope change, items",
    unit=Unit.PERCENT,
    formula="items added in the period / items before it",
    better=Better.LOWER,
)
def scope_change_items(items_added: pd.Series, items_total: pd.Series) -> pd.Series:
    """Growth of the scope in items; null where there were none before."""
    return ratio(items_added, items_total - items_added)


@measure(
    label="Points added in the period",
    unit=Unit.SCORE,
    formula="points of items created in the period, up to the status date",
    standard=SCRUM,
    inputs=("work_items.points", "work_items.created_on"),
)
def points_added(basis: Basis) -> pd.Series:
    """Points that came up in the period; null while an item with points has no date."""
    items = counted(basis)
    added = items["points"].where(_added(basis, items) | items["points"].isna(), 0)
    known = items["created_on"].notna() | items["points"].isna()
    return _points(basis, items.assign(points=added), known)


@measure(
    label="Scope change, points",
    unit=Unit.PERCENT,
    formula="points added in the period / points before it",
    better=Better.LOWER,
    standard=SCRUM,
)
def scope_change_points(points_added: pd.Series, points_total: pd.Series) -> pd.Series:
    """Growth of the scope in points; null where there were none before."""
    return ratio(points_added, points_total - points_added)


@measure(
    label="Throughput",
    unit=Unit.COUNT,
    formula="items resolved in the period, up to the status date",
    better=Better.HIGHER,
    standard=KANBAN,
    inputs=PROGRESS,
)
def throughput(basis: Basis) -> pd.Series:
    """How many items were done in the period; null while one that is done has no date of it."""
    items = counted(basis)
    within = items["done"] & items["resolved_on"].ge(_start(basis))
    return _number(basis, within, known=items["resolved_on"].notna() | ~items["done"])


@measure(
    label="Median cycle time, calendar days",
    unit=Unit.DAYS,
    rolls_up=Rollup.ANEW,
    formula="median of resolution − start (else creation) over items done; negative ones left out",
    better=Better.LOWER,
    standard=KANBAN,
    inputs=("work_items.resolved_on", "work_items.started_on", "work_items.created_on"),
)
def median_cycle_time(basis: Basis) -> pd.Series:
    """Calendar days that half of the items done took at most; of all items of an entity together."""
    items = counted(basis)
    return _median(basis, items, items["days"].where(items["days"].ge(0)))


@measure(
    label="Median age of open items, calendar days",
    unit=Unit.DAYS,
    rolls_up=Rollup.ANEW,
    formula="median of status date − creation over open items",
    better=Better.LOWER,
    standard=KANBAN,
    inputs=("work_items.created_on", *PROGRESS),
)
def open_item_age(basis: Basis) -> pd.Series:
    """Calendar days that half of the open items have been waiting at most."""
    items = counted(basis)
    age = (pd.Timestamp(basis.status_date) - items["created_on"]).dt.days
    return _median(basis, items, age.where(~items["done"]))


@measure(
    label="Items overdue",
    unit=Unit.COUNT,
    formula="open items due before the status date",
    better=Better.LOWER,
    inputs=("work_items.due_on", *PROGRESS),
)
def overdue_items(basis: Basis) -> pd.Series:
    """How many open items are late; those without a due date are not."""
    items = counted(basis)
    return _number(basis, ~items["done"] & items["due_on"].lt(pd.Timestamp(basis.status_date)))


@measure(
    label="Velocity",
    unit=Unit.SCORE,
    formula="mean of the points done by sprint, over the last three sprints in which any were done",
    better=Better.HIGHER,
    standard=SCRUM,
    inputs=("work_items.sprint", *POINTS),
)
def velocity(basis: Basis) -> pd.Series:
    """Points a sprint; a programme's is the sum of its projects', whatever the length of their sprints."""
    items = counted(basis)
    told = items["done"] & items["points"].notna() & items["sprint"].notna()
    done = items.loc[told, ["project_id", "sprint", "points", "resolved_on"]]
    sprints = done.groupby(["project_id", "sprint"]).agg(
        points=("points", "sum"), last=("resolved_on", "max")
    )
    latest = (
        sprints.sort_values("last", na_position="first", kind="stable").groupby("project_id").tail(SPRINTS)
    )
    return latest.groupby("project_id")["points"].mean()


@measure(
    label="Epics",
    unit=Unit.COUNT,
    formula="epics, features and other items that hold items, without cancelled ones",
    inputs=("work_items.kind",),
)
def epics_total(basis: Basis) -> pd.Series:
    """How many epics there are; zero where a tracker is kept and has none."""
    return _number(basis, containers(basis)["item_id"].notna())


@measure(
    label="Epics done",
    unit=Unit.COUNT,
    formula="epics whose progress is done",
    inputs=("work_items.kind", *PROGRESS),
)
def epics_done(basis: Basis) -> pd.Series:
    """How many epics are done."""
    return _number(basis, containers(basis)["done"])


def _start(basis: Basis) -> pd.Timestamp:
    return pd.Timestamp(basis.portfolio.period.start)


def _added(basis: Basis, items: pd.DataFrame) -> pd.Series:
    return items["created_on"].ge(_start(basis))


def _tracked(basis: Basis) -> pd.Index[str]:
    """The projects that keep a tracker."""
    tracked: pd.Index[str] = pd.Index(basis["work_items"]["project_id"].dropna().unique())
    return tracked


def _of(basis: Basis, values: pd.Series) -> pd.Series:
    """The project of each value's item."""
    return basis["work_items"]["project_id"].reindex(values.index)


def _number(basis: Basis, hits: pd.Series, known: pd.Series | None = None) -> pd.Series:
    """How many items are hit, by project; null for a project with an item of which that is not known."""
    sums = hits.astype("int64").groupby(_of(basis, hits)).sum().reindex(_tracked(basis), fill_value=0)
    return whole(sums if known is None else sums.where(_all(basis, known)))


def _points(basis: Basis, items: pd.DataFrame, known: pd.Series | None = None) -> pd.Series:
    sums = items.groupby("project_id")["points"].sum(min_count=1)
    return sums if known is None else sums.where(_all(basis, known).reindex(sums.index))


def _all(basis: Basis, known: pd.Series) -> pd.Series:
    by_project: pd.Series = known.groupby(_of(basis, known)).all().reindex(_tracked(basis), fill_value=True)
    return by_project


def _median(basis: Basis, items: pd.DataFrame, days: pd.Series) -> pd.Series:
    """The median over all items of an entity's projects: medians of projects have none."""
    of_items = items[["project_id"]].assign(days=days.astype("float64"))
    joined = basis.members.merge(of_items, on="project_id")
    return joined.groupby("entity_id")["days"].median().reindex(entities(basis))
