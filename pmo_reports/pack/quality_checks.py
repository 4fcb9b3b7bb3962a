"""DCMA's checks of an entity: what was counted, out of how many, against which bound, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.dcma import CHECKS, Check, Verdict
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.pack.quantities import number
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A check of a schedule, or of all together."""

    entity: str
    check: Check
    numerator: Figure
    denominator: Figure
    figure: Figure
    bound: Figure
    verdict: Verdict


def judged(view: View, entity: str) -> tuple[Judged, ...]:
    """The fourteen checks of `entity` in their order."""
    return tuple(_judged(view, entity, check) for check in CHECKS)


def scheduled(view: View) -> tuple[str, ...]:
    """The active projects whose schedule was checked, those that fail most checks first."""
    found = [entity for entity in view.active if view.figure(entity, "activities").value]
    fails = {entity: failures(view, entity) for entity in found}
    return tuple(sorted(worst_first(view, found), key=lambda entity: -fails[entity]))


def failures(view: View, entity: str) -> int:
    """How many checks the entity's schedule fails."""
    return sum(each.verdict is Verdict.FAILED for each in judged(view, entity))


def _judged(view: View, entity: str, check: Check) -> Judged:
    rules = view.settings.measures.schedule_quality
    figure = view.figure(entity, check.figure)
    unit = Unit.INDEX if figure.unit is Unit.INDEX else Unit.PERCENT
    return Judged(
        entity=entity,
        check=check,
        numerator=view.figure(entity, check.numerator),
        denominator=view.figure(entity, check.denominator),
        figure=figure,
        bound=Figure(
            key=f"rules.dcma.{check.number}", entity=view.entity, value=check.limit(rules), unit=unit
        ),
        verdict=check.verdict(number(figure), rules),
    )
