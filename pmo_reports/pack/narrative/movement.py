"""What moved since the period before, in a clause each: finish, money by cause, risks, states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmo_reports.model.changes import Bridge, Cause, Change, ChangeKind
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.wording import Filling, say, say_many, term
from pmo_reports.pack.change_words import CAUSES
from pmo_reports.pack.movement import moves
from pmo_reports.pack.narrative.facts import Fact, Kind, Tone
from pmo_reports.pack.quantities import amount, count, days, short
from pmo_reports.pack.view import View

EAC = "eac_management"


def drifted(view: View) -> Iterator[Fact]:
    """The project whose finish moved furthest to later, beyond its tolerance, since the period before."""
    if view.now.changes is None:
        return
    found = [each for each in view.now.changes.of(ChangeKind.FINISH) if _drifts(view, each)]
    if found:
        worst = min(found, key=lambda each: (-(each.days or 0), each.entity))
        words = say("finish moved {days} later since the last period", days=_days(worst))
        yield Fact(kind=Kind.FINISH, entity=worst.entity, weight=62, words=words)


def rise(view: View) -> Iterator[Fact]:
    """By how much the managers' forecast moved, and what moved it most."""
    words, moved = eac_move(view)
    if moved > 0:
        yield Fact(kind=Kind.COST, entity=view.entity, weight=68, words=words)
    elif moved < 0:
        yield Fact(kind=Kind.COST, entity=view.entity, weight=55, words=words, tone=Tone.GOOD)


def eac_move(view: View) -> tuple[Sentence, Decimal]:
    """The move of the managers' forecast with its main cause, and its size; nothing where it stands."""
    changes = view.now.changes
    bridge = changes.bridge(EAC) if changes else None
    causes = _causes(view, bridge) if bridge else {}
    moved = sum(causes.values(), Decimal(0))
    if not moved:
        return Sentence(), moved
    cause = max(causes, key=lambda each: (abs(causes[each]), each.value))
    told: dict[str, Filling] = {
        "amount": short(_money(view, "move", moved)),
        "part": short(_money(view, cause.name.lower(), causes[cause])),
        "cause": term(CAUSES[cause]),
    }
    if moved > 0:
        return say("Forecast cost rose by {amount}, {part} by {cause}", **told), moved
    return say("Forecast cost fell by {amount}, {part} by {cause}", **told), moved


def whole_moves(view: View) -> Sentence:
    """How many projects got worse and better; "No material change." where that is true."""
    changes = view.now.changes
    if view.before is None or changes is None:
        return Sentence()
    found = [each for each in changes.material if _inside(view, each)]
    if not found:
        return say("No material change.")
    moved = moves(view)
    worse = count(view.entity, "moves.worse", sum(move.worse for move in moved))
    better = count(view.entity, "moves.better", sum(move.better for move in moved))
    if not worse.value and not better.value:
        return _number(count(view.entity, "changes.material", len(found)))
    return say("Since the last period {worse} got worse and {better} got better.", worse=worse, better=better)


def _number(n: Figure) -> Sentence:
    """That there are material changes, where none of them is told by itself."""
    return say_many(
        "{n} material change since the last period.", "{n} material changes since the last period.", n
    )


def _drifts(view: View, change: Change) -> bool:
    return change.entity in view.active and change.beyond and (change.days or 0) > 0


def _inside(view: View, change: Change) -> bool:
    return change.entity in view.projects or change.entity == view.entity


def _days(change: Change) -> Figure:
    return days(change.entity, "finish_forecast.move", abs(change.days or 0))


def _causes(view: View, bridge: Bridge) -> dict[Cause, Decimal]:
    """The causes of the entity's move: of the whole portfolio as printed, else summed over its projects."""
    if view.entity == view.settings.organisation.portfolio.id:
        return dict(bridge.total.causes)
    found: dict[Cause, Decimal] = {}
    for step in (step for step in bridge.steps if step.entity in view.projects):
        for cause, value in step.causes.items():
            found[cause] = found.get(cause, Decimal(0)) + value
    return found


def _money(view: View, what: str, value: Decimal) -> Figure:
    return amount(view.entity, f"{EAC}.{what}", abs(value), view.currency)
