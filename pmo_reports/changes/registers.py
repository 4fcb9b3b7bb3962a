"""What moved in the registers: projects and their people, risks, benefits, decisions, overrides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pmo_reports.changes.pairs import Pairs, differs, pairs
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Change, ChangeKind, Direction
from pmo_reports.model.figures import Raw
from pmo_reports.model.inputs import raw

PEOPLE = ("sponsor", "project_manager")
DECIDED = ("decided", "closed")
_PROJECT = ["project_id", "level", "name", *PEOPLE]
_RISK = ["project_id", "risk_id", "title", "probability", "impact", "state", "escalated"]
_ABOVE = ("portfolio", "programme")
_DIRECTIONS = {
    ChangeKind.RISK_NEW: Direction.WORSE,
    ChangeKind.RISK_CLOSED: Direction.BETTER,
    ChangeKind.RISK_GONE: Direction.NEITHER,
    ChangeKind.RISK_ESCALATED: Direction.WORSE,
}


def membership(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Projects that one period alone has; programmes are no projects."""
    found = _projects(before, after)
    for kind, rows in ((ChangeKind.PROJECT_IN, found.added), (ChangeKind.PROJECT_OUT, found.removed)):
        yield from told(kind, rows[~rows["level"].isin(_ABOVE)], ("project_id", "", "name"))


