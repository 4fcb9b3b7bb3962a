"""Amounts of lines: benefits that are other than they were, and closed months that were booked anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import UNIT, Codes, Flags, Whole, codes, joined
from pmo_reports.changes.lines import Ledger, Lines, ledger
from pmo_reports.changes.pairs import Pairs, differs, matches
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Change, ChangeKind, Direction
from pmo_reports.model.inputs import raw

BENEFIT = ["project_id", "benefit_id"]
AMOUNTS = ("baseline", "forecast", "actual")


@dataclass(frozen=True, slots=True)
class _Points:
    """Points of benefits, and the number of the benefit of each."""

    rows: pd.DataFrame
    number: Whole


def benefits(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Benefits whose last point says another amount, by field, in their own currency or unit.

    Points are cumulative: the last that has an amount is the whole of it.
    """
    points = [each.portfolio["benefits"] for each in (before, after)]
    key = joined([codes(*(rows[name] for rows in points)) for name in BENEFIT])
    sides = [_points(rows, numbers) for rows, numbers in zip(points, (key.then, key.now), strict=True)]
    for amount in AMOUNTS:
        then, now = (_last(side, amount) for side in sides)
        found = matches([Codes(then.number, now.number, key.size)])
        rows = _sides(Pairs(then.rows, now.rows, found.first, found.second, found.gone, found.new), amount)
        for each in _moved(rows, ChangeKind.BENEFIT):
            yield _directed(each, amount)


def corrections(before: Assessed, after: Assessed, lines: Ledger | None = None) -> Iterator[Change]:
    """Actual cost of months that were over at the earlier status date, and that is another now.

    Only projects of both periods are corrected: a new one brings its past along.
    """
    of = lines or ledger(before, after)
    (then, was), (now, is_) = ((at, side.amounts("actual")[0][at]) for at, side in _closed(before, of))
    found = matches(_keys(of, then, now))
    listed = _in_both(before, after, of)
    moved = np.flatnonzero(was[found.first] != is_[found.second])
    moved = moved[listed[of.then.project[then[found.first[moved]]]]]
    new, gone = (
        found.new[listed[of.now.project[now[found.new]]]],
        found.gone[listed[of.then.project[then[found.gone]]]],
    )
    sides = [
        (of.now, now[found.second[moved]], was[found.first[moved]], is_[found.second[moved]]),
        (of.now, now[new], None, is_[new]),
        (of.then, then[gone], was[gone], None),
    ]
    for side, at, earlier, later in sides:
        yield from _corrected(of, side, at, (earlier, later))


def _points(benefits: pd.DataFrame, numbers: Whole) -> _Points:
    """The points of benefits in the order of their months."""
    order = benefits["month"].argsort(kind="stable").to_numpy()
    return _Points(benefits.take(order), numbers[order])


def _last(points: _Points, amount: str) -> _Points:
    """Each benefit's last point that has the amount."""
    some = np.flatnonzero(points.rows[amount].notna())
    last = np.sort(some[~pd.Series(points.number[some]).duplicated(keep="last").to_numpy()])
    rows = points.rows.take(last)
    return _Points(
        pd.DataFrame(
            {
                "entity": rows["project_id"],
                "item": rows["benefit_id"],
                "name": rows["name"],
                "dimension": amount,
                "currency": rows["currency"].fillna(""),
                amount: rows[amount],
            }
        ),
        points.number[last],
    )


def _in_both(before: Assessed, after: Assessed, of: Ledger) -> Flags:
    """Which numbers of projects are those of projects that both registers have."""
    then, now = (set(each.portfolio["projects"]["project_id"].tolist()) for each in (before, after))
    both = then & now
    return np.array([False, *(project in both for project in of.projects.texts)])


def _closed(before: Assessed, of: Ledger) -> Iterator[tuple[Whole, Lines]]:
    """The lines of the months that had ended by the earlier status date and have an actual cost."""
    # A month has ended by a day if the next day's month begins later.
    first = (pd.Timestamp(before.status_date) + pd.Timedelta(days=1)).replace(day=1)
    for side in (of.then, of.now):
        ended = side.costs["month"].lt(first).to_numpy(dtype=bool)
        yield np.flatnonzero(ended & side.amounts("actual")[1]), side


def _keys(of: Ledger, then: Whole, now: Whole) -> tuple[Codes, ...]:
    """What lines are matched by: project, month and category."""
    months = Codes(of.then.month, of.now.month, len(of.months))
    category = codes(*(side.costs["category"] for side in (of.then, of.now)))
    columns = (of.projects, months, category)
    return tuple(Codes(each.then[then], each.now[now], each.size) for each in columns)


def _corrected(
    of: Ledger, side: Lines, at: Whole, amounts: tuple[Whole | None, Whole | None]
) -> Iterator[Change]:
    """A change for each of some lines: `amounts` are before and after, null where there was or is no line."""
    rows = side.costs.take(at)
    columns = (
        rows["project_id"].astype(str).tolist(),
        rows["month"].dt.strftime("%Y-%m").tolist(),
        rows["category"].fillna("").astype(str).tolist(),
        [of.currencies[number] for number in side.currency[at].tolist()],
        *(_decimals(side, len(at)) for side in amounts),
    )
    for entity, month, category, currency, before, after in zip(*columns, strict=True):
        yield Change(
            kind=ChangeKind.CORRECTION,
            entity=entity,
            dimension="actual",
            item=f"{month}/{category}",
            name=category,
            before=before,
            after=after,
            amount=(after or Decimal(0)) - (before or Decimal(0)),
            currency=currency,
        )


def _decimals(amounts: Whole | None, size: int) -> list[Decimal | None]:
    if amounts is None:
        return [None] * size
    return [Decimal(amount) * UNIT for amount in amounts.tolist()]


def _sides(found: Pairs, amount: str) -> pd.DataFrame:
    """The rows of either side whose amounts differ: `before` and `after`, null where there is none."""
    named = ["entity", "item", "name", "dimension", "currency"]
    then, now = found.then, found.now
    other = differs(then[amount], now[amount])
    parts = [
        now[named][other].assign(
            before=then[amount].astype(object)[other], after=now[amount].astype(object)[other]
        ),
        found.added[named].assign(before=None, after=found.added[amount].astype(object)),
        found.removed[named].assign(before=found.removed[amount].astype(object), after=None),
    ]
    return pd.concat([part.astype(object) for part in parts], ignore_index=True)


def _moved(rows: pd.DataFrame, kind: ChangeKind) -> Iterator[Change]:
    for row in rows.itertuples(index=False):
        before, after = raw(row.before), raw(row.after)
        was, is_ = (side if isinstance(side, Decimal) else Decimal(0) for side in (before, after))
        if was == is_ and before is not None and after is not None:
            continue
        yield Change(
            kind=kind,
            entity=str(row.entity),
            dimension=str(row.dimension),
            item=str(row.item),
            name=str(raw(row.name) or ""),
            before=before,
            after=after,
            amount=is_ - was,
            currency=str(row.currency),
        )


def _directed(change: Change, amount: str) -> Change:
    """A greater forecast or actual benefit is better; another baseline is neither."""
    if amount == "baseline" or not change.amount:
        return change
    return replace(change, direction=Direction.BETTER if change.amount > 0 else Direction.WORSE)
