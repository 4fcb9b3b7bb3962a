"""Benefits that are other than they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import Codes, Whole, codes, joined
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
        found = matches(Codes(then.number, now.number, key.size), ())
        rows = _sides(Pairs(then.rows, now.rows, found.first, found.second, found.gone, found.new), amount)
        for each in _moved(rows, ChangeKind.BENEFIT):
            yield _directed(each, amount)


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