def people(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Sponsors and project managers who are others than they were, or who came or went."""
    found = _projects(before, after)
    then, now = found.then, found.now
    for role in PEOPLE:
        at = differs(then[role], now[role])
        yield from told(
            ChangeKind.PERSON,
            now[at],
            ("project_id", "", "name"),
            values=(then[role][at], now[role][at]),
            dimension=role,
        )


def risks(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Risks that are new, closed, gone from the log, rated anew, or escalated; values are their scores."""
    was, is_ = (each.portfolio["risks"][_RISK] for each in (before, after))
    found = pairs(was, is_, ("project_id", "risk_id"))
    then, now = found.then, found.now
    open_then, open_now = then["state"].ne("closed"), now["state"].ne("closed")
    fresh, gone = (rows[rows["state"].ne("closed")] for rows in (found.added, found.removed))
    opened = pd.concat([fresh, now[open_now & ~open_then]]) if (open_now & ~open_then).any() else fresh
    yield from _risk(ChangeKind.RISK_NEW, opened, after=_score(opened))
    closed = open_then & ~open_now
    yield from _risk(ChangeKind.RISK_CLOSED, now[closed], before=_score(then[closed]))
    yield from _risk(ChangeKind.RISK_GONE, gone, before=_score(gone))
    yield from _rated(then[open_now & open_then], now[open_now & open_then])
    raised = open_now & _flag(now) & ~_flag(then)
    for rows in (now[raised], fresh[_flag(fresh)]):
        yield from _risk(ChangeKind.RISK_ESCALATED, rows, after=_score(rows))


def decisions(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Decisions that were taken since; what was decided is the value after."""
    found = pairs(before.portfolio["decisions"], after.portfolio["decisions"], ("decision_id",))
    taken = found.now[_decided(found.now) & ~_decided(found.then)]
    for rows in (taken, found.added[_decided(found.added)]):
        values = (None, rows["outcome"])
        yield from told(ChangeKind.DECISION, rows, ("project_id", "decision_id", "question"), values=values)


def overrides(before: Assessed, after: Assessed) -> Iterator[Change]:
    """Overrides that came into force, and those that are so no longer: expired, or taken back."""
    found = pairs(_marked(before), _marked(after), ("project_id", "dimension", "valid_from"))
    then, now = found.then, found.now
    yield from _override(ChangeKind.OVERRIDE_SET, now[now["live"] & ~then["live"]])
    yield from _override(ChangeKind.OVERRIDE_SET, found.added[found.added["live"]])
    over = now[then["live"] & ~now["live"]]
    left = found.removed[found.removed["live"]]
    for rows in (over, left):
        passed = rows["expires_on"].lt(pd.Timestamp(after.status_date))
        yield from _override(ChangeKind.OVERRIDE_ENDED, rows[passed], "expired")
        yield from _override(ChangeKind.OVERRIDE_ENDED, rows[~passed], "withdrawn")


def told(
    kind: ChangeKind,
    rows: pd.DataFrame,
    names: tuple[str, str, str],
    values: tuple[Sequence[Any] | pd.Series | None, Sequence[Any] | pd.Series | None] = (None, None),
    **more: Any,  # noqa: ANN401 - further fields of the changes, the same in each
) -> Iterator[Change]:
    """A change for each row: `names` are the columns of entity, item and name; `values` before and after."""
    columns = [_texts(rows, name) for name in names]
    sides = [[None] * len(rows) if side is None else _listed(side) for side in values]
    for entity, item, name, was, is_ in zip(*columns, *sides, strict=True):
        yield Change(
            kind=kind, entity=entity, item=item, name=name, before=_plain(was), after=_plain(is_), **more
        )


def _projects(before: Assessed, after: Assessed) -> Pairs:
    then, now = (each.portfolio["projects"][_PROJECT] for each in (before, after))
    return pairs(then, now, ("project_id",))


def _listed(side: Sequence[Any] | pd.Series) -> list[Any]:
    return side.tolist() if isinstance(side, pd.Series) else list(side)


def _texts(rows: pd.DataFrame, name: str) -> list[str]:
    return rows[name].fillna("").astype(str).tolist() if name else [""] * len(rows)


def _plain(value: object) -> Raw:
    if value is None or value is pd.NA:
        return None
    return value if type(value) is int or type(value) is str else raw(value)


def _score(rows: pd.DataFrame) -> pd.Series:
    found: pd.Series = rows["probability"] * rows["impact"]
    return found


def _flag(rows: pd.DataFrame) -> pd.Series:
    return rows["escalated"].fillna(value=False).astype(bool)


def _risk(
    kind: ChangeKind, rows: pd.DataFrame, before: pd.Series | None = None, after: pd.Series | None = None
) -> Iterator[Change]:
    names = ("project_id", "risk_id", "title")
    return told(kind, rows, names, (before, after), direction=_DIRECTIONS[kind])


def _rated(then: pd.DataFrame, now: pd.DataFrame) -> Iterator[Change]:
    """Risks with another score than they had; of one that had or has none, nobody can say which way."""
    was, is_ = _score(then), _score(now)
    ways = {
        Direction.WORSE: is_.gt(was).fillna(value=False),
        Direction.BETTER: is_.lt(was).fillna(value=False),
        Direction.NEITHER: was.isna() ^ is_.isna(),
    }
    for way, some in ways.items():
        at = some.astype(bool)
        names = ("project_id", "risk_id", "title")
        yield from told(ChangeKind.RISK_RATED, now[at], names, (was[at], is_[at]), direction=way)


def _decided(rows: pd.DataFrame) -> pd.Series:
    return rows["decided_on"].notna() | rows["state"].isin(DECIDED)


def _marked(assessed: Assessed) -> pd.DataFrame:
    """The overrides, with whether they are in force at the status date."""
    entered, on = assessed.portfolio["overrides"], pd.Timestamp(assessed.status_date)
    return entered.assign(live=entered["valid_from"].le(on) & entered["expires_on"].ge(on))


def _override(kind: ChangeKind, rows: pd.DataFrame, cause: str = "") -> Iterator[Change]:
    ended = kind is ChangeKind.OVERRIDE_ENDED
    for dimension, some in rows.groupby("dimension", sort=True):
        values = (some["to"], None) if ended else (None, some["to"])
        since = some["valid_from"].dt.strftime("%Y-%m-%d")
        yield from told(
            kind,
            some.assign(since=since),
            ("project_id", "since", "reason"),
            values,
            dimension=str(dimension),
            cause=cause,
        )
