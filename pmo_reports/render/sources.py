"""Where a figure comes from, in words: runs of cells, or what it was counted from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from pmo_reports.model.alternatives import Alternatives
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure
from pmo_reports.model.lineage import CellRef
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES
from pmo_reports.model.tracing import Rows, Trail, members

MOST = 50
COUNTED = "counted from this period's assessments, tables and findings, which the annex lists"
SETTLED = "settings of the workspace"
BEFORE = "inputs of the period before, as of its own pack"
MILESTONE = "trends.milestone_date"
"""A date of a milestone trend: its item is the milestone and the period that told it."""
SETTINGS = ("rules", "method", "status_date")
CURVES = "curves"
DERIVED: Mapping[str, str] = {
    "eac_over_bac": "cost_variance_at_completion",
    "finish_gain": "finish_slip",
    "forecast": "eac_management",
    "cost_over_forecast": "forecast_bias_near",
    "moved.finish.now": "finish_forecast",
    "moved.finish.days": "finish_forecast",
    "moved.finish.days.size": "finish_forecast",
}
"""Facts that show a measure the other way round, or month by month, and the measure."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "rag.report_age": ("status_reports.status_date", "status_reports.submitted_on"),
    "rag.override": ("overrides.dimension", "overrides.expires_on"),
    "return_to_green.moves": ("status_reports.return_to_green",),
    "return_to_green.days": ("status_reports.return_to_green",),
    MILESTONE: ("milestones.forecast_date", "milestones.actual_date"),
    **dict.fromkeys(
        ("moved.milestone.now", "moved.milestone.days", "moved.milestone.days.size"),
        ("milestones.forecast_date", "milestones.actual_date"),
    ),
    **dict.fromkeys(
        ("moved.risk-new.now", "moved.risk-rated.now", "moved.risk-escalated.now"),
        ("risks.probability", "risks.impact"),
    ),
}
"""Facts that are read from fields of another name than their own."""

_MONTH = re.compile(r"\d{4}-P?\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Sources:
    """The sources of one period's figures; what was looked up once is kept."""

    def __init__(self, now: Assessed, past: Sequence[Assessed] = ()) -> None:
        self._now = now
        self._periods = {each.period.id: each.period for each in past}
        self._members: dict[str, frozenset[str]] = {}
        self._alternatives = Alternatives(now.measurements)

    def of(self, figure: Figure) -> tuple[str, ...]:
        """The places that `figure` was made from; more than fifty are counted, never silently cut."""
        if _head(figure.key) in SETTINGS:
            return (SETTLED,)
        if figure.key.endswith((".was", ".opening")):
            return (BEFORE,)
        earlier = self._earlier(figure)
        if earlier:
            return (f"inputs of {earlier}, as of its own pack",)
        runs = [str(run) for run in self._runs(figure)]
        more = [f"… and {len(runs) - MOST} more"] if len(runs) > MOST else []
        return (*runs[:MOST], *more, *self._looked_back(figure)) or (COUNTED,)

    def as_of(self, figure: Figure) -> str:
        """The day that the figure speaks of."""
        earlier = self._earlier(figure)
        return earlier.end.isoformat() if earlier else self._now.status_date.isoformat()

    @cached_property
    def _trail(self) -> Trail:
        return Trail(self._now.portfolio)

    def _earlier(self, figure: Figure) -> Period | None:
        """The period that a fact of the past is named after; months of a curve are all of this one."""
        if figure.key == MILESTONE:
            figure = replace(figure, item=figure.item.rpartition("/")[2])
        if not _MONTH.fullmatch(figure.item) or _head(figure.key) in (CURVES, *TABLES):
            return None
        period = self._periods.get(figure.item) or Period.parse(figure.item)
        return period if period != self._now.period else None

    def _looked_back(self, figure: Figure) -> tuple[str, ...]:
        """The earlier periods of a measure that looks back at them."""
        declared = self._now.measurements.declared.get(_measure(figure.key))
        if not self._periods or declared is None or not declared.looks_back:
            return ()
        return (f"inputs of {min(self._periods)} to {max(self._periods)}, as of their own packs",)

    def _runs(self, figure: Figure) -> tuple[CellRef, ...]:
        """The cells of the fact; where its item names no row ("total"), those of all the entity's rows."""
        rows = self._rows(figure)
        told = self._alternatives.fields(_measure(figure.key), rows.projects) or dict.fromkeys(
            self._inputs(figure), rows.projects
        )
        found = self._trail.together({name: replace(rows, projects=whose) for name, whose in told.items()})
        if found or not rows.item:
            return found
        return self._trail.cells(_table_inputs(figure.key, whole_row=False), replace(rows, item=""))

    def _inputs(self, figure: Figure) -> tuple[str, ...]:
        """The canonical fields of a fact that is no measure: of its own table, or of the whole row."""
        key = figure.key
        return FIELDS.get(key, ()) or _table_inputs(key, whole_row=bool(figure.item))

    def _rows(self, figure: Figure) -> Rows:
        if figure.entity not in self._members:
            self._members[figure.entity] = members(self._now.portfolio, figure.entity)
        projects = self._members[figure.entity]
        if _head(figure.key) == CURVES and _DAY.fullmatch(figure.item):
            return Rows(projects=projects, until=date.fromisoformat(figure.item))
        if _head(figure.key) == CURVES and _MONTH.fullmatch(figure.item):
            return Rows(projects=projects, until=Period.parse(figure.item).start)
        by_item = _head(figure.key) in TABLES or figure.key in FIELDS
        item = figure.item.rpartition("/")[0] if figure.key == MILESTONE else figure.item
        return Rows(projects=projects, item=item if by_item else "")


def _measure(key: str) -> str:
    """The measure that a fact shows, if it shows one."""
    head, _, tail = key.partition(".")
    name = tail if head == CURVES else head
    return DERIVED.get(key) or DERIVED.get(name, name)


def _head(key: str) -> str:
    return key.partition(".")[0]


def _table_inputs(key: str, *, whole_row: bool) -> tuple[str, ...]:
    table, _, field = key.partition(".")
    if key in FIELDS or table not in TABLES:
        return FIELDS.get(key, ())
    if field in TABLES[table].fields:
        return (key,)
    names = TABLES[table].fields if whole_row else TABLES[table].key
    return tuple(f"{table}.{name}" for name in names)
