"""What changed between two assessed periods, as data: what moved, from what to what, and why.

A change names its entity and what it is of; amounts are exact decimals, days are whole. Money is told as
bridges that close: opening + changes = closing, by cause.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pandas as pd

from pmo_reports.model.figures import Raw
from pmo_reports.model.period import Period

NONE_MATERIAL = "No material change."
"""What is said where nothing passes the thresholds."""


class ChangeKind(StrEnum):
    """What a change is of; the value begins its id."""

    PROJECT_IN = "project-in"
    PROJECT_OUT = "project-out"
    RAG = "rag"
    FINISH = "finish"
    MILESTONE = "milestone"
    MONEY = "money"
    RISK_NEW = "risk-new"
    RISK_CLOSED = "risk-closed"
    RISK_GONE = "risk-gone"  # open before, and no longer in the log: nobody has closed it
    RISK_RATED = "risk-rated"
    RISK_ESCALATED = "risk-escalated"
    BENEFIT = "benefit"
    DECISION = "decision"
    PERSON = "person"
    OVERRIDE_SET = "override-set"
    OVERRIDE_ENDED = "override-ended"
    CORRECTION = "correction"


class Direction(StrEnum):
    """Whether a change is for the better; neither where that cannot be said."""

    WORSE = "worse"
    BETTER = "better"
    NEITHER = "neither"


class Cause(StrEnum):
    """Why an amount is another than in the period before."""

    PROJECTS_IN = "projects in"
    PROJECTS_OUT = "projects out"
    DISCLOSED = "disclosed"  # in both periods, and known now alone
    WITHHELD = "withheld"  # in both periods, and known before alone
    SCOPE = "scope"  # changes approved since
    FX = "FX"  # the opening amount at the rates of now, less at those of then
    NOT_YET_IN_BUDGET = "approved, not yet in the budget"  # takes back what of scope a budget does not show
    REBASELINE = "re-baseline"  # the budget moved, and no approved change says why
    PERFORMANCE = "performance"  # the rest
    ROUNDING = "rounding"  # of the portfolio: its cents are rounded once, those of projects each


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        entity: the project, programme or portfolio.
        dimension: the RAG dimension, measure or field that changed; "" where the kind says it.
        item: which entry of the entity, by the rest of its key; "" for the entity itself.
        name: what people call the item.
        before, after: the two values; null where there was, or is, none.
        amount: after less before, of money; in `currency`.
        days: working days from before to after, above zero is later; `calendar_days` the same by calendar.
        beyond: of a date, whether it moved by more than the tolerance.
        cause: in a word, where it is known: "expired", or a `Cause`.
    """

    kind: ChangeKind
    entity: str
    dimension: str = ""
    item: str = ""
    name: str = ""
    before: Raw = None
    after: Raw = None
    amount: Decimal | None = None
    currency: str = ""
    days: int | None = None
    calendar_days: int | None = None
    beyond: bool = False
    direction: Direction = Direction.NEITHER
    cause: str = ""

    @property
    def id(self) -> str:
        """What no two changes of a comparison have in common."""
        return "/".join(filter(None, (self.kind.value, self.entity, self.dimension, self.item)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleChange:
    """The activities (summaries aside) of a project's schedule in two periods.

    Attributes:
        finish_before, finish: when the last activity ends; null without dates.
        added, removed: the ids of activities that one of them has alone.
        later, earlier, same: activities of both that finish later, earlier, at the same moment.
        negative_float: activities with float below zero now; `negative_float_before` then.
        by_code: whether activities were matched by code, since no id is in both.
    """

    project: str
    activities_before: int
    activities: int
    finish_before: date | None
    finish: date | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    later: int
    earlier: int
    same: int
    negative_float_before: int
    negative_float: int
    by_code: bool = False

    @property
    def slip(self) -> int | None:
        """Calendar days from the finish before to the finish now."""
        if self.finish is None or self.finish_before is None:
            return None
        return (self.finish - self.finish_before).days

    @property
    def moved(self) -> bool:
        """Whether anything of it is not as it was."""
        counts = self.later or self.earlier or self.negative_float != self.negative_float_before
        return bool(self.added or self.removed or counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The bridge of one project: opening + changes = closing; null is not known, and counts as nought."""

    entity: str
    opening: Decimal | None
    closing: Decimal | None
    causes: Mapping[Cause, Decimal]

    @property
    def change(self) -> Decimal:
        """Closing less opening."""
        return (self.closing or Decimal(0)) - (self.opening or Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A measure of money in one currency from period to period, by project and in all.

    Attributes:
        measure: its key: "eac_management".
        reporting: whether it is in the reporting currency, with the amounts that are printed; else in the
            currency of the lines, which no rate touches.
        steps: the projects of which either period knows an amount, by id.
        total: all of them together: the sums of opening, closing and each cause. Where the
            portfolio's printed amounts differ by rounding, it has those, and the difference as a cause.
    """

    measure: str
    currency: str
    reporting: bool
    steps: tuple[Step, ...]
    total: Step

    def narrowed(self, then: Container[str], now: Container[str]) -> Bridge | None:
        """The bridge of the projects that a part of the portfolio had `then` and has `now`; null of none.

        One that came from elsewhere came in with all it costs, one that went elsewhere left with it.
        """
        steps = (_seen(step, was=step.entity in then, is_=step.entity in now) for step in self.steps)
        own = tuple(step for step in steps if step)
        return replace(self, steps=own, total=summed(own)) if own else None


def summed(steps: Iterable[Step]) -> Step:
    """The steps together: the sums of opening, closing and each cause."""
    opening, closing, causes = Decimal(0), Decimal(0), dict.fromkeys(Cause, Decimal(0))
    for step in steps:
        opening += step.opening or Decimal(0)
        closing += step.closing or Decimal(0)
        for cause, amount in step.causes.items():
            causes[cause] += amount
    told = {cause: amount for cause, amount in causes.items() if amount}
    return Step(entity="", opening=opening, closing=closing, causes=told)


def _seen(step: Step, *, was: bool, is_: bool) -> Step | None:
    """A project's step as a part of the portfolio sees it; null where it was and is none of it."""
    if was and is_:
        return step
    if is_:
        came = step.closing or Decimal(0)
        return replace(step, opening=None, causes={Cause.PROJECTS_IN: came} if came else {})
    left = -(step.opening or Decimal(0))
    return replace(step, closing=None, causes={Cause.PROJECTS_OUT: left} if left else {}) if was else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedColumn:
    """The cells of a column that are not as they were: the keys of their rows, and both values."""

    keys: pd.DataFrame
    before: pd.Series
    after: pd.Series


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDiff:
    """A table against what it was: rows added, rows removed, and cells changed, by column."""

    key: tuple[str, ...]
    added: pd.DataFrame
    removed: pd.DataFrame
    changed: Mapping[str, ChangedColumn] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return self.added.empty and self.removed.empty and not self.changed

    @property
    def cells(self) -> int:
        """How many cells of rows that stayed are not as they were."""
        return sum(len(column.keys) for column in self.changed.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed between two periods.

    Attributes:
        listed: every change, the most material first.
        material: those that pass a threshold, in the same order.
        schedules: the schedules that moved, by project.
        bridges: money by measure and currency, those in the reporting currency first.
    """

    before: Period
    after: Period
    listed: tuple[Change, ...]
    material: tuple[Change, ...]
    schedules: tuple[ScheduleChange, ...]
    bridges: tuple[Bridge, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all changed."""
        return not self.listed and not self.schedules and not any(b.total.causes for b in self.bridges)

    @property
    def sentence(self) -> str:
        """`NONE_MATERIAL` where that is true; else empty, for numbers are told as figures."""
        return "" if self.material else NONE_MATERIAL

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """The changes of some kinds, the most material first."""
        return tuple(each for each in self.listed if each.kind in kinds)

    def bridge(self, measure: str, currency: str = "") -> Bridge | None:
        """The bridge of a measure in the reporting currency, or in a currency of its lines; null without."""
        found: Iterator[Any] = (
            each
            for each in self.bridges
            if each.measure == measure and (each.currency == currency if currency else each.reporting)
            if each.reporting is not bool(currency)
        )
        return next(found, None)
