"""Milestones as the pack sees them: expected date, slip in working days, and a state by plain rule.

Met is complete; past its date and not met is red; later than its baseline it is held against the bounds
of the schedule rule; without a forecast it is not known. Where nobody says, a milestone counts as key.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmo_reports.config.rag import Rule
from pmo_reports.model.figures import Figure
from pmo_reports.model.rag import Rag
from pmo_reports.pack.quantities import days, later, on, signed
from pmo_reports.pack.records import Record, day, text
from pmo_reports.pack.view import View
from pmo_reports.pack.workdays import slip

_EXACT = 9  # decimals, as rules are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A milestone with its state; `expected` is its actual, else forecast, else baseline date."""

    entity: str
    item: str
    name: str
    owner: str
    is_key: bool
    baseline: date | None
    expected: date | None
    met: bool
    overdue: bool
    slip: int | None
    rag: Rag

    def when(self) -> Figure:
        """Its expected date as a fact."""
        return on(self.entity, "milestones.expected_date", self.expected, self.item)

    def planned(self) -> Figure:
        """Its baseline date as a fact."""
        return on(self.entity, "milestones.baseline_date", self.baseline, self.item)

    def slipped(self) -> Figure:
        """Its slip in working days as a fact."""
        return signed(days(self.entity, "milestones.slip", self.slip, self.item))


def milestones(view: View) -> tuple[Milestone, ...]:
    """The milestones of the entity's projects, soonest first, those without a date last."""
    return _by_date(_milestone(view, row) for row in view.rows("milestones"))


def key_milestones(view: View) -> tuple[Milestone, ...]:
    """The key ones, or all where the plans say that none is."""
    every = milestones(view)
    return tuple(milestone for milestone in every if milestone.is_key) or every


def overdue_milestones(view: View) -> tuple[Milestone, ...]:
    """Key milestones past their date and not met, oldest first."""
    return tuple(milestone for milestone in key_milestones(view) if milestone.overdue)


def coming(view: View, within: int) -> tuple[Milestone, ...]:
    """Key milestones due in the next `within` calendar days, soonest first."""
    last = later(view.status_date, within)
    ahead = [m for m in key_milestones(view) if m.expected and not m.met]
    return tuple(m for m in ahead if m.expected and view.status_date <= m.expected <= last)


def achieved_milestones(view: View) -> tuple[Milestone, ...]:
    """Key milestones met since the period before (in this month, at the first one)."""
    since = view.before.status_date if view.before else later(view.now.period.start, -1)
    met = [m for m in key_milestones(view) if m.met and m.expected]
    return tuple(m for m in met if m.expected and since < m.expected <= view.status_date)


def _by_date(found: Iterable[Milestone]) -> tuple[Milestone, ...]:
    return tuple(sorted(found, key=lambda m: (m.expected or date.max, m.entity, m.item)))


def _milestone(view: View, row: Record) -> Milestone:
    entity = text(row, "project_id")
    baseline, expected = row.get("baseline_date"), day(row, "actual_date", "forecast_date", "baseline_date")
    met, late = row.get("actual_date") is not None, slip(view, entity, baseline, _due(view, row))
    forecast = row.get("forecast_date")
    overdue = not met and forecast is not None and forecast < view.status_date
    return Milestone(
        entity=entity,
        item=text(row, "milestone_id"),
        name=text(row, "name") or text(row, "milestone_id"),
        owner=text(row, "owner"),
        is_key=row.get("is_key") is not False,
        baseline=baseline,
        expected=expected,
        met=met,
        overdue=overdue,
        slip=late,
        rag=Rag.COMPLETE if met else Rag.RED if overdue else _state(view, forecast, late, entity),
    )


def _due(view: View, row: Record) -> date | None:
    """When it was met, or can be at the earliest: what is not done cannot lie before the status date."""
    forecast = row.get("forecast_date")
    return day(row, "actual_date") or (max(forecast, view.status_date) if forecast else None)


def _state(view: View, forecast: date | None, late: int | None, entity: str) -> Rag:
    if forecast is None:
        return Rag.UNKNOWN
    green, amber = slip_bounds(view, entity)
    if late is None or late <= green:
        return Rag.GREEN
    return Rag.AMBER if late <= amber else Rag.RED


def slip_bounds(view: View, entity: str) -> tuple[float, float]:
    """The slips in days up to which a date is green and up to which it is amber, as the rules have it.

    The tolerance that the project was given replaces both, by the parts of it that the rule names.
    """
    rules = [rule for dimension in view.settings.rag.dimensions.values() for rule in dimension.rules]
    rule = next((rule for rule in rules if rule.measure in {"key_milestone_slip", "finish_slip"}), None)
    own = view.project(entity).get(rule.tolerance) if rule else None
    if rule is None:
        return 0.0, math.inf
    return (rule.green, rule.amber) if own is None else _own_bounds(rule, abs(float(own)))


def _own_bounds(rule: Rule, own: float) -> tuple[float, float]:
    """The bounds that a tolerance gives, counted from where the rule counts it to the side that is late."""
    green, amber = (
        round(rule.tolerance_from + own * part, _EXACT)
        for part in (rule.tolerance_green, rule.tolerance_amber)
    )
    return green, amber
