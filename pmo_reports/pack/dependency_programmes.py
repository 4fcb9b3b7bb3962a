"""What each programme waits for: its open dependencies by the state of their promises, with a total."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import label
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.promise_state import Promise, State
from pmo_reports.pack.quantities import count, later
from pmo_reports.pack.view import View

SOON = 60  # calendar days
_NONE = ""  # the group of those that wait and belong to no programme
_Test = Callable[[Promise], bool]


def by_programme(view: View, found: Sequence[Promise]) -> TableBlock:
    """The programmes whose projects wait for something, and what they wait for."""
    groups = [group for group in (*view.scope.programmes, _NONE) if _awaited(view, found, group)]
    name: Field[str] = Field("programme", "Programme", lambda group: _name(view, group), 2.0)
    fields = (
        name,
        _counts(view, found, label("Open"), lambda _: True),
        _counts(view, found, label("Broken"), lambda p: p.state is State.BROKEN),
        _counts(view, found, label("Late"), lambda p: (p.gap or 0) > 0),
        _counts(view, found, label("Not promised"), lambda p: p.promised is None),
        _counts(view, found, label("At risk, 60 days"), lambda p: _urgent(view, p)),
        _delay(view),
    )
    words = Words(
        alt="Open dependencies by the programme that waits, with a total", caption="Awaited by programme"
    )
    return grid(fields, groups, words, locale=view.locale, total=view.entity)


def _awaited(view: View, found: Sequence[Promise], group: str) -> list[Promise]:
    """What the projects of a group wait for; the entity's own group is everything."""
    if group == view.entity:
        return list(found)
    if group == _NONE:
        return [promise for promise in found if not view.scope.programme.get(promise.receiver)]
    members = set(view.scope.members.get(group, ()))
    return [promise for promise in found if promise.receiver in members]


def _urgent(view: View, promise: Promise) -> bool:
    """Whether it comes too late or is not promised, and is needed soon."""
    at_risk = (promise.gap or 0) > 0 or promise.promised is None
    return at_risk and promise.need is not None and promise.need <= later(view.status_date, SOON)


def _counts(view: View, found: Sequence[Promise], head: str, test: _Test) -> Field[str]:
    key = head.lower().replace(",", "").replace(" ", "_")

    def cell(group: str) -> Figure:
        hits = sum(test(promise) for promise in _awaited(view, found, group))
        inside = group or view.entity
        return count(inside, f"dependencies.{key}", hits, "" if group else "no programme")

    return Field(key, head, cell, 0.8)


def _delay(view: View) -> Field[str]:
    return Field("chain_delay", "Chain delay", lambda group: view.figure(group, "chain_delay"), 0.9)


def _name(view: View, group: str) -> str:
    if group == _NONE:
        return label("In no programme")
    return label("Total") if group == view.entity else view.name(group)
