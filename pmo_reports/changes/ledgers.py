"""Amounts of lines: benefits that are other than they were, and closed months that were booked anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from pmo_reports.changes.lines import currencies
from pmo_reports.changes.pairs import Pairs, differs, pairs
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Change, ChangeKind, Direction
from pmo_reports.model.inputs import raw

BENEFIT = ["project_id", "benefit_id"]
LINE = ("project_id", "month", "category")
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


def corrections(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Actual cost of months that were over at the earlier status date, and that is another now.

    Only projects of both periods are corrected: a new one brings its past along.
    """
    then, now = (_closed(each, before) for each in (before, after))
    known = before.portfolio["projects"]["project_id"]
    still = after.portfolio["projects"]["project_id"]
    both = known[known.isin(still)]
    then, now = (rows[rows["entity"].isin(both)] for rows in (then, now))
    rows = _sides(pairs(then, now, LINE), "actual")
    months = pd.to_datetime(rows["item"]).dt.strftime("%Y-%m")
    yield from _moved(rows.assign(item=months + "/" + rows["name"].astype("str")), ChangeKind.CORRECTION)


def _last(assessed: Assessed, amount: str) -> pd.DataFrame:
    """Each benefit's last point that has the amount."""
    points = assessed.portfolio["benefits"]
    some = points[points[amount].notna()].sort_values("month", kind="stable")
    last = some.drop_duplicates(BENEFIT, keep="last")
    return last.assign(
        entity=last["project_id"],
        item=last["benefit_id"],
        dimension=amount,
        currency=last["currency"].fillna(""),
    )


def _closed(assessed: Assessed, before: Assessed) -> pd.DataFrame:
    """The lines of the months that had ended by the earlier status date and have an actual cost."""
    costs = assessed.portfolio["costs"]
    # A month has ended by a day if the next day's month begins later.
    ended = costs["month"].lt((pd.Timestamp(before.status_date) + pd.Timedelta(days=1)).replace(day=1))
    rows = costs.loc[ended & costs["actual"].notna(), [*LINE, "actual", "currency"]]
    return rows.assign(
        entity=rows["project_id"],
        item=rows["month"],
        name=rows["category"].fillna(""),
        dimension="actual",
        currency=currencies(rows, assessed),
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
