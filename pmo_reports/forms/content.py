"""What stands in a form before a project manager fills it in: plain values, no workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pmo_reports.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReport:
    """What was reported last: states in words by dimension, the day it is green again, texts by field."""

    period: str = ""
    status_date: date | None = None
    submitted_by: str = ""
    submitted_on: date | None = None
    rags: Mapping[str, str] = field(default_factory=dict)
    return_to_green: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A milestone as it was reported last."""

    id: str
    name: str
    key: bool | None
    baseline: date | None
    forecast: date | None
    actual: date | None
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A month with its cumulative planned and earned share, as fractions."""

    month: date
    planned: float | None = None
    earned: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """An open risk of the RAID log; `score` is probability x impact."""

    id: str
    title: str
    score: int | None
    due: date | None
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectForm:
    """One project's sheets."""

    code: str
    name: str
    last: LastReport
    milestones: tuple[Milestone, ...] = ()
    progress: tuple[Progress, ...] = ()
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A workbook: what one project manager is asked to report for a period.

    Attributes:
        manager: the name, or "" for projects that nobody manages.
        status_date: what the reports should be as of.
        due: the day by which they should be back.
        budgets: field -> how many words its text may have; a field without one is not limited.
    """

    manager: str
    organisation: str
    period: Period
    status_date: date
    due: date
    budgets: Mapping[str, int]
    projects: tuple[ProjectForm, ...]
