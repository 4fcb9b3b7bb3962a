"""Open dependencies as the pack sees them: the state of each promise by plain words, the worst first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import Cell
from pmo_reports.model.wording import label
from pmo_reports.pack.entries import entries, every
from pmo_reports.pack.quantities import days, on, signed
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.view import View


class State(StrEnum):
    """How a promise stands, worst first."""

    BROKEN = label("Broken")
    LATE = label("Late")
    NOT_PROMISED = label("Not promised")
    NO_NEED = label("Need not dated")
    IN_TIME = label("In time")


_ORDER = list(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An open dependency; `gap`, `spare` (float) and `net` (gap beyond float) are working days.

    `place` is its number among all open dependencies of the log.
    """

    item: str
    place: int
    deliverable: str
    giver: str
    receiver: str
    need: date | None
    promised: date | None
    gap: int | None
    spare: float | None
    net: int | None
    state: State

    def needed(self) -> Figure:
        """The day it is needed."""
        return on(self.receiver, "dependencies.need_date", self.need, self.item)

    def given(self) -> Cell:
        """The day it is promised for, in words where it is for none."""
        if self.promised is None:
            return label("not promised")
        return on(self.receiver, "dependencies.promise_date", self.promised, self.item)

    def late_by(self) -> Figure:
        """Working days from need to promise."""
        return signed(days(self.receiver, "dependencies.gap", self.gap, self.item))

    def float_days(self) -> Figure:
        """The total float of the activity that waits."""
        return days(self.receiver, "dependencies.float", self.spare, self.item)

    def beyond_float(self) -> Figure:
        """The days that float does not cover."""
        return signed(days(self.receiver, "dependencies.beyond_float", self.net, self.item))

    def slips(self) -> bool:
        """Whether its receiver slips by it."""
        return (self.net or 0) > 0


def promises(view: View) -> tuple[Promise, ...]:
    """The open dependencies of the entity: broken, late (longest beyond float first), then by need."""
    rows = entries(view, "dependencies", "giver_id", "receiver_id")
    return tuple(sorted(map(_promise, rows), key=_urgency))


def by_place(view: View) -> Mapping[int, Promise]:
    """All open dependencies of the log by their number in it."""
    return {row["place"]: _promise(row) for row in every(view, "dependencies")}


def party(view: View, entity: str) -> Cell:
    """The project at one end, leading to its page; in words where the log names none."""
    return view.link(entity) if entity else "not named"


def _urgency(promise: Promise) -> tuple[int, float, float, date, str]:
    late = promise.state in {State.BROKEN, State.LATE}
    net = -(promise.net if promise.net is not None else promise.gap or 0) if late else 0
    gap = -(promise.gap or 0) if late else 0
    return (_ORDER.index(promise.state), net, gap, promise.need or date.max, promise.item)


def _promise(row: Record) -> Promise:
    return Promise(
        item=text(row, "dependency_id"),
        place=row["place"],
        deliverable=text(row, "deliverable") or text(row, "dependency_id"),
        giver=text(row, "giver_id"),
        receiver=text(row, "receiver_id"),
        need=row.get("need_date"),
        promised=row.get("promise_date"),
        gap=row.get("gap"),
        spare=row.get("float_days"),
        net=row.get("net"),
        state=_state(row),
    )


def _state(row: Record) -> State:
    if row.get("broken"):
        return State.BROKEN
    if row.get("promise_date") is None:
        return State.NOT_PROMISED
    if row.get("need_date") is None:
        return State.NO_NEED
    return State.LATE if row.get("late") else State.IN_TIME
