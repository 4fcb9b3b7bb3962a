"""An assessed period: tables, measures and RAG together, as the pack needs them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from pmo_reports.model.assumptions import Assumptions
from pmo_reports.model.changes import Changes
from pmo_reports.model.groups import Group
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Assessments, Rag
from pmo_reports.model.risk_map import BANDS
from pmo_reports.model.tables import Portfolio

OVERALL = "overall"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """The organisation's working days: a week mask (Monday first) and days off."""

    week: str = "1111100"
    days_off: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What measures are computed from.

    Attributes:
        portfolio: the canonical tables of the period.
        members: one row for each entity and project of it: `entity_id`, `project_id`. A project is
            its own member; a programme has its projects, at any depth; the portfolio has all.
        status_date: the data date; nothing after it is actual.
        currency: reporting currency; money is multiplied by the row's `fx_rate`.
        calendars: the working days of projects that have a calendar of their own.
        appetite: the risk score (probability x impact) above which a risk is above appetite.
        bands: the risk map, a row of letters for each probability, 5 first; see `model.risk_map`.
        periods: first days of the fiscal periods that months are counted in; none: calendar months.
        assumptions: how measures are computed where there is a choice.
        past: the assessed periods before, oldest first.
        fed: the canonical tables that a source of the workspace fills.
        workings: what was worked out of the tables so far; see `once`.
    """

    portfolio: Portfolio
    members: pd.DataFrame
    status_date: date
    currency: str
    working_days: WorkingDays = field(default_factory=WorkingDays)
    calendars: Mapping[str, WorkingDays] = field(default_factory=dict)
    appetite: int = 12
    bands: tuple[str, ...] = BANDS
    periods: tuple[date, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    past: tuple[Assessed, ...] = ()
    fed: frozenset[str] = frozenset()
    workings: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, worked out at the first call alone.

        It may depend on the tables and the status date, not on `members`: a narrower basis shares it.
        """
        if key not in self.workings:
            self.workings[key] = work()
        found: T = self.workings[key]
        return found

    @property
    def before(self) -> Assessed | None:
        """The period before, if there is one."""
        return self.past[-1] if self.past else None

    @property
    def month(self) -> pd.Timestamp:
        """The first day of the month (or fiscal period) that the status date lies in."""
        if not self.periods:
            return pd.Timestamp(self.status_date).replace(day=1)
        return pd.Timestamp(
            max((day for day in self.periods if day <= self.status_date), default=self.periods[0])
        )

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.portfolio.tables[table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How the ranges of a period were found; empty for periods that are not reported.

    Attributes:
        methods: by project `method`, `n` draws or observations, and `seed`.
        drivers: `project_id`, `task_id`, and `criticality`: in which share of the draws an open activity
            drove the finish.
    """

    methods: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["method", "n", "seed"]))
    drivers: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["project_id", "task_id", "criticality"])
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One period with its measures and its RAG, keyed by entity and dimension.

    Attributes:
        working_days: the working days that the measures were counted in.
        calendars: those of projects that have a calendar of their own.
        drawn: how the ranges of finish and cost were found.
        groups: the projects rolled up by the columns of the register that a pack asks for, by column.
        changes: what is not as it was in the period before; null where there is none, and of earlier periods.
    """

    period: Period
    status_date: date
    portfolio: Portfolio
    measurements: Measurements
    assessments: Mapping[tuple[str, str], Assessment]
    working_days: WorkingDays = field(default_factory=WorkingDays)
    calendars: Mapping[str, WorkingDays] = field(default_factory=dict)
    drawn: Drawn = field(default_factory=Drawn)
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)
    changes: Changes | None = None

    def rag(self, entity: str, dimension: str = OVERALL) -> Rag:
        """The effective state, unknown where nothing was assessed."""
        if isinstance(self.assessments, Assessments):
            return self.assessments.effective(entity, dimension) or Rag.UNKNOWN
        found = self.assessments.get((entity, dimension))
        return found.effective if found else Rag.UNKNOWN
