"""Which changes matter, and how much: each against the threshold of its kind, as a number of times.

A change is material above 1. What cannot be held against a threshold, because a value is missing, counts as
material: what is not known must not look small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pmo_reports.config.materiality import Materiality
from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.changes import Change, ChangeKind
from pmo_reports.model.rag import SEVERITY, Rag

UNKNOWN = 1.5
_ALWAYS: Mapping[ChangeKind, float] = {
    ChangeKind.PROJECT_IN: 5.0,
    ChangeKind.PROJECT_OUT: 5.0,
    ChangeKind.RISK_ESCALATED: 3.0,
    ChangeKind.RISK_GONE: UNKNOWN,
    ChangeKind.DECISION: 2.0,
    ChangeKind.PERSON: UNKNOWN,
    ChangeKind.OVERRIDE_SET: 2.0,
    ChangeKind.OVERRIDE_ENDED: 2.0,
}
"""Kinds that are material whatever their size, in the order in which they are told."""
_OVERALL, _DIMENSION = 4.0, 2.0
"""What one step of RAG weighs, overall and in a dimension."""
_ORDER = {kind: at for at, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What changes are held against.

    Attributes:
        tolerances: working days that an entity may slip.
        openings: the portfolio's opening amount by measure.
    """

    thresholds: Materiality
    tolerances: Mapping[str, float]
    openings: Mapping[str, Decimal]


def ranked(changes: Iterable[Change], scale: Scale) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """All changes with the most material first, and those that are material."""
    weighed = [(weight(change, scale), change) for change in changes]
    weighed.sort(key=lambda each: (-each[0], _ORDER[each[1].kind], each[1].id))
    listed = tuple(change for _, change in weighed)
    return listed, tuple(change for times, change in weighed if times > 1)


def weight(change: Change, scale: Scale) -> float:
    """How many times a change is its threshold; above 1 it is material."""
    if change.kind in _ALWAYS:
        return _ALWAYS[change.kind]
    return _WEIGHTS[change.kind](change, scale)


def _state(change: Change, _: Scale) -> float:
    states = [Rag(str(side)) for side in (change.before, change.after)]
    if any(state not in SEVERITY for state in states):
        return UNKNOWN
    steps = abs(SEVERITY[states[1]] - SEVERITY[states[0]])
    return max(steps * (_OVERALL if change.dimension == OVERALL else _DIMENSION), UNKNOWN)


def _slip(change: Change, scale: Scale) -> float:
    if change.days is None:
        return UNKNOWN
    allowed = scale.tolerances.get(change.entity, float(scale.thresholds.slip_days))
    return _times(abs(change.days), allowed)


def _money(change: Change, scale: Scale) -> float:
    amount, rules = abs(change.amount or Decimal(0)), scale.thresholds
    whole = abs(scale.openings.get(change.dimension, Decimal(0))) * rules.portfolio_share
    own = _share(change, rules.money_share)
    times = max(own, _times(amount, whole)) if whole else own
    return times if amount > rules.money_least else min(times, 1.0)


def _benefit(change: Change, scale: Scale) -> float:
    """What is realised grows as months go by: that is told, and not material by itself."""
    times = _share(change, scale.thresholds.benefit_share)
    return min(times, 1.0) if change.dimension == "actual" else times


def _correction(change: Change, scale: Scale) -> float:
    return _times(abs(change.amount or Decimal(0)), scale.thresholds.money_least)


def _score(change: Change, scale: Scale) -> float:
    score = change.after if change.kind is ChangeKind.RISK_NEW else change.before
    return UNKNOWN if not isinstance(score, int) else _reached(score, scale.thresholds.risk_score)


def _rating(change: Change, scale: Scale) -> float:
    if not isinstance(change.before, int) or not isinstance(change.after, int):
        return UNKNOWN
    return _reached(abs(change.after - change.before), scale.thresholds.rating)


def _share(change: Change, share: Decimal) -> float:
    """How many times an amount moved by the share of what it was; unknown where it was nothing."""
    before = change.before if isinstance(change.before, Decimal) else Decimal(0)
    return _times(abs(change.amount or Decimal(0)), abs(before) * share) if before else UNKNOWN


def _times(amount: Decimal | float, bound: Decimal | float) -> float:
    if not bound:
        return float("inf") if amount else 0.0
    return float(amount) / float(bound)


def _reached(score: int, bound: int) -> float:
    """As `_times`, of a threshold that is material when it is reached, not only when it is passed."""
    return score / (bound - 0.5)


_WEIGHTS: Mapping[ChangeKind, Callable[[Change, Scale], float]] = {
    ChangeKind.RAG: _state,
    ChangeKind.FINISH: _slip,
    ChangeKind.MILESTONE: _slip,
    ChangeKind.MONEY: _money,
    ChangeKind.BENEFIT: _benefit,
    ChangeKind.CORRECTION: _correction,
    ChangeKind.RISK_NEW: _score,
    ChangeKind.RISK_CLOSED: _score,
    ChangeKind.RISK_RATED: _rating,
}
