"""Movement since the period before: RAG moves, dates that slipped, and what a figure was."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from pmo_reports.config.rag import Rule
from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import label
from pmo_reports.pack.quantities import between, count, number, short
from pmo_reports.pack.records import Record, day, records, text
from pmo_reports.pack.view import View

FIRST = Sentence.of("no earlier period")
_DARK = frozenset({Rag.UNKNOWN, Rag.STALE})
_EXACT = 9  # decimals, as rules are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A project whose state moved, and the dimensions that moved with it."""

    entity: str
    was: Rag
    now: Rag
    dimensions: tuple[str, ...]

    @property
    def better(self) -> bool:
        """Whether it got better; what is no longer known has not."""
        return self._by < 0 and not self.lost

    @property
    def worse(self) -> bool:
        """Whether it got worse; green that is no longer known did."""
        return self._by > 0

    @property
    def lost(self) -> bool:
        """Whether it was lost sight of: known before, and not known or stale now."""
        return self.now in _DARK and self.was not in _DARK

    @property
    def _by(self) -> int:
        known = self.was in SEVERITY and self.now in SEVERITY
        return SEVERITY[self.now] - SEVERITY[self.was] if known else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A date that moved to later since the period before; `item` is a milestone id or "finish"."""

    entity: str
    item: str
    what: str
    was: date
    now: date
    days: int


def compared(now: Figure, before: Figure | None) -> Sentence:
    """How a figure stands to what it was: "up from ...", "down from ..." or "unchanged"."""
    new, old = number(now), number(before) if before else None
    if before is None or old is None or new is None:
        return Sentence() if before else FIRST
    if new == old:
        return Sentence.of("unchanged")
    return Sentence.of("up from " if new > old else "down from ", short(before))


def moves(view: View) -> tuple[Move, ...]:
    """The projects whose overall state or a dimension moved, worst new state first."""
    if view.before is None:
        return ()
    old = {e for e, dimension in view.before.assessments if dimension == OVERALL}
    found = [_move(view, entity) for entity in view.projects if entity in old]
    moved = [move for move in found if move.was is not move.now or move.dimensions]
    return tuple(sorted(moved, key=lambda m: _order(view, m)))


def worse(view: View) -> Figure:
    """How many projects got worse since the period before, those that were lost sight of included."""
    return count(view.entity, "moves.worse", sum(move.worse for move in moves(view)))


def slips(view: View) -> tuple[Slip, ...]:
    """Finishes and milestones that moved to later by more than the tolerance, longest first."""
    if view.before is None:
        return ()
    found = [*_finishes(view), *_milestones(view)]
    beyond = [slip for slip in found if slip.days > tolerance_days(view, slip.entity)]
    return tuple(sorted(beyond, key=lambda s: (-s.days, view.name(s.entity), s.item)))


def tolerance_days(view: View, entity: str) -> float:
    """The slip up to which a date of the project is green: as the schedule rules have it, else none."""
    return slip_bounds(view, entity)[0]


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


def _move(view: View, entity: str) -> Move:
    assert view.before is not None  # noqa: S101 - narrowed by the caller
    was, now = view.before, view.now
    moved = [d for d in view.dimensions if _counts(was.rag(entity, d), now.rag(entity, d))]
    return Move(entity=entity, was=was.rag(entity), now=now.rag(entity), dimensions=tuple(moved))


def _counts(was: Rag, now: Rag) -> bool:
    return was is not now and (was in SEVERITY or now in SEVERITY)


def _order(view: View, move: Move) -> tuple[float | str, ...]:
    change = SEVERITY.get(move.now, -1) - SEVERITY.get(move.was, -1)
    return (-change, -SEVERITY.get(move.now, -1), view.name(move.entity), move.entity)


def _finishes(view: View) -> list[Slip]:
    earlier = _earlier(view, "projects", "project_id")
    found = [(e, earlier.get((e,), {}), view.project(e)) for e in view.active]
    slipped = [_slip(e, "finish", label("Finish"), old, new) for e, old, new in found]
    return [slip for slip in slipped if slip]


def _milestones(view: View) -> list[Slip]:
    earlier = _earlier(view, "milestones", "project_id", "milestone_id")
    found = []
    for row in view.rows("milestones"):
        key = (text(row, "project_id"), text(row, "milestone_id"))
        if row.get("is_key") is not False:
            found.append(_slip(*key, text(row, "name"), earlier.get(key, {}), row))
    return [slip for slip in found if slip]


def _slip(entity: str, item: str, what: str, old: Record, new: Record) -> Slip | None:
    was, now = (_expected(row) for row in (old, new))
    moved = between(was, now)
    if was is None or now is None or not moved:
        return None
    return Slip(entity=entity, item=item, what=what, was=was, now=now, days=moved)


def _expected(row: Record) -> date | None:
    return day(row, "actual_finish", "forecast_finish", "actual_date", "forecast_date")


def _earlier(view: View, table: str, *key: str) -> dict[tuple[str, ...], Record]:
    assert view.before is not None  # noqa: S101 - narrowed by the caller
    rows = records(view.before.portfolio[table])
    return {tuple(text(row, name) for name in key): row for row in rows}
