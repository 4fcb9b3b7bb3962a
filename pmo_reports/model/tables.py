"""The canonical tables: what every source is turned into, and the only thing measures read.

Tidy frames, one row is one thing. Dates are `datetime64[s]`, money is exact decimal in the row's own
currency, ratios are fractions, nulls are explicit. Every row ends with its provenance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd
import pyarrow as pa

from pmo_reports.model.finding import Finding
from pmo_reports.model.lineage import Lineage
from pmo_reports.model.period import Period

MONEY = pd.ArrowDtype(pa.decimal128(24, 4))


class Kind(StrEnum):
    """The type of a field, and so the dtype of its column."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"  # currency units, in the row's `currency`
    NUMBER = "number"
    RATIO = "ratio"  # a fraction: 0.45 is 45 %
    INTEGER = "integer"
    FLAG = "flag"


DTYPES: Mapping[Kind, Any] = {
    Kind.TEXT: "str",
    Kind.DATE: "datetime64[s]",
    Kind.MONEY: MONEY,
    Kind.NUMBER: "float64",
    Kind.RATIO: "float64",
    Kind.INTEGER: "Int64",
    Kind.FLAG: "boolean",
}


@dataclass(frozen=True, slots=True)
class Table:
    """The declaration of a canonical table: its fields by kind and the key that must be unique."""

    name: str
    row: str
    key: tuple[str, ...]
    fields: Mapping[str, Kind]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in order, provenance last."""
        return (*self.fields, *PROVENANCE)


PROVENANCE: Mapping[str, Kind] = {
    "source": Kind.TEXT,
    "file": Kind.TEXT,
    "sheet": Kind.TEXT,
    "row": Kind.INTEGER,
}


def _fields(**kinds: str) -> dict[str, Kind]:
    return {name: Kind(kind) for kind, names in kinds.items() for name in names.split()}


def _table(name: str, row: str, key: str, order: str, **kinds: str) -> Table:
    known = _fields(**kinds)
    names = order.split()
    assert set(names) == set(known), set(names) ^ set(known)  # noqa: S101 - a slip in this very file
    return Table(name, row, tuple(key.split()), {n: known[n] for n in names})


_DECLARED = (
    _table(
        "projects",
        "a project, programme or portfolio",
        "project_id",
        "project_id parent_id level name sponsor project_manager class stage state priority objectives "
        "currency calendar confidentiality description tolerance_cost tolerance_days baseline_start "
        "baseline_finish forecast_finish actual_start actual_finish whole_life_cost "
        "contingency revenue approved_benefit",
        text="project_id parent_id level name sponsor project_manager class stage state priority objectives "
        "currency calendar confidentiality description",
        ratio="tolerance_cost",
        number="tolerance_days",
        date="baseline_start baseline_finish forecast_finish actual_start actual_finish",
        money="whole_life_cost contingency revenue approved_benefit",
    ),
    _table(
        "status_reports",
        "a project's report of the period",
        "project_id",
        "project_id period schedule cost scope risk benefits resources quality dependencies overall "
        "delivery_confidence summary achieved next help_needed submitted_by submitted_on status_date note",
        text="project_id period schedule cost scope risk benefits resources quality dependencies overall "
        "delivery_confidence summary achieved next help_needed submitted_by note",
        date="submitted_on status_date",
    ),
    _table(
        "milestones",
        "a milestone as of the period",
        "project_id milestone_id",
        "project_id milestone_id name baseline_date forecast_date actual_date is_key gate owner",
        text="project_id milestone_id name gate owner",
        date="baseline_date forecast_date actual_date",
        flag="is_key",
    ),
    _table(
        "costs",
        "a project, month and category",
        "project_id month category",
        "project_id month category kind currency budget_original budget_current committed actual forecast "
        "fx_rate",
        text="project_id category kind currency",
        date="month",
        money="budget_original budget_current committed actual forecast",
        number="fx_rate",
    ),
    _table(
        "progress",
        "a project's cumulative physical progress at the end of a month",
        "project_id month",
        "project_id month planned_percent percent_complete",
        text="project_id",
        date="month",
        ratio="planned_percent percent_complete",
    ),
    _table(
        "work_items",
        "an entry of the team's tracker",
        "project_id item_id",
        "project_id item_id kind summary status assignee labels created_on updated_on "
        "due_on resolved_on estimate_days",
        text="project_id item_id kind summary status assignee labels",
        date="created_on updated_on due_on resolved_on",
        number="estimate_days",
    ),
    _table(
        "risks",
        "a risk of the RAID log",
        "project_id risk_id",
        "project_id risk_id title probability impact probability_percent impact_cost impact_days currency "
        "fx_rate response response_due proximity owner state target_probability target_impact raised_on",
        text="project_id risk_id title currency response owner state",
        integer="probability impact target_probability target_impact",
        ratio="probability_percent",
        money="impact_cost",
        number="impact_days fx_rate",
        date="response_due proximity raised_on",
    ),
    _table(
        "issues",
        "an issue of the RAID log",
        "project_id issue_id",
        "project_id issue_id title severity owner action due state raised_on",
        text="project_id issue_id title severity owner action state",
        date="due raised_on",
    ),
    _table(
        "dependencies",
        "a promise between two projects",
        "dependency_id",
        "dependency_id giver_id receiver_id deliverable need_date promise_date state",
        text="dependency_id giver_id receiver_id deliverable state",
        date="need_date promise_date",
    ),
    _table(
        "decisions",
        "a decision asked of the committee",
        "decision_id",
        "decision_id project_id question options recommendation needed_by owner cost_of_delay currency "
        "fx_rate delay_note state outcome decided_on",
        text="decision_id project_id question options recommendation owner currency delay_note state outcome",
        date="needed_by decided_on",
        money="cost_of_delay",
        number="fx_rate",
    ),
    _table(
        "changes",
        "a change request",
        "project_id change_id",
        "project_id change_id title cost days currency fx_rate state raised_on decided_on",
        text="project_id change_id title currency state",
        money="cost",
        number="days fx_rate",
        date="raised_on decided_on",
    ),
    _table(
        "benefits",
        "a benefit in a period",
        "project_id benefit_id month",
        "project_id benefit_id name kind unit month baseline forecast actual currency fx_rate owner",
        text="project_id benefit_id name kind unit currency owner",
        date="month",
        money="baseline forecast actual",
        number="fx_rate",
    ),
    _table(
        "resources",
        "a role, project and month",
        "project_id role month",
        "project_id role month demand allocated capacity",
        text="project_id role",
        date="month",
        number="demand allocated capacity",
    ),
    _table(
        "overrides",
        "a RAG override",
        "project_id dimension valid_from",
        "project_id dimension to reason author approver valid_from expires_on",
        text="project_id dimension to reason author approver",
        date="valid_from expires_on",
    ),
    _table(
        "fx_rates",
        "a currency's rate to the reporting currency",
        "currency kind valid_from",
        "currency kind valid_from rate",
        text="currency kind",
        date="valid_from",
        number="rate",
    ),
    _table(
        "crosswalk",
        "a system's own code of a project",
        "system local_id",
        "system local_id project_id",
        text="system local_id project_id",
    ),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _DECLARED}


def typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with exactly the table's columns, in order and in their dtypes; missing ones are null."""
    kinds = {**table.fields, **PROVENANCE}
    columns = {
        name: frame[name].astype(DTYPES[kind]) if name in frame else _nulls(kind, frame.index)
        for name, kind in kinds.items()
    }
    return pd.DataFrame(columns, index=frame.index).reset_index(drop=True)


def empty(table: Table) -> pd.DataFrame:
    """The table without rows, in its dtypes."""
    return typed(table, pd.DataFrame(index=pd.RangeIndex(0)))


def _nulls(kind: Kind, index: pd.Index[int]) -> pd.Series:
    return pd.Series([None] * len(index), index=index, dtype=object).astype(DTYPES[kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The row reconciliation of a source's part: read = accepted + quarantined + deduplicated."""

    source: str
    part: str
    read: int
    accepted: int
    quarantined: int
    deduplicated: int

    @property
    def holds(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.accepted + self.quarantined + self.deduplicated


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The canonical tables of one period, with all that was found on the way to them.

    Attributes:
        tables: every table of `TABLES`, typed, present even where empty.
        inputs: path -> SHA-256 of every file that was read.
        extras: columns no mapping knows, kept: table -> frame with provenance and a text column each.
    """

    period: Period
    tables: Mapping[str, pd.DataFrame]
    lineage: Lineage
    findings: tuple[Finding, ...] = ()
    tallies: tuple[Tally, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]
