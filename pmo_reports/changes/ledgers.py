"""Amounts of lines: benefits that are other than they were, and closed months that were booked anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import UNIT, Codes, Whole, codes
from pmo_reports.changes.lines import Ledger, Lines, ledger
from pmo_reports.changes.pairs import Pairs, differs, matches, pairs
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Change, ChangeKind, Direction
from pmo_reports.model.inputs import raw

BENEFIT = ["project_id", "benefit_id"]
AMOUNTS = ("baseline", "forecast", "actual")


def benefits(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Benefits whose last point says another amount, by field, in their own currency or unit.

    Points are cumulative: the last that has an amount is the whole of it.
    """
    for amount in AMOUNTS:
        found = pairs(_last(before, amount), _last(after, amount), BENEFIT)
        rows = _sides(found, amount)
        for each in _moved(rows, ChangeKind.BENEFIT):
            yield _directed(each, amount)


def corrections(before: Assessed, after: Assessed, lines: Ledger | None = None) -> Iterator[Change]:
    """Actual cost of months that were over at the earlier status date, and that is another now.

    Only projects of both periods are corrected: a new one brings its past along.
    """
    of = lines or ledger(before, after)
    closed = _closed(before, after, of)
    (then, was), (now, is_) = ((at, side.amounts("actual")[0][at]) for at, side in closed)
    found = matches(_keys(of, then, now))
    moved = np.flatnonzero(was[found.first] != is_[found.second])
    sides = [
        (of.now, now[found.second[moved]], was[found.first[moved]], is_[found.second[moved]]),
        (of.now, now[found.new], None, is_[found.new]),
        (of.then, then[found.gone], was[found.gone], None),
    ]
    for side, at, earlier, later in sides:
        yield from _corrected(of, side, at, (earlier, later))


def _last(assessed: Assessed, amount: str) -> pd.DataFrame:
    """Each benefit's last point that has the amount."""
    points = assessed.portfolio["benefits"][[*BENEFIT, "name", "month", "currency", amount]]
    some = points[points[amount].notna()].sort_values("month", kind="stable")
    last = some.drop_duplicates(BENEFIT, keep="last")
    return last.assign(
        entity=last["project_id"],
        item=last["benefit_id"],
        dimension=amount,
        currency=last["currency"].fillna(""),
    )


def _closed(before: Assessed, after: Assessed, of: Ledger) -> Iterator[tuple[Whole, Lines]]:
    """The lines of the months that had ended by the earlier status date and have an actual cost."""
    known = before.portfolio["projects"]["project_id"]
    both = set(known[known.isin(after.portfolio["projects"]["project_id"])])
    some = np.array([False, *(project in both for project in of.projects.texts)])
    # A month has ended by a day if the next day's month begins later.
    first = (pd.Timestamp(before.status_date) + pd.Timedelta(days=1)).replace(day=1)
    for side in (of.then, of.now):
        ended = side.costs["month"].lt(first).to_numpy(dtype=bool)
        yield np.flatnonzero(ended & side.amounts("actual")[1] & some[side.project]), side


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
