"""All that changed between two assessed periods, ranked by materiality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from pmo_reports.changes import dates, registers, states
from pmo_reports.changes.benefits import benefits
from pmo_reports.changes.corrections import corrections
from pmo_reports.changes.lines import BUDGET, ledger
from pmo_reports.changes.materiality import Scale, ranked
from pmo_reports.changes.money import NOUGHT, bridges
from pmo_reports.changes.schedules import schedules
from pmo_reports.config.materiality import Materiality
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Bridge, Cause, Change, ChangeKind, Changes, Direction, Step

_MEMBERSHIP = (Cause.PROJECTS_IN, Cause.PROJECTS_OUT)


def changes(before: Assessed, after: Assessed, thresholds: Materiality | None = None) -> Changes:
    """What is not in `after` as it was in `before`; neither is touched."""
    rules = thresholds or Materiality()
    lines = ledger(before, after)
    found = bridges(before, after, lines)
    scale = Scale(
        thresholds=rules,
        tolerances=dates.tolerances(after, rules),
        openings={each.measure: each.total.opening or NOUGHT for each in found if each.reporting},
    )
    listed, material = ranked(
        chain(_listed(before, after, rules), corrections(before, after, lines), _moves(found)), scale
    )
    return Changes(
        before=before.period,
        after=after.period,
        listed=listed,
        material=material,
        schedules=schedules(before, after),
        bridges=found,
    )


def _listed(before: Assessed, after: Assessed, rules: Materiality) -> Iterator[Change]:
    yield from registers.membership(before, after)
    yield from states.moves(before, after)
    yield from dates.finishes(before, after, rules)
    yield from dates.milestones(before, after, rules)
    yield from registers.risks(before, after)
    yield from benefits(before, after)
    yield from registers.decisions(before, after)
    yield from registers.people(before, after)
    yield from registers.overrides(before, after)


def _moves(found: Iterable[Bridge]) -> Iterator[Change]:
    """The steps of bridges in the reporting currency as changes; projects in and out are told as such."""
    for bridge in found:
        if not bridge.reporting:
            continue
        for step in bridge.steps:
            if step.change and not any(cause in step.causes for cause in _MEMBERSHIP):
                yield _move(bridge, step)


def _move(bridge: Bridge, step: Step) -> Change:
    main = max(step.causes, key=lambda cause: abs(step.causes[cause]), default=Cause.PERFORMANCE)
    return Change(
        kind=ChangeKind.MONEY,
        entity=step.entity,
        dimension=bridge.measure,
        before=step.opening,
        after=step.closing,
        amount=step.change,
        currency=bridge.currency,
        direction=_direction(bridge, step),
        cause=main.value,
    )


def _direction(bridge: Bridge, step: Step) -> Direction:
    """More cost is worse; more budget is neither, and nor is an amount that one period keeps to itself."""
    if bridge.measure == BUDGET or step.opening is None or step.closing is None:
        return Direction.NEITHER
    return Direction.WORSE if step.change > 0 else Direction.BETTER
