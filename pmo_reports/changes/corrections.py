"""Closed months that were booked anew: actual cost that was over, and is another now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import UNIT, Codes, Flags, Whole
from pmo_reports.changes.lines import Ledger, Lines, ledger
from pmo_reports.changes.pairs import Shared, matches, shared
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Change, ChangeKind

NOUGHT = Decimal(0)
_KEY = ("month", "category")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Spent:
    """The lines of closed months that have an actual cost, and what it is."""

    lines: Lines
    there: Flags
    amounts: Whole


def corrections(before: Assessed, after: Assessed, lines: Ledger | None = None) -> Iterator[Change]:
    """Actual cost of months that were over at the earlier status date, and that is another now.

    Only projects of both periods are corrected: a new one brings its past along.
    """
    of = lines or ledger(before, after)
    then, now = (_spent(before, side) for side in (of.then, of.now))
    alike = _alike(of, then, now)
    listed = _in_both(before, after, of)
    moved, gone, new = _others(of, alike, then, now)
    for rows, same in [*_moved(alike, then, now), moved]:
        some = listed[of.then.project[rows]]
        sides = then.amounts[rows[some]], now.amounts[same[some]]
        yield from _told(of, now.lines, same[some], sides)
    new = new[listed[of.now.project[new]]]
    yield from _told(of, now.lines, new, (None, now.amounts[new]))
    gone = gone[listed[of.then.project[gone]]]
    yield from _told(of, then.lines, gone, (then.amounts[gone], None))


def first_open(before: Assessed) -> pd.Timestamp:
    """The first day of the month, or of the fiscal period, that was not over at the status date."""
    ahead, span = before.status_date + _DAY, before.period.span
    if span is None or not span.start <= ahead <= span.end + _DAY:
        return pd.Timestamp(ahead).replace(day=1)
    return pd.Timestamp(span.start if ahead <= span.end else ahead)


def _spent(before: Assessed, side: Lines) -> _Spent:
    amounts, known = side.amounts("actual")
    ended = side.costs["month"].lt(first_open(before)).to_numpy(dtype=bool)
    return _Spent(side, ended & known, amounts)


def _alike(of: Ledger, then: _Spent, now: _Spent) -> Shared:
    """The stretches of lines, of a project each, that have the same keys, and amounts in the same lines."""
    columns = [(then.lines.costs[name], now.lines.costs[name]) for name in _KEY]
    found = shared(of.projects, columns)
    other = [
        rows.start + np.flatnonzero(then.there[rows] != now.there[same]) for rows, same in found.slices()
    ]
    return found.without(np.concatenate(other)) if other else found


def _moved(alike: Shared, then: _Spent, now: _Spent) -> Iterator[tuple[Whole, Whole]]:
    """The lines of both periods that have another amount, where they are alike."""
    for rows, same in alike.slices():
        at = np.flatnonzero(then.there[rows] & (then.amounts[rows] != now.amounts[same]))
        if len(at):
            yield at + rows.start, at + same.start


def _others(of: Ledger, alike: Shared, then: _Spent, now: _Spent) -> tuple[tuple[Whole, Whole], Whole, Whole]:
    """Of all other lines those of both periods with another amount, and those that one of them has alone."""
    sides = then.there.copy(), now.there.copy()
    for rows, same in alike.slices():
        sides[0][rows], sides[1][same] = False, False
    left, right = (np.flatnonzero(side) for side in sides)
    project = Codes(of.then.project[left], of.now.project[right], of.projects.size)
    columns = [(then.lines.costs[name].take(left), now.lines.costs[name].take(right)) for name in _KEY]
    found = matches(project, columns)
    both = left[found.first], right[found.second]
    other = then.amounts[both[0]] != now.amounts[both[1]]
    return (both[0][other], both[1][other]), left[found.gone], right[found.new]


def _in_both(before: Assessed, after: Assessed, of: Ledger) -> Flags:
    """Which numbers of projects are those of projects that both registers have."""
    then, now = (set(each.portfolio["projects"]["project_id"].tolist()) for each in (before, after))
    both = then & now
    return np.array([False, *(project in both for project in of.projects.texts)])


def _told(of: Ledger, side: Lines, at: Whole, amounts: tuple[Whole | None, Whole | None]) -> Iterator[Change]:
    """A change for each of some lines: `amounts` are before and after, null where there was or is no line."""
    rows = side.costs[["project_id", "month", "category"]].take(at)
    columns: Sequence[Sequence[str]] = (
        rows["project_id"].astype(str).tolist(),
        rows["month"].dt.strftime("%Y-%m").tolist(),
        rows["category"].fillna("").astype(str).tolist(),
        [of.currencies[number] for number in side.currency[at].tolist()],
    )
    ends = (_decimals(each, len(at)) for each in amounts)
    for entity, month, category, currency, before, after in zip(*columns, *ends, strict=True):
        yield Change(
            kind=ChangeKind.CORRECTION,
            entity=entity,
            dimension="actual",
            item=f"{month}/{category}",
            name=category,
            before=before,
            after=after,
            amount=(NOUGHT if after is None else after) - (NOUGHT if before is None else before),
            currency=currency,
        )


def _decimals(amounts: Whole | None, size: int) -> list[Decimal | None]:
    if amounts is None:
        return [None] * size
    return [Decimal(amount) * UNIT for amount in amounts.tolist()]
